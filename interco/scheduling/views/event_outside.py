"""The signed address of a guest without an account: what they are invited to, and their own answer (ADR 0015).

It shows neither the other guests nor their answers, opens no session and leads nowhere else in the application.
"""

from allauth.core.internal import ratelimit
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from interco.foundation.core import clock
from interco.foundation.core.actor import Actor
from interco.foundation.core.downloads import kept_secret
from interco.foundation.core.errors import Invalid
from interco.organisation.queries.standing import territory_zone
from interco.scheduling.enums import Answer
from interco.scheduling.queries.guests import guest_of_token
from interco.scheduling.queries.next_days import next_day
from interco.scheduling.queries.words import author_words, place_of, rhythm_words, when_of, where_of
from interco.scheduling.services.guests import answer_from_outside
from interco.scheduling.views.events import ANSWERS

RATES = {"event": "60/h/ip"}


def outside(request: HttpRequest, token: str) -> HttpResponse:
    """GET shows the event, POST records the answer; every try is counted by network."""
    if not ratelimit.consume(request, app="interco", action="event", config=RATES, limit_get=True):
        return kept_secret(render(request, "429.html", status=429))
    at = clock.now()
    guest = guest_of_token(token, at)
    if guest is None:
        return kept_secret(render(request, "scheduling/event_closed.html", status=404))
    fault, is_saved = "", False
    if request.method == "POST":
        given = request.POST.get("answer", "")
        try:
            if given not in Answer.values:
                raise Invalid(_("Choisissez une réponse."), field="answer")
            by = Actor(at=at, zone=territory_zone(), name=guest.name)
            answer_from_outside(guest, answer=Answer(given), comment=request.POST.get("comment", ""), by=by)
            is_saved = True
        except Invalid as refusal:
            fault = refusal.sentence
    event, day = guest.event, next_day(guest.event, at)
    context = {
        "guest": guest, "event": event, "answer": guest.get_answer_display(), "answers": ANSWERS, "fault": fault,
        "is_saved": is_saved, "when": when_of(event, day.starts_at, day.ends_at) if day else "", "zone": place_of(event.zone),
        "rhythm": rhythm_words(event), "place": where_of(event, day), "who": author_words(event),
    }  # fmt: skip
    return kept_secret(render(request, "scheduling/event_outside.html", context, status=422 if fault else 200))
