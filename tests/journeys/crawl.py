"""What every page must hold in a browser: no fault of axe in either theme, 320 px, text set larger, keys, one title.

`Visitor.faults(address)` opens a page once and gives its faults in words.
"""

from typing import Any

from playwright.sync_api import BrowserContext, Page

from tests.journeys.conftest import AXE

DESK, NARROW, ZOOMED = {"width": 1440, "height": 900}, {"width": 320, "height": 720}, {"width": 1280, "height": 900}

#: What axe may leave undecided, and why no reader loses by it. Anything else undecided is a fault.
UNDECIDED = {
    "color-contrast": "letters of a drawing and a legend on the edge of its frame (their pairs of tokens are proven by "
    "test_contrast), and words under a bar that stays in place",
}
#: The rules whose answer depends on the width and on the theme: the others are asked once.
WHAT_WIDTH_CHANGES = "{runOnly: ['color-contrast', 'target-size', 'scrollable-region-focusable', 'link-in-text-block']}"
#: What comes back from the browser: all that was right as well takes as long to tell as to find.
KEPT = "{violations, incomplete}"
#: WCAG 1.4.12, whatever the page says.
SPACING = """* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important; }
p { margin-bottom: 2em !important; }"""
#: A root of 17 px seen at 200 %.
DOUBLE = "html { font-size: 212.5% !important; }"
#: Nothing may move or fade while it is measured.
STILL = "*, ::before, ::after { transition: none !important; animation: none !important; }"

#: The gallery shows each component, so several primary buttons.
COMPONENTS = "/composants/"

STRUCTURE = """(showsComponents) => {
  const told = [];
  const count = (selector) => document.querySelectorAll(selector).length;
  if (count("h1") !== 1) told.push(`${count("h1")} h1`);
  if (count("main") !== 1) told.push(`${count("main")} main`);
  if (!/^(fr|en)$/.test(document.documentElement.lang)) told.push("no language");
  if (document.title.length < 3 || /[<>&]|undefined|None/.test(document.title)) told.push(`title: ${document.title}`);
  const primaries = [...document.querySelectorAll("main .button.primary, header .button.primary, footer .button.primary")]
    .filter((each) => each.checkVisibility() && !each.closest("dialog, details:not([open]), .to-do-strip"));
  if (primaries.length > 1 && !showsComponents) told.push(`several primary buttons: ${primaries.map((each) => each.textContent)}`);
  return told;
}"""

#: After a real Tab, focus given by the script is drawn as the keyboard's: each element must show where it is.
FOCUS = """() => {
  const told = [];
  const all = [...document.querySelectorAll("a[href], button, input, select, textarea, summary, [tabindex='0']")];
  for (const each of all) {
    if (each.matches(":disabled, [type=hidden]") || !each.checkVisibility({visibilityProperty: true})) continue;
    each.focus();
    if (document.activeElement !== each) continue;
    const shown = [each, ...each.querySelectorAll("rect, .frame")].some((part) => {
      const style = getComputedStyle(part);
      return (style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2)
        || (part !== each && parseFloat(style.strokeWidth) >= 3) || style.boxShadow.includes("inset 0px -3px");
    });
    const field = each.closest(".palette-field");
    if (!shown && !field) told.push(`focus not seen: ${each.outerHTML.slice(0, 120)}`);
  }
  return told;
}"""

OVERFLOW = """(limit) => {
  const width = document.documentElement.scrollWidth;
  if (width <= limit) return [];
  const wide = [...document.querySelectorAll("body *")].filter((each) => each.getBoundingClientRect().right > limit + 1
    && !each.closest(".table-scroll, .chart-scroll, svg, .hidden-visually"));
  return [`${width} px: ${wide.slice(0, 3).map((each) => each.outerHTML.slice(0, 100)).join(" | ")}`];
}"""

CUT = """() => [...document.querySelectorAll("body *")].filter((each) => {
  if (!each.checkVisibility() || each.closest("svg, select, .hidden-visually, nav[popover]")) return false;
  const style = getComputedStyle(each);
  if (style.clipPath !== "none" || style.position === "absolute") return false;
  const hides = ["hidden", "clip"].includes(style.overflowX) || ["hidden", "clip"].includes(style.overflowY);
  return hides && each.textContent.trim() && (each.scrollWidth > each.clientWidth + 1 || each.scrollHeight > each.clientHeight + 2);
}).slice(0, 3).map((each) => `cut: ${each.outerHTML.slice(0, 120)}`)"""


