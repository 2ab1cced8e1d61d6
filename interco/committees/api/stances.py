"""One's own position in a round, by the API; objections lifted."""

from django.http import HttpRequest
from django.shortcuts import get_object_or_404

from interco.committees.api.round_schemas import Lifting, RoundShown, StanceGiven
from interco.committees.api.rounds import round_of, round_shown
from interco.committees.models import Stance
from interco.committees.services.stances import Answer, give_stance, lift_objection
from interco.foundation.core.api.operations import Operations, acting
from interco.foundation.core.policies import signed_in

STANCES = Operations("Positions")


@STANCES.write(
    "PUT", "tours/{key}/position", policy=signed_in, name="api_stance", answer=RoundShown, summary="Donner sa position",
    description="La vôtre, jusqu’à la révélation ; personne ne la lit avant. La dernière réponse attendue révèle tout.",
)  # fmt: skip
def give_a_stance(request: HttpRequest, key: str, given: StanceGiven) -> RoundShown:
    """Give or change one's own stance."""
    round_ = round_of(request, key)
    answer = Answer(value=given.value, reason=given.reason, name_withheld=given.name_withheld)
    give_stance(round_, answer=answer, text_number=given.text_number, by=acting(request))
    return round_shown(request, round_)


@STANCES.write(
    "POST", "positions/{key}/levee", policy=signed_in, name="api_stance_lift", answer=RoundShown,
    summary="Lever une objection", description="Par son auteur, ou par qui conduit la séance en disant ce qui a changé.",
)  # fmt: skip
def lift_an_objection(request: HttpRequest, key: str, given: Lifting) -> RoundShown:
    """Lift an objection."""
    stance = get_object_or_404(Stance.objects.select_related("round", "attendee"), public_id=key)
    stance.round = round_of(request, stance.round.public_id)
    lift_objection(stance, change=given.change, by=acting(request))
    return round_shown(request, stance.round)
