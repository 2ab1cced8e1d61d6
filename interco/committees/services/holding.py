"""The one order in which rows are locked: the session, then its items by their key, then what hangs from one item.

Two gestures that take the same rows in the same order wait for one another and both end; in two orders, the database must
undo one of them. The journal comes last of all: it is one row for the whole house, so everything a gesture changes is
held before its first line is written.
"""

from collections.abc import Iterable

from django.db import connection
from django.db.models import Q
from django.utils.translation import gettext as _

from interco.committees.models import Item, Meeting
from interco.foundation.core.errors import Conflict, Refused
from interco.foundation.core.models import refresh


def hold_agenda(meeting: Meeting, *others: Item) -> None:
    """Lock a session, the items of its agenda and `others`, and read them again: for a gesture on several items."""
    refresh(meeting)
    hold_lines(meeting, others)
    for other in others:
        refresh(other)


def hold_lines(meeting: Meeting, others: Iterable[Item] = ()) -> None:
    """Lock the items of a session whose row is held already, and `others`."""
    if not connection.features.has_select_for_update:
        return  # SQLite has one writer at a time
    lines = Item.objects.filter(Q(meeting=meeting) | Q(pk__in=[other.pk for other in others]))
    list(lines.order_by("pk").select_for_update(no_key=True).values_list("pk", flat=True))


def hold_item(item: Item) -> Meeting | None:
    """Lock the session an item stands in, then the item, and read both again.

    `Conflict` when the item went elsewhere meanwhile.
    """
    item.refresh_from_db(fields=["meeting"])
    held = Meeting.objects.select_for_update(no_key=True).filter(pk=item.meeting_id or 0).first()
    refresh(item)
    if item.meeting_id != (held.pk if held else None):
        raise Conflict(_("Ce point a changé d’ordre du jour entre-temps : rechargez la page."))
    if held is not None:
        item.meeting = held
    return held


def hold_in_session(item: Item) -> Meeting:
    """The same, for a gesture made in the room: `Refused` when the item stands on no agenda."""
    held = hold_item(item)
    if held is None:
        raise Refused(_("Ce point n’est à l’ordre du jour d’aucune séance."))
    return held
