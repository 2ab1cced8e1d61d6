"""Collectivities and partners by the API: read as of a day; added, changed from a day on, corrected, closed."""

from dataclasses import fields
from datetime import date

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from ninja import Query

from interco.foundation.core.actor import Actor
from interco.foundation.core.api.operations import Operations, acting
from interco.foundation.core.api.schemas import DayAsked, days_of
from interco.foundation.core.policies import general_secretariat as keepers
from interco.foundation.core.policies import reader_of_the_organisation as reader
from interco.organisation.api.dating import Closing, DatedGestures
from interco.organisation.api.schemas import (
    CollectivityAdding,
    CollectivityChange,
    CollectivityCorrection,
    CollectivityGiven,
    CollectivityShown,
)
from interco.organisation.enums import CollectivityKind
from interco.organisation.models import Collectivity, CollectivityVersion, Population
from interco.organisation.policies.collectivities import visible_to
from interco.organisation.queries.lists import collectivity_lines
from interco.organisation.services.collectivities import (
    CollectivityValues,
    add_collectivity,
    change_collectivity,
    close_collectivity,
    correct_collectivity,
)

COLLECTIVITIES = Operations("Collectivités et partenaires")
DATED = DatedGestures(
    COLLECTIVITIES, "collectivites", name="api_collectivity", called="une collectivité", answer=CollectivityShown
)


@COLLECTIVITIES.get(
    "collectivites", policy=reader, name="api_collectivities", answer=list[CollectivityShown],
    summary="Lister les collectivités et partenaires",
    description="L’intercommunalité d’abord, puis les communes membres, puis les partenaires.",
)  # fmt: skip
def list_collectivities(request: HttpRequest, asked: Query[DayAsked]) -> list[CollectivityShown]:
    """Those of a day."""
    actor = acting(request)
    lines = collectivity_lines(visible_to(actor), asked.on(actor))
    return [_collectivity(line.collectivity, line.version, line.population) for line in lines]


@COLLECTIVITIES.write(
    "POST", "collectivites", policy=keepers, name="api_collectivities", answer=CollectivityShown, status=201,
    summary="Ajouter une commune ou un partenaire",
)  # fmt: skip
def add_a_collectivity(request: HttpRequest, given: CollectivityAdding) -> CollectivityShown:
    """Add one."""
    row = add_collectivity(
        _values(given), kind=given.kind, starts_on=given.starts_on, siren=given.siren, insee=given.insee,
        by=acting(request),
    )  # fmt: skip
    return _shown(row, given.starts_on)


@DATED.change()
def change_a_collectivity(request: HttpRequest, key: str, given: CollectivityChange) -> CollectivityShown:
    """Changer au…: another name, or a commune that joins or leaves."""
    row = _one(acting(request), key)
    change_collectivity(row, _values(given), day=given.day, version=given.version, by=acting(request))
    return _shown(row, given.day)


@DATED.correct()
def correct_a_collectivity(
    request: HttpRequest, key: str, start: str, given: CollectivityCorrection
) -> CollectivityShown:
    """Corriger."""
    found = _one(acting(request), key)
    row = get_object_or_404(found.versions.select_related("collectivity"), starts_on__in=days_of(start))
    correct_collectivity(
        row, _values(given), starts_on=given.starts_on, ends_on=given.ends_on, version=given.version, by=acting(request)
    )
    return _shown(found, given.starts_on)


@DATED.close("L’intercommunalité elle-même ne se ferme pas. La réponse montre sa dernière version.")
def close_a_collectivity(request: HttpRequest, key: str, given: Closing) -> CollectivityShown:
    """Fermer au…"""
    row = _one(acting(request), key)
    close_collectivity(row, day=given.day, version=given.version, by=acting(request))
    return _shown(row, given.day)


def _one(actor: Actor, key: str) -> Collectivity:
    return get_object_or_404(visible_to(actor), public_id=key)


def _values(given: CollectivityGiven) -> CollectivityValues:
    return CollectivityValues(**{each.name: getattr(given, each.name) for each in fields(CollectivityValues)})


def _shown(row: Collectivity, day: date) -> CollectivityShown:
    """Its version of a day, or the last one before."""
    version = row.versions.filter(starts_on__lte=day).order_by("starts_on").last()
    assert version is not None  # noqa: S101 - the gesture that ends here wrote it
    return _collectivity(row, version, row.populations.order_by("vintage").last())


def _collectivity(row: Collectivity, version: CollectivityVersion, population: Population | None) -> CollectivityShown:
    return CollectivityShown(
        key=row.public_id, name=version.name, short_name=version.short_name, kind=CollectivityKind(row.kind),
        is_home=row.is_home, is_member=version.is_member, siren=row.siren, insee=row.insee,
        municipal_population=population.municipal if population else None,
        total_population=population.total if population else None, vintage=population.vintage if population else None,
        starts_on=version.starts_on, ends_on=version.ends_on, version=version.version,
    )  # fmt: skip
