"""The people of a day as the rule of the addressees reads them, and the people it reaches. Five queries, and those of each body."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from django.db.models import Q

from interco.committees.models import Body
from interco.committees.queries.membership import seats_on
from interco.foundation.accounts.rules.languages import preferred
from interco.organisation.enums import PersonKind
from interco.organisation.models import Assignment, Collectivity, Person, UnitVersion
from interco.secretariat.models import NoteTarget, StaffNote
from interco.secretariat.rules.audience import Facts, Holding, Line, addressees


class Reached(NamedTuple):
    """Somebody a note is for: `unit_id` is the service by which it comes."""

    person_id: int
    key: str
    first_name: str
    last_name: str
    email: str
    unit_id: int | None
    preferences: Any = None

    @property
    def name(self) -> str:
        """First name and last name."""
        return f"{self.first_name} {self.last_name}"

    @property
    def language(self) -> str:
        """The language the person is written to in."""
        return preferred(self.preferences or {})


@dataclass(frozen=True, slots=True)
class People:
    """The facts of a day, and who each person is: read once, asked for any number of notes."""

    facts: Facts
    rows: dict[int, tuple[Any, ...]]

    def reached_by(self, lines: Iterable[Line]) -> list[Reached]:
        """Those the lines reach, by name: the order in which the people were read."""
        unit_of = addressees(lines, self.facts)
        return [
            Reached(pk, key, first, last, email, unit_of[pk], preferences)
            for pk, (key, first, last, email, preferences) in self.rows.items() if pk in unit_of
        ]  # fmt: skip


_PERSON = ("pk", "public_id", "first_name", "last_name", "email", "kind", "collectivity_id")


def people_on(day: date, lines: Iterable[Line]) -> People:
    """What the rule must know of a day to resolve these lines."""
    rows: dict[int, tuple[Any, ...]] = {}
    agents: dict[int, set[int]] = {}
    home = Collectivity.objects.filter(is_home=True).values_list("pk", flat=True).first() or 0
    present = Person.objects.effective_on(day)
    chosen = dict(present.filter(user__isnull=False).order_by().values_list("pk", "user__preferences"))
    named = present.order_by("last_name", "first_name", "pk").values_list(*_PERSON)
    for pk, key, first, last, email, kind, collectivity in named:
        rows[pk] = (key, first, last, email, chosen.get(pk))
        if kind == PersonKind.AGENT:
            agents.setdefault(collectivity, set()).add(pk)
    bodies = {line.thing_id for line in lines if line.kind == "body"}
    facts = Facts(
        holdings=_holdings(day), parents=parents_on(day), home_id=home,
        agents={key: frozenset(people) for key, people in agents.items()},
        seats={body.pk: _seated(body, day) for body in Body.objects.filter(pk__in=bodies)}, present=frozenset(rows),
    )  # fmt: skip
    return People(facts, rows)


def _holdings(day: date) -> list[Holding]:
    """Those of the day, the greater share first: one statement, the post as it is that day beside the assignment."""
    version = Q(post__versions__ends_on=None) | Q(post__versions__ends_on__gt=day)
    held = Assignment.objects.effective_on(day).filter(version, post__versions__starts_on__lte=day)
    columns = held.order_by("-quota", "pk").values_list("person_id", "post_id", "post__versions__unit_id")
    return [Holding._make(row) for row in columns]


def parents_on(day: date) -> dict[int, int | None]:
    """The unit above each unit that stands on a day. One query."""
    return dict(UnitVersion.objects.effective_on(day).order_by().values_list("unit_id", "parent_id"))


def _seated(body: Body, day: date) -> frozenset[int]:
    return frozenset(seat.holder.person.pk for seat in seats_on(body, day) if seat.holder is not None)


def lines_of(targets: Iterable[NoteTarget]) -> list[Line]:
    """The lines of a note as the rule reads them."""
    return [Line(row.kind, row.thing_id, row.with_descendants, row.is_exception) for row in targets]


def reached_by(note: StaffNote, day: date) -> list[Reached]:
    """Everybody a note is for as of a day."""
    lines = lines_of(note.targets.all())
    return people_on(day, lines).reached_by(lines)


def without_mailbox(people: Sequence[Reached]) -> list[Reached]:
    """Those no mail can reach: the note is printed for them."""
    return [one for one in people if not one.email]
