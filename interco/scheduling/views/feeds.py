"""« Abonnements à l’agenda »: the addresses one gave to calendar programs, a new one, the end of one."""

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_variables

from interco.foundation.accounts.views.api_tokens import proved_second_factor
from interco.foundation.core.actor import Actor
from interco.foundation.core.errors import Invalid
from interco.organisation.models import Person
from interco.scheduling.models import Feed
from interco.scheduling.queries.feeds import feeds_of, subjects
from interco.scheduling.services.feeds import open_feed, revoke_feed


@sensitive_variables("secret")
def index(request: HttpRequest) -> HttpResponse:
    """The list; POST makes an address and shows it, this once."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    if request.method != "POST":
        return _page(request, actor)
    asked = request.POST.get("subject", "")
    person = Person.objects.filter(public_id=asked.removeprefix("person:")).first() if ":" in asked else None
    try:
        if person is None and (not asked or asked.startswith("person:")):
            raise Invalid(_("Choisissez un agenda dans la liste."), field="subject")
        feed, secret = open_feed(
            person=person, shelf="" if person is not None else asked[:60], by=actor,
            with_second_factor=proved_second_factor(request),
        )  # fmt: skip
    except Invalid as problem:
        return _page(request, actor, problem=problem, status=422)
    address = settings.PUBLIC_URL + reverse("feed", args=[secret])
    context = {"feed": feed, "address": address, "webcal": "webcal:" + address.partition(":")[2]}
    response = render(request, "scheduling/feed.html", context)
    response.headers["Cache-Control"] = "no-store"
    return response


def revoke(request: HttpRequest, key: str) -> HttpResponse:
    """End one of one's own addresses."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    feed = get_object_or_404(Feed, user_id=actor.user_id or 0, public_id=key)
    revoke_feed(feed, by=actor)
    messages.success(request, _("L’adresse de « %s » n’ouvre plus rien.") % feed.name)
    return redirect("feeds")


def _page(request: HttpRequest, actor: Actor, *, problem: Invalid | None = None, status: int = 200) -> HttpResponse:
    context = {"feeds": list(feeds_of(actor.user_id or 0)), "subjects": subjects(actor), "problem": problem}
    return render(request, "scheduling/feeds.html", context, status=status)
