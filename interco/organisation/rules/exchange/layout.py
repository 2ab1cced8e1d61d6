"""The one documented layout of an organisation in tables, and the flat list of agents everybody has.

Rule: a file is one table for each kind of thing (collectivités, populations, unités, postes, personnes, affectations,
délégations); a line of unités or postes is one *version*, valid from « Début » (inclusive) to « Fin » (exclusive), and
all versions of one thing carry the same « Identifiant ». The words of this module are those of files: French, whatever
the language of the reader. `docs/reference/format-organisation.md` is written from it.

Worked example: « Communication » renamed on 1 January 2027 is two lines of the table « Unités » with one identifier:
`com;Communication;…;01/01/2020;01/01/2027` and `com;Communication et relations publiques;…;01/01/2027;`.
"""

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

Kind = Literal["text", "long_text", "email", "day", "share", "flag", "choice", "whole", "code", "key", "reference"]


@dataclass(frozen=True, slots=True)
class Column:
    """A column: the field it fills, its title in files, how its cells are read, other titles it is known by."""

    field: str
    title: str
    kind: Kind = "text"
    other_titles: tuple[str, ...] = ()
    required: bool = False
    limit: int = 200
    choices: Mapping[str, str] = dataclasses.field(default_factory=dict)
    refers_to: str = ""
    help: str = ""


@dataclass(frozen=True, slots=True)
class TableLayout:
    """A table: its name in the code, the title of its sheet, its columns."""

    name: str
    title: str
    columns: tuple[Column, ...]
    other_titles: tuple[str, ...] = ()
    help: str = ""

    def column(self, name: str) -> Column:
        """The column that fills a field."""
        return next(column for column in self.columns if column.field == name)


COLLECTIVITY_KINDS = {
    "epci": "Intercommunalité", "commune": "Commune", "ccas": "CCAS", "development_council": "Conseil de développement",
    "state_service": "Service de l’État", "association": "Association", "other": "Autre partenaire",
}  # fmt: skip
UNIT_KINDS = {
    "general_directorate": "Direction générale", "dga": "Direction générale adjointe", "directorate": "Direction",
    "service": "Service", "mission": "Mission", "cell": "Cellule",
}  # fmt: skip
FUNCTIONS = {
    "dgs": "Directeur général des services", "dga": "Directeur général adjoint", "director": "Directeur",
    "head_of_service": "Chef de service", "head_of_mission": "Chargé de mission", "agent": "Agent",
}  # fmt: skip
CATEGORIES = {"A": "A", "B": "B", "C": "C"}
PERSON_KINDS = {"agent": "Agent", "elected": "Élu"}
GENDERS = {"f": "Madame", "m": "Monsieur"}
ASSIGNMENT_KINDS = {"holder": "Titulaire du poste", "interim": "Intérim"}

_STARTS = Column("starts_on", "Début", "day", ("Date de début", "Du", "À partir du", "Depuis le"))
_ENDS = Column(
    "ends_on",
    "Fin",
    "day",
    ("Date de fin", "Au", "Jusqu’au", "Jusqu’au (exclu)"),
    help="premier jour où ce n’est plus vrai",
)
_KEY_HELP = "celui de l’export, ou tout texte propre au fichier ; le même sur chaque version d’une même chose"


def _key() -> Column:
    return Column("key", "Identifiant", "key", ("Id", "Clé", "Code interne"), limit=60, help=_KEY_HELP)


