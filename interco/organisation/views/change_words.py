"""Changes between two org charts told in sentences, and the words of the states drawn."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from interco.organisation.rules.chart_diff import Change, ChangeKind, ChartDiff


@dataclass(frozen=True, slots=True)
class Told:
    """A change as the margin tells it: the class of its colour, its word, its sentence."""

    kind: str
    word: str
    text: str


def state_words() -> dict[str, str]:
    """What each state of a box is called."""
    return {
        "created": _("créé"), "arrived": _("arrivé"), "left": _("parti"), "modified": _("modifié"),
        "vacant": _("poste vacant"),
    }  # fmt: skip


def sentences(diff: ChartDiff) -> list[Told]:
    """Every change of a comparison, in telling order."""
    return [_told(change) for change in diff.changes]


def _told(change: Change) -> Told:
    style, word, pattern = _patterns()[change.kind]
    facts = {
        "name": change.name, "unit": change.unit, "before": change.before, "after": change.after,
        "people": ", ".join(change.people), "fte_before": _figure(change.fte_before), "fte_after": _figure(change.fte_after),
    }  # fmt: skip
    return Told(style, word, pattern % facts)


def _figure(value: object) -> str:
    return f"{value:f}".rstrip("0").rstrip(".").replace(".", ",") if value else "0"


def _patterns() -> dict[ChangeKind, tuple[str, str, str]]:
    kind = ChangeKind
    return {
        kind.UNIT_OPENED: ("created", _("Créé"), _("%(name)s, sous %(unit)s.")),
        kind.UNIT_MOVED: ("moved", _("Déplacé"), _("%(name)s, de %(before)s à %(after)s.")),
        kind.UNIT_RENAMED: ("modified", _("Renommé"), _("%(before)s devient %(after)s.")),
        kind.UNIT_KIND: ("modified", _("Modifié"), _("%(name)s : %(before)s devient %(after)s.")),
        kind.UNIT_STRENGTH: ("modified", _("Modifié"), _("%(name)s : de %(fte_before)s à %(fte_after)s ETP.")),
        kind.UNIT_CLOSED: ("closed", _("Fermé"), _("%(name)s, sous %(unit)s.")),
        kind.POST_OPENED: ("created", _("Poste créé"), _("%(name)s, %(unit)s.")),
        kind.POST_MOVED: ("moved", _("Poste déplacé"), _("%(name)s, de %(before)s à %(after)s.")),
        kind.POST_RENAMED: ("modified", _("Poste renommé"), _("%(before)s devient %(after)s.")),
        kind.POST_FTE: ("modified", _("Poste modifié"), _("%(name)s : de %(fte_before)s à %(fte_after)s ETP.")),
        kind.POST_CLOSED: ("closed", _("Poste supprimé"), _("%(name)s, %(unit)s.")),
        kind.POST_FILLED: ("created", _("Pourvu"), _("%(name)s, %(unit)s : %(people)s.")),
        kind.POST_HANDED_OVER: ("modified", _("Relève"), _("%(name)s, %(unit)s : de %(before)s à %(people)s.")),
        kind.POST_VACATED: ("vacant", _("Vacant"), _("%(name)s, %(unit)s, au départ de %(people)s.")),
        kind.INTERIM_STARTED: ("modified", _("Intérim"), _("%(name)s, %(unit)s : %(people)s assure l’intérim.")),
        kind.INTERIM_ENDED: ("unchanged", _("Fin d’intérim"), _("%(name)s, %(unit)s : %(people)s.")),
        kind.PERSON_ARRIVED: ("created", _("Arrivée"), _("%(name)s, %(unit)s.")),
        kind.PERSON_MOVED: ("moved", _("Mobilité"), _("%(name)s, de %(before)s à %(after)s.")),
        kind.PERSON_LEFT: ("closed", _("Départ"), _("%(name)s, %(unit)s.")),
        kind.STILL_VACANT: ("unchanged", _("Inchangé"), _("%(name)s, %(unit)s, toujours vacant.")),
    }
