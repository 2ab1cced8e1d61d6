"""What the first start shows: the collectivities that answer a search, one of them in figures, the zones of France."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from interco.organisation.models import CollectivityVersion
from interco.organisation.rules.reference import Epci, reference, search_epci
from interco.organisation.rules.time_zones import OVERSEAS_ZONES, PARIS

STEPS = (_("Collectivité"), _("Administrateur"), _("Courrier"), _("Première instance"))
#: Wall clocks of French Polynesia that its department does not tell.
MORE_ZONES = ("Pacific/Marquesas", "Pacific/Gambier")
SHOWN = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class Described:
    """An EPCI as a line or a sheet shows it."""

    siren: str
    name: str
    department: str
    place: str
    communes: int
    municipal: int
    total: int
    vintage: int
    regime: str


def described(epci: Epci) -> Described:
    """One EPCI in words and figures."""
    known = reference()
    return Described(
        siren=epci.siren, name=epci.full_name, department=epci.department,
        place=known.departments.get(epci.department, ""), communes=len(epci.members), municipal=epci.municipal,
        total=epci.total, vintage=known.vintage, regime=epci.regime,
    )  # fmt: skip


def found_epcis(search: str) -> list[Described]:
    """The first EPCI that answer what is typed, best first."""
    return [described(epci) for epci in search_epci(search, limit=SHOWN)]


def standing_home() -> str | None:
    """The name of the intercommunality `interco init` already opened, if it did."""
    row = CollectivityVersion.objects.filter(collectivity__is_home=True).order_by("-starts_on").first()
    return row.name if row else None


def zones(*chosen: str) -> list[str]:
    """The time zones of the French territories, and the one in force."""
    return sorted({PARIS, *OVERSEAS_ZONES.values(), *MORE_ZONES, *chosen})
