"""Notes of an item taken in session: saved as they are typed, every state kept, nobody overwritten unknowingly."""

from datetime import timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from interco.committees.models import Item, NoteVersion
from interco.committees.policies.session import check_can_run_item
from interco.committees.services.broadcast import tell
from interco.committees.services.holding import hold_in_session
from interco.foundation.audit.services import journal
from interco.foundation.core.actor import Actor
from interco.foundation.core.errors import Conflict
from interco.foundation.core.texts import many_lines

LONGEST = 100_000
#: Saves of one person that follow one another within this time are one state.
ONE_STATE = timedelta(seconds=60)


@transaction.atomic
def save_notes(item: Item, *, text: str, version: int | None, by: Actor) -> int:
    """Save the notes and return their new version.

    `version` is the one the screen last knew. Saving the same text again changes nothing (a repeat after a cut);
    going on from one's own unacknowledged save is accepted; a text changed by somebody else meanwhile raises
    `Conflict` with both.
    """
    text = many_lines(text, field="notes", limit=LONGEST)
    meeting = hold_in_session(item)
    check_can_run_item(by, meeting, item)
    if text == item.notes:
        return item.notes_version
    last = item.note_versions.order_by("-number").first()
    if version is not None and version != item.notes_version and not _own_since(item, version, by):
        raise Conflict(
            _("Quelqu’un a complété ces notes pendant que vous écriviez. Votre texte est conservé."),
            theirs={"notes": item.notes},
            version=item.notes_version,
        )
    item.notes, item.notes_version = text, item.notes_version + 1
    item.save(update_fields=["notes", "notes_version"])
    if (
        last is not None
        and (last.author_id, last.author_name) == (by.user_id, by.name)
        and by.at - last.started_at < ONE_STATE
    ):
        last.number, last.text, last.at = item.notes_version, text, by.at
        last.save(update_fields=["number", "text", "at"])
    else:
        NoteVersion.objects.create(
            item=item, meeting=meeting, number=item.notes_version, text=text, author_id=by.user_id, author_name=by.name,
            started_at=by.at, at=by.at,
        )  # fmt: skip
        journal.record("item.notes", by=by, subject=item, facts={"version": item.notes_version})
    tell(meeting, "notes", by=by, item=item.public_id, version=item.notes_version)
    return item.notes_version


def _own_since(item: Item, version: int, by: Actor) -> bool:
    """Whether every state after `version` is the actor's own."""
    authors = set(item.note_versions.filter(number__gt=version).values_list("author_id", "author_name"))
    return authors == {(by.user_id, by.name)}
