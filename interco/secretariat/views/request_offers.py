"""What the page of a request offers its reader now: each gesture only when it would be accepted."""

from dataclasses import dataclass, field
from typing import Any

from interco.committees.models import Body
from interco.committees.policies import bodies as body_policy
from interco.committees.queries.owners import owners_of
from interco.foundation.core.actor import Actor
from interco.foundation.core.roles import Role
from interco.organisation.models import PostVersion
from interco.organisation.policies.people import visible_to as visible_people
from interco.secretariat.enums import (
    OPEN_REQUESTS,
    REPLIED_REQUESTS,
    REQUEST_TRANSITIONS,
    RequestState,
    SequelKind,
)
from interco.secretariat.models import Request
from interco.secretariat.policies import requests as policy
from interco.secretariat.policies.notes import may_write as may_write_notes
from interco.secretariat.queries.requests import Choice, destinations, mergeable, people_of_the_desk

MOST_TO_MERGE = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class Offers:
    """The gestures; the lists are empty when theirs is not offered."""

    treats: bool = False
    answers: bool = False
    takes: bool = False
    clarifies: bool = False
    closes: bool = False
    withdraws: bool = False
    reschedules: bool = False
    joins: bool = False
    is_in_folder: bool = False
    signs: bool = False
    places: list[Choice] = field(default_factory=list)
    people: list[Choice] = field(default_factory=list)
    others: list[Choice] = field(default_factory=list)
    bodies: list[Choice] = field(default_factory=list)
    kept_body: Body | None = None
    owners: list[Choice] = field(default_factory=list)
    owner: str = ""
    meets: bool = False
    notes: bool = False


def offers_of(row: Request, actor: Actor) -> Offers:
    """What this actor may do to this request."""
    is_open, leads_to = row.state in OPEN_REQUESTS, REQUEST_TRANSITIONS[row.state]
    treats, asks = policy.treats(actor, row) and is_open, policy.asks(actor, row)
    in_folder = policy.needs_the_dgs(row, actor.today) and is_open
    signs = in_folder and actor.has(Role.DGS) and row.state != RequestState.QUESTIONED
    wrote = row.author_id == actor.person_id or row.unit_id in actor.led_unit_ids
    common: dict[str, Any] = {
        "treats": treats, "answers": treats and not in_folder, "is_in_folder": in_folder, "signs": signs,
        "takes": treats and row.state == RequestState.SENT and not signs,
        "clarifies": asks and row.state == RequestState.QUESTIONED,
        "closes": row.state in REPLIED_REQUESTS and (asks or actor.has(Role.SECRETARIAT)),
        "withdraws": wrote and RequestState.WITHDRAWN in leads_to,
        "reschedules": treats or (asks and row.state == RequestState.SENT),
        "joins": (asks or policy.treats(actor, row)) and row.state in OPEN_REQUESTS | REPLIED_REQUESTS,
    }  # fmt: skip
    if not treats:
        return Offers(**common)
    others = [
        other for other in mergeable(policy.visible_to(actor), row)[:MOST_TO_MERGE] if policy.treats(actor, other)
    ]
    return Offers(
        **common, places=destinations(actor.today),
        people=[(one.public_id, one.full_name) for one in people_of_the_desk(row, actor.today)],
        others=[(other.public_id, f"{other.reference}, {other.title}") for other in others], **_sequels(row, actor),
    )  # fmt: skip


def _sequels(row: Request, actor: Actor) -> dict[str, Any]:
    """The bodies that would receive it as an item, and who may own it as an action in the first body the actor keeps."""
    done = set(row.sequels.values_list("kind", flat=True))
    bodies = list(body_policy.visible_to(actor).filter(is_active=True).order_by("pk"))
    kept = next((body for body in bodies if body_policy.keeps(actor, body)), None)
    found: dict[str, Any] = {
        "meets": SequelKind.MEETING not in done and actor.person_id is not None,
        "notes": SequelKind.NOTE not in done and may_write_notes(actor),
    }  # fmt: skip
    if SequelKind.ITEM not in done and actor.unit_ids:
        found["bodies"] = [(body.public_id, body.name) for body in bodies]
    if SequelKind.ACTION not in done and kept is not None:
        owners = owners_of(kept, actor.today, people=visible_people(actor))
        leads = PostVersion.objects.effective_on(actor.today).filter(unit_id=row.unit_id, leads_unit=True)
        found |= {
            "kept_body": kept, "owners": [(post.public_id, label) for post, label in owners],
            "owner": leads.values_list("post__public_id", flat=True).first() or "",
        }  # fmt: skip
    return found
