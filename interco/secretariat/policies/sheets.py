"""Who reads the sheet of a meeting and who writes it.

| who | what |
|---|---|
| the organiser, who keeps the organiser's agenda | prepares, writes, releases, names who takes the notes |
| the note taker, while still invited | writes and releases |
| a guest of the territory | reads: the agenda before, the record after |
| anybody else, the general secretariat and the DGS included | nothing: a meeting is not a body |
| technical accounts | nothing |

The event may be open to the whole house; its sheet is not: what was said stays between the people who were there, and the
owners of the actions read theirs.
"""

from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from interco.committees.models import Action
from interco.foundation.core.actor import Actor
from interco.foundation.core.errors import Refused
from interco.organisation.models import Post
from interco.scheduling.enums import EventState
from interco.scheduling.models import Event, Participant
from interco.scheduling.policies.events import writes_for
from interco.scheduling.queries.access import close_to
from interco.secretariat.models import SHEETED, MeetingSheet, SheetAction
from interco.secretariat.queries.sheet_attendance import posts_of


def visible_to(actor: Actor) -> QuerySet[MeetingSheet]:
    """Sheets of the meetings one organises, keeps the agenda of, or is invited to."""
    near = Event.objects.filter(close_to(actor)).order_by().values("pk")
    return MeetingSheet.objects.filter(event_id__in=near)


def writes(actor: Actor, sheet: MeetingSheet) -> bool:
    """Whether the actor writes the sheet: who writes in the organiser's agenda, and the note taker while a guest."""
    if writes_for(actor, sheet.event.owner_id):
        return True
    if actor.person_id is None or sheet.note_taker_id != actor.person_id:
        return False
    return Participant.objects.filter(event_id=sheet.event_id, person_id=actor.person_id).exists()


def may_open(actor: Actor, event: Event) -> bool:
    """Whether the actor may begin the sheet of a day of this event, to show or hide a button."""
    return event.kind in SHEETED and event.state != EventState.CANCELLED and writes_for(actor, event.owner_id)


def check_can_open(actor: Actor, event: Event) -> None:
    """Begin the sheet of a day: who writes in the organiser's agenda, while the event stands."""
    if not writes_for(actor, event.owner_id):
        raise Refused(_("La fiche d’une réunion s’ouvre par son organisateur ou par qui tient son agenda."))
    if event.kind not in SHEETED or event.state == EventState.CANCELLED:
        raise Refused(_("Cet événement n’a pas de fiche : il est annulé, ou c’est une absence."))


def check_can_write(actor: Actor, sheet: MeetingSheet) -> None:
    """Write the agenda, the presences, the record, the actions, and send them."""
    if not writes(actor, sheet):
        raise Refused(_("La fiche est tenue par l’organisateur, par qui tient son agenda, ou par qui prend les notes."))


def may_name(actor: Actor, sheet: MeetingSheet) -> bool:
    """Whether the actor says who takes the notes, to show or hide the choice."""
    return writes_for(actor, sheet.event.owner_id)


def check_can_name(actor: Actor, sheet: MeetingSheet) -> None:
    """Name who takes the notes: who writes in the organiser's agenda."""
    if not may_name(actor, sheet):
        raise Refused(_("Confier les notes revient à l’organisateur ou à qui tient son agenda."))


class SheetActions:
    """Actions that a meeting decided: who was there reads them, who holds the sheet corrects them."""

    name = "secretariat.sheets"

    def readable(self, actor: Actor) -> QuerySet[Any, Any]:
        """Those of the sheets the actor reads."""
        return SheetAction.objects.filter(sheet__in=visible_to(actor).order_by()).order_by().values("action_id")

    def keeps(self, actor: Actor, action: Action) -> bool:
        """Whether the actor writes the sheet the action comes from."""
        link = SheetAction.objects.filter(action=action).select_related("sheet__event").first()
        return link is not None and writes(actor, link.sheet)

    def posts(self, action: Action) -> QuerySet[Post]:
        """Posts of the people of its meeting."""
        link = SheetAction.objects.filter(action=action).select_related("sheet").first()
        return Post.objects.none() if link is None else posts_of(link.sheet)
