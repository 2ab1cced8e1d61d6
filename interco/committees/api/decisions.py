"""The register of decisions by the API: found, read, replaced, proven."""

from typing import Any

from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from ninja import Query
from pydantic import Field

from interco.committees.api.actions import action_shown
from interco.committees.api.item_schemas import DecisionShown, Replacing, StanceShown
from interco.committees.api.schemas import DecisionLine, SealShown
from interco.committees.enums import DecisionState, Outcome, StanceValue
from interco.committees.models import Decision, Stance
from interco.committees.policies.bodies import sees_all
from interco.committees.policies.closing import check_can_replace
from interco.committees.policies.decisions import check_can_export_proof, visible_to
from interco.committees.queries.actions import lines as action_lines
from interco.committees.queries.register import DecisionStory, RegisterFilter, lines, story_of
from interco.committees.services.register import replace_decision
from interco.committees.services.register_export import register_document
from interco.foundation.audit.rules.chain import link
from interco.foundation.core.api.operations import Operations, acting
from interco.foundation.core.api.schemas import Named, Page, Paging, part_of
from interco.foundation.core.errors import Invalid
from interco.foundation.core.policies import general_secretariat, signed_in
from interco.organisation.policies.people import visible_to as visible_people
from interco.organisation.queries.holders import holders_on

DECISIONS = Operations("Décisions")


class DecisionsAsked(Paging):
    """What is asked of the register."""

    q: str = Field("", max_length=200, description="Mots du titre, du texte ou de la référence.")
    annee: int | None = Field(None, ge=1900, le=2199, description="Année du numéro.")
    instance: str = Field("", max_length=20, description="Sigle de l’instance, par exemple CODIR.")
    issue: Outcome | None = Field(None, description="Issue de la décision.")


@DECISIONS.get(
    "decisions", policy=signed_in, name="api_decisions", answer=Page[DecisionLine], summary="Chercher dans le registre",
    description="Les décisions scellées que votre compte lit, la dernière d’abord.",
)  # fmt: skip
def list_decisions(request: HttpRequest, asked: Query[DecisionsAsked]) -> Page[DecisionLine]:
    """Four queries."""
    actor = acting(request)
    wanted = RegisterFilter(words=asked.q, year=asked.annee, body=asked.instance, outcome=asked.issue or "")
    rows, figures = part_of(lines(visible_to(actor), wanted), asked)
    holders = holders_on((row.owner_post_id for row in rows), actor.today, visible_people(actor))
    owners = {pk: holder.shown for pk, holder in holders.items()}
    return Page[DecisionLine](
        **figures, items=[DecisionLine(**_line(row, owners.get(row.owner_post_id or 0, ""))) for row in rows]
    )


@DECISIONS.get(
    "decisions/{key}", policy=signed_in, name="api_decision", answer=DecisionShown,
    summary="Lire une décision, ce qui a été dit et ce qui suit",
)  # fmt: skip
def read_decision(request: HttpRequest, key: str) -> DecisionShown:
    """One decision with its story."""
    return _shown(request, key)


@DECISIONS.write(
    "POST", "decisions/{key}/remplacement", policy=signed_in, name="api_decision_replace", answer=DecisionShown,
    summary="Dire qu’une décision en remplace une autre",
    description="Deux décisions scellées de la même instance, la nouvelle plus récente. Le texte et le sceau restent.",
)  # fmt: skip
def replace_a_decision(request: HttpRequest, key: str, given: Replacing) -> DecisionShown:
    """Record that a later decision replaces this one."""
    actor = acting(request)
    former = get_object_or_404(visible_to(actor).select_related("body"), public_id=key)
    check_can_replace(actor, former)
    new = visible_to(actor).filter(public_id=given.new).first()
    if new is None:
        raise Invalid(_("Choisissez la décision qui remplace celle-ci."), field="new")
    replace_decision(former, new=new, by=actor)
    return _shown(request, key)


def _shown(request: HttpRequest, key: str) -> DecisionShown:
    actor = acting(request)
    row = get_object_or_404(
        visible_to(actor).select_related("body", "meeting__body", "round", "replaced_by", "item"), public_id=key
    )
    story = story_of(row, actor.today, visible_people(actor))
    after = row.replaced_by
    return DecisionShown(
        **_line(row, story.owner(row.owner_post_id)), reason=row.reason, hash=row.hash, chain_number=row.chain_number,
        meeting=Named(key=row.meeting.public_id, name=str(row.meeting)),
        item=Named(key=row.item.public_id, name=row.item.title),
        replaced_by=Named(key=after.public_id, name=str(after)) if after else None, remarks=_remarks(story),
        actions=[action_shown(line) for line in action_lines(story.actions, actor.today, visible_people(actor))],
    )  # fmt: skip


@DECISIONS.get(
    "decisions/{key}/preuve", policy=signed_in, name="api_decision_proof", answer=SealShown, summary="Prouver une décision",
    description=(
        "Sa place et les deux empreintes : SHA-256(previous_hash suivi du contenu canonique) = hash. Le contenu scellé dit "
        "la position de chaque poste : il n’est donné qu’au secrétariat général et au DGS ; les autres lisent `holds`."
    ),
)  # fmt: skip
def prove_decision(request: HttpRequest, key: str) -> SealShown:
    """The seal of one decision, recomputed."""
    actor = acting(request)
    row = get_object_or_404(visible_to(actor).exclude(hash=""), public_id=key)
    if row.chain_number is None:
        raise Http404
    return SealShown(
        reference=row.reference, chain_number=row.chain_number, previous_hash=row.previous_hash, hash=row.hash,
        payload=row.payload if sees_all(actor) else None,
        holds=link(row.previous_hash, row.payload) == row.hash, sealed_at=row.sealed_at,
    )  # fmt: skip


@DECISIONS.get(
    "registre/preuve", policy=general_secretariat, name="api_register_proof", answer=dict[str, Any],
    summary="Exporter la preuve du registre entier",
    description="Le registre.json que le vérificateur autonome lit. Il porte les noms : secrétariat général et DGS.",
)  # fmt: skip
def prove_register(request: HttpRequest) -> dict[str, Any]:
    """The whole chain."""
    check_can_export_proof(acting(request))
    return register_document()


def _line(row: Decision, owner: str) -> dict[str, Any]:
    return {
        "key": row.public_id, "reference": row.reference, "title": row.title, "text": row.text,
        "body": Named(key=row.body.public_id, name=row.body.name), "outcome": Outcome(row.outcome),
        "state": DecisionState(row.state), "decided_at": row.decided_at, "owner": owner, "due_on": row.due_on,
        "review_on": row.review_on,
    }  # fmt: skip


def _remarks(story: DecisionStory) -> list[StanceShown]:
    said = next((each for each in reversed(story.rounds) if each.round.pk == story.decision.round_id), None)
    return [_stance(row) for row in said.remarks] if said else []


def _stance(row: Stance) -> StanceShown:
    return StanceShown(
        value=StanceValue(row.value), name="" if row.name_withheld else row.attendee.name, reason=row.reason,
        lifted=row.lifted_at is not None, lifting=row.lifting,
    )  # fmt: skip
