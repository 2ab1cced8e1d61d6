"""The fictional cast of the demonstration: obviously invented people on the real structure of the CACEM.

Names are plants and places that no one bears together. The same cast serves the demo, the tests and the screenshots.
"""

from dataclasses import dataclass, field

from interco.foundation.core.roles import Role
from interco.organisation.enums import Category, PostFunction, UnitKind

SIREN = "249720061"
DOMAIN = "cacem.example"


@dataclass(frozen=True, slots=True)
class DemoUnit:
    """A unit of the source page, or an invented one below a DGA (`invented`)."""

    key: str
    name: str
    short: str
    kind: UnitKind
    parent: str | None
    invented: bool = False


@dataclass(frozen=True, slots=True)
class DemoPerson:
    """Someone of the cast, with the post held (`post` in masculine, feminine) and the account's granted roles."""

    key: str
    first: str
    last: str
    gender: str
    unit: str
    title: tuple[str, str]
    function: PostFunction = PostFunction.AGENT
    leads: bool = False
    account: bool = False
    roles: frozenset[Role] = field(default_factory=frozenset)
    category: Category = Category.A


UNITS = (
    DemoUnit("dgs", "Direction générale des services", "DGS", UnitKind.GENERAL_DIRECTORATE, None),
    DemoUnit("communication", "Communication", "Communication", UnitKind.SERVICE, "dgs"),
    DemoUnit("dost", "Direction Organisation, Stratégies et Territoires", "DOST", UnitKind.DIRECTORATE, "dgs"),
    DemoUnit("secretariat", "Secrétariat général", "Secrétariat général", UnitKind.SERVICE, "dost"),
    DemoUnit("mutualisation", "Mission Mutualisation", "Mutualisation", UnitKind.MISSION, "dost"),
    DemoUnit("communes", "Relations avec les communes membres", "Communes membres", UnitKind.SERVICE, "dost"),
    DemoUnit(
        "administration",
        "Administration, Ressources humaines, Système et Qualité",
        "DGA Administration",
        UnitKind.DGA,
        "dgs",
    ),
    DemoUnit(
        "juridique",
        "Affaires juridiques, Finances et Évaluation des politiques",
        "DGA Juridique et Finances",
        UnitKind.DGA,
        "dgs",
    ),
    DemoUnit("infrastructures", "Infrastructures et Environnement", "DGA Infrastructures", UnitKind.DGA, "dgs"),
    DemoUnit("planification", "Planification et Développement", "DGA Planification", UnitKind.DGA, "dgs"),
    DemoUnit(
        "administration_generale", "Administration générale", "", UnitKind.SERVICE, "administration", invented=True
    ),
    DemoUnit("rh", "Ressources humaines", "RH", UnitKind.SERVICE, "administration", invented=True),
    DemoUnit("systemes", "Systèmes d’information", "SI", UnitKind.SERVICE, "administration", invented=True),
    DemoUnit("qualite", "Qualité", "", UnitKind.SERVICE, "administration", invented=True),
    DemoUnit("affaires_juridiques", "Affaires juridiques", "", UnitKind.SERVICE, "juridique", invented=True),
    DemoUnit("finances", "Finances", "", UnitKind.SERVICE, "juridique", invented=True),
    DemoUnit("evaluation", "Évaluation des politiques", "", UnitKind.SERVICE, "juridique", invented=True),
    DemoUnit("grands_travaux", "Infrastructures", "", UnitKind.SERVICE, "infrastructures", invented=True),
    DemoUnit("environnement", "Environnement", "", UnitKind.SERVICE, "infrastructures", invented=True),
    DemoUnit("collecte", "Collecte", "", UnitKind.SERVICE, "infrastructures", invented=True),
    DemoUnit("amenagement", "Planification", "", UnitKind.SERVICE, "planification", invented=True),
    DemoUnit("developpement", "Développement", "", UnitKind.SERVICE, "planification", invented=True),
)

_DGA = ("Directeur général adjoint", "Directrice générale adjointe")
_HEAD = ("Chef de service", "Cheffe de service")

