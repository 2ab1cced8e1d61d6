"""The secret address of somebody asked from outside: the dates proposed, and their own answer (ADR 0013).

It shows neither the other people asked nor their answers, opens no session and leads nowhere else in the application.
"""

from allauth.core.internal import ratelimit
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from interco.foundation.core import clock
from interco.foundation.core.actor import Actor
from interco.foundation.core.downloads import kept_secret
from interco.foundation.core.errors import Invalid
from interco.organisation.queries.standing import territory_zone
from interco.scheduling.enums import Choice
from interco.scheduling.forms.polls import choices_of
from interco.scheduling.models import Voter
from interco.scheduling.queries.polls import date_words, voter_of_token
from interco.scheduling.services.polls import answer_from_outside

RATES = {"poll": "60/h/ip"}


def outside(request: HttpRequest, token: str) -> HttpResponse:
    """GET shows the dates, POST records the answer; every try is counted by network."""
    if not ratelimit.consume(request, app="interco", action="poll", config=RATES, limit_get=True):
        return kept_secret(render(request, "429.html", status=429))
    at = clock.now()
    voter = voter_of_token(token, at)
    if voter is None:
        return kept_secret(render(request, "scheduling/poll_closed.html", status=404))
    fault, is_saved = "", False
    if request.method == "POST":
        by = Actor(at=at, zone=territory_zone(), name=voter.name)
        try:
            answer_from_outside(voter, choices_of(request.POST), comment=request.POST.get("comment", ""), by=by)
            is_saved = True
        except Invalid as refusal:
            fault = refusal.sentence
    context = {**_shown(voter), "given": choices_of(request.POST), "fault": fault, "is_saved": is_saved}
    return kept_secret(render(request, "scheduling/poll_outside.html", context, status=422 if fault else 200))


def _shown(voter: Voter) -> dict[str, object]:
    poll = voter.poll
    dates = [(row, date_words(poll, row)) for row in poll.dates.all()]
    known = {row.date_id: row.choice for row in voter.answers.all()}
    return {"voter": voter, "poll": poll, "dates": dates, "known": known, "choices": Choice.choices}
