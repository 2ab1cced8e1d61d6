"""Consent rounds by the API: opened, led step by step, adopted or concluded, by whoever conducts the session."""

from typing import Any

from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from interco.committees.api.drafting import draft_shown
from interco.committees.api.items import item_of
from interco.committees.api.meetings import meeting_of
from interco.committees.api.round_schemas import (
    Amending,
    Concluding,
    ContributionShown,
    RoundLine,
    RoundOpening,
    RoundShown,
    Saying,
    StanceOnText,
    Step,
    TextShown,
)
from interco.committees.api.session_schemas import DraftShown
from interco.committees.enums import Outcome, RoundPhase, StanceValue
from interco.committees.models import Attendee, Round, Stance
from interco.committees.policies.meetings import takes_part
from interco.committees.policies.rounds import reads_round, seat_of
from interco.committees.policies.session import check_can_follow
from interco.committees.queries.live_round import story_of_round
from interco.committees.services.drafting import adopt
from interco.committees.services.rounds import amend_text, conclude, contribute, lead_to, open_round, reveal
from interco.foundation.core.api.operations import Operations, acting
from interco.foundation.core.api.schemas import Named
from interco.foundation.core.errors import Invalid
from interco.foundation.core.policies import reader_of_the_organisation as reader
from interco.foundation.core.policies import signed_in

ROUNDS = Operations("Tours de consentement")


@ROUNDS.get(
    "points/{key}/tours", policy=reader, name="api_rounds", answer=list[RoundLine], summary="Lister les tours d’un point",
    description="Ceux des séances que vous suivez, du premier au dernier.",
)  # fmt: skip
def list_rounds(request: HttpRequest, key: str) -> list[RoundLine]:
    """The rounds of an item, of the sessions one takes part in."""
    actor = acting(request)
    rows = list(item_of(request, key).rounds.select_related("meeting__body").order_by("number"))
    followed = {row.meeting_id: row.meeting for row in rows}
    open_to = {pk for pk, meeting in followed.items() if takes_part(actor, meeting)}
    return [RoundLine(**_line(row)) for row in rows if row.meeting_id in open_to]


@ROUNDS.write(
    "POST", "points/{key}/tours", policy=reader, name="api_rounds", answer=RoundShown, status=201,
    summary="Ouvrir un tour sur le point abordé",
    description="Le quorum est nécessaire ; ceux qui répondent sont figés. Un tour encore ouvert lui laisse la place.",
)  # fmt: skip
def open_a_round(request: HttpRequest, key: str, given: RoundOpening) -> RoundShown:
    """Open a round on the current item."""
    return round_shown(request, open_round(item_of(request, key), text=given.text, by=acting(request)))


@ROUNDS.get(
    "tours/{key}", policy=signed_in, name="api_round", answer=RoundShown, summary="Lire un tour",
    description="Son étape, ses textes, ce qui est attendu ; les positions une fois révélées, et la vôtre dès que donnée.",
)  # fmt: skip
def read_round(request: HttpRequest, key: str) -> RoundShown:
    """One round."""
    return round_shown(request, round_of(request, key))


@ROUNDS.write(
    "PUT", "tours/{key}/etape", policy=signed_in, name="api_round_step", answer=RoundShown,
    summary="Mener un tour à une étape",
)  # fmt: skip
def lead_a_round(request: HttpRequest, key: str, given: Step) -> RoundShown:
    """Go to another step."""
    round_ = round_of(request, key)
    lead_to(round_, phase=RoundPhase(given.phase), by=acting(request))
    return round_shown(request, round_)


@ROUNDS.write(
    "POST", "tours/{key}/propos", policy=signed_in, name="api_round_say", answer=RoundShown,
    summary="Noter une question ou une réaction",
)  # fmt: skip
def take_down_words(request: HttpRequest, key: str, given: Saying) -> RoundShown:
    """Take down what was said."""
    round_ = round_of(request, key)
    contribute(round_, attendee=_attendee(round_, given.attendee), text=given.text, by=acting(request))
    return round_shown(request, round_)


@ROUNDS.write(
    "PUT", "tours/{key}/texte", policy=signed_in, name="api_round_text", answer=RoundShown,
    summary="Amender le texte proposé",
    description="Une nouvelle version ; dès les positions, chacun est interrogé de nouveau. 409 si un autre a amendé entre-temps.",
)  # fmt: skip
def amend_a_text(request: HttpRequest, key: str, given: Amending) -> RoundShown:
    """Put a new version of the text."""
    round_ = round_of(request, key)
    amend_text(round_, text=given.text, number=given.number, by=acting(request))
    return round_shown(request, round_)


