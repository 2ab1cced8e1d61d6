"""Units by the API: read as of a day; opened, changed from a day on, corrected, closed."""

from datetime import date

from django.db.models import Q
from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from ninja import Query
from pydantic import Field

from interco.foundation.core.actor import Actor
from interco.foundation.core.api.operations import Operations, acting
from interco.foundation.core.api.schemas import DayAsked, Named, Page, Paging, days_of, part_of
from interco.foundation.core.errors import Invalid
from interco.foundation.core.policies import general_secretariat as keepers
from interco.foundation.core.policies import reader_of_the_organisation as reader
from interco.organisation.api.dating import DatedGestures
from interco.organisation.api.schemas import (
    PostOfUnit,
    UnitChange,
    UnitClosing,
    UnitCorrection,
    UnitGiven,
    UnitLine,
    UnitOpening,
    UnitShown,
    UnitVersionShown,
)
from interco.organisation.enums import UnitKind
from interco.organisation.models import Assignment, Collectivity, Unit, UnitVersion
from interco.organisation.policies import people
from interco.organisation.policies.units import visible_to
from interco.organisation.queries.discretion import unnamed
from interco.organisation.queries.sheets import PostLine as SheetLine
from interco.organisation.queries.sheets import names_of_units, unit_sheet
from interco.organisation.services.units import UnitValues, change_unit, close_unit, correct_unit, open_unit

UNITS = Operations("Unités")
DATED = DatedGestures(UNITS, "unites", name="api_unit", called="une unité", answer=UnitShown)


class UnitsAsked(Paging, DayAsked):
    """What is asked of the list."""

    q: str = Field("", max_length=100, description="Mots du nom.")


@UNITS.get("unites", policy=reader, name="api_units", answer=Page[UnitLine], summary="Lister les unités d’un jour")
def list_units(request: HttpRequest, asked: Query[UnitsAsked]) -> Page[UnitLine]:
    """By name; four queries."""
    actor = acting(request)
    day = asked.on(actor)
    found = UnitVersion.objects.effective_on(day).filter(unit__in=visible_to(actor).values("pk")).select_related("unit")
    for word in asked.q.split()[:6]:
        found = found.filter(Q(name__icontains=word) | Q(short_name__icontains=word))
    rows, figures = part_of(found.order_by("name", "pk"), asked)
    parents = _parents(rows, day)
    return Page[UnitLine](
        **figures, items=[UnitLine(key=row.unit.public_id, **dict(_version(row, parents))) for row in rows]
    )


@UNITS.get("unites/{key}", policy=reader, name="api_unit", answer=UnitShown, summary="Lire une unité et son histoire")
def read_unit(request: HttpRequest, key: str, asked: Query[DayAsked]) -> UnitShown:
    """The sheet of a unit on a day."""
    actor = acting(request)
    return _shown(get_object_or_404(visible_to(actor), public_id=key), asked.on(actor), actor)


@UNITS.write(
    "POST", "unites", policy=keepers, name="api_units", answer=UnitShown, status=201, summary="Ouvrir une unité",
    description="Une unité de l’intercommunalité, à partir d’un jour.",
)  # fmt: skip
def open_a_unit(request: HttpRequest, given: UnitOpening) -> UnitShown:
    """Open a unit of the EPCI."""
    actor = acting(request)
    home = get_object_or_404(Collectivity, is_home=True)
    unit = open_unit(home, _values(given, actor, home.pk), starts_on=given.starts_on, by=actor)
    return _shown(unit, given.starts_on, actor)


@DATED.change()
def change_a_unit(request: HttpRequest, key: str, given: UnitChange) -> UnitShown:
    """Changer au…"""
    actor = acting(request)
    unit = get_object_or_404(visible_to(actor), public_id=key)
    values = _values(given, actor, unit.collectivity_id)
    change_unit(unit, values, day=given.day, by=actor, version=given.version)
    return _shown(unit, given.day, actor)


@DATED.correct()
def correct_a_unit(request: HttpRequest, key: str, start: str, given: UnitCorrection) -> UnitShown:
    """Corriger."""
    actor = acting(request)
    unit = get_object_or_404(visible_to(actor), public_id=key)
    row = get_object_or_404(unit.versions.select_related("parent", "unit"), starts_on__in=days_of(start))
    values = _values(given, actor, unit.collectivity_id)
    correct_unit(
        row, values, starts_on=given.starts_on, ends_on=given.ends_on, by=actor, version=given.version
    )  # fmt: skip
    return _shown(unit, given.starts_on, actor)


@DATED.close("Les unités qui lui sont rattachées doivent d’abord être déplacées ou fermées.")
def close_a_unit(request: HttpRequest, key: str, given: UnitClosing) -> UnitShown:
    """Fermer au…"""
    actor = acting(request)
    unit = get_object_or_404(visible_to(actor), public_id=key)
    close_unit(unit, day=given.day, with_posts=given.with_posts, by=actor, version=given.version)
    return _shown(unit, given.day, actor)


def _values(given: UnitGiven, actor: Actor, collectivity_id: int) -> UnitValues:
    parent = None
    if given.parent is not None:
        parent = visible_to(actor).filter(collectivity=collectivity_id, public_id=given.parent).first()
        if parent is None:
            raise Invalid(_("Cette unité de rattachement n’existe pas dans cette collectivité."), field="parent")
    return UnitValues(
        name=given.name, kind=given.kind, short_name=given.short_name, parent=parent, rank=given.rank
    )  # fmt: skip


def _parents(rows: list[UnitVersion], day: date) -> dict[int, Named]:
    """The name of each unit the rows stand under."""
    found = names_of_units({row.parent_id for row in rows if row.parent_id}, day)
    return {pk: Named(key=named.key, name=named.name) for pk, named in found.items()}


def _version(row: UnitVersion, parents: dict[int, Named]) -> UnitVersionShown:
    return UnitVersionShown(
        name=row.name, short_name=row.short_name, kind=UnitKind(row.kind), parent=parents.get(row.parent_id or 0),
        rank=row.rank, starts_on=row.starts_on, ends_on=row.ends_on, version=row.version,
    )  # fmt: skip


def _shown(unit: Unit, day: date, actor: Actor) -> UnitShown:
    sheet = unit_sheet(unit, day, people.visible_to(actor))
    history = [row for row, _parent in sheet.history]
    parents = _parents(history, day)
    return UnitShown(
        key=unit.public_id, now=_version(sheet.now, parents) if sheet.now else None, collectivity=sheet.collectivity,
        children=[Named(key=child.key, name=child.name) for child in sheet.children],
        posts=[_post(line) for line in sheet.posts], fte=float(sheet.fte),
        history=[_version(row, parents) for row in history],
    )  # fmt: skip


def _post(line: SheetLine) -> PostOfUnit:
    return PostOfUnit(
        key=line.post.public_id, title=line.version.title, fte=float(line.version.fte), leads_unit=line.version.leads_unit,
        holders=_people(line.holders, "holder" in line.unnamed), interims=_people(line.interims, "interim" in line.unnamed),
    )  # fmt: skip


def _people(rows: list[Assignment], has_unnamed: bool) -> list[Named]:
    found = [Named(key=row.person.public_id, name=row.person.full_name) for row in rows]
    return [*found, Named(key="", name=unnamed())] if has_unnamed else found
