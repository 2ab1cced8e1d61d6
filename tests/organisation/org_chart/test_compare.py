"""Two days of the organisation compared, change by change."""

from datetime import date
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from interco.organisation.rules.chart import Chart, chart_on
from interco.organisation.rules.chart_diff import Change, ChangeKind, compare
from interco.organisation.rules.rows import AssignmentRow, PostRow, UnitVersionRow
from tests.organisation.rows import START, held, post, unit

BEFORE = date(2026, 12, 7)
AFTER = date(2027, 1, 1)
UNITS = [
    unit(1, "Direction générale des services"),
    unit(2, "DOST", 1),
    unit(3, "Affaires juridiques", 1),
    unit(4, "Planification", 1),
    unit(5, "Évaluation des politiques", 3, ends_on=AFTER),
    unit(5, "Évaluation des politiques", 2, starts_on=AFTER),
    unit(6, "Autorisations d’urbanisme", 4, starts_on=AFTER),
    unit(7, "Imprimerie", 3, ends_on=date(2026, 12, 20)),
    unit(8, "Collecte", 4, ends_on=AFTER),
    unit(8, "Collecte des déchets", 4, kind="directorate", starts_on=AFTER),
]
POSTS = [
    post(10, 1, "DGS", leads=True), post(11, 6, "Chef de service", leads=True, starts_on=AFTER),
    post(12, 6, starts_on=AFTER), post(13, 8, "Responsable de la collecte", leads=True),
    post(14, 7, "Imprimeur", ends_on=date(2026, 12, 20)), post(15, 2, "Chargé de mission"),
    post(16, 3, "Juriste", fte="0.5", ends_on=AFTER), post(16, 3, "Juriste", fte="1", starts_on=AFTER),
    post(17, 5, "Évaluatrice", leads=True), post(18, 2, "Assistante", starts_on=AFTER), post(19, 2, "Archiviste", ends_on=AFTER),
]  # fmt: skip
PEOPLE = [
    held(1, 10, "Gaspard Fromager"),
    held(2, 13, "Basile Corossol", ends_on=AFTER),
    held(3, 14, "Anselme Courbaril", ends_on=date(2026, 12, 20)),
    held(4, 15, "Anselme Courbaril", person_id=3, starts_on=date(2026, 12, 20)),
    held(5, 16, "Rosalie Gommier", ends_on=AFTER),
    held(6, 16, "Hector Alizé", starts_on=AFTER),
    held(7, 13, "Gaspard Fromager", person_id=1, kind="interim", starts_on=AFTER),
]


def chart(day: date) -> Chart:
    return chart_on(UNITS, POSTS, PEOPLE, day)


def changes(*kinds: ChangeKind) -> list[Change]:
    return compare(chart(BEFORE), chart(AFTER)).of(*kinds)


def test_a_unit_opened_is_told_with_its_parent_and_the_posts_it_brings() -> None:
    (change,) = changes(ChangeKind.UNIT_OPENED)
    assert (change.name, change.unit, change.posts, change.fte_after) == (
        "Autorisations d’urbanisme", "Planification", 2, Decimal(2),
    )  # fmt: skip
    assert "Chef de service" not in [change.name for change in changes(ChangeKind.POST_OPENED)]


def test_a_unit_closed_is_told_with_its_last_day_and_without_its_posts_one_by_one() -> None:
    (change,) = changes(ChangeKind.UNIT_CLOSED)
    assert (change.name, change.last_day, change.fte_before) == ("Imprimerie", date(2026, 12, 19), Decimal(1))
    assert [change.name for change in changes(ChangeKind.POST_CLOSED)] == ["Archiviste"]


def test_a_unit_moved_names_where_from_and_where_to() -> None:
    (change,) = changes(ChangeKind.UNIT_MOVED)
    assert (change.name, change.before, change.after) == ("Évaluation des politiques", "Affaires juridiques", "DOST")