@ROUNDS.write(
    "POST", "tours/{key}/revelation", policy=signed_in, name="api_round_reveal", answer=RoundShown,
    summary="Révéler les positions",
    description="Sans attendre ceux qui n’ont pas répondu ; la dernière réponse révèle d’elle-même.",
)  # fmt: skip
def reveal_stances(request: HttpRequest, key: str) -> RoundShown:
    """Show the stances now."""
    round_ = round_of(request, key)
    reveal(round_, by=acting(request))
    return round_shown(request, round_)


@ROUNDS.write(
    "POST", "tours/{key}/adoption", policy=signed_in, name="api_round_adopt", answer=DraftShown,
    summary="Adopter le texte d’un tour", description="Le tour est conclu et le projet de décision écrit, du même geste.",
)  # fmt: skip
def adopt_a_text(request: HttpRequest, key: str) -> DraftShown:
    """Adopt by consent."""
    return draft_shown(adopt(round_of(request, key), by=acting(request)))


@ROUNDS.write(
    "POST", "tours/{key}/conclusion", policy=signed_in, name="api_round_conclude", answer=RoundShown,
    summary="Conclure un tour sans adopter son texte", description="L’arbitrage revient au DGS et se motive.",
)  # fmt: skip
def conclude_a_round(request: HttpRequest, key: str, given: Concluding) -> RoundShown:
    """Close a round."""
    round_ = round_of(request, key)
    conclude(round_, outcome=Outcome(given.outcome), reason=given.reason, by=acting(request))
    return round_shown(request, round_)


def round_of(request: HttpRequest, key: str) -> Round:
    """The round of the address, for whoever follows its session and reads its item."""
    row = get_object_or_404(Round.objects.select_related("meeting__body", "item__rapporteur_post"), public_id=key)
    meeting_of(request, row.meeting.public_id)
    check_can_follow(acting(request), row.meeting)
    if not reads_round(acting(request), row):
        raise Http404
    return row


def _attendee(round_: Round, key: str | None) -> Attendee | None:
    if key is None:
        return None
    found = round_.meeting.attendees.filter(public_id=key).first()
    if found is None:
        raise Invalid(_("Cette personne n’est pas convoquée à la séance."), field="attendee")
    return found


def round_shown(request: HttpRequest, round_: Round) -> RoundShown:
    """A round as its reader may see it."""
    round_ = Round.objects.select_related("meeting__body", "item").get(pk=round_.pk)
    live, seat = story_of_round(round_), seat_of(acting(request), round_)
    own = (
        Stance.objects.filter(round=round_, attendee=seat, text=live.text)
        if seat is not None
        else Stance.objects.none()
    )
    mine = own.select_related("attendee", "text").first()
    return RoundShown(
        **_line(round_), item=Named(key=round_.item.public_id, name=round_.item.title), reason=round_.reason,
        texts=[TextShown(number=row.number, text=row.text, by=row.author_name, at=row.at) for row in live.texts],
        expected=live.expected, received=live.received, waiting=list(live.waiting),
        stances=[_stance(row) for group in live.groups for row in group.stances],
        past_objections=[_stance(row) for row in live.past_objections],
        contributions=[
            ContributionShown(
                phase=RoundPhase(row.phase), name=row.attendee.name if row.attendee else "", text=row.text, at=row.at
            )
            for row in live.contributions
        ],
        is_asked=seat is not None, mine=_stance(mine, own=True) if mine is not None else None,
    )  # fmt: skip


def _line(row: Round) -> dict[str, Any]:
    return {
        "key": row.public_id, "number": row.number, "phase": RoundPhase(row.phase), "opened_at": row.opened_at,
        "revealed_at": row.revealed_at, "closed_at": row.closed_at,
        "meeting": Named(key=row.meeting.public_id, name=str(row.meeting)),
        "outcome": Outcome(row.outcome) if row.outcome else None,
    }  # fmt: skip


def _stance(row: Stance, *, own: bool = False) -> StanceOnText:
    is_named = own or not row.name_withheld
    return StanceOnText(
        key=row.public_id, name=row.attendee.name if is_named else "", title=row.attendee.title if is_named else "",
        value=StanceValue(row.value), reason=row.reason, name_withheld=row.name_withheld, text_number=row.text.number, at=row.at,
        lifted_at=row.lifted_at, lifting=row.lifting,
    )  # fmt: skip
