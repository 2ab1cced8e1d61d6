"""Units: opened, corrected, changed from a day on, closed. Written under the lock of their collectivity."""

from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from interco.foundation.audit.services import journal
from interco.foundation.core.actor import Actor
from interco.foundation.core.errors import Invalid
from interco.foundation.search.services.index import index
from interco.organisation.models import Collectivity, PostVersion, Unit, UnitVersion
from interco.organisation.policies.organisation import check_can_write
from interco.organisation.rules.periods import first_uncovered
from interco.organisation.rules.rows import UnitVersionRow
from interco.organisation.rules.tree import MAX_DEPTH, loop_through, tree_on
from interco.organisation.services.dating import change_at, check_period, close_at, rewrite, said, told
from interco.organisation.services.posts import close_post

FIELDS = ("name", "short_name", "kind", "parent_id", "rank", "starts_on", "ends_on")
_COLUMNS = ("unit_id", "name", "short_name", "kind", "parent_id", "rank", "starts_on", "ends_on")


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitValues:
    """What a version of a unit says."""

    name: str
    kind: str
    short_name: str = ""
    parent: Unit | None = None
    rank: int = 0

    def as_dict(self) -> dict[str, object]:
        """By name of field."""
        return {
            "name": self.name, "kind": self.kind, "short_name": self.short_name, "parent": self.parent, "rank": self.rank,
        }  # fmt: skip


def _lock(collectivity_id: int) -> None:
    Collectivity.objects.select_for_update().get(pk=collectivity_id)


@transaction.atomic
def open_unit(
    collectivity: Collectivity, values: UnitValues, *, starts_on: date, by: Actor, ends_on: date | None = None,
    is_invented: bool = False,
) -> Unit:  # fmt: skip
    """Open a unit from a day on."""
    check_can_write(by)
    check_period(starts_on, ends_on)
    _lock(collectivity.pk)
    unit = Unit.objects.create(collectivity=collectivity, is_invented=is_invented)
    row = UnitVersion.objects.create(unit=unit, starts_on=starts_on, ends_on=ends_on, **values.as_dict())
    check_place(unit)
    journal.record("unit.opened", by=by, subject=unit, facts=told(row, FIELDS))
    index(unit, by=by)
    return unit


@transaction.atomic
def correct_unit(
    row: UnitVersion, values: UnitValues, *, starts_on: date, ends_on: date | None, by: Actor, version: int | None = None,
) -> UnitVersion:  # fmt: skip
    """*Corriger*: what was recorded was wrong."""
    check_can_write(by)
    unit = row.unit
    _lock(unit.collectivity_id)
    before = told(row, FIELDS)
    given = {**values.as_dict(), "starts_on": starts_on, "ends_on": ends_on}
    rewrite(row, given, version=version, siblings=list(unit.versions.all()))
    check_place(unit)
    _check_dependants(unit)
    journal.record("unit.corrected", by=by, subject=unit, facts={"before": before, "after": told(row, FIELDS)})
    index(unit, by=by)
    return row


@transaction.atomic
def change_unit(unit: Unit, values: UnitValues, *, day: date, by: Actor, version: int | None = None) -> UnitVersion:
    """*Changer au…*: from that day on, the unit is otherwise."""
    check_can_write(by)
    _lock(unit.collectivity_id)
    row = change_at(list(unit.versions.order_by("starts_on")), day, values.as_dict(), version=version)
    check_place(unit)
    journal.record("unit.changed", by=by, subject=unit, facts={"from": day.isoformat(), **told(row, FIELDS)})
    index(unit, by=by)
    return row


@transaction.atomic
def close_unit(
    unit: Unit, *, day: date, by: Actor, with_posts: bool = False, version: int | None = None
) -> UnitVersion:
    """*Fermer au…*: `day` is its first day of absence; its posts close with it if asked, its units never."""
    check_can_write(by)
    _lock(unit.collectivity_id)
    row = close_at(list(unit.versions.order_by("starts_on")), day, version=version)
    if with_posts:
        for post in PostVersion.objects.effective_after(day).filter(unit=unit).select_related("post"):
            close_post(post.post, day=day, by=by)
    _check_dependants(unit)
    journal.record("unit.closed", by=by, subject=unit, facts={"day": day.isoformat(), "with_posts": with_posts})
    index(unit, by=by)
    return row


def check_place(unit: Unit) -> None:
    """`Invalid` when the unit stands under itself, too deep, or under a unit that does not exist on its days."""
    rows = [
        UnitVersionRow(*row)
        for row in UnitVersion.objects.filter(unit__collectivity=unit.collectivity_id).values_list(*_COLUMNS)
    ]
    own = [row for row in rows if row.unit_id == unit.pk]
    loop = loop_through(unit.pk, rows)
    if loop is not None:
        raise Invalid(
            _("Ce rattachement ferait une boucle au %(day)s : %(loop)s.")
            % {"day": said(loop.day), "loop": _(", puis ").join(loop.names)},
            field="parent",
        )
    for row in own:
        above = [other for other in rows if other.unit_id == row.parent_id]
        if row.parent_id is None:
            continue
        if not above:
            raise Invalid(_("Une unité se rattache à une unité de la même collectivité."), field="parent")
        missing = first_uncovered(row, above)
        if missing is not None:
            raise Invalid(
                _("« %(parent)s » n’existe pas au %(day)s.") % {"parent": above[0].name, "day": said(missing)},
                field="parent",
            )
    if own and tree_on(rows, own[-1].starts_on).depth > MAX_DEPTH:
        raise Invalid(_("L’organigramme ne descend pas au-delà de %d niveaux.") % MAX_DEPTH, field="parent")


def _check_dependants(unit: Unit) -> None:
    """`Invalid` when units or posts stand in the unit on days when it no longer exists."""
    own = list(unit.versions.all())
    for child in UnitVersion.objects.filter(parent=unit):
        if first_uncovered(child, own):
            raise Invalid(
                _("« %(name)s » y est encore rattachée : déplacez-la ou fermez-la d’abord.") % {"name": child.name}
            )
    posts = [post.title for post in PostVersion.objects.filter(unit=unit) if first_uncovered(post, own)]
    if posts:
        raise Invalid(
            _("Des postes s’y trouvent encore : %(posts)s. Déplacez-les, ou fermez-les avec l’unité.")
            % {"posts": ", ".join(posts[:5]) + ("…" if len(posts) > 5 else "")}
        )
