"""The org chart read whole: the CACEM at the width of a usual screen, 200 units in letters one reads, a phone's list."""

import pytest
from playwright.sync_api import Page

from benchmarks.sets.agents import hire
from benchmarks.sets.sizes import Size
from interco.config.demo.organisation import Built
from tests.journeys.conftest import OUTPUT, PHONE, SignIn, check_accessible, picture

pytestmark = [pytest.mark.journey, pytest.mark.slow, pytest.mark.django_db(transaction=True)]

ADDRESS = "/organisation/organigramme?au=2026-12-07"
USUAL = {"width": 1280, "height": 900}
#: The right edge of the drawing beyond that of its frame, and the height of a capital as drawn.
BEYOND = """() => { const frame = document.querySelector(".chart-scroll");
  return Math.max(0, frame.scrollWidth - frame.clientWidth); }"""
LETTERS = """() => { const svg = document.querySelector("svg.org");
  return 14 * svg.getBoundingClientRect().width / svg.viewBox.baseVal.width; }"""


@pytest.mark.parametrize("width", [1280, 1366, 1440, 1920])
def test_the_whole_chart_is_seen_without_scrolling_sideways(cast: Built, sign_in: SignIn, width: int) -> None:
    page = sign_in(cast.users["dost"], viewport={"width": width, "height": 900})
    for compared in ("", "&compare=2027-02-01"):
        page.goto(ADDRESS + compared)
        assert page.evaluate(BEYOND) == 0
        assert page.evaluate(LETTERS) >= 13.9
    as_seen(page, f"organigramme-{width}")


def test_two_hundred_units_are_drawn_in_letters_one_reads(cast: Built, sign_in: SignIn) -> None:
    hire(cast, Size(agents=400, branching=(4, 10)))
    page = sign_in(cast.users["dost"], viewport=USUAL)
    page.goto("/organisation/organigramme")
    assert page.locator("svg.org .box").count() >= 150
    assert page.evaluate(BEYOND) == 0
    assert page.evaluate(LETTERS) >= 13.9
    as_seen(page, "organigramme-200")


def test_a_phone_reads_the_list(cast: Built, sign_in: SignIn) -> None:
    page = sign_in(cast.users["dost"], viewport=PHONE, is_mobile=True, has_touch=True, user_agent="Test Mobile")
    page.goto(ADDRESS)
    assert page.get_by_role("link", name="Secrétariat général").is_visible()
    assert page.locator(".chart-scroll").count() == 0
    check_accessible(page)
    picture(page, "organigramme-telephone")


def as_seen(page: Page, name: str) -> None:
    """As wide as the window is: `picture` would narrow it."""
    OUTPUT.mkdir(parents=True, exist_ok=True)
    page.screenshot(path=OUTPUT / f"{name}.png", full_page=True)
