"""The sheets of a unit, a post and a person, as of a day."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from interco.foundation.core.actor import Actor
from interco.organisation.policies import people, units
from interco.organisation.policies.organisation import may_write, posts_visible_to
from interco.organisation.queries.sheets import person_sheet, post_sheet, unit_sheet
from interco.organisation.views.days import shown_day


def unit(request: HttpRequest, key: str) -> HttpResponse:
    """A unit: its place, its posts, its people, what it was and will be."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    found = get_object_or_404(units.visible_to(actor), public_id=key)
    day = shown_day(request)
    context = {"sheet": unit_sheet(found, day, people.visible_to(actor)), "day": day, "writes": may_write(actor)}
    return render(request, "organisation/unit.html", context)


def post(request: HttpRequest, key: str) -> HttpResponse:
    """A post: what it is, who held it, who holds it."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    found = get_object_or_404(posts_visible_to(actor), public_id=key)
    day = shown_day(request)
    sheet = post_sheet(found, day, people.visible_to(actor))
    return render(request, "organisation/post.html", {"sheet": sheet, "day": day, "writes": may_write(actor)})


def person(request: HttpRequest, key: str) -> HttpResponse:
    """A person: her posts, past and to come, and what she may sign."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    found = get_object_or_404(people.visible_to(actor), public_id=key)
    day = shown_day(request)
    context = {"sheet": person_sheet(found, day), "day": day, "writes": may_write(actor)}
    return render(request, "organisation/person.html", context)