PEOPLE = (
    DemoPerson("dgs", "Gaspard", "Fromager", "m", "dgs", ("Directeur général des services", "Directrice générale des services"),
               PostFunction.DGS, True, True),
    DemoPerson("dga_administration", "Célestine", "Balisier", "f", "administration", _DGA, PostFunction.DGA, True, True),
    DemoPerson("dga_juridique", "Anselme", "Courbaril", "m", "juridique", _DGA, PostFunction.DGA, True, True),
    DemoPerson("dga_infrastructures", "Ondine", "Mahogany", "f", "infrastructures", _DGA, PostFunction.DGA, True, True),
    DemoPerson("dga_planification", "Maxence", "Tamarin", "m", "planification", _DGA, PostFunction.DGA, True, True),
    DemoPerson("dost", "Rosalie", "Gommier", "f", "dost", ("Directeur Organisation, Stratégies et Territoires", "Directrice Organisation, Stratégies et Territoires"),
               PostFunction.DIRECTOR, True, True),
    DemoPerson("communication", "Hector", "Alizé", "m", "communication", _HEAD, PostFunction.HEAD_OF_SERVICE, True, True),
    DemoPerson("communication_adjointe", "Zoé", "Carambole", "f", "communication", ("Adjoint au chef de service", "Adjointe au chef de service"),
               PostFunction.AGENT, False, True),
    DemoPerson("communes", "Victorine", "Galba", "f", "communes", _HEAD, PostFunction.HEAD_OF_SERVICE, True, True),
    DemoPerson("mutualisation", "Lucien", "Campêche", "m", "mutualisation", ("Chargé de mission", "Chargée de mission"),
               PostFunction.HEAD_OF_MISSION, True, True),
    DemoPerson("secretariat", "Odette", "Filao", "f", "secretariat", ("Secrétaire général", "Secrétaire générale"),
               PostFunction.HEAD_OF_SERVICE, True, True, frozenset({Role.SECRETARIAT})),
    DemoPerson("secretariat_assistant", "Firmin", "Acajou", "m", "secretariat", ("Assistant de direction", "Assistante de direction"),
               PostFunction.AGENT, False, True, frozenset({Role.SECRETARIAT}), Category.B),
    DemoPerson("rh", "Mélodie", "Raisinier", "f", "rh", _HEAD, PostFunction.HEAD_OF_SERVICE, True, True),
    DemoPerson("agent_rh", "Théodule", "Vétiver", "m", "rh", ("Gestionnaire de paie", "Gestionnaire de paie"),
               PostFunction.AGENT, False, True, frozenset(), Category.C),
    DemoPerson("administration_generale", "Clovis", "Quénettier", "m", "administration_generale", _HEAD, PostFunction.HEAD_OF_SERVICE, True),
    DemoPerson("systemes", "Armelle", "Bambou", "f", "systemes", _HEAD, PostFunction.HEAD_OF_SERVICE, True),
    DemoPerson("qualite", "Isidore", "Calebassier", "m", "qualite", _HEAD, PostFunction.HEAD_OF_SERVICE, True),
    DemoPerson("affaires_juridiques", "Blanche", "Oranger", "f", "affaires_juridiques", _HEAD, PostFunction.HEAD_OF_SERVICE, True),
    DemoPerson("evaluation", "Prosper", "Letchi", "m", "evaluation", _HEAD, PostFunction.HEAD_OF_SERVICE, True),
    DemoPerson("grands_travaux", "Honorine", "Poirier", "f", "grands_travaux", _HEAD, PostFunction.HEAD_OF_SERVICE, True),
    DemoPerson("environnement", "Séraphin", "Palétuvier", "m", "environnement", _HEAD, PostFunction.HEAD_OF_SERVICE, True),
    DemoPerson("collecte", "Basile", "Corossol", "m", "collecte", _HEAD, PostFunction.HEAD_OF_SERVICE, True),
    DemoPerson("amenagement", "Eugénie", "Flamboyant", "f", "amenagement", _HEAD, PostFunction.HEAD_OF_SERVICE, True),
    DemoPerson("developpement", "Noé", "Goyavier", "m", "developpement", _HEAD, PostFunction.HEAD_OF_SERVICE, True),
)  # fmt: skip

#: Invented staff below the posts of the cast: unit → (title, feminine, category, how many).
STAFF = {
    "secretariat": (("Assistant de gestion", "Assistante de gestion", Category.B, 2),),
    "communication": (("Chargé de communication", "Chargée de communication", Category.B, 4),),
    "communes": (("Chargé de relations territoriales", "Chargée de relations territoriales", Category.A, 2),),
    "mutualisation": (("Chargé d’études", "Chargée d’études", Category.A, 1),),
    "rh": (("Gestionnaire de carrières", "Gestionnaire de carrières", Category.B, 5),),
    "systemes": (("Technicien informatique", "Technicienne informatique", Category.B, 4),),
    "administration_generale": (("Agent d’accueil", "Agente d’accueil", Category.C, 4),),
    "qualite": (("Qualiticien", "Qualiticienne", Category.A, 1),),
    "affaires_juridiques": (("Juriste", "Juriste", Category.A, 3),),
    "finances": (("Comptable", "Comptable", Category.B, 5),),
    "evaluation": (("Évaluateur", "Évaluatrice", Category.A, 2),),
    "grands_travaux": (("Conducteur d’opérations", "Conductrice d’opérations", Category.A, 4),),
    "environnement": (("Technicien environnement", "Technicienne environnement", Category.B, 5),),
    "collecte": (("Agent de collecte", "Agente de collecte", Category.C, 12),),
    "amenagement": (("Instructeur d’urbanisme", "Instructrice d’urbanisme", Category.B, 4),),
    "developpement": (("Développeur économique", "Développeuse économique", Category.A, 3),),
}

FIRST_NAMES = (
    ("Aristide", "m"), ("Berthe", "f"), ("Casimir", "m"), ("Dorothée", "f"), ("Edgar", "m"), ("Flore", "f"), ("Gédéon", "m"),
    ("Hermine", "f"), ("Irénée", "m"), ("Joséphine", "f"), ("Klébert", "m"), ("Léonie", "f"), ("Médard", "m"), ("Nestorine", "f"),
    ("Octave", "m"), ("Philomène", "f"), ("Quentin", "m"), ("Ruth", "f"), ("Sosthène", "m"), ("Ursule", "f"),
)  # fmt: skip
LAST_NAMES = (
    "Abricotier", "Anthurium", "Bougainvillier", "Cacaoyer", "Canéficier", "Cocotier", "Galanga", "Hibiscus", "Igname", "Jasmin",
    "Laurier", "Manguier", "Muscadier", "Néflier", "Papayer", "Piment", "Romarin", "Sapotille", "Vanillier", "Ylang",
)  # fmt: skip

#: Accounts outside the EPCI's staff: key → (first, last, gender, e-mail name, what, roles).
COMMUNE_DGS = {
    "97209": ("dgs_fort_de_france", "Adélaïde", "Roucou", "f"),
    "97213": ("dgs_lamentin", "Barnabé", "Giraumon", "m"),
    "97224": ("dgs_saint_joseph", "Clémence", "Dachine", "f"),
    "97229": ("dgs_schoelcher", "Désiré", "Christophine", "m"),
}
ELECTED = ("elue", "Eulalie", "Bois-Lélé", "f", "Vice-présidente")
