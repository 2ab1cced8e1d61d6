"""What each screen may cost the hand and the clock: clicks, keys and seconds, as the design gives them.

Seconds are those of a person: what the hand and the eye do by the keystroke-level model (Card, Moran and Newell: a key 0.28 s,
a pointed click 1.3 s, a look at each new page 1.35 s), and what the machine takes, one second a page at most: beyond, it is
a test machine with other work (`python3 run.py bench` holds the speed). Each budget is told at the end.
"""

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import timedelta

import pytest
from playwright.sync_api import Locator, Page, expect

from interco.committees.enums import ActionState, ItemState, Outcome, StanceValue
from interco.committees.models import Action, Decision, Item, Stance
from interco.committees.services.closing import close_meeting
from interco.committees.services.session import next_item
from interco.config.demo.organisation import Built
from interco.foundation.core import clock
from tests.cast import NOW, actor
from tests.cockpit.scenes import a_round, an_action
from tests.committees.builders import a_meeting, an_item
from tests.committees.session_builders import a_round_of_stances, an_open_session
from tests.journeys.conftest import PHONE, SignIn, check_accessible, picture

pytestmark = [pytest.mark.journey, pytest.mark.slow, pytest.mark.django_db(transaction=True)]

KEY_S, CLICK_S, LOOK_S, SLOWEST_PAGE_S = 0.28, 1.3, 1.35, 1.0


@dataclass
class Hand:
    """A hand on a page: it counts its clicks, its keys and the pages it looks at."""

    page: Page
    clicks: int = 0
    keys: int = 0
    looks: int = 0
    told: list[str] = field(default_factory=list)

    def click(self, target: Locator) -> None:
        self.clicks += 1
        self.looks += 1
        target.click()

    def press(self, *keys: str) -> None:
        self.keys += len(keys)
        for key in keys:
            self.page.keyboard.press(key)

    def press_and_go(self, *keys: str) -> None:
        self.looks += 1
        with self.page.expect_navigation():
            self.press(*keys)

    def write(self, text: str) -> None:
        self.keys += len(text)
        self.page.keyboard.type(text)

    @contextmanager
    def budget(self, what: str, *, seconds: float, clicks: int = 99) -> Iterator[None]:
        """What is done inside costs at most that much."""
        self.clicks = self.keys = self.looks = 0
        start = time.monotonic()
        yield
        machine = min(time.monotonic() - start, self.looks * SLOWEST_PAGE_S)
        spent = machine + self.clicks * CLICK_S + self.keys * KEY_S + self.looks * LOOK_S
        self.told.append(f"{what}: {self.clicks} clicks, {self.keys} keys, {spent:.0f} s of {seconds:.0f}")
        assert self.clicks <= clicks, self.told[-1]
        assert spent <= seconds, self.told[-1]


def ready(page: Page, path: str) -> None:
    page.goto(path)
    page.wait_for_function("document.documentElement.classList.contains('js')")


def a_register(cast: Built) -> Decision:
    """A sealed decision among others."""
    meeting = a_meeting(cast, state="open", day=NOW.date() - timedelta(days=30), number=7)
    meeting.opened_at = NOW
    meeting.save()
    for rank, title in enumerate(("Budget primitif", "Télétravail : période d’essai", "Marché de collecte"), start=1):
        fields = {"state": ItemState.DECIDED, "title": title, "reference": f"P-2025-{rank:03d}"}
        item = an_item(cast, meeting=meeting, position=rank, **fields)
        Decision.objects.create(
            body=meeting.body, meeting=meeting, item=item, title=title, text=f"Le CODIR approuve : {title}.",
            outcome=Outcome.CONSENSUS, decided_at=NOW + timedelta(minutes=rank),
        )  # fmt: skip
    return close_meeting(meeting, by=actor(cast, "dgs"))[1]


def test_what_is_owed_is_solved_found_and_proposed_within_its_budget(
    cast: Built, sign_in: SignIn, capsys: pytest.CaptureFixture[str]
) -> None:
    decision = a_register(cast)
    a_meeting(cast, day=clock.now().date() + timedelta(days=11), number=60)
    asking = a_round(cast, "dost", "communes", number=2)
    for number in range(1, 13):
        an_action(cast, "dost", clock.now().date() - timedelta(days=1), number)
    hand = Hand(sign_in(cast.users["dost"]))
    solve_what_is_owed(hand, asking.pk)
    propose_an_item(hand)
    find_and_prove(hand, decision)
    find_a_person(hand)
    with capsys.disabled():
        sys.stdout.write("\n" + "\n".join(hand.told) + "\n")


