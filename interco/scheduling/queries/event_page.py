"""The page of an event: its days, its guests with their answers, its rooms. Six queries, whatever their number."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from interco.foundation.core.actor import Actor
from interco.scheduling.enums import EventState, PartRole
from interco.scheduling.models import DayAnswer, Event, Occurrence, Participant, Resource
from interco.scheduling.queries.access import own_agendas
from interco.scheduling.queries.words import author_words, rhythm_words, when_of, zone_words

#: Days shown of a series around the one asked for.
SHOWN = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class EventPage:
    """What the page shows. `day` is the one asked for, or the next; `mine` the invitations the actor answers."""

    event: Event
    day: Occurrence
    when: str
    zone: str
    rhythm: str
    author: str
    title: str
    place: str
    days: Sequence[tuple[Occurrence, str]]
    hidden_days: int
    guests: Sequence[Participant]
    said: Mapping[int, DayAnswer]
    mine: Sequence[Participant]
    resources: Sequence[Resource]
    is_mine: bool

    @property
    def is_cancelled(self) -> bool:
        """Whether the event, or the day shown, does not take place."""
        return EventState.CANCELLED in {self.event.state, self.day.state}

    @property
    def waiting(self) -> int:
        """How many did not answer yet."""
        return sum(1 for row in self.guests if self.answer_of(row) == "needs-action")

    def answer_of(self, guest: Participant) -> str:
        """What a guest said of the day shown, else of the whole."""
        return self.said[guest.pk].answer if guest.pk in self.said else guest.answer


def event_page(event: Event, actor: Actor, asked: date | None) -> EventPage:
    """The page of an event at one of its days."""
    days = list(event.occurrences.all())
    day = next((row for row in days if row.day == asked), None)
    day = day or next((row for row in days if row.ends_at > actor.at and row.state == EventState.CONFIRMED), days[-1])
    own = own_agendas(actor)
    guests = sorted(
        event.participants.select_related("person"), key=lambda row: (row.role == PartRole.OPTIONAL, row.pk)
    )
    first = max(0, min(days.index(day) - 2, len(days) - SHOWN))
    shown = days[first : first + SHOWN] if event.rule else []
    return EventPage(
        event=event, day=day, when=when_of(event, day.starts_at, day.ends_at), zone=zone_words(event, actor.zone),
        rhythm=rhythm_words(event), author=author_words(event), title=day.title or event.title,
        place=day.place or event.place, days=[(row, when_of(event, row.starts_at, row.ends_at)) for row in shown],
        hidden_days=len(days) - len(shown) if event.rule else 0, guests=guests,
        said={row.participant_id: row for row in DayAnswer.objects.filter(occurrence=day)} if event.rule else {},
        mine=[row for row in guests if row.person_id in own], resources=list(event.resources.all()),
        is_mine=event.owner_id in own,
    )  # fmt: skip
