"""Opening the territory of an installation from the national reference, and correcting what was set once.

The intercommunality and its communes stand from the first day of the reference's vintage: that is the day their
membership and populations are known for. Example: SIREN 249720061 gives the CA du Centre de la Martinique, its four
communes, 150,323 inhabitants, `America/Martinique`.
"""

from dataclasses import dataclass
from datetime import date
from zoneinfo import available_timezones

from django.db import transaction
from django.utils.translation import gettext as _

from interco.foundation.audit.services import journal
from interco.foundation.core.actor import Actor
from interco.foundation.core.errors import Invalid, Refused
from interco.foundation.core.roles import Role
from interco.foundation.core.texts import one_line
from interco.foundation.core.versions import claim
from interco.organisation.enums import CollectivityKind
from interco.organisation.models import Collectivity, CollectivityVersion, Population, Territory
from interco.organisation.rules.reference import Epci, reference

SHORT_NAME_LIMIT = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Opened:
    """A territory just opened: its home and how many communes it has."""

    home: Collectivity
    communes: int


@transaction.atomic
def open_territory(epci: Epci, *, by: Actor, short_name: str = "", time_zone: str = "") -> Opened:
    """Create the EPCI and its communes with codes and populations; once only. The zone of its department by default."""
    if not by.has(Role.SYSTEM):
        raise Refused(_("La collectivité se choisit au premier démarrage."))
    if Territory.objects.exists():
        raise Refused(_("Cette installation tient déjà une intercommunalité."))
    zone = checked_zone(time_zone or epci.time_zone)
    short = one_line(short_name, field="short_name", limit=SHORT_NAME_LIMIT)
    vintage = reference().vintage
    since = min(date(vintage, 1, 1), by.today)
    home = Collectivity.objects.create(kind=CollectivityKind.EPCI, is_home=True, siren=epci.siren)
    CollectivityVersion.objects.create(collectivity=home, name=epci.full_name, short_name=short, starts_on=since)
    Population.objects.create(collectivity=home, vintage=vintage, municipal=epci.municipal, total=epci.total)
    communes = _add_communes(epci, since=since, vintage=vintage)
    territory = Territory.objects.create(
        collectivity=home, time_zone=zone, department=epci.department, reference_vintage=vintage, created_at=by.at
    )
    facts = {"siren": epci.siren, "communes": communes, "vintage": vintage, "time_zone": territory.time_zone}
    journal.record("territory.opened", by=by, subject=home, facts=facts)
    return Opened(home=home, communes=communes)


def _add_communes(epci: Epci, *, since: date, vintage: int) -> int:
    communes = [
        Collectivity(kind=CollectivityKind.COMMUNE, insee=member.insee, siren=member.siren) for member in epci.members
    ]
    made = Collectivity.objects.bulk_create(communes)
    pairs = list(zip(made, epci.members, strict=True))
    CollectivityVersion.objects.bulk_create(
        CollectivityVersion(collectivity=row, name=member.name, is_member=True, starts_on=since)
        for row, member in pairs
    )
    Population.objects.bulk_create(
        Population(collectivity=row, vintage=vintage, municipal=member.municipal, total=member.total)
        for row, member in pairs
    )
    return len(made)


@transaction.atomic
def set_time_zone(territory: Territory, zone: str, *, by: Actor, version: int | None = None) -> Territory:
    """Correct the zone of the territory; the sessions already planned keep theirs."""
    if not by.has(Role.ADMINISTRATOR, Role.SYSTEM):
        raise Refused(_("Le fuseau horaire est tenu par l’administrateur technique."))
    claim(territory, version, shown=("time_zone",))
    before, territory.time_zone = territory.time_zone, checked_zone(zone)
    territory.save(update_fields=["time_zone", "version"])
    facts = {"before": before, "after": territory.time_zone}
    journal.record("territory.time_zone_set", by=by, subject=territory.collectivity, facts=facts)
    return territory


def checked_zone(zone: str) -> str:
    """A zone of the IANA database as it is written there, or `Invalid`."""
    if zone not in available_timezones():
        raise Invalid(_("Ce fuseau horaire n’existe pas ; écrivez-le comme « America/Martinique »."), field="time_zone")
    return zone
