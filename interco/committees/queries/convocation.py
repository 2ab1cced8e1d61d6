"""Who a session convenes and in what quality, before it is done: shown on the screen, frozen by the convocation."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from zoneinfo import ZoneInfo

from interco.committees.enums import AttendeeRole
from interco.committees.models import Meeting
from interco.committees.queries.membership import Seat, Sitting, seats_on
from interco.organisation.models import Person
from interco.organisation.queries.titles import titles_on


@dataclass(frozen=True, slots=True, kw_only=True)
class Convened:
    """Somebody to convene. `stands_for` is the person whose seat a substitute may take; `reports` are item numbers."""

    person: Person
    post_id: int | None
    title: str
    role: AttendeeRole
    is_voting: bool = False
    is_member: bool = False
    stands_for: Person | None = None
    is_interim: bool = False
    reports: tuple[int, ...] = field(default=())

    @property
    def has_address(self) -> bool:
        """Whether a message can reach this person."""
        return bool(self.person.email)


def audience(meeting: Meeting) -> tuple[Convened, ...]:
    """Those a session convenes, each person once: members, then substitutes, then rapporteurs from outside.

    A person holding two seats sits in the first. The substitute of a vacant seat takes it as a member. Six queries.
    """
    day = meeting.starts_at.astimezone(ZoneInfo(meeting.zone)).date()
    reports = _reports(meeting)
    seats = seats_on(meeting.body, day)
    chosen: dict[int, Convened] = {}
    for seat in seats:
        holder = seat.holder or seat.substitute
        if holder is not None:
            chosen.setdefault(holder.person.pk, _seated(seat, holder, reports))
    for seat in seats:
        if seat.holder is not None and seat.substitute is not None:
            chosen.setdefault(seat.substitute.person.pk, _substitute(seat, seat.substitute, seat.holder, reports))
    outside = [person for person, _numbers in reports.values() if person.pk not in chosen]
    titles = titles_on(day, [person.pk for person in outside])
    for person in outside:
        post_id, title = titles.get(person.pk, (None, person.mandate))
        chosen[person.pk] = Convened(
            person=person, post_id=post_id, title=title, role=AttendeeRole.GUEST, reports=reports[person.pk][1]
        )
    return tuple(chosen.values())


def _reports(meeting: Meeting) -> dict[int, tuple[Person, tuple[int, ...]]]:
    found: dict[int, tuple[Person, tuple[int, ...]]] = {}
    for number, item in enumerate(meeting.items.order_by("position", "pk").select_related("rapporteur"), start=1):
        _person, numbers = found.get(item.rapporteur_id, (item.rapporteur, ()))
        found[item.rapporteur_id] = (item.rapporteur, (*numbers, number))
    return found


_Reports = dict[int, tuple[Person, tuple[int, ...]]]


def _seated(seat: Seat, sitting: Sitting, reports: _Reports) -> Convened:
    return Convened(
        person=sitting.person, post_id=sitting.post_id, title=sitting.title, role=seat.role, is_voting=seat.is_voting,
        is_member=seat.is_member, is_interim=sitting.is_interim, reports=_numbers(reports, sitting.person),
    )  # fmt: skip


def _substitute(seat: Seat, sitting: Sitting, holder: Sitting, reports: _Reports) -> Convened:
    return Convened(
        person=sitting.person, post_id=sitting.post_id, title=sitting.title, role=AttendeeRole.SUBSTITUTE,
        is_voting=seat.is_voting, stands_for=holder.person, is_interim=sitting.is_interim,
        reports=_numbers(reports, sitting.person),
    )  # fmt: skip


def _numbers(reports: _Reports, person: Person) -> tuple[int, ...]:
    return reports[person.pk][1] if person.pk in reports else ()


def voting_seats(convened: Iterable[Convened]) -> int:
    """The seats the quorum counts: voting members, without their substitutes."""
    return sum(1 for one in convened if one.is_member and one.is_voting)
