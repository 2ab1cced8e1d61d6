"""Opening the territory of the demonstration."""

from datetime import date

from interco.config.demo import cast
from interco.foundation.core.actor import Actor
from interco.organisation.enums import CollectivityKind
from interco.organisation.models import Collectivity, CollectivityVersion, Population, Territory

_MEMBERS = (
    ("97209", "219722097", "Fort-de-France", 75165, 75799),
    ("97213", "219722139", "Le Lamentin", 39346, 39753),
    ("97229", "219722295", "Schœlcher", 19342, 19557),
    ("97224", "219722246", "Saint-Joseph", 16470, 16663),
)


def open_demo_territory(*, by: Actor) -> Collectivity:
    """The CACEM and its four communes, with their real populations."""
    since = date(by.today.year - 1, 1, 1)
    home = Collectivity.objects.create(kind=CollectivityKind.EPCI, is_home=True, siren=cast.SIREN)
    CollectivityVersion.objects.create(
        collectivity=home,
        name="Communauté d’agglomération du Centre de la Martinique",
        short_name="CACEM",
        starts_on=since,
    )
    Population.objects.create(collectivity=home, vintage=2023, municipal=150323, total=151772)
    Territory.objects.create(
        collectivity=home, time_zone="America/Martinique", department="972", reference_vintage=2023, created_at=by.at
    )
    for insee, siren, name, municipal, total in _MEMBERS:
        commune = Collectivity.objects.create(kind=CollectivityKind.COMMUNE, insee=insee, siren=siren)
        CollectivityVersion.objects.create(collectivity=commune, name=name, is_member=True, starts_on=since)
        Population.objects.create(collectivity=commune, vintage=2023, municipal=municipal, total=total)
    return home