def test_a_new_name_and_a_new_kind_are_two_changes() -> None:
    (renamed,) = changes(ChangeKind.UNIT_RENAMED)
    assert (renamed.before, renamed.after) == ("Collecte", "Collecte des déchets")
    (kind,) = changes(ChangeKind.UNIT_KIND)
    assert (kind.before, kind.after) == ("service", "directorate")


def test_a_post_vacated_names_who_left_and_the_last_day() -> None:
    (change,) = changes(ChangeKind.POST_VACATED)
    assert (change.name, change.people, change.last_day) == (
        "Responsable de la collecte", ("Basile Corossol",), date(2026, 12, 31),
    )  # fmt: skip


def test_a_post_handed_over_names_both() -> None:
    (change,) = changes(ChangeKind.POST_HANDED_OVER)
    assert (change.before, change.after) == ("Rosalie Gommier", "Hector Alizé")


def test_people_come_go_and_move() -> None:
    assert [change.name for change in changes(ChangeKind.PERSON_ARRIVED)] == ["Hector Alizé"]
    assert [change.name for change in changes(ChangeKind.PERSON_LEFT)] == ["Basile Corossol", "Rosalie Gommier"]
    (moved,) = changes(ChangeKind.PERSON_MOVED)
    assert (moved.name, moved.before, moved.after) == ("Anselme Courbaril", "Imprimeur", "Chargé de mission")


def test_an_interim_and_a_post_still_vacant_are_told() -> None:
    assert [change.people for change in changes(ChangeKind.INTERIM_STARTED)] == [("Gaspard Fromager",)]
    assert "Évaluatrice" in [change.name for change in changes(ChangeKind.STILL_VACANT)]


def test_strength_and_totals_are_measured_before_and_after() -> None:
    difference = compare(chart(BEFORE), chart(AFTER))
    (strength,) = [change for change in difference.of(ChangeKind.UNIT_STRENGTH) if change.name == "Affaires juridiques"]
    assert (strength.fte_before, strength.fte_after) == (Decimal("0.5"), Decimal(1))
    assert (difference.before.fte, difference.after.fte) == (Decimal("6.5"), Decimal(8))
    assert (difference.before.vacant_posts, difference.after.vacant_posts) == (3, 5)


def test_a_day_compared_with_itself_tells_only_what_stays_vacant() -> None:
    same = compare(chart(BEFORE), chart(BEFORE))
    assert {change.kind for change in same.changes} == {ChangeKind.STILL_VACANT}


ROWS = st.sampled_from([*UNITS, *POSTS, *PEOPLE])


@given(st.sets(ROWS))
def test_forwards_and_backwards_mirror_each_other(rows: set[UnitVersionRow | PostRow | AssignmentRow]) -> None:
    units = [row for row in rows if isinstance(row, UnitVersionRow)]
    posts = [row for row in rows if isinstance(row, PostRow)]
    people = [row for row in rows if isinstance(row, AssignmentRow)]
    one, other = chart_on(units, posts, people, BEFORE), chart_on(units, posts, people, AFTER)
    there, back = compare(one, other), compare(other, one)
    assert (there.before, there.after) == (back.after, back.before)
    mirrors = {
        ChangeKind.UNIT_OPENED: ChangeKind.UNIT_CLOSED, ChangeKind.POST_OPENED: ChangeKind.POST_CLOSED,
        ChangeKind.POST_FILLED: ChangeKind.POST_VACATED, ChangeKind.PERSON_ARRIVED: ChangeKind.PERSON_LEFT,
        ChangeKind.UNIT_MOVED: ChangeKind.UNIT_MOVED, ChangeKind.PERSON_MOVED: ChangeKind.PERSON_MOVED,
    }  # fmt: skip
    for kind, mirror in mirrors.items():
        assert len(there.of(kind)) == len(back.of(mirror))


def test_the_head_of_a_unit_is_its_holder_or_else_its_interim() -> None:
    today = chart(AFTER)
    assert getattr(today.head(1), "person_name", None) == "Gaspard Fromager"
    assert getattr(today.head(8), "person_name", None) == "Gaspard Fromager"
    assert today.head(6) is None
    assert today.full_fte[4] == Decimal(3)
    assert chart(START).totals().units == 7
