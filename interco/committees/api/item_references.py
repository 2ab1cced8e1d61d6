"""What a body of the API names by its public identifier, among what the pages offer to the same person.

A body or a unit that is not offered is a refusal, the same whether it is hidden or absent; the rest is `Invalid`.
"""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from interco.committees.api.item_schemas import ItemEdition, ItemProposal
from interco.committees.models import Body, Item, Meeting
from interco.committees.policies import bodies as body_policy
from interco.committees.queries import choices
from interco.committees.queries.sessions import ahead
from interco.committees.services.items import ItemContent
from interco.foundation.core.actor import Actor
from interco.foundation.core.errors import Invalid, Refused
from interco.organisation.models import Collectivity, Person, Unit


@dataclass(frozen=True, slots=True)
class ItemPlace:
    """Where an item goes, and in whose name."""

    body: Body
    unit: Unit
    wished: Meeting | None


def chosen(given: ItemProposal | ItemEdition, actor: Actor, item: Item | None = None) -> tuple[ItemContent, ItemPlace]:
    """The content of an item and its place; `item` is the one that is corrected."""
    body = item.body if item else _body(given, actor)
    unit = item.unit if item else _unit(given, actor)
    content = ItemContent(
        title=given.title, kind=given.kind, decision_asked=given.decision_asked, duration_minutes=given.duration_minutes,
        confidentiality=given.confidentiality, rapporteur=_rapporteur(given.rapporteur, actor, unit, item),
        units_concerned=_units(given.units_concerned, actor), communes_concerned=_communes(given.communes_concerned, actor),
    )  # fmt: skip
    return content, ItemPlace(body, unit, _wished(given.wished_meeting, body, actor))


def _body(given: ItemProposal | ItemEdition, actor: Actor) -> Body:
    found = body_policy.visible_to(actor).filter(public_id=getattr(given, "body", "")).first()
    if found is None:
        raise Refused(_("Cette instance n’existe pas, ou ne reçoit pas de points de votre part."))
    return found


def _unit(given: ItemProposal | ItemEdition, actor: Actor) -> Unit:
    key = getattr(given, "unit", "")
    offered = choices.units_of(actor, everything=body_policy.sees_all(actor))
    if key not in {offer for offer, _name in offered}:
        raise Refused(_("Vous ne pouvez proposer un point qu’au nom de votre service."))
    return Unit.objects.get(public_id=key)


def _rapporteur(key: str | None, actor: Actor, unit: Unit, item: Item | None) -> Person | None:
    if key is None or (item is not None and item.rapporteur.public_id == key):
        return None
    if key not in {offer for offer, _name in choices.rapporteurs(actor, unit.pk)}:
        raise Invalid(
            _("Le rapporteur est une personne du service porteur, ou le responsable d’un service."), field="rapporteur"
        )
    return Person.objects.get(public_id=key)


def _wished(key: str | None, body: Body, actor: Actor) -> Meeting | None:
    if key is None:
        return None
    found = ahead(body, actor.at).filter(public_id=key).first()
    if found is None:
        raise Invalid(_("Cette séance n’est pas à venir dans cette instance."), field="wished_meeting")
    return found


def _units(keys: list[str] | None, actor: Actor) -> list[Unit] | None:
    _check(keys, choices.home_units(actor.today) if keys else [], "units_concerned")
    return None if keys is None else list(Unit.objects.filter(public_id__in=keys))


def _communes(keys: list[str] | None, actor: Actor) -> list[Collectivity] | None:
    _check(keys, choices.communes(actor.today) if keys else [], "communes_concerned")
    return None if keys is None else list(Collectivity.objects.filter(public_id__in=keys))


def _check(keys: list[str] | None, offered: list[choices.Choice], field: str) -> None:
    unknown = set(keys or ()) - {offer for offer, _name in offered}
    if unknown:
        raise Invalid(_("Identifiant inconnu : %s.") % min(unknown), field=field)
