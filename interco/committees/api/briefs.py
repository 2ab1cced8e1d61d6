"""The decision brief by the API; two who write at once each see both texts."""

from django.http import HttpRequest

from interco.committees.api.item_schemas import BriefGiven, BriefShown, OptionShown
from interco.committees.api.items import item_of
from interco.committees.models import DecisionBrief, Item
from interco.committees.policies import items as policy
from interco.committees.services.briefs import TEXTS, save_brief
from interco.foundation.core.api.operations import Operations, acting
from interco.foundation.core.policies import reader_of_the_organisation as reader

BRIEFS = Operations("Notes d’aide à la décision")


@BRIEFS.get("points/{key}/note", policy=reader, name="api_brief", answer=BriefShown, summary="Lire la note d’un point")
def read_brief(request: HttpRequest, key: str) -> BriefShown:
    """The brief as it stands, empty when nothing was written."""
    return _shown(_brief(item_of(request, key)))


@BRIEFS.write(
    "PUT", "points/{key}/note", policy=reader, name="api_brief", answer=BriefShown, summary="Écrire la note d’un point",
    description="Un texte absent ne change pas ; `options`, donnée, remplace toutes les options.",
)  # fmt: skip
def write_brief(request: HttpRequest, key: str, given: BriefGiven) -> BriefShown:
    """Write some texts of the brief."""
    actor = acting(request)
    item = item_of(request, key)
    policy.check_can_edit(actor, item)
    texts = {name: text for name in TEXTS if (text := getattr(given, name)) is not None}
    options = _brief(item).options if given.options is None else [option.model_dump() for option in given.options]
    return _shown(save_brief(item, texts=texts, options=options, version=given.version, by=actor))


def _brief(item: Item) -> DecisionBrief:
    return DecisionBrief.objects.filter(item=item).first() or DecisionBrief(item=item, version=1)


def _shown(brief: DecisionBrief) -> BriefShown:
    return BriefShown(
        **{name: getattr(brief, name) for name in TEXTS}, options=[OptionShown(**option) for option in brief.options],
        version=brief.version, updated_at=brief.updated_at, updated_by=brief.updated_by_name,
    )  # fmt: skip
