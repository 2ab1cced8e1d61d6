"""The agenda built by hand: items dragged from one column to the other, walked by keys, moved by keys and by buttons."""

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from interco.committees.enums import ItemState
from interco.committees.models import Item, Meeting
from interco.config.demo.organisation import Built
from tests.cast import NOW
from tests.committees.builders import a_meeting, an_item
from tests.journeys.conftest import SignIn, check_accessible, picture

pytestmark = [pytest.mark.journey, pytest.mark.slow, pytest.mark.django_db(transaction=True)]

WAITING = ("Charte de rédaction", "Bilan du télétravail", "Marché de collecte")
PLACED = ("Budget primitif", "Plan de continuité")


@pytest.fixture
def meeting(cast: Built) -> Meeting:
    """A session with two items on its agenda and three that wait: in time, late and carried over."""
    meeting = a_meeting(cast)
    for rank, title in enumerate(PLACED, start=1):
        an_item(cast, meeting=meeting, state=ItemState.SCHEDULED, position=rank, title=title, duration_minutes=20)
    for title, late, carried in zip(WAITING, (False, False, True), (0, 1, 0), strict=True):
        an_item(cast, state=ItemState.ACCEPTED, title=title, wished_meeting=meeting, submitted_at=NOW,
                duration_minutes=20, is_late=late, carry_count=carried)  # fmt: skip
    return meeting


@pytest.fixture
def page(cast: Built, meeting: Meeting, sign_in: SignIn) -> Page:
    page = sign_in(cast.users["secretariat"])
    page.goto(f"/seances/{meeting.public_id}/ordre-du-jour")
    page.wait_for_function("document.documentElement.classList.contains('js')")
    return page


def agenda(meeting: Meeting) -> list[str]:
    return list(Item.objects.filter(meeting=meeting).order_by("position").values_list("title", flat=True))


def on_agenda(page: Page, title: str) -> Locator:
    return page.locator("[data-item]", has_text=title)


def waiting(page: Page, title: str) -> Locator:
    return page.locator("[data-placeable]", has_text=title)


def drag(page: Page, line: Locator, onto: Locator, *, low: bool = False) -> None:
    """By the grip of a line, in several moves as a hand does, to the upper or lower quarter of another."""
    grip, target = line.locator("[data-grip]").bounding_box(), onto.bounding_box()
    assert grip
    assert target
    page.mouse.move(grip["x"] + 5, grip["y"] + grip["height"] / 2)
    page.mouse.down()
    height = target["height"] * (0.75 if low else 0.25)
    page.mouse.move(target["x"] + 150, target["y"] + height, steps=8)


def test_an_item_is_dragged_to_its_place_and_back(page: Page, meeting: Meeting) -> None:
    drag(page, waiting(page, "Marché"), on_agenda(page, "Plan de continuité"))
    expect(on_agenda(page, "Plan de continuité")).to_have_class(re.compile("drop-before"))
    page.mouse.up()
    expect(on_agenda(page, "Marché")).to_be_visible()
    assert agenda(meeting) == ["Budget primitif", "Marché de collecte", "Plan de continuité"]
    drag(page, on_agenda(page, "Budget primitif"), page.locator(".agenda-waiting"))
    expect(page.locator(".agenda-waiting")).to_have_class(re.compile("drop-here"))
    page.mouse.up()
    expect(waiting(page, "Budget primitif")).to_be_visible()
    assert agenda(meeting) == ["Marché de collecte", "Plan de continuité"]
    check_accessible(page)


def test_a_drag_let_go_elsewhere_or_escaped_changes_nothing(page: Page, meeting: Meeting) -> None:
    drag(page, waiting(page, "Charte"), page.locator("h1"))
    page.mouse.up()
    drag(page, on_agenda(page, "Plan de continuité"), on_agenda(page, "Budget primitif"))
    page.keyboard.press("Escape")
    page.mouse.up()
    drag(page, waiting(page, "Charte"), on_agenda(page, "Budget primitif"))
    page.keyboard.press("Escape")
    page.mouse.up()
    expect(waiting(page, "Charte")).to_be_visible()
    assert page.locator("[data-item] .agenda-title > a").all_inner_texts() == list(PLACED)
    assert agenda(meeting) == list(PLACED)


def test_within_the_session_a_line_is_dragged_and_moved_by_keys_and_buttons(page: Page, meeting: Meeting) -> None:
    with page.expect_response(re.compile("/ordre$")):
        drag(page, on_agenda(page, "Budget primitif"), on_agenda(page, "Plan de continuité"), low=True)
        page.mouse.up()
    assert agenda(meeting) == ["Plan de continuité", "Budget primitif"]
    expect(on_agenda(page, "Budget primitif").locator("[data-grip]")).to_have_text("2")
    on_agenda(page, "Budget primitif").click()
    with page.expect_response(re.compile(r"/ordre-du-jour(\?|$)")):
        page.get_by_role("button", name="Monter").click()
    assert agenda(meeting) == ["Budget primitif", "Plan de continuité"]
    expect(on_agenda(page, "Budget primitif").locator("[data-grip]")).to_have_text("1")
    with page.expect_response(re.compile(r"/ordre-du-jour(\?|$)")):
        page.keyboard.press("Alt+ArrowDown")
    expect(on_agenda(page, "Budget primitif").locator("[data-grip]")).to_have_text("2")
    expect(on_agenda(page, "Budget primitif")).to_be_focused()
    assert agenda(meeting) == ["Plan de continuité", "Budget primitif"]


def test_the_lines_of_both_columns_are_walked_placed_and_removed_by_keys(page: Page, meeting: Meeting) -> None:
    page.keyboard.press("j")
    expect(waiting(page, "Charte")).to_be_focused()
    page.keyboard.press("Enter")
    expect(waiting(page, "Marché")).to_be_focused()
    page.keyboard.press("Enter")
    expect(waiting(page, "Bilan")).to_be_focused()
    page.keyboard.press("Enter")
    expect(on_agenda(page, "Bilan")).to_be_focused()
    assert agenda(meeting) == ["Budget primitif", "Plan de continuité", *WAITING[::2], WAITING[1]]
    page.keyboard.press("k")
    expect(on_agenda(page, "Marché")).to_be_focused()
    page.keyboard.press("Delete")
    expect(waiting(page, "Marché")).to_be_visible()
    expect(on_agenda(page, "Bilan")).to_be_focused()
    assert agenda(meeting) == ["Budget primitif", "Plan de continuité", *WAITING[:2]]


def test_the_sum_is_red_when_the_session_is_too_short(page: Page, meeting: Meeting) -> None:
    colour = "getComputedStyle(document.querySelector('#somme strong')).color"
    assert page.evaluate(colour) == "rgb(27, 33, 38)"
    Item.objects.filter(meeting=meeting).update(duration_minutes=80)
    page.reload()
    expect(page.locator(".agenda-sum")).to_contain_text("10 min de trop")
    assert page.evaluate(colour) == "rgb(168, 38, 28)"
    picture(page, "ordre-du-jour-trop-long")
