"""The lines of the addressees in words, with the names of a day: on the page, in the act, in its export."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from interco.organisation.models import CollectivityVersion
from interco.organisation.queries.holders import holders_on
from interco.organisation.queries.sheets import names_of_units
from interco.secretariat.enums import TargetKind
from interco.secretariat.models import NoteTarget, StaffNote


@dataclass(frozen=True, slots=True)
class ToldTarget:
    """A line and its words."""

    row: NoteTarget
    words: str


def told_targets(note: StaffNote, day: date) -> list[ToldTarget]:
    """The lines of a note, those that name before those that leave out. Five queries at most."""
    rows = list(note.targets.select_related("unit", "post", "body", "commune", "person"))
    units = names_of_units({row.unit_id for row in rows if row.unit_id}, day)
    posts = holders_on((row.post_id for row in rows), day) if any(row.post_id for row in rows) else {}
    communes = _names_of_communes({row.commune_id for row in rows if row.commune_id}, day)
    found = []
    for row in rows:
        if row.kind == TargetKind.ALL_STAFF:
            words = _("tous les agents de l’intercommunalité")
        elif row.unit_id:
            name = units[row.unit_id].name if row.unit_id in units else ""
            words = _("%s et tout ce qui en dépend") % name if row.with_descendants else _("%s seulement") % name
        elif row.post_id:
            holder = posts.get(row.post_id)
            words = ", ".join(filter(None, [holder.title, holder.name])) if holder else ""
        elif row.commune_id:
            words = _("les agents de la commune : %s") % communes.get(row.commune_id, "")
        else:
            words = row.body.name if row.body else row.person.full_name if row.person else ""
        found.append(ToldTarget(row, words))
    return found


def _names_of_communes(keys: Iterable[int], day: date) -> dict[int, str]:
    rows = CollectivityVersion.objects.effective_on(day).filter(collectivity_id__in=set(keys))
    return dict(rows.values_list("collectivity_id", "name"))


def in_one_sentence(told: Iterable[ToldTarget]) -> str:
    """« Ressources humaines et tout ce qui en dépend ; CODIR ; sauf Paie seulement »."""
    listed = list(told)
    naming = "; ".join(one.words for one in listed if not one.row.is_exception)
    leaving = "; ".join(one.words for one in listed if one.row.is_exception)
    return _("%(naming)s, sauf %(leaving)s") % {"naming": naming, "leaving": leaving} if leaving else naming
