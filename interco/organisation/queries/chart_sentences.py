"""The comparison of two days told in sentences, for the side of the org chart and for its print."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from interco.foundation.ui import dates
from interco.foundation.ui.filters import language
from interco.organisation.enums import UnitKind
from interco.organisation.queries.figures import fte, lowered, posts, signed
from interco.organisation.rules.chart_diff import Change, ChangeKind, ChartDiff


@dataclass(frozen=True, slots=True)
class Told:
    """One change: the style it takes (`kind`), its word and its sentence."""

    kind: str
    word: str
    text: str


_OF_PEOPLE = frozenset({ChangeKind.PERSON_ARRIVED, ChangeKind.PERSON_LEFT, ChangeKind.PERSON_MOVED})
_OF_POSTS = frozenset({ChangeKind.POST_FILLED, ChangeKind.POST_HANDED_OVER, ChangeKind.POST_VACATED})


def told(difference: ChartDiff) -> list[Told]:
    """Every change in a sentence. What a post already tells of its people is not told twice."""
    spoken = {
        name.strip()
        for change in difference.changes
        if change.kind in _OF_POSTS
        for name in (*change.people, *change.before.split(","), *change.after.split(","))
    }
    shown = [
        change
        for change in difference.changes
        if change.kind not in _OF_PEOPLE or change.kind == ChangeKind.PERSON_MOVED or change.name not in spoken
    ]
    return [_TELL[change.kind](change) for change in shown]


def _on(day: object) -> str:
    return dates.day(day, language(), weekday=False).striptags() if day else ""  # type: ignore[arg-type]  # this fact of a change is a date


def _sentence(*parts: str) -> str:
    return " ".join(part for part in parts if part)


def _named(names: Iterable[str]) -> str:
    return ", ".join(names)


def _unit_opened(change: Change) -> Told:
    where = _("%(name)s, sous %(unit)s.") if change.unit else _("%(name)s.")
    amount = (
        _("%(posts)s, %(fte)s.") % {"posts": posts(change.posts), "fte": fte(change.fte_after)} if change.posts else ""
    )
    return Told("created", _("Créée"), _sentence(where % {"name": change.name, "unit": change.unit}, amount))


def _unit_closed(change: Change) -> Told:
    day = _("Dernier jour : %(day)s.") % {"day": _on(change.last_day)} if change.last_day else ""
    where = _("%(name)s, sous %(unit)s.") if change.unit else _("%(name)s.")
    return Told("closed", _("Fermée"), _sentence(where % {"name": change.name, "unit": change.unit}, day))


def _unit_moved(change: Change) -> Told:
    values = {"name": change.name, "before": change.before or _("la tête"), "after": change.after or _("la tête")}
    amount = f"{fte(change.fte_after)}." if change.fte_after else ""
    return Told("moved", _("Déplacée"), _sentence(_("%(name)s, de %(before)s à %(after)s.") % values, amount))


def _unit_renamed(change: Change) -> Told:
    values = {"before": change.before, "after": change.after}
    return Told("modified", _("Renommée"), _("« %(before)s » devient « %(after)s ».") % values)


def _unit_kind(change: Change) -> Told:
    labels = dict(UnitKind.choices)
    values = {
        "name": change.name,
        "before": lowered(str(labels.get(change.before, change.before))),
        "after": lowered(str(labels.get(change.after, change.after))),
    }
    return Told("modified", _("Nature changée"), _("%(name)s : %(before)s, puis %(after)s.") % values)


def _unit_strength(change: Change) -> Told:
    values = {
        "name": change.name, "before": fte(change.fte_before), "after": fte(change.fte_after),
        "difference": signed(change.fte_after - change.fte_before),
    }  # fmt: skip
    return Told("modified", _("Effectif"), _("%(name)s : de %(before)s à %(after)s (%(difference)s).") % values)


def _post(kind: str, word: object, sentence: object) -> Callable[[Change], Told]:
    """A change of a post, told by one sentence."""

    def tell(change: Change) -> Told:
        values = {
            "name": change.name, "unit": change.unit, "people": _named(change.people), "before": change.before,
            "after": change.after, "fte_before": fte(change.fte_before), "fte_after": fte(change.fte_after),
            "day": _on(change.last_day or change.since),
        }  # fmt: skip
        return Told(kind, str(word), str(sentence) % values)

    return tell


def _vacated(change: Change) -> Told:
    values = {"name": change.name, "unit": change.unit, "people": _named(change.people), "day": _on(change.last_day)}
    left = _("%(people)s part le %(day)s.") if change.last_day else _("%(people)s part.")
    return Told("vacant", _("Vacant"), _sentence(_("%(name)s, %(unit)s.") % values, left % values))


def _handed_over(change: Change) -> Told:
    values = {"name": change.name, "unit": change.unit, "before": change.before, "after": change.after}
    if change.before and change.after:
        text = _("%(name)s, %(unit)s : %(after)s après %(before)s.")
    else:
        text = (
            _("%(name)s, %(unit)s : %(after)s en plus.") if change.after else _("%(name)s, %(unit)s : sans %(before)s.")
        )
    return Told("modified", _("Titulaire"), text % values)


_TELL: dict[ChangeKind, Callable[[Change], Told]] = {
    ChangeKind.UNIT_OPENED: _unit_opened,
    ChangeKind.UNIT_CLOSED: _unit_closed,
    ChangeKind.UNIT_MOVED: _unit_moved,
    ChangeKind.UNIT_RENAMED: _unit_renamed,
    ChangeKind.UNIT_KIND: _unit_kind,
    ChangeKind.UNIT_STRENGTH: _unit_strength,
    ChangeKind.POST_OPENED: _post(
        "created", gettext_lazy("Poste créé"), gettext_lazy("%(name)s, %(unit)s, %(fte_after)s.")
    ),
    ChangeKind.POST_MOVED: _post(
        "moved", gettext_lazy("Poste déplacé"), gettext_lazy("%(name)s, de %(before)s à %(after)s.")
    ),
    ChangeKind.POST_RENAMED: _post(
        "modified", gettext_lazy("Poste renommé"), gettext_lazy("« %(before)s » devient « %(after)s », %(unit)s.")
    ),
    ChangeKind.POST_FTE: _post(
        "modified", gettext_lazy("Quotité"), gettext_lazy("%(name)s, %(unit)s : de %(fte_before)s à %(fte_after)s.")
    ),
    ChangeKind.POST_CLOSED: _post(
        "closed", gettext_lazy("Poste supprimé"), gettext_lazy("%(name)s, %(unit)s, %(fte_before)s.")
    ),
    ChangeKind.POST_FILLED: _post("created", gettext_lazy("Pourvu"), gettext_lazy("%(name)s, %(unit)s : %(people)s.")),
    ChangeKind.POST_HANDED_OVER: _handed_over,
    ChangeKind.POST_VACATED: _vacated,
    ChangeKind.INTERIM_STARTED: _post(
        "modified", gettext_lazy("Intérim"), gettext_lazy("%(name)s, %(unit)s : %(people)s assure l’intérim.")
    ),
    ChangeKind.INTERIM_ENDED: _post(
        "modified", gettext_lazy("Fin d’intérim"), gettext_lazy("%(name)s, %(unit)s : %(people)s.")
    ),
    ChangeKind.PERSON_ARRIVED: _post(
        "created", gettext_lazy("Arrivée"), gettext_lazy("%(name)s, %(before)s, %(unit)s.")
    ),
    ChangeKind.PERSON_MOVED: _post(
        "moved", gettext_lazy("Mobilité"), gettext_lazy("%(name)s : %(before)s, puis %(after)s.")
    ),
    ChangeKind.PERSON_LEFT: _post("closed", gettext_lazy("Départ"), gettext_lazy("%(name)s, %(before)s, %(unit)s.")),
    ChangeKind.STILL_VACANT: _post("unchanged", gettext_lazy("Toujours vacant"), gettext_lazy("%(name)s, %(unit)s.")),
}
