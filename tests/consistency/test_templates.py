"""A page includes, extends and imports pieces of its own application or of a lower one, and only pieces that exist."""

import pytest
from django.template import engines
from jinja2 import Environment, meta

from tests.consistency import layers, sources

FOLDER = "/jinja2/"


def pages() -> list[str]:
    """The templates of the application."""
    return [path for path in sources.written(".html") if path.startswith("interco/") and FOLDER in path]


def owner(path: str) -> str:
    """The application that holds a template."""
    return layers.application_of(path.split(FOLDER, maxsplit=1)[0].replace("/", ".")) or ""


def references(source: str) -> set[str | None]:
    """What a template extends, includes or imports; None for a name computed while the page is drawn."""
    environment: Environment = engines["jinja2"].env  # type: ignore[attr-defined]
    return set(meta.find_referenced_templates(environment.parse(source)))


def mistakes(path: str, source: str) -> list[str]:
    """The references of a template that are computed, lead nowhere or go upwards."""
    owners = {page.split(FOLDER)[1]: owner(page) for page in pages()}
    found = []
    for name in references(source):
        if name is None:
            found.append("a computed name, which nobody can follow")
        elif name not in owners:
            found.append(f"{name} does not exist")
        elif not layers.may_lean_on(owner(path), owners[name]):
            found.append(f"{name} belongs to {owners[name]}, which stands above")
    return found


@pytest.mark.parametrize("path", pages())
def test_templates_lean_on_existing_pieces_of_lower_applications(path: str) -> None:
    assert mistakes(path, sources.text(path)) == []


@pytest.mark.parametrize(
    ("source", "complaint"),
    [
        ('{% include "committees/item.html" %}', "stands above"),
        ('{% extends "layout/no_such_page.html" %}', "does not exist"),
        ("{% include chosen %}", "computed name"),
    ],
)
def test_a_wrong_reference_is_seen(source: str, complaint: str) -> None:
    (found,) = mistakes("interco/organisation/jinja2/organisation/chart.html", source)
    assert complaint in found
