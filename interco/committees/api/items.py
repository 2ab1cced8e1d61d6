"""Items by the API: read, proposed, corrected, sent, withdrawn, judged; the services and the rights of the pages."""

from typing import Any

from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from ninja import Query
from pydantic import Field

from interco.committees.api.item_references import chosen
from interco.committees.api.item_schemas import ItemEdition, ItemLine, ItemProposal, ItemShown
from interco.committees.api.schemas import EventShown, FileShown, Reason
from interco.committees.enums import Confidentiality, ItemKind, ItemState
from interco.committees.models import Item
from interco.committees.policies import items as policy
from interco.committees.policies.decisions import visible_to as visible_decisions
from interco.committees.queries.item_page import item_page
from interco.committees.services.items import edit_item, send_item, submit_item, withdraw_item
from interco.committees.services.judgement import accept_item, return_item
from interco.foundation.core.api.operations import Operations, acting
from interco.foundation.core.api.schemas import Named, Page, Paging, part_of
from interco.foundation.core.policies import reader_of_the_organisation as reader

ITEMS = Operations("Points")
_SHOWN = ("body", "unit", "author", "rapporteur", "meeting", "wished_meeting")
_PLAIN = ("reference", "title", "duration_minutes", "submitted_at", "is_late", "carry_count")


class ItemsAsked(Paging):
    """What is asked of the list."""

    q: str = Field("", max_length=100, description="Mots du titre ou de la référence.")
    instance: str = Field("", max_length=22, description="Identifiant de l’instance.")
    seance: str = Field("", max_length=22, description="Identifiant de la séance où le point est inscrit.")
    etat: ItemState | None = Field(None, description="État du point.")


def item_of(request: HttpRequest, key: str) -> Item:
    """The item of the address that the actor may read, or 404."""
    actor = acting(request)
    return get_object_or_404(policy.visible_to(actor).select_related(*_SHOWN), public_id=key)


@ITEMS.get("points", policy=reader, name="api_items", answer=Page[ItemLine], summary="Lister les points")
def list_items(request: HttpRequest, asked: Query[ItemsAsked]) -> Page[ItemLine]:
    """The last written first; two queries."""
    actor = acting(request)
    found = _matching(policy.visible_to(actor), asked)
    rows, figures = part_of(found.select_related(*_SHOWN).order_by("-created_at", "-pk"), asked)
    return Page[ItemLine](**figures, items=[ItemLine(**_line(row)) for row in rows])


def _matching(found: QuerySet[Item], asked: ItemsAsked) -> QuerySet[Item]:
    for word in asked.q.split()[:6]:
        found = found.filter(Q(title__icontains=word) | Q(reference__icontains=word))
    if asked.instance:
        found = found.filter(body__public_id=asked.instance)
    if asked.seance:
        found = found.filter(meeting__public_id=asked.seance)
    return found.filter(state=asked.etat) if asked.etat is not None else found


@ITEMS.get("points/{key}", policy=reader, name="api_item", answer=ItemShown, summary="Lire un point et son histoire")
def read_item(request: HttpRequest, key: str) -> ItemShown:
    """One item."""
    return item_shown(request, item_of(request, key))


@ITEMS.write(
    "POST", "points", policy=reader, name="api_items", answer=ItemShown, status=201, summary="Proposer un point",
    description="Au nom d’un service que vous tenez ; le secrétariat, pour tout service. L’auteur est vous.",
)  # fmt: skip
def submit_an_item(request: HttpRequest, given: ItemProposal) -> ItemShown:
    """Write an item, and send it unless told otherwise."""
    actor = acting(request)
    content, place = chosen(given, actor)
    item = submit_item(
        content, body=place.body, unit=place.unit, wished=place.wished, send=given.send, by=actor
    )  # fmt: skip
    return item_shown(request, item)


@ITEMS.write(
    "PUT", "points/{key}", policy=reader, name="api_item", answer=ItemShown, summary="Corriger un point avant sa séance"
)  # fmt: skip
def edit_an_item(request: HttpRequest, key: str, given: ItemEdition) -> ItemShown:
    """Correct an item; 409 with both texts when somebody else did."""
    actor = acting(request)
    item = item_of(request, key)
    policy.check_can_edit(actor, item)
    content, place = chosen(given, actor, item)
    edit_item(item, content, version=given.version, wished=place.wished, by=actor)
    return item_shown(request, item)


@ITEMS.write(
    "POST", "points/{key}/envoi", policy=reader, name="api_item_send", answer=ItemShown,
    summary="Envoyer un brouillon ou un point renvoyé",
)  # fmt: skip
def send_an_item(request: HttpRequest, key: str) -> ItemShown:
    """Send it to the secretariat."""
    return item_shown(request, send_item(item_of(request, key), by=acting(request)))


@ITEMS.write(
    "POST", "points/{key}/retrait", policy=reader, name="api_item_withdraw", answer=ItemShown,
    summary="Retirer un point avant sa séance",
)  # fmt: skip
def withdraw_an_item(request: HttpRequest, key: str, given: Reason) -> ItemShown:
    """Take it back."""
    actor = acting(request)
    return item_shown(request, withdraw_item(item_of(request, key), reason=given.reason, by=actor))


@ITEMS.write(
    "POST", "points/{key}/acceptation", policy=reader, name="api_item_accept", answer=ItemShown,
    summary="Accepter un point proposé",
)  # fmt: skip
def accept_an_item(request: HttpRequest, key: str) -> ItemShown:
    """Accept it: it waits to be placed."""
    return item_shown(request, accept_item(item_of(request, key), by=acting(request)))


@ITEMS.write(
    "POST", "points/{key}/renvoi", policy=reader, name="api_item_return", answer=ItemShown,
    summary="Renvoyer un point à son auteur", description="Avec un motif ; l’auteur le reçoit par courrier.",
)  # fmt: skip
def return_an_item(request: HttpRequest, key: str, given: Reason) -> ItemShown:
    """Send it back."""
    actor = acting(request)
    return item_shown(request, return_item(item_of(request, key), reason=given.reason, by=actor))


def _line(row: Item) -> dict[str, Any]:
    return {name: getattr(row, name) for name in _PLAIN} | {
        "key": row.public_id, "kind": ItemKind(row.kind), "state": ItemState(row.state),
        "body": Named(key=row.body.public_id, name=row.body.name),
        "rapporteur": Named(key=row.rapporteur.public_id, name=row.rapporteur.full_name),
        "confidentiality": Confidentiality(row.confidentiality),
        "meeting": row.meeting.public_id if row.meeting else None,
        "wished_meeting": row.wished_meeting.public_id if row.wished_meeting else None,
    }  # fmt: skip


def item_shown(request: HttpRequest, item: Item) -> ItemShown:
    """An item with its history and its files."""
    page = item_page(item, visible_decisions(acting(request)))
    return ItemShown(
        **_line(item), decision_asked=item.decision_asked, version=item.version, has_brief=page.has_brief,
        author=Named(key=item.author.public_id, name=item.author.full_name),
        unit=Named(key=item.unit.public_id, name=page.unit_name), units_concerned=page.units,
        communes_concerned=page.communes, decisions=[Named(key=row.public_id, name=str(row)) for row in page.decisions],
        files=[
            FileShown(key=row.public_id, name=row.name, size=row.file.size, media_type=row.file.media_type)
            for row in page.attachments
        ],
        events=[
            EventShown(at=row.at, by=row.actor_name, from_state=row.from_state, to_state=row.to_state, reason=row.reason)
            for row in page.events
        ],
    )  # fmt: skip
