"""Collectivities and partners: added, corrected, changed from a day on, withdrawn."""

from dataclasses import asdict, dataclass
from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from interco.foundation.audit.services import journal
from interco.foundation.core.actor import Actor
from interco.foundation.core.errors import Invalid
from interco.organisation.enums import CollectivityKind
from interco.organisation.models import Collectivity, CollectivityVersion
from interco.organisation.policies.organisation import check_can_write
from interco.organisation.services.dating import change_at, check_period, close_at, rewrite, told

FIELDS = ("name", "short_name", "is_member", "starts_on", "ends_on")


@dataclass(frozen=True, slots=True, kw_only=True)
class CollectivityValues:
    """What a version of a collectivity says."""

    name: str
    short_name: str = ""
    is_member: bool = False


def _lock(collectivity: Collectivity) -> list[CollectivityVersion]:
    Collectivity.objects.select_for_update().get(pk=collectivity.pk)
    return list(collectivity.versions.order_by("starts_on"))


@transaction.atomic
def add_collectivity(
    values: CollectivityValues, *, kind: CollectivityKind, starts_on: date, by: Actor, ends_on: date | None = None,
    siren: str = "", insee: str = "",
) -> Collectivity:  # fmt: skip
    """Add a commune or a partner. Codes are text, and unique."""
    check_can_write(by)
    check_period(starts_on, ends_on)
    if kind == CollectivityKind.EPCI:
        raise Invalid(_("Cette base tient une seule intercommunalité : la vôtre."), field="kind")
    for name, code in (("siren", siren), ("insee", insee)):
        if code and Collectivity.objects.filter(**{name: code}).exists():
            raise Invalid(_("Ce code est déjà celui d’une autre collectivité."), field=name)
    collectivity = Collectivity.objects.create(kind=kind, siren=siren, insee=insee)
    row = CollectivityVersion.objects.create(
        collectivity=collectivity, starts_on=starts_on, ends_on=ends_on, **asdict(values)
    )
    journal.record("collectivity.added", by=by, subject=collectivity, facts={"kind": str(kind), **told(row, FIELDS)})
    return collectivity


@transaction.atomic
def correct_collectivity(
    row: CollectivityVersion, values: CollectivityValues, *, starts_on: date, ends_on: date | None, by: Actor,
    version: int | None = None,
) -> CollectivityVersion:  # fmt: skip
    """*Corriger*."""
    check_can_write(by)
    siblings = _lock(row.collectivity)
    before = told(row, FIELDS)
    rewrite(row, {**asdict(values), "starts_on": starts_on, "ends_on": ends_on}, version=version, siblings=siblings)
    facts = {"before": before, "after": told(row, FIELDS)}
    journal.record("collectivity.corrected", by=by, subject=row.collectivity, facts=facts)
    return row


@transaction.atomic
def change_collectivity(
    collectivity: Collectivity, values: CollectivityValues, *, day: date, by: Actor, version: int | None = None
) -> CollectivityVersion:
    """*Changer au…*: a new name, or a commune that joins or leaves the intercommunality."""
    check_can_write(by)
    row = change_at(_lock(collectivity), day, asdict(values), version=version)
    facts = {"from": day.isoformat(), **told(row, FIELDS)}
    journal.record("collectivity.changed", by=by, subject=collectivity, facts=facts)
    return row


@transaction.atomic
def close_collectivity(
    collectivity: Collectivity, *, day: date, by: Actor, version: int | None = None
) -> CollectivityVersion:
    """A partner that is no more from a day on; the intercommunality itself never."""
    check_can_write(by)
    if collectivity.is_home:
        raise Invalid(_("L’intercommunalité de cette base ne se retire pas."), field="day")
    row = close_at(_lock(collectivity), day, version=version)
    journal.record("collectivity.closed", by=by, subject=collectivity, facts={"day": day.isoformat()})
    return row
