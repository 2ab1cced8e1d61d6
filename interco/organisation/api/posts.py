"""Posts by the API: read as of a day; opened, changed from a day on, corrected, closed."""

from datetime import date
from typing import Any

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
from interco.organisation.api.assignments import assignment_shown
from interco.organisation.api.dating import Closing, DatedGestures
from interco.organisation.api.schemas import (
    PostChange,
    PostCorrection,
    PostGiven,
    PostLine,
    PostOpening,
    PostShown,
    PostVersionShown,
)
from interco.organisation.enums import Category, PostFunction
from interco.organisation.models import Post, PostVersion
from interco.organisation.policies import people, units
from interco.organisation.policies.organisation import posts_visible_to
from interco.organisation.queries.holders import holders_on
from interco.organisation.queries.lists import posts_on
from interco.organisation.queries.sheets import names_of_units, post_sheet
from interco.organisation.services.posts import PostValues, change_post, close_post, correct_post, open_post

POSTS = Operations("Postes")
DATED = DatedGestures(POSTS, "postes", name="api_post", called="un poste", answer=PostShown)
_PLAIN = ("title", "feminine_title", "leads_unit", "is_functional", "starts_on", "ends_on", "version")


class PostsAsked(Paging, DayAsked):
    """What is asked of the list."""

    vacants: bool = Field(False, description="Seulement les postes à pourvoir.")


@POSTS.get("postes", policy=reader, name="api_posts", answer=Page[PostLine], summary="Lister les postes d’un jour")
def list_posts(request: HttpRequest, asked: Query[PostsAsked]) -> Page[PostLine]:
    """By title; seven queries."""
    actor = acting(request)
    day = asked.on(actor)
    rows, figures = part_of(posts_on(posts_visible_to(actor), day, vacant_only=asked.vacants), asked)
    named = _units(rows, day)
    holders = holders_on([row.post_id for row in rows], day, people.visible_to(actor))
    return Page[PostLine](**figures, items=[
        PostLine(
            **_version(row, named), key=row.post.public_id, holder=holders[row.post_id].name,
            is_interim=holders[row.post_id].is_interim,
        )
        for row in rows
    ])  # fmt: skip


@POSTS.get("postes/{key}", policy=reader, name="api_post", answer=PostShown, summary="Lire un poste et son histoire")
def read_post(request: HttpRequest, key: str, asked: Query[DayAsked]) -> PostShown:
    """The sheet of a post on a day."""
    actor = acting(request)
    return _shown(get_object_or_404(posts_visible_to(actor), public_id=key), asked.on(actor), actor)


@POSTS.write(
    "POST", "postes", policy=keepers, name="api_posts", answer=PostShown, status=201, summary="Ouvrir un poste"
)  # fmt: skip
def open_a_post(request: HttpRequest, given: PostOpening) -> PostShown:
    """Open a post in a unit."""
    actor = acting(request)
    post = open_post(_values(given, actor), starts_on=given.starts_on, reference=given.reference, by=actor)
    return _shown(post, given.starts_on, actor)


@DATED.change()
def change_a_post(request: HttpRequest, key: str, given: PostChange) -> PostShown:
    """Changer au…"""
    actor = acting(request)
    post = get_object_or_404(posts_visible_to(actor), public_id=key)
    change_post(post, _values(given, actor), day=given.day, by=actor, version=given.version)
    return _shown(post, given.day, actor)


@DATED.correct()
def correct_a_post(request: HttpRequest, key: str, start: str, given: PostCorrection) -> PostShown:
    """Corriger."""
    actor = acting(request)
    post = get_object_or_404(posts_visible_to(actor), public_id=key)
    row = get_object_or_404(post.versions.all(), starts_on__in=days_of(start))
    correct_post(
        row, _values(given, actor), starts_on=given.starts_on, ends_on=given.ends_on, by=actor, version=given.version
    )
    return _shown(post, given.starts_on, actor)


@DATED.close("Les affectations et les délégations qui s’y trouvent se terminent ce jour-là.")
def close_a_post(request: HttpRequest, key: str, given: Closing) -> PostShown:
    """Fermer au…"""
    actor = acting(request)
    post = get_object_or_404(posts_visible_to(actor), public_id=key)
    close_post(post, day=given.day, by=actor, version=given.version)
    return _shown(post, given.day, actor)


def _values(given: PostGiven, actor: Actor) -> PostValues:
    unit = units.visible_to(actor).filter(public_id=given.unit).first()
    if unit is None:
        raise Invalid(_("Cette unité n’existe pas."), field="unit")
    return PostValues(
        unit=unit, title=given.title, feminine_title=given.feminine_title, function=given.function,
        leads_unit=given.leads_unit, fte=given.fte, category=given.category, is_functional=given.is_functional,
    )  # fmt: skip


def _units(rows: list[PostVersion], day: date) -> dict[int, Named]:
    found = names_of_units({row.unit_id for row in rows}, day)
    return {pk: Named(key=named.key, name=named.name) for pk, named in found.items()}


def _version(row: PostVersion, named: dict[int, Named]) -> dict[str, Any]:
    return {name: getattr(row, name) for name in _PLAIN} | {
        "unit": named[row.unit_id], "fte": float(row.fte), "function": PostFunction(row.function),
        "category": Category(row.category),
    }  # fmt: skip


def _shown(post: Post, day: date, actor: Actor) -> PostShown:
    sheet = post_sheet(post, day, people.visible_to(actor))
    history = [row for row, _unit in sheet.history]
    named = _units(history, day)
    return PostShown(
        key=post.public_id, reference=post.reference,
        now=PostVersionShown(**_version(sheet.now, named)) if sheet.now else None,
        assignments=[assignment_shown(row, row.person, sheet.title) for row in sheet.assignments],
        history=[PostVersionShown(**_version(row, named)) for row in history],
    )  # fmt: skip
