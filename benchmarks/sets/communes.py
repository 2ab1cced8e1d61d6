"""Member communes with their real names and populations: those of the demonstration, then those of the Pays Basque."""

from interco.config.demo.organisation import Built
from interco.organisation.enums import CollectivityKind
from interco.organisation.models import Collectivity, CollectivityVersion, Population
from interco.organisation.rules.reference import epci_by_siren

PAYS_BASQUE = "200067106"
VINTAGE = 2023


def join_communes(built: Built, how_many: int) -> None:
    """Bring the number of member communes to `how_many`."""
    lender = epci_by_siren(PAYS_BASQUE)
    assert lender is not None  # noqa: S101 - shipped with the package
    joined = lender.members[: how_many - len(built.communes)]
    rows = Collectivity.objects.bulk_create(
        Collectivity(kind=CollectivityKind.COMMUNE, insee=one.insee, siren=one.siren) for one in joined
    )
    CollectivityVersion.objects.bulk_create(
        CollectivityVersion(collectivity=row, name=one.name, is_member=True, starts_on=built.founded_on)
        for row, one in zip(rows, joined, strict=True)
    )
    Population.objects.bulk_create(
        Population(collectivity=row, vintage=VINTAGE, municipal=one.municipal, total=one.total)
        for row, one in zip(rows, joined, strict=True)
    )
