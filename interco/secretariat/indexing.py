"""What the search finds in the general secretariat: notes that have their number, requests, preparations.

Who sees them is asked at each search.
"""

from collections.abc import Collection, Iterable
from datetime import date

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from interco.foundation.core.actor import Actor
from interco.foundation.search.queries.providers import Content
from interco.secretariat.enums import PreparationState, RequestKind
from interco.secretariat.models import MeetingSheet, Preparation, Request, StaffNote
from interco.secretariat.policies import notes, preparations, requests, sheets


class NotesProvider:
    """Notes, from their signature on."""

    kind = "note"
    label = _("Note de service")
    plural = _("Notes de service")
    icon = "file-text"
    weight = 30
    model = StaffNote
    route = "note"

    def contents(self, keys: Collection[int], *, day: date) -> Iterable[Content]:  # noqa: ARG002 - nothing is dated
        """One query for any number of notes; those without a number are not found."""
        for row in StaffNote.objects.filter(pk__in=keys).exclude(reference=""):
            yield Content(
                object_id=row.public_id, title=row.title, reference=row.reference, body=row.text,
                detail=row.get_state_display(), day=row.release_on,
            )  # fmt: skip

    def visible_to(self, actor: Actor) -> QuerySet[StaffNote]:
        """The rule of the notes."""
        return notes.visible_to(actor)


class RequestsProvider:
    """Requests, whatever their state."""

    kind = "request"
    label = _("Demande")
    plural = _("Demandes")
    icon = "send"
    weight = 35
    model = Request
    route = "request"

    def contents(self, keys: Collection[int], *, day: date) -> Iterable[Content]:  # noqa: ARG002 - nothing is dated
        """One query for any number of requests."""
        rows = Request.objects.filter(pk__in=keys).order_by().select_related("author")
        for row in rows:
            yield Content(
                object_id=row.public_id, title=row.title, reference=row.reference, body=row.text,
                detail=f"{RequestKind(row.kind).label}, {row.author.full_name}", day=row.created_at.date(),
            )  # fmt: skip

    def visible_to(self, actor: Actor) -> QuerySet[Request]:
        """The rule of the requests."""
        return requests.visible_to(actor)


class SheetsProvider:
    """Sheets of meetings, whatever their state."""

    kind = "sheet"
    label = _("Réunion")
    plural = _("Réunions")
    icon = "clipboard-list"
    weight = 25
    model = MeetingSheet
    route = "sheet"

    def contents(self, keys: Collection[int], *, day: date) -> Iterable[Content]:  # noqa: ARG002 - nothing is dated
        """Two queries for any number of sheets."""
        rows = MeetingSheet.objects.filter(pk__in=keys).order_by().select_related("event").prefetch_related("points")
        for row in rows:
            said = [part for point in row.points.all() for part in (point.title, point.text)]
            yield Content(
                object_id=row.public_id, title=row.event.title, reference="", day=row.day,
                detail=f"{row.day:%d/%m/%Y}, {row.get_state_display()}",
                body="\n".join(filter(None, [row.summary, *said])),
            )  # fmt: skip

    def visible_to(self, actor: Actor) -> QuerySet[MeetingSheet]:
        """The rule of the sheets."""
        return sheets.visible_to(actor)


class PreparationsProvider:
    """Preparations, whatever their state; what their steps are called finds them too."""

    kind = "preparation"
    label = _("Préparation")
    plural = _("Préparations")
    icon = "list-tree"
    weight = 36
    model = Preparation
    route = "preparation"

    def contents(self, keys: Collection[int], *, day: date) -> Iterable[Content]:  # noqa: ARG002 - nothing is dated
        """Two queries for any number of preparations."""
        rows = Preparation.objects.filter(pk__in=keys).order_by().prefetch_related("steps")
        for row in rows:
            told = [row.stakes, *(step.label for step in row.steps.all()), row.went_well, row.to_improve, row.figures]
            yield Content(
                object_id=row.public_id, title=row.title, reference="", body="\n".join(filter(None, told)),
                detail=str(PreparationState(row.state).label), day=row.held_on,
            )  # fmt: skip

    def visible_to(self, actor: Actor) -> QuerySet[Preparation]:
        """The rule of the preparations."""
        return preparations.visible_to(actor)
