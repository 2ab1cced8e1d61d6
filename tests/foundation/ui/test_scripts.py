"""What the scripts do in a real browser, on pages rendered beforehand and answers given by the test."""

import json
from pathlib import Path
from urllib.parse import parse_qs

import pytest
from django.template.loader import get_template
from django.test import Client, RequestFactory
from playwright.sync_api import Page, Route

from tests.foundation.ui.browser import ORIGIN, browser_page, rendered

pytestmark = [pytest.mark.django_db, pytest.mark.journey, pytest.mark.slow]

GALLERY = "/composants/"
NOTE = """{% from "ui/sheet.html" import note_field %}{% extends "layout/page.html" %}{% block title %}Note{% endblock %}
{% block content %}{{ note_field("text", "Début.", "Notes", "/enregistrer", "jeton", version=3) }}{% endblock %}"""
LIST = """{% extends "layout/page.html" %}{% block title %}Ordre{% endblock %}{% block content %}
<ol data-reorder="/ordre">{% for key in ("a", "b", "c") %}<li data-item="{{ key }}" tabindex="0">Point {{ key }}
<button type="button" data-move="down">Descendre {{ key }}</button></li>{% endfor %}</ol>{% endblock %}"""
LIVE = """{% extends "layout/page.html" %}{% block title %}Direct{% endblock %}{% block content %}
<div data-live="/direct/x"><b data-live-text="received">0</b>
<div id="part" data-live-refresh="stance" hx-get="/part" hx-swap="outerHTML">ancien</div></div>{% endblock %}"""
SENT = """{% extends "layout/page.html" %}{% from "ui/form.html" import form_open, form_close, text %}
{% from "ui/button.html" import button %}{% block title %}Envoi{% endblock %}{% block content %}
{{ form_open("/envoi", "jeton", attrs={"data-keep": "envoi"}) }}{{ text("title", "Titre") }}{{ button("Proposer", "primary") }}
{{ form_close() }}{% endblock %}"""


def written(rf: RequestFactory, source: str) -> str:
    environment = get_template("ui/gallery.html").template.environment  # type: ignore[attr-defined]
    context = {"request": rf.get("/"), "navigation": [], "messages": [], "language": "fr", "csrf_token": "jeton"}
    return str(environment.from_string(source).render(context))


def answer(route: Route, body: object, status: int = 200) -> None:
    route.fulfill(status=status, body=json.dumps(body), content_type="application/json")


def go(page: Page, path: str) -> None:
    page.goto(ORIGIN + path)
    page.wait_for_function("document.documentElement.classList.contains('js')")


def test_lines_are_walked_by_j_and_k_and_solved_by_their_key(client: Client) -> None:
    with browser_page({GALLERY: rendered(client, GALLERY)}) as page:
        go(page, GALLERY)
        page.evaluate(
            "document.addEventListener('click', e => { window.done = e.target.textContent; e.preventDefault() })"
        )
        titles = []
        for key in ("j", "j", "k"):
            page.keyboard.press(key)
            titles.append(page.evaluate("document.activeElement.querySelector('.line-title').textContent"))
        assert titles[0] == titles[2] == "Transmettre la grille de cotation aux quatre communes"
        assert titles[1].startswith("Mutualiser l’instruction")
        page.keyboard.press("e")
        assert page.evaluate("window.done") == "Marquer fait"


def test_a_sequence_of_keys_presses_its_link_and_never_while_typing(client: Client) -> None:
    with browser_page({GALLERY: rendered(client, GALLERY)}) as page:
        go(page, GALLERY)
        page.keyboard.type("gs")
        assert page.url.endswith("#dossier")
        go(page, GALLERY)
        page.get_by_label("Titre du point").fill("")
        page.get_by_label("Titre du point").press_sequentially("gs")
        assert page.get_by_label("Titre du point").input_value() == "gs"
        assert not page.url.endswith("#dossier")


def test_the_list_of_shortcuts_turns_single_keys_off(client: Client) -> None:
    with browser_page({GALLERY: rendered(client, GALLERY)}) as page:
        go(page, GALLERY)
        page.keyboard.press("?")
        help_dialog = page.get_by_role("dialog", name="Raccourcis clavier")
        assert "Ouvrir le dossier" in help_dialog.inner_text()
        help_dialog.get_by_role("checkbox").check()
        help_dialog.get_by_role("button", name="Fermer").click()
        page.keyboard.type("gs")
        assert not page.url.endswith("#dossier")


def test_the_palette_asks_the_server_and_goes_with_the_arrows(client: Client) -> None:
    asked: list[str] = []

    def palette(route: Route) -> None:
        asked.append(parse_qs(route.request.url.partition("?")[2]).get("q", [""])[0])
        found = [{"label": f"Réponse {n}", "detail": "", "url": f"/r/{n}", "kind": "Point"} for n in (1, 2)]
        answer(route, {"results": found})

    pages = {GALLERY: rendered(client, GALLERY), "/r/2": "<!DOCTYPE html><title>arrivé</title>"}
    with browser_page(pages, {"/recherche/palette": palette}) as page:
        go(page, GALLERY)
        page.keyboard.press("Control+k")
        page.get_by_role("combobox", name="Une personne").press_sequentially("zzz")
        page.get_by_role("option", name="Réponse 2").wait_for()
        page.keyboard.press("ArrowDown")
        page.keyboard.press("Enter")
        page.wait_for_url(f"{ORIGIN}/r/2")
    assert asked[-1] == "zzz"


