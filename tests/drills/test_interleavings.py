"""Two people at work on one agenda at the same instant, in an order that nobody chose: no lost update, nothing illegal.

Each has a thread and a connection of their own and draws gestures at random; short pauses between their statements mix
them in another way each time. A gesture that comes too late is refused with a sentence, never half done.
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

from interco.committees.enums import ITEM_TRANSITIONS, ItemState
from interco.committees.models import DecisionBrief, Item, ItemEvent, Meeting
from interco.committees.services.agenda import move_item, place_item, remove_item, reorder_agenda, set_duration
from interco.committees.services.briefs import save_brief
from interco.committees.services.items import ItemContent, edit_item, withdraw_item
from interco.committees.services.judgement import accept_item, return_item
from interco.config.demo.organisation import Built
from interco.foundation.audit.models import Entry
from interco.foundation.audit.queries.verification import verify_journal
from interco.foundation.core.actor import Actor
from interco.foundation.core.errors import Conflict, Invalid, Refused
from interco.foundation.core.retries import again_if_undone
from tests.cast import NOW, actor
from tests.committees.builders import a_meeting, an_item
from tests.drills.conftest import Tell
from tests.drills.figures import times

pytestmark = pytest.mark.django_db(transaction=True)
ITEMS, GESTURES_EACH = 4, 5
LATE = (Refused, Invalid, Conflict)


class Hand:
    """Somebody who draws gestures on the items of one agenda; what was accepted is kept."""

    def __init__(self, meeting: Meeting, by: Actor, seed: int) -> None:
        self.meeting, self.by = meeting, by
        self.chance = random.Random(seed)  # noqa: S311 - played again by its seed
        self.done: Counter[str] = Counter()
        self.written: list[tuple[int, int, str]] = []
        self.titled: list[tuple[int, int, str]] = []

    def work(self) -> None:
        """All the gestures, one after the other."""
        try:
            with connection.execute_wrapper(self._pause):
                for rank in range(GESTURES_EACH):
                    self._gesture(rank)
        finally:
            connection.close()

    def _pause(self, execute: Callable[..., Any], *arguments: Any) -> Any:
        if self.chance.random() < 0.2:
            time.sleep(self.chance.uniform(0, 0.002))
        return execute(*arguments)

    def _gesture(self, rank: int) -> None:
        name = self.chance.choice(("move", "place", "remove", "minutes", "order", "edit", "brief", "judge", "withdraw"))
        # what the person saw on the page, read before the gesture and perhaps old already
        item = Item.objects.select_related("body", "meeting", "author", "unit").get(
            pk=self.chance.choice(self._items())
        )
        gesture: Callable[[Item, int], None] = getattr(self, f"_{name}")
        try:
            again_if_undone(lambda: gesture(item, rank))
            self.done[name] += 1
        except LATE:
            self.done["refused"] += 1

    def _items(self) -> list[int]:
        return list(
            Item.objects.filter(body_id=self.meeting.body_id).order_by("pk").values_list("pk", flat=True)[:ITEMS]
        )

    def _move(self, item: Item, _rank: int) -> None:
        move_item(item, to_position=self.chance.randint(1, ITEMS), by=self.by)

    def _place(self, item: Item, _rank: int) -> None:
        place_item(item, meeting=self.meeting, by=self.by, position=self.chance.choice((None, 1, 3)))

    def _remove(self, item: Item, _rank: int) -> None:
        remove_item(item, by=self.by)

    def _minutes(self, item: Item, rank: int) -> None:
        set_duration(item, minutes=5 * (rank + 1), by=self.by)

    def _order(self, _item: Item, _rank: int) -> None:
        keys = list(Item.objects.filter(meeting=self.meeting).values_list("public_id", flat=True))
        self.chance.shuffle(keys)
        reorder_agenda(self.meeting, order=keys, by=self.by)

    def _edit(self, item: Item, rank: int) -> None:
        title = f"Titre de {self.by.name}, {rank}, {self.chance.random()}"
        content = ItemContent(title=title, kind=item.kind, decision_asked="Approuver.", duration_minutes=15)
        edited = edit_item(item, content, version=item.version, by=self.by)
        self.titled.append((edited.pk, edited.version, title))

    def _brief(self, item: Item, rank: int) -> None:
        text = f"Contexte de {self.by.name}, {rank}, {self.chance.random()}"
        brief = getattr(item, "brief", None)
        saved = save_brief(item, texts={"context": text}, options=[], version=brief.version if brief else 1, by=self.by)
        self.written.append((saved.pk, saved.version, text))

    def _judge(self, item: Item, _rank: int) -> None:
        if self.chance.random() < 0.7:
            accept_item(item, by=self.by)
        else:
            return_item(item, reason="À compléter.", by=self.by)

    def _withdraw(self, item: Item, _rank: int) -> None:
        if self.chance.random() < 0.3:
            withdraw_item(item, reason="Sans objet.", by=self.by)


def troubles(meeting: Meeting, hands: list[Hand]) -> list[str]:
    """What does not hold of the agenda, of the items, of what was typed."""
    told = []
    positions = list(meeting.items.order_by("position").values_list("position", flat=True))
    if positions != list(range(1, len(positions) + 1)):
        told.append(f"positions {positions}")
    for item in Item.objects.filter(body_id=meeting.body_id):
        if (item.meeting_id is None) != (item.position is None):
            told.append(f"item {item.pk}: meeting {item.meeting_id}, position {item.position}")
        if (item.state == ItemState.SCHEDULED) != (item.meeting_id is not None):
            told.append(f"item {item.pk}: {item.state} with meeting {item.meeting_id}")
        told += _life(item)
    told += _typed([one for hand in hands for one in hand.titled], Item, "title")
    told += _typed([one for hand in hands for one in hand.written], DecisionBrief, "context")
    return told


def _life(item: Item) -> list[str]:
    """The steps of an item follow one another, each allowed, and lead to its state."""
    steps = list(ItemEvent.objects.filter(item=item).order_by("pk").values_list("from_state", "to_state"))
    state = steps[0][0] if steps else item.state
    for origin, target in steps:
        if origin != state or target not in ITEM_TRANSITIONS[origin]:
            return [f"item {item.pk}: {steps}"]
        state = target
    return [] if state == item.state else [f"item {item.pk}: {steps} ends {item.state}"]


def _typed(accepted: list[tuple[int, int, str]], model: Any, name: str) -> list[str]:
    """No two texts were accepted as one version of a row, and the text that stands is that of the last."""
    last: dict[int, tuple[int, str]] = {}
    for pk, version, text in accepted:
        last[pk] = max(last.get(pk, (0, "")), (version, text))
    told = [] if len({one[:2] for one in accepted}) == len(accepted) else [f"{name}: one version, two texts"]
    standing = dict(model.objects.filter(pk__in=last).values_list("pk", name))
    return told + [f"{name} of {pk}: {text} lost" for pk, (_version, text) in last.items() if standing[pk] != text]


def test_two_people_on_one_agenda_lose_nothing_and_break_nothing(cast: Built, figure: Tell) -> None:
    runs = times(25, release=10_000)
    done: Counter[str] = Counter()
    for run in range(runs):
        Item.objects.all().delete()
        meeting = a_meeting(cast, day=NOW.date() + timedelta(days=7 * (run + 1)), number=run + 1)
        for rank, state in enumerate(
            (ItemState.SCHEDULED, ItemState.SCHEDULED, ItemState.ACCEPTED, ItemState.SUBMITTED)
        ):
            placed = state == ItemState.SCHEDULED
            an_item(
                cast, state=state, meeting=meeting if placed else None, position=rank + 1 if placed else None,
                reference=f"Z-{run}-{rank}", submitted_at=NOW,
            )  # fmt: skip
        hands = [Hand(meeting, actor(cast, key), 1000 * run + rank) for rank, key in enumerate(("dgs", "secretariat"))]
        with ThreadPoolExecutor(2) as pool:
            for future in [pool.submit(hand.work) for hand in hands]:
                future.result()
        found = troubles(meeting, hands)
        assert not found, f"run {run}: {found} after {[hand.done for hand in hands]}"
        done += sum((hand.done for hand in hands), Counter())
    assert verify_journal().is_whole
    assert Entry.objects.filter(event="item.edited").count() == done["edit"], "an edit without its line, or the reverse"
    figure("interleavings", runs)
    figure("gestures accepted", done.total() - done["refused"])
    figure("gestures come too late, refused with a sentence", done["refused"])
    figure("lost updates or broken agendas", 0, most=0)


def test_of_two_edits_on_one_version_one_wins_and_the_other_is_told(cast: Built, figure: Tell) -> None:
    runs = times(20, release=1000)
    for run in range(runs):
        item = an_item(cast, state=ItemState.ACCEPTED, reference=f"W-{run}")
        people = [actor(cast, key) for key in ("dgs", "secretariat")]

        def edit(by: Actor, item: Item = item) -> str:
            content = ItemContent(title=f"Titre de {by.name}", kind=item.kind, decision_asked="Approuver.")
            try:
                return again_if_undone(lambda: edit_item(Item.objects.get(pk=item.pk), content, version=1, by=by)).title
            except Conflict as conflict:
                return f"told {conflict.theirs['title']}"
            finally:
                connection.close()

        with ThreadPoolExecutor(2) as pool:
            answers = sorted(pool.map(edit, people))
        item.refresh_from_db()
        assert answers == [item.title, f"told {item.title}"]
        assert item.version == 2
    figure("simultaneous edits of one version", runs)
    figure("losers not told", 0, most=0)
