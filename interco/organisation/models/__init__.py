"""Tables of the organisation."""

from interco.organisation.models.collectivity import Collectivity, CollectivityVersion, Population, Territory
from interco.organisation.models.exchange import ImportedRow, OrganisationImport
from interco.organisation.models.person import Assignment, Person, SignatureDelegation
from interco.organisation.models.post import Post, PostVersion
from interco.organisation.models.unit import Unit, UnitVersion

__all__ = [
    "Assignment",
    "Collectivity",
    "CollectivityVersion",
    "ImportedRow",
    "OrganisationImport",
    "Person",
    "Population",
    "Post",
    "PostVersion",
    "SignatureDelegation",
    "Territory",
    "Unit",
    "UnitVersion",
]