def solve_what_is_owed(hand: Hand, asking: int) -> None:
    """Each line in two clicks at most; ten lines by keyboard under a minute."""
    page = hand.page
    ready(page, "/")
    expect(page.locator("#contenu [data-row]")).to_have_count(13)
    with hand.budget("À traiter, an action", seconds=10, clicks=2):
        hand.click(page.get_by_role("button", name="Marquer fait").first)
        expect(page.locator("#contenu [data-row]")).to_have_count(12)
    page.goto("/")
    page.wait_for_function("document.documentElement.classList.contains('js')")
    with hand.budget("À traiter, ten lines by keyboard", seconds=60):
        hand.press_and_go("1")
        for left in range(11, 2, -1):
            expect(page.locator("#contenu [data-row]")).to_have_count(left)
            hand.press_and_go("j", "e")
        expect(page.locator("#contenu [data-row]")).to_have_count(2)
    assert Stance.objects.get(round_id=asking).value == StanceValue.FAVOURABLE
    assert Action.objects.filter(state=ActionState.DONE).count() == 10


def propose_an_item(hand: Hand) -> None:
    """At most five fields to start, one key or click to send, under a minute."""
    page = hand.page
    with hand.budget("Proposer un point", seconds=60):
        hand.press_and_go("n", "p")
        fields = page.locator(":is(input, select, textarea):not([type=hidden])")
        shown = [each for each in fields.all() if each.is_visible()]
        assert len(shown) <= 5
        page.get_by_label("Titre").focus()
        hand.write("Fermetures de fin d’année")
        hand.press("Tab")
        page.get_by_label("Ce que vous attendez de la séance").select_option("information")
        hand.press_and_go("Control+Enter")
    item = Item.objects.get(title="Fermetures de fin d’année")
    assert item.state == ItemState.SUBMITTED


def find_and_prove(hand: Hand, decision: Decision) -> None:
    """A decision under ten seconds; its proof in one click."""
    page = hand.page
    with hand.budget("Registre, a decision found", seconds=10):
        hand.press_and_go("g", "d")
        hand.press("/")
        hand.write("essai")
        hand.press_and_go("Enter")
        expect(page.locator("[data-row]")).to_have_count(1)
        expect(page.locator("[data-row]")).to_contain_text("Télétravail")
    hand.press_and_go("j", "Enter")
    assert decision.public_id in page.url
    with hand.budget("Décision, its proof", seconds=5, clicks=1):
        hand.click(page.get_by_role("link", name="Vérifier l’empreinte"))
        expect(page.get_by_role("status").filter(has_text="Empreinte vérifiée")).to_be_visible()


def find_a_person(hand: Hand) -> None:
    """From the org chart, under five seconds."""
    page = hand.page
    ready(page, "/organisation/organigramme")
    with hand.budget("Organigramme, a person", seconds=5):
        hand.press("/")
        hand.write("bali")
        hand.press_and_go("Enter")
        expect(page.locator("main")).to_contain_text("Célestine Balisier")
    expect(page.locator("main")).not_to_contain_text("Maxence Tamarin")


def test_a_session_is_run_and_a_stance_given_within_their_budgets(
    cast: Built, sign_in: SignIn, capsys: pytest.CaptureFixture[str]
) -> None:
    session = an_open_session(cast)
    round_ = a_round_of_stances(session)
    root = f"/seances/{session.meeting.public_id}"
    phone = Hand(sign_in(cast.users["dga_juridique"], viewport=PHONE, has_touch=True, is_mobile=True))
    ready(phone.page, f"{root}/position")
    with phone.budget("Ma position", seconds=10, clicks=2):
        phone.click(phone.page.get_by_text("Favorable", exact=True))
        phone.click(phone.page.get_by_role("button", name="Donner ma position"))
        expect(phone.page.get_by_role("button", name="Changer ma position")).to_be_visible()
    assert Stance.objects.get(round=round_).value == StanceValue.FAVOURABLE
    next_item(session.meeting, by=session.by("dgs", minutes=20))
    hand = Hand(sign_in(cast.users["dgs"]))
    decide_in_session(hand, root, cast)
    with capsys.disabled():
        sys.stdout.write("\n" + "\n".join([*phone.told, *hand.told]) + "\n")


def decide_in_session(hand: Hand, root: str, cast: Built) -> None:
    """A decision with its owner, found by typing any of its words, and its date: under twenty seconds."""
    page, due = hand.page, clock.now().date() + timedelta(days=60)
    ready(page, f"{root}/conduite")
    with hand.budget("Conduite, a decision with owner and date", seconds=20, clicks=0):
        hand.press_and_go("d")
        owner = page.get_by_label("Pilote")
        expect(owner).to_have_value("Maxence Tamarin, Directeur général adjoint, DGA Planification")
        hand.press("Tab")
        expect(owner).to_be_focused()
        hand.write("rh raisi")
        expect(page.get_by_role("listbox", name="Choix proposés").get_by_role("option")).to_have_count(1)
        check_accessible(page)
        picture(page, "pilote", full=False)
        hand.press("Enter")
        expect(owner).to_have_value("Mélodie Raisinier, Cheffe de service, RH")
        hand.press("Tab")
        page.get_by_label("Échéance").fill(due.isoformat())
        hand.press_and_go("Control+Enter")
    draft = Decision.objects.get()
    assert (draft.due_on, draft.owner_post) == (due, cast.posts["rh"])
