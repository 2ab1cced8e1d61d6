"""A browser on pages rendered beforehand: every request is answered from here, nothing listens on any port."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from mimetypes import guess_type
from pathlib import Path
from urllib.parse import urlsplit

from django.test import Client
from playwright.sync_api import Page, Route, sync_playwright

from tools import machine

ROOT = Path(__file__).parents[3]
STATIC = ROOT / "interco" / "foundation" / "ui" / "static"
AXE = ROOT / "assets" / "node_modules" / "axe-core" / "axe.min.js"
ORIGIN = "http://interco.test"
POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; connect-src 'self'"
OPTIONS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--disable-background-networking",
           "--disable-component-update", "--disable-sync"]  # fmt: skip
Answer = Callable[[Route], None]


def rendered(client: Client, path: str) -> str:
    """The page as the server gives it."""
    response = client.get(path, headers={"accept-language": "fr"})
    assert response.status_code == 200, (path, response.status_code)
    return response.content.decode()


def _fulfil(route: Route, pages: dict[str, str], answers: dict[str, Answer]) -> None:
    path = urlsplit(route.request.url).path
    if path in answers:
        answers[path](route)
    elif path in pages and route.request.method == "GET":
        headers = {"Content-Type": "text/html; charset=utf-8", "Content-Security-Policy": POLICY}
        route.fulfill(body=pages[path], headers=headers)
    elif path.startswith("/static/") and (file := STATIC / path.removeprefix("/static/")).is_file():
        route.fulfill(body=file.read_bytes(), content_type=guess_type(file.name)[0] or "application/octet-stream")
    else:
        route.fulfill(status=404, body="")


@contextmanager
def browser_page(
    pages: dict[str, str], answers: dict[str, Answer] | None = None, *, width: int = 1440, scheme: str = "light"
) -> Iterator[Page]:
    """A page of Chromium that only knows these addresses; a fault of a script or of the policy fails the test."""
    faults: list[str] = []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=machine.find("chromium"), args=OPTIONS)
        context = browser.new_context(
            viewport={"width": width, "height": 900}, color_scheme=scheme, locale="fr-FR", reduced_motion="reduce"  # type: ignore[arg-type]
        )  # fmt: skip
        page = context.new_page()
        page.on("pageerror", lambda error: faults.append(str(error)))
        page.on("console", lambda said: faults.append(said.text) if "Content Security Policy" in said.text else None)
        page.route("**/*", lambda route: _fulfil(route, pages, answers or {}))
        yield page
        browser.close()
    assert not faults, faults


def axe_findings(page: Page) -> list[str]:
    """Violations, and contrasts axe could not decide, one line each: rule, element, reason.

    Letters inside a drawing are left out of the undecided: their colours are proven pair by pair by `test_contrast`.
    The window takes the height of the page first: a bar that stays in place would hide what it passes over.
    """
    size = page.viewport_size or {"width": 1440, "height": 900}
    height = page.evaluate("document.documentElement.scrollHeight")
    page.set_viewport_size({"width": size["width"], "height": height + 200})
    page.evaluate(f"() => {{ {AXE.read_text()} }}")
    result = page.evaluate("() => axe.run(document, {resultTypes: ['violations', 'incomplete']})")
    undecided = [rule for rule in result["incomplete"] if rule["id"] == "color-contrast"]
    page.set_viewport_size(size)
    return [
        f"{rule['id']}: {node['target']} {node.get('failureSummary', '')[:300]}"
        for rule in [*result["violations"], *undecided]
        for node in rule["nodes"]
        if not (rule in undecided and node["html"].startswith("<text"))
    ]