COLLECTIVITIES = TableLayout(
    "collectivities", "Collectivités",
    (
        _key(),
        Column("name", "Nom", required=True, other_titles=("Collectivité", "Libellé")),
        Column("short_name", "Nom court", limit=60, other_titles=("Sigle",)),
        Column("kind", "Nature", "choice", ("Type",), choices=COLLECTIVITY_KINDS),
        Column("is_home", "Territoire", "flag", help="oui pour l’intercommunalité de cette base, une seule fois"),
        Column("siren", "SIREN", "code", limit=9),
        Column("insee", "INSEE", "code", ("Code INSEE",), limit=5),
        Column("is_member", "Membre", "flag", ("Commune membre",)),
        Column("time_zone", "Fuseau horaire", limit=60, help="sur la ligne du territoire"),
        Column("department", "Département", "code", limit=3, help="sur la ligne du territoire"),
        _STARTS, _ENDS,
    ),
    ("Communes", "Partenaires", "Communes et partenaires"),
    "L’intercommunalité, ses communes et ses partenaires ; une ligne par période.",
)  # fmt: skip
POPULATIONS = TableLayout(
    "populations", "Populations",
    (
        Column("collectivity", "Collectivité", "reference", required=True, refers_to="collectivities"),
        Column("vintage", "Millésime", "whole", ("Année",), required=True),
        Column("municipal", "Population municipale", "whole", required=True),
        Column("total", "Population totale", "whole", required=True),
    ),
    ("Population",),
    "Populations légales, par collectivité et par millésime.",
)  # fmt: skip
UNITS = TableLayout(
    "units", "Unités",
    (
        _key(),
        Column("name", "Nom", required=True, other_titles=("Unité", "Service", "Libellé")),
        Column("short_name", "Nom court", limit=60, other_titles=("Sigle",)),
        Column("kind", "Nature", "choice", ("Type",), choices=UNIT_KINDS),
        Column("parent", "Rattachée à", "reference", ("Rattaché à", "Rattachement", "Unité mère"), refers_to="units"),
        Column("rank", "Rang", "whole", ("Ordre",)),
        Column("collectivity", "Collectivité", "reference", refers_to="collectivities", help="le territoire si elle est vide"),
        Column("is_invented", "Fictive", "flag", help="unité inventée pour une démonstration"),
        _STARTS, _ENDS,
    ),
    ("Services", "Organigramme", "Directions"),
    "Directions, services, missions ; une ligne par période.",
)  # fmt: skip
POSTS = TableLayout(
    "posts", "Postes",
    (
        _key(),
        Column("reference", "Référence", limit=40, other_titles=("Référence du poste", "Numéro de poste")),
        Column("unit", "Unité", "reference", ("Service",), required=True, refers_to="units"),
        Column("title", "Intitulé", required=True, other_titles=("Poste", "Libellé", "Intitulé du poste")),
        Column("feminine_title", "Intitulé au féminin"),
        Column("function", "Fonction", "choice", choices=FUNCTIONS),
        Column("leads_unit", "Dirige l’unité", "flag", ("Responsable", "Encadrant")),
        Column("fte", "ETP", "share", ("Équivalent temps plein",)),
        Column("category", "Catégorie", "choice", ("Cat",), choices=CATEGORIES),
        Column("is_functional", "Emploi fonctionnel", "flag"),
        _STARTS, _ENDS,
    ),
    ("Emplois",),
    "Les postes, tenus ou vacants ; une ligne par période.",
)  # fmt: skip
PEOPLE = TableLayout(
    "people", "Personnes",
    (
        _key(),
        Column("matricule", "Matricule", "code", limit=40),
        Column("gender", "Civilité", "choice", ("Sexe", "Genre"), choices=GENDERS),
        Column("last_name", "Nom", required=True, limit=100, other_titles=("Nom d’usage", "Nom de famille")),
        Column("first_name", "Prénom", required=True, limit=100),
        Column("email", "Adresse électronique", "email", ("Courriel", "E-mail", "Mail", "Mél"), limit=254),
        Column("phone", "Téléphone", limit=40, other_titles=("Tél", "Portable", "Poste téléphonique")),
        Column("kind", "Qualité", "choice", choices=PERSON_KINDS),
        Column("mandate", "Mandat"),
        Column("collectivity", "Collectivité", "reference", refers_to="collectivities", help="le territoire si elle est vide"),
        _STARTS, _ENDS,
    ),
    ("Agents et élus",),
    "Agents et élus, avec leurs jours de présence.",
)  # fmt: skip
ASSIGNMENTS = TableLayout(
    "assignments", "Affectations",
    (
        _key(),
        Column("person", "Personne", "reference", ("Agent",), required=True, refers_to="people"),
        Column("post", "Poste", "reference", required=True, refers_to="posts"),
        Column("kind", "Nature", "choice", ("Type",), choices=ASSIGNMENT_KINDS),
        Column("quota", "Quotité", "share", ("Temps de travail",)),
        _STARTS, _ENDS,
    ),
    (),
    "Qui tient quel poste, ou en assure l’intérim, et quand.",
)  # fmt: skip
DELEGATIONS = TableLayout(
    "delegations", "Délégations",
    (
        _key(),
        Column("person", "Personne", "reference", ("Délégataire",), required=True, refers_to="people"),
        Column("post", "Poste", "reference", refers_to="posts"),
        Column("order_reference", "Arrêté", required=True, limit=120, other_titles=("Référence de l’arrêté",)),
        Column("scope", "Objet", "long_text", ("Objet de la délégation", "Étendue"), required=True, limit=10_000),
        _STARTS, _ENDS,
    ),
    ("Délégations de signature",),
    "Délégations de signature, données par arrêté du président.",
)  # fmt: skip
_EMAIL_TITLES = ("Adresse électronique", "E-mail", "Mail", "Mél", "Adresse mail")
_UNIT_TITLES = ("Unité", "Direction", "Affectation", "Direction ou service", "Pôle", "Entité", "Structure")
_PARENT_TITLES = ("Rattachée à", "Rattachement", "Direction de rattachement", "Service parent", "Unité mère")
_LEADER_TITLES = ("Encadrant", "Dirige", "Chef", "N+1", "Supérieur", "Manager", "Responsable hiérarchique")
AGENTS = TableLayout(
    "agents", "Agents",
    (
        Column("last_name", "Nom", limit=100, other_titles=("Nom d’usage", "Nom de famille", "Nom patronymique")),
        Column("first_name", "Prénom", limit=100, other_titles=("Prénom usuel",)),
        Column("full_name", "Nom et prénom", other_titles=("Prénom et nom", "Agent", "Nom complet", "Nom Prénom")),
        Column("gender", "Civilité", "choice", ("Sexe", "Genre", "Titre de civilité"), choices=GENDERS),
        Column("matricule", "Matricule", "code", ("N° agent", "Numéro d’agent", "Numéro matricule"), limit=40),
        Column("email", "Courriel", "email", (*_EMAIL_TITLES, "Messagerie"), limit=254),
        Column("phone", "Téléphone", limit=40, other_titles=("Tél", "Portable", "Ligne directe")),
        Column("unit", "Service", required=True, other_titles=_UNIT_TITLES),
        Column("parent", "Rattaché à", other_titles=_PARENT_TITLES),
        Column("unit_kind", "Nature du service", "choice", ("Nature", "Type de service"), choices=UNIT_KINDS),
        Column("title", "Poste", other_titles=("Fonction", "Emploi", "Intitulé", "Intitulé du poste", "Métier")),
        Column("category", "Catégorie", "choice", ("Cat", "Catégorie hiérarchique"), choices=CATEGORIES),
        Column("fte", "ETP", "share", ("Équivalent temps plein", "Temps de travail", "Quotité", "Taux d’emploi")),
        Column(
            "leader", "Responsable", other_titles=_LEADER_TITLES,
            help="oui pour qui dirige le service, ou le nom de qui le dirige",
        ),
        Column("starts_on", "Date", "day", ("Date d’arrivée", "Date d’entrée", "Arrivée", "Entrée", "Depuis le", "Début")),
    ),
    ("Liste des agents", "Effectif", "Effectifs", "Annuaire", "Feuil1", "Feuille1", "Sheet1"),
    "Une ligne par agent (ou par poste vacant, nom vide) : les services, les postes et les affectations s’en déduisent.",
)  # fmt: skip

#: The tables of the full layout, each after those it refers to.
TABLES = (COLLECTIVITIES, POPULATIONS, UNITS, POSTS, PEOPLE, ASSIGNMENTS, DELEGATIONS)
BY_NAME = {table.name: table for table in (*TABLES, AGENTS)}
