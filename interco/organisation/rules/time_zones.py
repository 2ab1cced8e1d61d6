"""The time zone of a territory, read from the department of its communes.

Rule: a department or collectivity overseas has its own IANA zone; every other department keeps Paris time. The zone
is a proposal: the administrator may edit it (the Tuamotu and the Marquesas do not share Tahiti's wall clock).

Worked example: Fort-de-France has INSEE code 97209, so department 972, so `America/Martinique`; Ajaccio is 2A004,
department 2A, so `Europe/Paris`.
"""

PARIS = "Europe/Paris"
OVERSEAS_ZONES = {
    "971": "America/Guadeloupe",
    "972": "America/Martinique",
    "973": "America/Cayenne",
    "974": "Indian/Reunion",
    "975": "America/Miquelon",
    "976": "Indian/Mayotte",
    "977": "America/St_Barthelemy",
    "978": "America/Marigot",
    "984": "Indian/Kerguelen",
    "986": "Pacific/Wallis",
    "987": "Pacific/Tahiti",
    "988": "Pacific/Noumea",
}


def department_of(insee: str) -> str:
    """The department of an INSEE code: three characters overseas (972), two elsewhere (2A, 01)."""
    return insee[:3] if insee[:2] in {"97", "98"} else insee[:2]


def zone_of_department(department: str) -> str:
    """The IANA zone of a department."""
    return OVERSEAS_ZONES.get(department, PARIS)
