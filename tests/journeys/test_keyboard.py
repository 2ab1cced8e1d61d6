"""The keys that answer on every page, in a real browser on the real pages; and what the first page weighs."""

import gzip
import re
import sys

import pytest
from playwright.sync_api import Page, expect

from interco.committees.enums import ItemState
from interco.config.demo.organisation import Built
from interco.foundation.core.actor import system_actor
from interco.foundation.search.services.index import reindex
from tests.cast import NOW
from tests.committees.builders import a_meeting, an_item
from tests.foundation.ui.browser import STATIC
from tests.journeys.conftest import SignIn

pytestmark = [pytest.mark.journey, pytest.mark.slow, pytest.mark.django_db(transaction=True)]

LIMIT = 250_000
#: What a browser fetched for a page, as it came through the wire.
WEIGHT = """() => [...performance.getEntriesByType("navigation"), ...performance.getEntriesByType("resource")]
  .map((entry) => [new URL(entry.name).pathname, entry.encodedBodySize])"""
SHIFT = """() => new Promise((done) => {
  let sum = 0;
  new PerformanceObserver((list) => list.getEntries().forEach((entry) => { sum += entry.value; }))
    .observe({type: "layout-shift", buffered: true});
  setTimeout(() => done(sum), 300);
})"""


def compressed(path: str, size: int) -> int:
    """What a fetch weighs on an installation, which compresses its styles and scripts; the test's server does not."""
    file = STATIC / path.removeprefix("/static/")
    return len(gzip.compress(file.read_bytes())) if file.suffix in {".css", ".js", ".svg"} else size


def ready(page: Page, path: str) -> None:
    """A page whose scripts have started."""
    page.goto(path)
    page.wait_for_function("document.documentElement.classList.contains('js')")


def test_each_place_is_two_keys_away(cast: Built, sign_in: SignIn) -> None:
    page = sign_in(cast.users["secretariat"])
    for keys, path in (("gs", "/seances/"), ("gd", "/seances/decisions/"), ("go", "/organisation/organigramme"),
                       ("ga", "/"), ("gx", "/seances/actions/"), ("np", "/seances/proposer")):  # fmt: skip
        ready(page, "/organisation/personnes/")
        page.keyboard.type(keys)
        page.wait_for_url(re.compile(re.escape(path) + "$"))


def test_letters_typed_in_a_field_go_nowhere(cast: Built, sign_in: SignIn) -> None:
    page = sign_in(cast.users["secretariat"])
    ready(page, "/organisation/personnes/")
    field = page.get_by_label("Nom ou prénom")
    field.press_sequentially("gs np ?")
    expect(field).to_have_value("gs np ?")
    assert page.url.endswith("/organisation/personnes/")


def test_the_account_turns_single_keys_off(cast: Built, sign_in: SignIn) -> None:
    page = sign_in(cast.users["secretariat"])
    ready(page, "/compte/")
    page.get_by_role("checkbox", name="Raccourcis d’une seule touche").uncheck()
    page.get_by_role("button", name="Enregistrer les préférences").click()
    expect(page.locator("#flashes")).to_contain_text("Préférences enregistrées")
    ready(page, "/seances/")
    for keys in ("gd", "?", "j"):
        page.keyboard.type(keys)
    expect(page.get_by_role("dialog")).to_have_count(0)
    assert page.url.endswith("/seances/")
    assert page.evaluate("document.activeElement === document.body")
    page.keyboard.press("Control+k")
    expect(page.get_by_role("dialog", name="Chercher")).to_be_visible()


def test_the_palette_finds_by_a_few_letters_and_escape_closes_it(cast: Built, sign_in: SignIn) -> None:
    reindex(by=system_actor(NOW))
    page = sign_in(cast.users["dost"])
    ready(page, "/")
    page.keyboard.press("Control+k")
    palette = page.get_by_role("dialog", name="Chercher")
    page.keyboard.type("balis")
    expect(palette.get_by_role("option").first).to_contain_text("Célestine Balisier")
    page.keyboard.press("Escape")
    expect(palette).to_be_hidden()
    page.keyboard.press("Control+k")
    page.keyboard.press("Control+a")
    page.keyboard.type("proposer")
    expect(palette.get_by_role("option").first).to_be_visible()
    page.keyboard.press("Control+a")
    page.keyboard.type("balis")
    expect(palette.get_by_role("option").first).to_contain_text("Célestine Balisier")
    page.keyboard.press("Enter")
    page.wait_for_url("**/organisation/personnes/*/")
    expect(page.locator("h1")).to_have_text("Célestine Balisier")


def test_the_help_tells_the_keys_of_the_page(cast: Built, sign_in: SignIn) -> None:
    a_meeting(cast)
    page = sign_in(cast.users["secretariat"])
    ready(page, "/seances/")
    page.keyboard.press("?")
    shown = page.get_by_role("dialog", name="Raccourcis clavier")
    for words in ("À traiter", "Décisions", "Organigramme", "Proposer un point", "Ligne suivante, précédente"):
        expect(shown).to_contain_text(words)
    page.keyboard.press("Escape")
    expect(shown).to_be_hidden()


def test_lines_are_walked_and_solved_by_keys(cast: Built, sign_in: SignIn) -> None:
    meeting = a_meeting(cast)
    first, second = (
        an_item(cast, state=ItemState.SUBMITTED, wished_meeting=meeting, title=title, submitted_at=NOW)
        for title in ("Premier point", "Second point")
    )
    page = sign_in(cast.users["secretariat"])
    ready(page, "/seances/a-examiner")
    page.keyboard.press("j")
    page.keyboard.press("j")
    expect(page.locator(":focus .line-title")).to_have_text("Second point")
    with page.expect_navigation():
        page.keyboard.press("e")
    second.refresh_from_db()
    first.refresh_from_db()
    assert (first.state, second.state) == (ItemState.SUBMITTED, ItemState.ACCEPTED)
    page.keyboard.press("j")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    expect(page.locator("h1")).to_have_text("Premier point")


def test_the_first_page_is_light_and_does_not_jump(
    cast: Built, sign_in: SignIn, capsys: pytest.CaptureFixture[str]
) -> None:
    page = sign_in(cast.users["dost"])
    page.goto("/")
    page.evaluate("document.fonts.ready")
    fetched = {path: compressed(path, size) for path, size in page.evaluate(WEIGHT)}
    assert sum("/fonts/" in path for path in fetched) >= 3
    total = sum(fetched.values())
    with capsys.disabled():
        sys.stdout.write(f"\nÀ traiter, first visit: {total / 1000:.1f} kB compressed, {len(fetched)} requests\n")
    assert total <= LIMIT, fetched
    assert page.evaluate(SHIFT) < 0.02
