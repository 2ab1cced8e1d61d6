"""Each application opens with a page that says what it is, who may, its screens and where it sits, and names true files."""

import re

import pytest

from tests.consistency import sources
from tools.places import ROOT

LONGEST = 40
TOLD = ("**What.**", "**Who.**", "**Screens.**", "**Where it sits.**")
#: A file or a folder between backquotes: not an address (« /seances/ »), an attribute or a word of code.
NAMED = re.compile(r"`([a-z][\w.-]*(?:/[\w.*-]+)*/?)`")


def applications() -> list[str]:
    """The folders of the applications, `foundation` opened."""
    tops = [*(ROOT / "interco").iterdir(), *(ROOT / "interco" / "foundation").iterdir()]
    return sorted(
        str(folder.relative_to(ROOT)) for folder in tops
        if folder.name != "foundation" and (folder / "__init__.py").exists()
    )  # fmt: skip


def paths(page: str, folder: str) -> list[str]:
    """What a page names that reads as a path: with a slash and a folder that is ours, or with a suffix of a source."""
    ours = {part.name for part in (ROOT / folder).iterdir()} | {"docs", "assets", "tests", "tools", "requirements"}
    return [
        name for name in NAMED.findall(page)
        if name.endswith((".py", ".md", ".html", ".typ", ".txt", ".ts")) or ("/" in name and name.split("/")[0] in ours)
    ]  # fmt: skip


def exists(name: str, folder: str) -> bool:
    """From the application, its templates, or the root."""
    places = (ROOT / folder, ROOT / folder / "jinja2", ROOT)
    return any((place / name).exists() for place in places)


@pytest.mark.parametrize("folder", applications())
def test_the_page_of_an_application_is_short_and_true(folder: str) -> None:
    page = sources.text(f"{folder}/README.md")
    assert len(page.splitlines()) <= LONGEST
    assert [word for word in TOLD if word not in page] == []
    assert [name for name in paths(page, folder) if not exists(name, folder)] == []


def test_every_application_is_seen() -> None:
    assert {"interco/committees", "interco/config", "interco/foundation/core"} <= set(applications())
    assert len(applications()) >= 13


def test_a_file_that_is_not_there_is_seen() -> None:
    page = "`services/gone.py`, `queries/holders.py`, `/seances/`, `visible_to` and `services/exchange`"
    named = paths(page, "interco/organisation")
    assert named == ["services/gone.py", "queries/holders.py", "services/exchange"]
    assert [name for name in named if not exists(name, "interco/organisation")] == ["services/gone.py"]
