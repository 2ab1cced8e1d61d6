"""The drawing of the org chart: everything shown, nothing over another, nothing hostile."""

from xml.etree.ElementTree import Element

import pytest
from defusedxml.ElementTree import fromstring
from hypothesis import given, settings
from hypothesis import strategies as st

from interco.organisation.rules.chart_layout import ChartBox, Page, PlacedBox
from interco.organisation.rules.chart_pages import on_screen, on_sheets
from interco.organisation.rules.chart_svg import draw
from interco.organisation.rules.text_width import width_of, wrap

SVG = "{http://www.w3.org/2000/svg}"
WORDS = {"vacant": "poste vacant", "created": "créé"}


def house(deputies: int, services: int, cells: int) -> ChartBox:
    """A root with two staff units and deputies, each with services, each with cells."""
    numbers = iter(range(2, 100_000))

    def box(name: str, children: tuple[ChartBox, ...] = (), *, is_deputy: bool = False) -> ChartBox:
        return ChartBox(next(numbers), name, "3 ETP", is_deputy=is_deputy, children=children)

    staff = (box("Communication"), box("DOST", (box("Secrétariat général"), box("Mutualisation"))))
    heads = tuple(
        box(
            "Administration, Ressources humaines, Système et Qualité",
            tuple(box("Systèmes d’information", tuple(box("Réseaux") for _ in range(cells))) for _ in range(services)),
            is_deputy=True,
        )
        for _ in range(deputies)
    )
    return ChartBox(1, "Direction générale des services", "Gaspard Fromager", children=(*staff, *heads))


def collide(one: PlacedBox, other: PlacedBox) -> bool:
    return (
        one.x < other.x + other.width and other.x < one.x + one.width
        and one.y < other.y + other.height and other.y < one.y + one.height
    )  # fmt: skip


def assert_sound(page: Page) -> None:
    for index, box in enumerate(page.boxes):
        assert box.x >= 0
        assert box.y >= 0
        assert box.x + box.width <= page.width + 0.5
        assert box.y + box.height <= page.height + 0.5
        assert not any(collide(box, other) for other in page.boxes[index + 1 :])
    for line in page.lines:
        assert all(a[0] == b[0] or a[1] == b[1] for a, b in zip(line.points, line.points[1:], strict=False))


@st.composite
def boxes(draw: st.DrawFn) -> ChartBox:
    counter = iter(range(1, 10_000))

    def grow(depth: int) -> ChartBox:
        count = draw(st.integers(0, 4 if depth < 3 else 0))
        name = draw(st.text(max_size=50))
        return ChartBox(
            next(counter), name, draw(st.sampled_from(["", "3 ETP"])), is_deputy=draw(st.booleans()),
            children=tuple(grow(depth + 1) for _ in range(count)),
        )  # fmt: skip

    return grow(0)


@given(boxes())
@settings(max_examples=60, deadline=None)
def test_every_unit_stands_once_on_the_screen_and_no_box_covers_another(root: ChartBox) -> None:
    page = on_screen((root,))
    assert_sound(page)
    assert len({box.unit_id for box in page.boxes}) == len([b for b in page.boxes if b.role != "echo"]) == root.size


@pytest.mark.parametrize("sheet", ["a4", "a3"])
@pytest.mark.parametrize("shape", [(4, 3, 0), (4, 8, 5), (0, 0, 0), (9, 2, 2), (1, 60, 0), (1, 1, 70)])
def test_sheets_hold_every_unit_within_their_edges(sheet: str, shape: tuple[int, int, int]) -> None:
    root = house(*shape)
    pages = on_sheets((root,), sheet)
    for page in pages:
        assert_sound(page)
    shown = [box.unit_id for page in pages for box in page.boxes if box.role != "echo"]
    assert len(shown) == len(set(shown)) == root.size


def test_two_hundred_units_are_drawn_on_a_few_sheets_of_a3_at_full_size() -> None:
    pages = on_sheets((house(4, 8, 5),), "a3")
    assert sum(len(page.boxes) for page in pages) >= 199
    assert len(pages) <= 4


def test_staff_stand_beside_the_trunk_and_deputies_below_in_columns() -> None:
    page = on_screen((house(4, 1, 0),))
    root = page.boxes[0]
    staff = [box for box in page.boxes if box.role == "staff"]
    heads = [box for box in page.boxes if box.role == "head"]
    assert [box.title for box in staff] == [("Communication",), ("DOST",)]
    assert staff[0].x + staff[0].width < root.x + root.width / 2 < staff[1].x
    assert len({box.y for box in heads}) == 1
    assert len({box.x for box in heads}) == 4
    assert all(box.y > max(one.y for one in staff) for box in heads)


def test_detached_units_are_drawn_without_a_line_to_the_root() -> None:
    page = on_screen((ChartBox(1, "DGS"), ChartBox(2, "Perdue")))
    assert [box.unit_id for box in page.boxes] == [1, 2]
    assert page.lines == ()


def drawn(root: ChartBox, *, standalone: bool = False) -> Element:
    text = draw(
        on_screen((root,)), title="Organigramme", state_words=WORDS, standalone=standalone,
        address_of=lambda unit_id: f"/unites/{unit_id}",
    )  # fmt: skip
    element = fromstring(text)
    assert isinstance(element, Element)
    return element


@given(st.text(max_size=80))
@settings(max_examples=100, deadline=None)
def test_any_name_gives_sound_xml_that_holds_no_element_of_its_own(name: str) -> None:
    element = drawn(ChartBox(1, name, name))
    assert {child.tag.removeprefix(SVG) for child in element.iter()} <= {
        "svg",
        "defs",
        "pattern",
        "line",
        "a",
        "g",
        "rect",
        "text",
    }


def test_a_hostile_name_is_shown_as_text() -> None:
    element = drawn(ChartBox(1, "<script>alert(1)</script>", "\x00\"'&"))
    assert "<script>alert(1)</script>" in "".join(text.text or "" for text in element.iter(f"{SVG}text")).replace(
        " ", ""
    )
    assert element.find(f".//{SVG}script") is None


def test_no_element_carries_a_style_of_its_own() -> None:
    element = drawn(house(4, 2, 1))
    assert not any("style" in child.attrib for child in element.iter())
    assert element.find(f"{SVG}style") is None
    assert drawn(house(1, 1, 1), standalone=True).find(f"{SVG}style") is not None


def test_a_state_is_told_by_a_class_and_by_a_word() -> None:
    element = drawn(ChartBox(1, "Collecte", state="vacant"))
    group = element.find(f".//{SVG}g")
    assert group is not None
    assert group.attrib["class"] == "box root vacant"
    assert [title.text for title in group.iter(f"{SVG}title")] == ["Collecte, poste vacant"]


@given(st.text(max_size=120), st.floats(40, 300))
def test_wrapping_loses_no_letter(text: str, room: float) -> None:
    assert "".join(wrap(text, room, 14)).replace(" ", "") == "".join(text.split())


def test_lines_fit_their_room() -> None:
    lines = wrap("Affaires juridiques, Finances et Évaluation des politiques publiques", 180, 14, bold=True)
    assert len(lines) == 3
    assert all(width_of(line, 14, bold=True) <= 180 for line in lines)
