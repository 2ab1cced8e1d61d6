"""Linked calendars by the API: how they stand, and have one looked at now. They are linked on their page, where the password is."""

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from ninja import Query

from interco.foundation.core.api.operations import Operations, acting
from interco.foundation.core.api.schemas import Page, Paging, part_of
from interco.foundation.core.policies import member_of_staff
from interco.scheduling.api.schemas import LinkedCalendarShown
from interco.scheduling.api.shown import linked_calendar_shown
from interco.scheduling.policies.linked_calendars import visible_to
from interco.scheduling.queries.linked_calendars import with_figures
from interco.scheduling.services.linked_calendars import look_now

LINKED_CALENDARS = Operations("Calendriers reliés")


@LINKED_CALENDARS.get(
    "calendriers-relies", policy=member_of_staff, name="api_linked_calendars", answer=Page[LinkedCalendarShown],
    summary="Lister les calendriers reliés à mon agenda et à ceux que je tiens",
)  # fmt: skip
def list_linked_calendars(request: HttpRequest, asked: Query[Paging]) -> Page[LinkedCalendarShown]:
    """How each stands; neither account nor password."""
    rows, figures = part_of(with_figures(visible_to(acting(request))), asked)
    return Page[LinkedCalendarShown](**figures, items=[linked_calendar_shown(row) for row in rows])


@LINKED_CALENDARS.write(
    "POST", "calendriers-relies/{key}/relecture", policy=member_of_staff, name="api_linked_calendar_look",
    answer=LinkedCalendarShown, summary="Reprendre un calendrier relié maintenant",
)  # fmt: skip
def look_at_a_linked_calendar(request: HttpRequest, key: str) -> LinkedCalendarShown:
    """Within a minute, by the worker."""
    actor = acting(request)
    look_now(get_object_or_404(visible_to(actor), public_id=key), by=actor)
    return linked_calendar_shown(with_figures(visible_to(actor)).get(public_id=key))
