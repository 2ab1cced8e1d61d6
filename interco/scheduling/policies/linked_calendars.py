"""Who links an agenda to a calendar elsewhere: who writes in that agenda, its owner or who keeps it."""

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from interco.foundation.core.actor import Actor
from interco.foundation.core.errors import Refused
from interco.scheduling.models import LinkedCalendar
from interco.scheduling.policies.events import check_can_plan
from interco.scheduling.queries.access import is_of_the_house, own_agendas


def visible_to(actor: Actor) -> QuerySet[LinkedCalendar]:
    """The calendars linked to the agendas the actor writes in."""
    if not is_of_the_house(actor):
        return LinkedCalendar.objects.none()
    return LinkedCalendar.objects.filter(person__in=own_agendas(actor))


def check_can_link(actor: Actor, person_id: int) -> None:
    """Link a calendar to that agenda, change or end the link."""
    check_can_plan(actor, person_id)


def check_can_change_link(actor: Actor, link: LinkedCalendar) -> None:
    """Change a link that stands."""
    check_can_link(actor, link.person_id)
    if link.leaving_at is not None:
        raise Refused(_("Ce calendrier est délié : ce qui y était publié en est retiré."))
