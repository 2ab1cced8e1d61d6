"""Sheets of a unit, of a post, of a person."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from interco.foundation.core.actor import Actor
from interco.organisation.policies import people, units
from interco.organisation.policies.organisation import may_write, posts_visible_to
from interco.organisation.queries.sheets import person_sheet, post_sheet, unit_sheet
from interco.organisation.views.charts import day_of


def unit(request: HttpRequest, key: str) -> HttpResponse:
    """A unit as of a day, with its history."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    row = get_object_or_404(units.visible_to(actor).select_related("collectivity"), public_id=key)
    day = day_of(request, "au", actor.today) or actor.today
    context = {"sheet": unit_sheet(row, day), "day": day, "writes": may_write(actor)}
    return render(request, "organisation/unit.html", context)


def post(request: HttpRequest, key: str) -> HttpResponse:
    """A post as of a day, with who was on it."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    row = get_object_or_404(posts_visible_to(actor), public_id=key)
    day = day_of(request, "au", actor.today) or actor.today
    return render(
        request, "organisation/post.html", {"sheet": post_sheet(row, day), "day": day, "writes": may_write(actor)}
    )


def person(request: HttpRequest, key: str) -> HttpResponse:
    """A person, what they do and did."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    row = get_object_or_404(people.visible_to(actor).select_related("collectivity"), public_id=key)
    day = day_of(request, "au", actor.today) or actor.today
    context = {"sheet": person_sheet(row, day), "day": day, "writes": may_write(actor)}
    return render(request, "organisation/person.html", context)
