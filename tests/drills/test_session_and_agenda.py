"""A session is run while its agenda is built again: nobody is undone by the database, the two never wait in a circle.

One hand makes the gestures of the room, another those of the agenda, a third takes notes; short pauses mix their
statements. Nothing is tried again here: one deadlock of PostgreSQL and the drill fails.
"""

import random
import time
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection

from interco.committees.enums import ItemKind, ItemState, Outcome, RoundPhase
from interco.committees.models import Item, Meeting, Round
from interco.committees.services.agenda import move_item, place_item, remove_item, reorder_agenda, set_duration
from interco.committees.services.drafting import Draft, draft_action, draft_decision
from interco.committees.services.items import ItemContent, edit_item
from interco.committees.services.judgement import accept_item
from interco.committees.services.notes import save_notes
from interco.committees.services.rounds import conclude, contribute, lead_to, open_round
from interco.committees.services.session import end_item, go_to_item, next_item
from interco.committees.services.timekeeping import pause, resume
from interco.config.demo.organisation import Built
from interco.foundation.audit.queries.verification import verify_journal
from interco.foundation.core.actor import Actor
from interco.foundation.core.errors import Conflict, Invalid, Refused
from tests.cast import actor
from tests.committees.builders import an_item
from tests.committees.session_builders import OPENING, an_open_session
from tests.drills.conftest import Tell
from tests.drills.figures import times

pytestmark = pytest.mark.django_db(transaction=True)
GESTURES_EACH = 6
LATE = (Refused, Invalid, Conflict)


class Hand:
    """Somebody who draws gestures on one session; each is one transaction, played once."""

    def __init__(self, meeting: Meeting, by: Actor, names: tuple[str, ...], seed: int) -> None:
        self.meeting, self.by, self.names = meeting, by, names
        self.chance = random.Random(seed)  # noqa: S311 - played again by its seed
        self.done: Counter[str] = Counter()

    def work(self) -> None:
        """All the gestures, one after the other."""
        try:
            with connection.execute_wrapper(self._pause):
                for _rank in range(GESTURES_EACH):
                    self._gesture()
        finally:
            connection.close()

    def _pause(self, execute: Callable[..., Any], *arguments: Any) -> Any:
        if self.chance.random() < 0.3:
            time.sleep(self.chance.uniform(0, 0.002))
        return execute(*arguments)

    def _gesture(self) -> None:
        name = self.chance.choice(self.names)
        items = Item.objects.filter(body_id=self.meeting.body_id).order_by("pk")
        item = items.get(pk=self.chance.choice(list(items.values_list("pk", flat=True))[-6:]))
        try:
            getattr(self, f"_{name}")(item)
            self.done[name] += 1
        except LATE:
            self.done["refused"] += 1

    def _go(self, item: Item) -> None:
        go_to_item(Meeting.objects.get(pk=self.meeting.pk), item, by=self.by)

    def _next(self, _item: Item) -> None:
        next_item(Meeting.objects.get(pk=self.meeting.pk), by=self.by)

    def _round(self, item: Item) -> None:
        round_ = open_round(item, by=self.by, text="Autoriser.")
        lead_to(round_, phase=RoundPhase.CLARIFICATION, by=self.by)

    def _say(self, _item: Item) -> None:
        round_ = Round.objects.filter(meeting=self.meeting, closed_at=None).first()
        if round_ is not None:
            contribute(round_, attendee=None, text="Quel coût ?", by=self.by)
            conclude(round_, outcome=Outcome.POSTPONED, by=self.by)

    def _decide(self, item: Item) -> None:
        draft_decision(item, draft=Draft(text="Approuver."), by=self.by)

    def _act(self, item: Item) -> None:
        post = item.rapporteur_post
        if post is not None:
            draft_action(item, title="Relancer", owner_post=post, due_on=self.by.today, by=self.by)

    def _end(self, item: Item) -> None:
        end_item(item, ending=ItemState.TREATED, by=self.by)

    def _notes(self, item: Item) -> None:
        save_notes(item, text=f"Notes {self.chance.random()}", version=None, by=self.by)

    def _clock(self, _item: Item) -> None:
        gesture = pause if self.chance.random() < 0.5 else resume
        gesture(Meeting.objects.get(pk=self.meeting.pk), by=self.by)

    def _move(self, item: Item) -> None:
        move_item(item, to_position=self.chance.randint(1, 5), by=self.by)

    def _place(self, item: Item) -> None:
        place_item(item, meeting=Meeting.objects.get(pk=self.meeting.pk), by=self.by, position=1)

    def _remove(self, item: Item) -> None:
        remove_item(item, by=self.by)

    def _minutes(self, item: Item) -> None:
        set_duration(item, minutes=self.chance.choice((5, 10, 15)), by=self.by)

    def _order(self, _item: Item) -> None:
        keys = list(Item.objects.filter(meeting=self.meeting).values_list("public_id", flat=True))
        self.chance.shuffle(keys)
        reorder_agenda(Meeting.objects.get(pk=self.meeting.pk), order=keys, by=self.by)

    def _accept(self, item: Item) -> None:
        accept_item(item, by=self.by)

    def _edit(self, item: Item) -> None:
        content = ItemContent(title="Titre", kind=item.kind, decision_asked="Approuver.", duration_minutes=15)
        edit_item(item, content, version=None, by=self.by)


ROOM = ("go", "next", "round", "say", "decide", "act", "end", "clock")
TABLE = ("move", "place", "remove", "minutes", "order", "accept", "edit")
HANDS = (("dgs", ROOM), ("secretariat", TABLE), ("secretariat_assistant", ("notes",)))


def test_a_session_run_while_its_agenda_is_built_is_never_undone_by_the_database(cast: Built, figure: Tell) -> None:
    runs = times(12, release=3000)
    done: Counter[str] = Counter()
    meeting = an_open_session(cast).meeting
    for run in range(runs):
        for rank in range(2):
            an_item(
                cast, state=ItemState.SUBMITTED, kind=ItemKind.DECISION, reference=f"S-{run}-{rank}",
                submitted_at=OPENING, wished_meeting=meeting,
            )  # fmt: skip
        hands = [
            Hand(meeting, actor(cast, key, OPENING + timedelta(minutes=5)), names, 1000 * run + rank)
            for rank, (key, names) in enumerate(HANDS)
        ]
        with ThreadPoolExecutor(len(hands)) as pool:
            for future in [pool.submit(hand.work) for hand in hands]:
                future.result()
        positions = list(meeting.items.order_by("position").values_list("position", flat=True))
        assert positions == list(range(1, len(positions) + 1)), f"run {run}"
        done += sum((hand.done for hand in hands), Counter())
    assert verify_journal().is_whole
    assert done.total() == runs * 3 * GESTURES_EACH
    figure("sessions run while their agenda is built", runs)
    figure("gestures of both, accepted", done.total() - done["refused"])
    figure("gestures undone by the database", 0, most=0)