def test_the_chosen_theme_is_kept_in_a_cookie(client: Client) -> None:
    with browser_page({GALLERY: rendered(client, GALLERY)}) as page:
        go(page, GALLERY)
        page.get_by_role("button", name="Rosalie Gommier").click()
        page.get_by_role("button", name="Sombre").click()
        assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(19, 23, 26)"
        assert "apparence=dark" in page.evaluate("document.cookie")


def test_typed_notes_survive_a_dead_server_and_are_saved_when_it_is_back(rf: RequestFactory) -> None:
    server = {"up": False}
    received: list[str] = []

    def save(route: Route) -> None:
        received.append(route.request.post_data or "")
        answer(route, {"at": "14:32", "version": 4} if server["up"] else {}, 200 if server["up"] else 503)

    later = NOTE.replace("version=3", "version=4").replace("Début.", "Début, complété.")
    pages = {"/note": written(rf, NOTE), "/note-relue": written(rf, later)}
    with browser_page(pages, {"/enregistrer": save}) as page:
        go(page, "/note")
        page.get_by_label("Notes").fill("Texte qui ne doit pas se perdre.")
        page.get_by_text("gardé dans ce navigateur").wait_for()
        go(page, "/note")
        assert page.get_by_label("Notes").input_value() == "Texte qui ne doit pas se perdre."
        server["up"] = True
        page.get_by_label("Notes").press("End")
        page.get_by_label("Notes").press_sequentially(" Suite.")
        page.get_by_text("Enregistré à 14").wait_for()
        assert page.locator("[name=version]").input_value() == "4"
        go(page, "/note")
        late = page.get_by_label("Notes").input_value()
        assert late == "Texte qui ne doit pas se perdre. Suite.", (
            "a page older than what was saved does not bring it back"
        )
        assert page.locator("[name=version]").input_value() == "4"
        go(page, "/note-relue")
        assert page.get_by_label("Notes").input_value() == "Début, complété.", "the draft goes once a page is as new"
    assert "Texte qui ne doit pas se perdre. Suite." in received[-1]


def test_a_form_is_sent_once_however_often_one_clicks(rf: RequestFactory) -> None:
    sent: list[str] = []

    def receive(route: Route) -> None:
        sent.append(route.request.post_data or "")

    with browser_page({"/formulaire": written(rf, SENT)}, {"/envoi": receive}) as page:
        go(page, "/formulaire")
        page.get_by_label("Titre").fill("Un point")
        page.evaluate("const b = document.querySelector('.button.primary'); b.click(); b.click(); b.click()")
        page.wait_for_timeout(300)
    assert len(sent) == 1
    assert "submission_key=" in sent[0]


def test_a_text_typed_in_a_form_comes_back_after_a_reload(rf: RequestFactory) -> None:
    with browser_page({"/formulaire": written(rf, SENT)}) as page:
        go(page, "/formulaire")
        page.get_by_label("Titre").fill("Un point à moitié écrit")
        go(page, "/formulaire")
        assert page.get_by_label("Titre").input_value() == "Un point à moitié écrit"


def test_a_list_is_put_in_order_by_keys_and_by_buttons(rf: RequestFactory) -> None:
    orders: list[list[str]] = []

    def receive(route: Route) -> None:
        orders.append(parse_qs(route.request.post_data or "")["order"])
        route.fulfill(status=200, body="")

    with browser_page({"/liste": written(rf, LIST)}, {"/ordre": receive}) as page:
        go(page, "/liste")
        page.locator("[data-item=b]").focus()
        page.keyboard.press("Alt+ArrowUp")
        page.get_by_role("button", name="Descendre b").click()
        page.get_by_text("position 2").wait_for(state="attached")
    assert orders == [["b", "a", "c"], ["a", "b", "c"]]


def test_a_live_screen_changes_texts_and_reads_its_fragments_again(rf: RequestFactory) -> None:
    def stream(route: Route) -> None:
        event = 'id: 7\nevent: stance\ndata: {"received": 3}\n\n'
        route.fulfill(status=200, body=event, headers={"Content-Type": "text/event-stream"})

    def part(route: Route) -> None:
        route.fulfill(body='<div id="part">nouveau</div>', content_type="text/html")

    with browser_page({"/page": written(rf, LIVE)}, {"/direct/x": stream, "/part": part}) as page:
        go(page, "/page")
        page.get_by_text("nouveau").wait_for()
        assert page.locator("[data-live-text=received]").inner_text() == "3"


def test_the_scripts_are_built_from_their_sources() -> None:
    root = Path(__file__).parents[3]
    built = (root / "interco/foundation/ui/static/interco/interco.js").read_text()
    for sentence in ("Enregistré à", "Raccourcis clavier", "Connexion perdue", "Rien ne correspond."):
        assert sentence in built


def test_a_refused_fragment_says_why(rf: RequestFactory) -> None:
    source = """{% extends "layout/page.html" %}{% block title %}Refus{% endblock %}{% block content %}
    <button type="button" hx-post="/refus">Clore</button>{% endblock %}"""

    def refuse(route: Route) -> None:
        body = "<main><p>La séance est close.</p></main>"
        route.fulfill(status=403, body=body, content_type="text/html; charset=utf-8")

    with browser_page({"/page": written(rf, source)}, {"/refus": refuse}) as page:
        go(page, "/page")
        page.get_by_role("button", name="Clore").click()
        page.get_by_role("alert").filter(has_text="La séance est close.").wait_for()
