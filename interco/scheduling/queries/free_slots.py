"""Where a meeting fits best for the people and the room one chooses, each slot with its reason in words.

Busy times say nothing else: a private event takes its owner as any other does. The agendas one may not open (people
from outside, staff of a commune) are unknown, and said to be; they hold no slot back. Twelve queries and the sources',
whatever the number of people, rooms and weeks.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import reduce

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from interco.foundation.core.actor import Actor
from interco.organisation.models import Person
from interco.organisation.queries.standing import territory_zone
from interco.scheduling.enums import ResourceKind
from interco.scheduling.models import Resource
from interco.scheduling.queries.access import agendas_open_to, own_agendas
from interco.scheduling.queries.busy import busy, taken
from interco.scheduling.queries.closed_days import closed_days
from interco.scheduling.queries.outside_busy import OldReading, old_readings
from interco.scheduling.queries.working_hours import working_week
from interco.scheduling.rules.free_slots import Attendant, Hours, RoomOffer, Slot, Span, best_slots
from interco.scheduling.rules.recurrence import instant_of
from interco.scheduling.rules.working_hours import PREFERRED, Preference

#: What `SlotSearch.room` says beside the key of a room.
NO_ROOM, ANY_ROOM = "", "any"
#: Slots proposed, and how many of one day: whoever chooses has several days before them.
SHOWN, A_DAY = 6, 2


@dataclass(frozen=True, slots=True, kw_only=True)
class SlotSearch:
    """What is sought: people by their keys in the database (the owner among the required ones), dates both included.

    `outside` are names without an agenda; `room` is a `public_id`, `ANY_ROOM` of `seats` at least, or `NO_ROOM`.
    """

    required: frozenset[int]
    minutes: int
    first: date
    last: date
    optional: frozenset[int] = frozenset()
    outside: Sequence[str] = ()
    preference: str = Preference.NONE
    room: str = NO_ROOM
    seats: int = 0


@dataclass(frozen=True, slots=True)
class Proposal:
    """A slot as it is shown: who is missing by name, its room, and why it is proposed, in words."""

    slot: Slot
    room: Resource | None
    missing: Sequence[Person]
    missing_optional: Sequence[Person]
    reason: str


@dataclass(frozen=True, slots=True)
class FoundSlots:
    """The best slots, the names of those whose agenda is unknown, and those whose calendar elsewhere was read long ago."""

    proposals: Sequence[Proposal]
    unknown: Sequence[str]
    old: Sequence[OldReading] = ()


def find_slots(search: SlotSearch, actor: Actor) -> FoundSlots:
    """The best slots, the best first. `ValueError` when the length or the dates make no sense."""
    keys = search.required | search.optional
    people = {row.pk: row for row in Person.objects.filter(pk__in=keys)}
    known = _known(keys, actor)
    zone = territory_zone()
    start = instant_of(search.first, time(), zone)
    end = instant_of(search.last + timedelta(days=1), time(), zone)
    rooms = _rooms(search)
    spans = _grouped((one.person_id, one.starts_at, one.ends_at) for one in busy(known, start, end))
    booked = _grouped((one.resource_id, one.starts_at, one.ends_at) for one in taken([*rooms], start, end))
    closed = closed_days()
    days = [search.first + timedelta(days=offset) for offset in range((search.last - search.first).days + 1)]
    slots = best_slots(
        [Attendant(key=str(key), busy=spans.get(key, ()), is_required=key in search.required) for key in sorted(known)],
        minutes=search.minutes, first=search.first, last=search.last, not_before=actor.at, most=SHOWN,
        most_a_day=A_DAY,
        hours=Hours(
            zone=zone, spans=dict(working_week()), closed=frozenset(day for day in days if closed.name_of(day)),
            preferred=PREFERRED.get(search.preference, ()),
        ),
        rooms=[RoomOffer(key=str(row.pk), seats=row.capacity or 0, busy=booked.get(row.pk, ())) for row in rooms.values()],
        seats=search.seats if search.room == ANY_ROOM else 0,
    )  # fmt: skip
    unknown = [people[key].full_name for key in sorted(keys - known)] + list(search.outside)
    return FoundSlots(
        [_proposal(slot, search, people, rooms, unknown) for slot in slots], unknown, old_readings(known, actor.at)
    )


def _known(keys: Collection[int], actor: Actor) -> frozenset[int]:
    """Those whose busy times the actor may know."""
    opened = agendas_open_to(actor, actor.today).filter(pk__in=keys).values_list("pk", flat=True)
    return frozenset(opened) | (frozenset(keys) & own_agendas(actor))


def _rooms(search: SlotSearch) -> dict[int, Resource]:
    if search.room == NO_ROOM:
        return {}
    rows = Resource.objects.filter(kind=ResourceKind.ROOM, is_open=True)
    if search.room != ANY_ROOM:
        rows = rows.filter(public_id=search.room)
    return {row.pk: row for row in rows}


def _grouped(spans: Iterable[tuple[int, datetime, datetime]]) -> Mapping[int, Sequence[Span]]:
    found: dict[int, list[Span]] = {}
    for key, starts_at, ends_at in spans:
        found.setdefault(key, []).append((starts_at, ends_at))
    return found


def _proposal(
    slot: Slot, search: SlotSearch, people: Mapping[int, Person], rooms: Mapping[int, Resource], unknown: Sequence[str],
) -> Proposal:  # fmt: skip
    room = rooms[int(slot.room)] if slot.room else None
    missing = [people[int(key)] for key in slot.missing_required]
    optional = [people[int(key)] for key in slot.missing_optional]
    parts = [_people_words(missing, optional, bool(unknown)), _room_words(room, search), _moment_words(slot, search)]
    return Proposal(slot, room, missing, optional, _told(parts))


def _told(parts: Sequence[str]) -> str:
    """« Tout le monde est libre ; Salle A, 12 places »."""
    return reduce(lambda first, rest: _("%(first)s ; %(rest)s") % {"first": first, "rest": rest}, filter(None, parts))


def _people_words(missing: Sequence[Person], optional: Sequence[Person], has_unknown: bool) -> str:
    names = [row.full_name for row in missing]
    names += [_("%s (facultatif)") % row.full_name for row in optional]
    if names:
        return _("Manque %s") % ", ".join(names) if len(names) == 1 else _("Manquent %s") % ", ".join(names)
    return _("Tous les agendas connus sont libres") if has_unknown else _("Tout le monde est libre")


def _room_words(room: Resource | None, search: SlotSearch) -> str:
    if room is not None:
        if not room.capacity:
            return room.name
        seats = ngettext("%(num)s place", "%(num)s places", room.capacity) % {"num": room.capacity}
        if room.capacity < search.seats:
            return _("%(room)s, %(seats)s pour %(people)s personnes") % {
                "room": room.name, "seats": seats, "people": search.seats,
            }  # fmt: skip
        return f"{room.name}, {seats}"
    if search.room == NO_ROOM:
        return ""
    if search.room != ANY_ROOM:
        return _("la salle souhaitée est prise")
    return ngettext(
        "aucune salle libre d’au moins %(num)s place", "aucune salle libre d’au moins %(num)s places", search.seats
    ) % {"num": search.seats}


def _moment_words(slot: Slot, search: SlotSearch) -> str:
    if search.preference == Preference.NONE:
        return ""
    if not slot.is_preferred:
        return _("hors du moment souhaité")
    return (
        _("le matin, comme souhaité") if search.preference == Preference.MORNING else _("l’après-midi, comme souhaité")
    )
