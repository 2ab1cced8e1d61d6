"""The events of an agenda as a feed writes them: their kept texts, put end to end by the database where all are open.

Whoever reads their own agenda reads all of it whole: the database answers one row, already bytes, when all events are in
one zone (a thousand rows of text cost twice as much). Otherwise each row is read, whole or as hours only.
"""

from collections.abc import Callable, Sequence
from datetime import date, datetime, timedelta
from operator import itemgetter
from typing import Any

from django.db.models import Aggregate, BinaryField, Count, Exists, F, Max, Min, OuterRef, Q, QuerySet, Value

from interco.foundation.core.actor import Actor
from interco.foundation.core.prepared import Prepared
from interco.scheduling.enums import Answer, EventState
from interco.scheduling.models import Event, EventText, Occurrence, Participant
from interco.scheduling.models.event import LONGEST_MINUTES
from interco.scheduling.queries.access import readable
from interco.scheduling.queries.event_texts import texts_of

Told = QuerySet[Event, tuple[object, ...]]
Of = Callable[[int], QuerySet[Event]]
_LATE = Q(written=None) | ~Q(written__version=F("version"))
_DAY = timedelta(days=1)
_LONGEST = timedelta(minutes=LONGEST_MINUTES) + _DAY
_COLUMNS = ("pk", "zone", "version", "written__version", "written__whole", "written__busy")


class Joined(Aggregate):
    """Texts end to end, in UTF-8."""

    output_field = BinaryField()
    function = "GROUP_CONCAT"
    template = "CAST(%(function)s(%(expressions)s, '') AS BLOB)"

    def as_postgresql(self, compiler: Any, connection: Any, **more: Any) -> Any:
        """PostgreSQL has another name for it."""
        template = "CONVERT_TO(%(function)s(%(expressions)s, ''), 'UTF8')"
        return super().as_sql(compiler, connection, function="STRING_AGG", template=template, **more)


def _of(person: int) -> QuerySet[Event]:
    return Event.objects.filter(owner=person, state=EventState.CONFIRMED)


def _asking(person: int) -> QuerySet[Event]:
    declined = Participant.objects.filter(event=OuterRef("pk"), person=person, answer=Answer.DECLINED)
    return Event.objects.filter(~Exists(declined), participants__person=person, state=EventState.CONFIRMED)


def _since(of: Of, person: int, start: datetime) -> QuerySet[Event]:
    return of(person).filter(_LATE | Q(written__ends_at__gt=start))


def _between(of: Of, person: int, start: datetime, end: datetime, first: date, last: date) -> QuerySet[Event]:
    """What comes once is told by its own row, from `first` to `last`; only what is left is looked for by its days."""
    held = Occurrence.objects.filter(event=OuterRef("pk"), starts_at__lt=end, ends_at__gt=start)
    return of(person).filter(~Q(rule="") | Q(first_on__gte=first, first_on__lte=last), Exists(held))


def _rows(found: QuerySet[Event]) -> Told:
    return found.order_by().values_list(*_COLUMNS)


def _joined(found: QuerySet[Event]) -> Told:
    """Their zones (the first and the last: most often the same), how many texts are late, and all of them."""
    told = {
        "first": Min("zone"), "last": Max("zone"), "late": Count("pk", filter=_LATE), "told": Joined("written__whole"),
    }  # fmt: skip
    return found.order_by().annotate(one=Value(1)).values("one").annotate(**told).values_list(*told)


Shape = Callable[[QuerySet[Event]], Told]


def _asked_since(of: Of, shape: Shape) -> Prepared:
    return Prepared(lambda person, start: shape(_since(of, person, start)), int, datetime)


def _asked_between(of: Of, shape: Shape) -> Prepared:
    return Prepared(lambda *given: shape(_between(of, *given)), int, datetime, datetime, date, date)


_ROWS = {
    "since": [_asked_since(of, _rows) for of in (_of, _asking)],
    "between": [_asked_between(of, _rows) for of in (_of, _asking)],
}
_WHOLE = {
    "since": [_asked_since(of, _joined) for of in (_of, _asking)],
    "between": [_asked_between(of, _joined) for of in (_of, _asking)],
}


def event_texts(actor: Actor, person: int, start: datetime, end: datetime | None, *, zones: set[str]) -> list[bytes]:
    """The events of an agenda and its invitations from an instant on, or to another; adds their zones to `zones`."""
    kind = "since"
    given: list[Any] = [person, start]
    if end is not None:  # a day around, for those who count days in another zone
        kind, given = "between", [person, start, end, (start - _LONGEST).date(), (end + _DAY).date()]
    if person == actor.person_id:
        told = [row for ask in _WHOLE[kind] for row in ask(*given)]
        if not any(late or first != last for first, last, late, _text in told):
            zones.update(first for first, _last, _late, text in told if text)
            return [bytes(text) for *_rest, text in told if text]
    found = sorted((row for ask in _ROWS[kind] for row in ask(*given)), key=itemgetter(0))
    zones.update({row[1] for row in found})
    keys = [row[0] for row in found if row[2] != row[3]]
    made = texts_of(keys) if keys else {}
    allowed = None if person == actor.person_id else _readable_of(actor, person)
    return [_text(row, made.get(row[0]), whole=allowed is None or row[0] in allowed).encode() for row in found]


def _text(row: Sequence[Any], made: EventText | None, *, whole: bool) -> str:
    if made is not None:
        return made.whole if whole else made.busy
    return str(row[4] if whole else row[5])


def _readable_of(actor: Actor, person: int) -> frozenset[int]:
    """Which events of that agenda the actor reads whole."""
    invited = Participant.objects.filter(event=OuterRef("pk"), person=person)
    rows = readable(actor).filter(Q(owner=person) | Exists(invited))
    return frozenset(rows.values_list("pk", flat=True))
