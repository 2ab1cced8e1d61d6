"""What the forms of a preparation offer: who may be in charge, which model, which agenda; and names read back.

A person in charge is `post:<key>` (whoever holds it then) or `person:<key>`.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from interco.foundation.core.errors import Invalid
from interco.foundation.search.rules.french import fold
from interco.organisation.models import Person, Post, PostVersion, UnitVersion
from interco.organisation.queries.holders import holders_on
from interco.secretariat.models import PreparationModel, PreparationStep
from interco.secretariat.rules.back_planning import offset_in_words

Choice = tuple[str, str]


def pilots(day: date) -> list[Choice]:
    """Posts of the house, « nom, poste, service »: those that lead a unit first. Four queries."""
    versions = list(
        PostVersion.objects.effective_on(day).filter(unit__collectivity__is_home=True)
        .select_related("post").order_by("-leads_unit", "pk")
    )  # fmt: skip
    holders = holders_on((row.post_id for row in versions), day)
    units = dict(
        UnitVersion.objects.effective_on(day).filter(unit_id__in={row.unit_id for row in versions})
        .values_list("unit_id", "name")
    )  # fmt: skip
    found = []
    for row in versions:
        holder, unit = holders[row.post_id], units.get(row.unit_id, "")
        name = _("%(name)s (intérim)") % {"name": holder.name} if holder.is_interim else holder.name
        place = "" if unit and unit in holder.title else unit
        parts = (name or _("poste vacant"), holder.title or row.title, place)
        found.append((not row.leads_unit, fold(parts[0]), row.post.public_id, ", ".join(filter(None, parts))))
    return [(key, label) for _rank, _name, key, label in sorted(found)]


def charges(day: date, kept: PreparationStep | None = None) -> list[Choice]:
    """Who may be in charge: the posts of the house, then people of other collectivities by name, and who already is.

    Six queries; of a step `kept` whose post closed or whose person is of the house, the form does not lose them.
    """
    posts = [(f"post:{key}", label) for key, label in pilots(day)]
    outside = Person.objects.effective_on(day).exclude(collectivity__is_home=True).order_by("last_name", "first_name")
    found = posts + [(f"person:{row.public_id}", row.full_name) for row in outside]
    key = key_of_charge(kept) if kept is not None else ""
    if kept is None or not key or key in dict(found):
        return found
    named = (
        kept.person.full_name if kept.person is not None else holders_on([kept.post_id], day)[kept.post_id or 0].shown
    )
    return [(key, named or _("poste vacant")), *found]


@dataclass(frozen=True, slots=True)
class Charge:
    """Who is in charge: a post, a person, or nobody (the pilot, then)."""

    post: Post | None = None
    person: Person | None = None


def charge_of(key: str, *, field: str = "charge") -> Charge:
    """The person or the post behind a choice, nobody behind an empty one; `Invalid` for another."""
    if not key:
        return Charge()
    kind, _colon, public_id = key.partition(":")
    if kind == "post" and (post := Post.objects.filter(public_id=public_id).first()) is not None:
        return Charge(post=post)
    if kind == "person" and (person := Person.objects.filter(public_id=public_id).first()) is not None:
        return Charge(person=person)
    raise Invalid(_("Choisissez un poste ou une personne de la liste."), field=field)


def key_of_charge(step: PreparationStep) -> str:
    """The choice that stands for who is in charge of a step."""
    if step.post is not None:
        return f"post:{step.post.public_id}"
    return f"person:{step.person.public_id}" if step.person is not None else ""


class Names:
    """People and posts by the words of a pasted table: a full name, or a title that only one post bears."""

    def __init__(self, day: date) -> None:
        versions = list(
            PostVersion.objects.effective_on(day).filter(unit__collectivity__is_home=True).select_related("post")
        )
        holders = holders_on((row.post_id for row in versions), day)
        self._found: dict[str, set[Post]] = {}
        for row in versions:
            words = {row.title, holders[row.post_id].title, holders[row.post_id].name}
            for word in filter(None, words):
                self._found.setdefault(fold(word), set()).add(row.post)

    def post(self, words: str, *, line: int) -> Post | None:
        """The post these words name; none for no words; `Invalid` on the line when they name none, or several."""
        if not words.strip():
            return None
        found = self._found.get(fold(words.strip()), set())
        if len(found) == 1:
            return next(iter(found))
        sentence = (
            _("Ligne %(line)s : plusieurs postes s’appellent « %(words)s » ; écrivez le nom de la personne.")
            if found
            else _("Ligne %(line)s : « %(words)s » n’est ni une personne ni un poste de l’intercommunalité.")
        )
        raise Invalid(sentence % {"line": line, "words": words.strip()[:80]}, field="steps")


def models() -> list[Choice]:
    """The models of checklists, by name. One query."""
    return list(PreparationModel.objects.values_list("public_id", "name"))


def told_day(offset: int) -> str:
    """« J-15 », "D-15" in English."""
    return offset_in_words(offset, _("J"))


def pasted(model: PreparationModel, names: dict[int, str]) -> str:
    """The steps of a model as one pastes them, one a line."""
    return "\n".join(_pasted_lines(model, names))


def _pasted_lines(model: PreparationModel, names: dict[int, str]) -> Iterable[str]:
    for step in model.steps.all():
        told = [told_day(step.offset), step.label, names.get(step.post_id or 0, "")]
        yield " ; ".join(filter(None, told))
