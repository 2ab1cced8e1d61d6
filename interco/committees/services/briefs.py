"""Writing the decision brief, by hand or by autosave; two people who write at once each see both texts."""

from collections.abc import Mapping, Sequence
from datetime import timedelta

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.utils.translation import gettext_noop as stored

from interco.committees.models import DecisionBrief, Item
from interco.committees.policies import items as policy
from interco.foundation.audit.services import journal
from interco.foundation.core.actor import Actor
from interco.foundation.core.errors import Invalid
from interco.foundation.core.texts import many_lines, one_line
from interco.foundation.core.versions import claim

LABELS = {
    "purpose": gettext_lazy("Objet"),
    "context": gettext_lazy("Contexte"),
    "stakes": gettext_lazy("Enjeux"),
    "budget_impact": gettext_lazy("Impact budgétaire"),
    "staff_impact": gettext_lazy("Impact sur le personnel"),
    "legal_impact": gettext_lazy("Impact juridique"),
    "calendar_impact": gettext_lazy("Calendrier"),
    "communication_impact": gettext_lazy("Communication"),
    "consulted": gettext_lazy("Services consultés"),
    "recommendation": gettext_lazy("Recommandation"),
}
TEXTS = tuple(LABELS)
MOST_OPTIONS = 12
#: An autosave every few seconds is one entry of the journal, as long as the same person goes on.
SAME_SITTING = timedelta(minutes=15)


@transaction.atomic
def save_brief(
    item: Item, *, texts: Mapping[str, str], options: Sequence[Mapping[str, str]], version: int | None, by: Actor,
) -> DecisionBrief:  # fmt: skip
    """Replace the texts given and the options; `Conflict` with their texts when somebody else saved first."""
    policy.check_can_edit(by, item)
    brief, _created = DecisionBrief.objects.get_or_create(item=item)
    claim(brief, version, shown=TEXTS)
    changed = []
    for name in TEXTS:
        if name in texts:
            clean = many_lines(texts[name], field=name)
            if clean != getattr(brief, name):
                setattr(brief, name, clean)
                changed.append(name)
    kept = _clean_options(options)
    if kept != brief.options:
        brief.options = kept
        changed.append("options")
    if not changed:
        brief.version -= 1
        return brief
    continued = (
        brief.updated_at is not None
        and (brief.updated_by_id, brief.updated_by_name) == (by.user_id, by.name)
        and by.at - brief.updated_at < SAME_SITTING
    )
    brief.updated_at, brief.updated_by_id, brief.updated_by_name = by.at, by.user_id, by.name
    brief.save()
    if not continued:
        journal.record("item.brief_written", by=by, subject=item, facts={"changed": changed, "version": brief.version})
    return brief


def _clean_options(options: Sequence[Mapping[str, str]]) -> list[dict[str, str]]:
    """The options that say something, in their order."""
    kept = []
    for number, option in enumerate(options):
        title = one_line(option.get("title", ""), field=f"option_title_{number}")
        pros = many_lines(option.get("pros", ""), field=f"option_pros_{number}", limit=4000)
        cons = many_lines(option.get("cons", ""), field=f"option_cons_{number}", limit=4000)
        if title or pros or cons:
            kept.append({"title": title or stored("Option %s") % (number + 1), "pros": pros, "cons": cons})
    if len(kept) > MOST_OPTIONS:
        raise Invalid(_("Une note garde au plus %s options.") % MOST_OPTIONS, field="options")
    return kept
