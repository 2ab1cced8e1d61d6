"""What the words of a title or of a unit's name say of it, when no column does.

Worked example: « DGA Ressources » is a direction générale adjointe, « Directrice des finances » directs her unit,
« Chargée de mission mobilité » is a head of mission who directs nothing by her title alone.
"""

from interco.organisation.rules.reference import fold

_UNIT_WORDS = (
    ("dga", ("direction generale adjointe", "dga", "pole")),
    ("general_directorate", ("direction generale", "dgs")),
    ("directorate", ("direction", "departement")),
    ("mission", ("mission", "chargee de mission")),
    ("cell", ("cellule", "bureau", "equipe")),
)
_TITLES = (
    ("dga", ("directeur general adjoint", "directrice generale adjointe", "dga")),
    ("dgs", ("directeur general des services", "directrice generale des services", "dgs")),
    ("director", ("directeur", "directrice")),
    ("head_of_service", ("chef de service", "cheffe de service", "responsable de service", "responsable du service")),
    ("head_of_mission", ("charge de mission", "chargee de mission")),
)
#: Functions whose holder directs the unit the post is in.
LEADING = frozenset(["dgs", "dga", "director", "head_of_service"])


def unit_kind_of(name: str) -> str:
    """The kind of a unit by its name; a service when nothing says otherwise."""
    folded = fold(name)
    return next((kind for kind, words in _UNIT_WORDS if _starts(folded, words)), "service")


def function_of(title: str) -> str:
    """The function of a post by its title."""
    folded = fold(title)
    return next((function for function, words in _TITLES if _starts(folded, words)), "agent")


def split_name(written: str) -> tuple[str, str]:
    """First and last name of a person written in one cell: the capitals are the last name, else the last word.

    « BALISIER Célestine » and « Célestine Balisier » are both ("Célestine", "Balisier").
    """
    if "," in written:
        last, _comma, first = written.partition(",")
        return first.strip(), capitalised(last.strip())
    words = written.split()
    capitals = [word for word in words if word.isupper() and len(word) > 1]
    if capitals and len(capitals) < len(words):
        return " ".join(word for word in words if word not in capitals), capitalised(" ".join(capitals))
    return (" ".join(words[:-1]), words[-1]) if len(words) > 1 else ("", written)


def capitalised(name: str) -> str:
    """A name written all in capitals as it is read: LE GOFF-BALATA gives Le Goff-Balata."""
    return (
        "-".join(" ".join(w.capitalize() for w in part.split(" ")) for part in name.split("-"))
        if name.isupper()
        else name
    )


def _starts(folded: str, words: tuple[str, ...]) -> bool:
    return any(folded == word or folded.startswith(f"{word} ") for word in words)