class Visitor:
    """One person's browser, which opens pages one after the other and tells their faults."""

    def __init__(self, context: BrowserContext, address: str) -> None:
        self._address = address
        self._axe = AXE.read_text()
        self._told: list[str] = []
        self._is_refused = False
        self._page = context.new_page()
        self._page.on("pageerror", lambda error: self._told.append(f"script: {error}"))
        self._page.on("console", lambda said: self._hear(said.type, said.text))
        self._page.on("request", lambda request: self._stays(request.url))

    def faults(self, path: str, *, is_refused: bool = False) -> list[str]:
        """Everything wrong with a page, in words; a refused one says so in the console."""
        told: list[str] = []
        self._told, self._is_refused = told, is_refused
        page = self._page
        page.set_viewport_size(DESK)  # type: ignore[arg-type]
        page.emulate_media(color_scheme="dark", reduced_motion="reduce")
        page.goto(path)
        told += page.evaluate(STRUCTURE, path.startswith(COMPONENTS))
        told += [f"dark: {one}" for one in self._axe_faults(page, "{}")]
        page.keyboard.press("Tab")
        told += page.evaluate(FOCUS)
        page.emulate_media(color_scheme="light")
        told += self._narrow(page)
        return told

    def _narrow(self, page: Page) -> list[str]:
        """The page at 320 px, then with more space between letters, then at 200 % on a usual screen."""
        page.set_viewport_size(NARROW)  # type: ignore[arg-type]
        found = [*page.evaluate(OVERFLOW, 320), *page.evaluate(CUT), *self._axe_faults(page, WHAT_WIDTH_CHANGES)]
        told = [f"320 px: {one}" for one in found]
        _dress(page, SPACING)
        told += [f"spaced: {one}" for one in [*page.evaluate(OVERFLOW, 320), *page.evaluate(CUT)]]
        page.set_viewport_size(ZOOMED)  # type: ignore[arg-type]
        _dress(page, DOUBLE)
        return told + [f"200 %: {one}" for one in page.evaluate(OVERFLOW, 1280)]

    def _axe_faults(self, page: Page, options: str) -> list[str]:
        """Violations, and what axe could not decide where a reader might lose. The window takes the page's height."""
        size = page.viewport_size or {"width": 1440, "height": 900}
        height = page.evaluate("document.documentElement.scrollHeight")
        page.set_viewport_size({"width": size["width"], "height": min(height, 60_000) + 200})
        if not page.evaluate("typeof axe === 'object'"):
            page.evaluate(f"() => {{ {self._axe} }}")
        asked = f"{{...{options}, resultTypes: ['violations', 'incomplete']}}"
        found = page.evaluate(f"() => axe.run(document, {asked}).then(({KEPT}) => ({KEPT}))")
        page.set_viewport_size(size)
        return [
            f"{rule['id']}: {node['html'][:160]} {node.get('failureSummary', '')[:200]}"
            for name in ("violations", "incomplete") for rule in found[name] for node in rule["nodes"]
            if name == "violations" or not _allowed(rule["id"], node)
        ]  # fmt: skip

    def _hear(self, kind: str, text: str) -> None:
        if kind == "error" and not self._is_refused:
            self._told.append(f"console: {text}")

    def _stays(self, url: str) -> None:
        if not url.startswith((self._address, "data:", "about:")):
            self._told.append(f"left the server: {url}")


def _allowed(rule: str, node: dict[str, Any]) -> bool:
    """Whether what axe leaves undecided is one of the reasoned cases."""
    if rule not in UNDECIDED:
        return False
    reasons = {check.get("data", {}).get("messageKey") for check in node["any"] if check.get("data")}
    return node["html"].startswith(("<text", "<tspan", "<legend")) or reasons <= {
        "elmPartiallyObscured",
        "elmPartiallyObscuring",
    }


def _dress(page: Page, rules: str) -> None:
    """Add rules the policy of the page does not forbid to a browser's own settings."""
    page.evaluate(
        "(rules) => { const sheet = new CSSStyleSheet(); sheet.replaceSync(rules);"
        " document.adoptedStyleSheets = [sheet]; }",
        STILL + rules,
    )
