"""Who was expected at a meeting, and how each attended: the organiser, the guests in their order, the names added."""

from dataclasses import dataclass

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from interco.organisation.models import Assignment, Post
from interco.scheduling.enums import Answer, PartRole
from interco.scheduling.models import Event, Participant
from interco.secretariat.enums import Attendance
from interco.secretariat.models import MeetingSheet, SheetPresence

OWNER = "organisateur"
#: What an answer to the invitation lets expect, until it is noted.
EXPECTED = {Answer.ACCEPTED: Attendance.PRESENT, Answer.DECLINED: Attendance.EXCUSED}


@dataclass(frozen=True, slots=True)
class Attendee:
    """Somebody of the meeting. `key` names them in a form; `noted` is empty until it is written.

    `expected` is what their answer lets think; `address` is where the record goes, empty when it cannot.
    """

    key: str
    name: str
    person_id: int | None
    person_key: str
    address: str
    is_optional: bool
    expected: str
    noted: str

    @property
    def is_added(self) -> bool:
        """A name written on the day: not a guest of the event."""
        return self.key.startswith("+")


def attendees_of(sheet: MeetingSheet) -> list[Attendee]:
    """Everybody of a meeting. Three queries, whatever their number."""
    noted = list(sheet.presences.select_related("person"))
    by_guest = {row.guest_id: row.attendance for row in noted if row.guest_id is not None}
    own = next((row.attendance for row in noted if _is_owner(row, sheet)), "")
    owner = sheet.event.owner
    found = [Attendee(OWNER, owner.full_name, owner.pk, owner.public_id, owner.email, False, Attendance.PRESENT, own)]
    guests = sheet.event.participants.select_related("person").order_by("pk")
    for guest in sorted(guests, key=lambda row: row.role == PartRole.OPTIONAL):
        person = guest.person
        found.append(Attendee(
            guest.public_id, guest.name, guest.person_id, person.public_id if person else "",
            (person.email if person else "") or guest.address, guest.role == PartRole.OPTIONAL,
            EXPECTED.get(Answer(guest.answer), ""), by_guest.get(guest.pk, ""),
        ))  # fmt: skip
    found += [
        Attendee(f"+{row.pk}", row.name, row.person_id, "", "", False, "", row.attendance)
        for row in noted
        if row.guest_id is None and not _is_owner(row, sheet)
    ]
    return found


def _is_owner(row: SheetPresence, sheet: MeetingSheet) -> bool:
    return row.guest_id is None and row.person_id == sheet.event.owner_id


def by_attendance(attendees: list[Attendee]) -> list[tuple[str, list[str]]]:
    """The names noted, under how they attended; empty groups are left out."""
    groups = {
        Attendance.PRESENT: _("Présents"), Attendance.REMOTE: _("À distance"), Attendance.EXCUSED: _("Excusés"),
        Attendance.ABSENT: _("Absents"),
    }  # fmt: skip
    found = [(label, [one.name for one in attendees if one.noted == value]) for value, label in groups.items()]
    return [(label, names) for label, names in found if names]


def posts_of(sheet: MeetingSheet) -> QuerySet[Post]:
    """Posts held, on the day of a meeting, by its organiser and its guests."""
    guests = Participant.objects.filter(event_id=sheet.event_id, person__isnull=False).order_by().values("person_id")
    owner = Event.objects.filter(pk=sheet.event_id).values("owner_id")
    held = Assignment.objects.effective_on(sheet.day).filter(Q(person_id__in=guests) | Q(person_id__in=owner))
    return Post.objects.filter(pk__in=held.order_by().values("post_id"))
