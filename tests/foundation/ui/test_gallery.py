"""The gallery: every component renders, stays cheap, and axe finds nothing in it."""

import gzip
import re
import time
from pathlib import Path

import pytest
from django.template.loader import get_template
from django.test import Client, RequestFactory

from tests.foundation.ui.browser import AXE, STATIC, axe_findings, browser_page, rendered

PAGES = ("/composants/", "/composants/seance/", "/composants/impression/")
MACROS = Path(__file__).parents[3] / "interco" / "foundation" / "ui" / "jinja2" / "ui"

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("path", PAGES)
def test_each_page_renders_without_inline_style_or_script(client: Client, path: str) -> None:
    page = rendered(client, path)
    assert 'style="' not in page
    assert "<style" not in page
    assert not re.search(r"<script(?![^>]*\bsrc=)", page)
    assert not re.search(r"\son\w+=", page)
    identifiers = re.findall(r'\sid="([^"]+)"', page)
    twice = {each for each in identifiers if identifiers.count(each) > 1}
    assert not twice


def test_the_refused_form_tells_each_error_in_the_place_of_its_help(client: Client) -> None:
    page = rendered(client, "/composants/")
    refused = page[page.index("Formulaire refusé") :]
    assert 'aria-invalid="true"' in refused
    assert refused.count("field-error") >= 3
    assert "Rien n’a été enregistré." in refused


def test_every_icon_named_by_a_macro_is_in_the_sprite() -> None:
    drawn = set(re.findall(r'<symbol id="([\w-]+)"', (STATIC / "interco" / "icons.svg").read_text()))
    folder = MACROS.parents[3]
    named = {
        name
        for file in folder.rglob("*.html")
        for name in re.findall(r'\b(?:icon|draw|icon_button|icon_after|icon)(?:=|\()"([a-z][\w-]+)"', file.read_text())
    }
    assert len(named) > 10
    assert named <= drawn, named - drawn


def test_the_first_page_weighs_at_most_250_kilobytes(client: Client) -> None:
    page = rendered(client, "/composants/")
    fonts = sum(
        (STATIC / "interco" / "fonts" / name).stat().st_size
        for name in (
            "source-serif-4-latin-400-normal.woff2", "source-serif-4-latin-600-normal.woff2",
            "atkinson-hyperlegible-next-latin-wght-normal.woff2", "atkinson-hyperlegible-mono-latin-400-normal.woff2",
        )
    )  # fmt: skip
    texts = [
        page.encode(),
        *((STATIC / "interco" / name).read_bytes() for name in ("interco.css", "interco.js", "icons.svg")),
    ]
    assert fonts + sum(len(gzip.compress(text)) for text in texts) <= 250_000
    assert len(gzip.compress((STATIC / "interco" / "interco.js").read_bytes())) <= 60_000


def test_a_list_of_a_hundred_lines_costs_a_few_milliseconds(rf: RequestFactory) -> None:
    request = rf.get("/composants/")
    source = """{% extends "layout/page.html" %}
    {% from "ui/register.html" import line %}{% from "ui/button.html" import button %}
    {% block title %}Liste{% endblock %}{% block content %}<ol class="register">{% for n in range(100) %}
    {% call line("Point " ~ n, "8 h 30", "Détail " ~ n, url="/p/" ~ n) %}{{ button("Ouvrir") }}{% endcall %}
    {% endfor %}</ol>{% endblock %}"""
    env = get_template("ui/gallery.html").template.environment  # type: ignore[attr-defined]
    template = env.from_string(source)
    context = {"request": request, "navigation": [], "messages": []}
    template.render(context)
    costs = []
    for _ in range(15):
        start = time.process_time()
        template.render(context)
        costs.append(time.process_time() - start)
    assert min(costs) < 0.008, f"{min(costs) * 1000:.1f} ms"


@pytest.mark.journey
@pytest.mark.needs("node")
@pytest.mark.slow
@pytest.mark.skipif(not AXE.exists(), reason="axe-core is not installed (npm ci in assets)")
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1440, 320])
def test_axe_finds_nothing(client: Client, width: int, scheme: str) -> None:
    pages = {path: rendered(client, path) for path in PAGES}
    with browser_page(pages, width=width, scheme=scheme) as page:
        for path in PAGES:
            page.goto(f"http://interco.test{path}")
            assert axe_findings(page) == [], path
            assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0, f"{path} overflows"
        page.goto("http://interco.test/composants/")
        page.get_by_role("button", name="Ouvrir un dialogue").click()
        assert page.get_by_role("dialog", name="Clore la séance").is_visible()
        assert axe_findings(page) == []
