"""Free slots by the API: the same search as the page, the same silence about what takes people."""

from datetime import datetime, timedelta
from typing import Annotated

from django.http import HttpRequest
from django.utils.translation import gettext as _
from ninja import Query
from pydantic import Field

from interco.foundation.core.actor import Actor
from interco.foundation.core.api.operations import Operations, acting
from interco.foundation.core.api.schemas import Day, Given, Named, Shown
from interco.foundation.core.errors import Invalid
from interco.foundation.core.policies import member_of_staff
from interco.organisation.policies.people import visible_to
from interco.scheduling.queries.free_slots import ANY_ROOM, NO_ROOM, FoundSlots, Proposal, SlotSearch, find_slots
from interco.scheduling.rules.working_hours import Preference

FREE_SLOTS = Operations("Créneaux")
WEEKS, LONGEST = timedelta(days=27), timedelta(days=183)
Key = Annotated[str, Field(min_length=1, max_length=22)]


class SlotsAsked(Given):
    """What is sought, for oneself when nobody is named.

    `salle` is the key of a room, or `any` for the smallest one that has the seats.
    """

    personne: list[Key] = Field(default=[], max_length=300, description="Personnes attendues ; répété.")
    facultatif: list[Key] = Field(default=[], max_length=300, description="Personnes facultatives ; répété.")
    minutes: int = Field(default=60, ge=15, le=600, description="Durée.")
    du: Day | None = Field(default=None, description="Premier jour cherché ; aujourd’hui quand il manque.")
    au: Day | None = Field(default=None, description="Dernier jour cherché ; quatre semaines quand il manque.")
    salle: str = Field(
        default=NO_ROOM, max_length=22, description="Clé d’une salle, ou any pour la plus petite qui convient."
    )
    places: int = Field(default=0, ge=0, le=9999, description="Places qu’il faut dans la salle.")
    preference: Preference = Field(default=Preference.NONE, description="Moment de la journée préféré.")


class SlotShown(Shown):
    """A slot, the best first; `reason` says it in words."""

    starts_at: datetime
    ends_at: datetime
    reason: str
    room: Named | None = Field(description="Salle proposée ; null quand aucune ne convient ou n’est demandée.")
    missing: list[Named] = Field(description="Personnes attendues qui sont prises.")
    missing_optional: list[Named] = Field(description="Personnes facultatives qui sont prises.")
    is_preferred: bool = Field(description="Au moment préféré.")


class SlotsShown(Shown):
    """The slots, and the names of those whose agenda is unknown."""

    slots: list[SlotShown] = Field(description="Créneaux, le meilleur d’abord.")
    unknown: list[str] = Field(description="Personnes dont l’agenda ne se lit pas.")


@FREE_SLOTS.get(
    "agenda/creneaux", policy=member_of_staff, name="api_free_slots", answer=SlotsShown, summary="Trouver un créneau",
    description="Les meilleurs créneaux des personnes et de la salle demandées, sur six mois au plus. Rien n’est dit de "
    "ce qui occupe quelqu’un.",
)  # fmt: skip
def find_free_slots(request: HttpRequest, asked: Query[SlotsAsked]) -> SlotsShown:
    """Search; nothing is written."""
    actor = acting(request)
    return _shown(find_slots(_search(asked, actor), actor))


def _search(asked: SlotsAsked, actor: Actor) -> SlotSearch:
    required, optional = _people(asked.personne, actor, "personne"), _people(asked.facultatif, actor, "facultatif")
    if not required and not optional and actor.person_id is not None:
        required = frozenset({actor.person_id})
    first = max(asked.du or actor.today, actor.today)
    last = asked.au or first + WEEKS
    if not first <= last <= first + LONGEST:
        raise Invalid(_("Cherchez sur six mois au plus, de la première date à la dernière."), field="au")
    return SlotSearch(
        required=required, optional=optional - required, minutes=asked.minutes, first=first, last=last, room=asked.salle,
        preference=asked.preference, seats=asked.places or (len(required | optional) if asked.salle == ANY_ROOM else 0),
    )  # fmt: skip


def _people(keys: list[str], actor: Actor, field: str) -> frozenset[int]:
    found = dict(visible_to(actor).filter(public_id__in=keys).values_list("public_id", "pk"))
    if len(found) < len(set(keys)):
        raise Invalid(_("Une de ces personnes n’est pas connue."), field=field)
    return frozenset(found.values())


def _shown(found: FoundSlots) -> SlotsShown:
    return SlotsShown(slots=[_slot(one) for one in found.proposals], unknown=list(found.unknown))


def _slot(one: Proposal) -> SlotShown:
    return SlotShown(
        starts_at=one.slot.starts_at, ends_at=one.slot.ends_at, reason=one.reason, is_preferred=one.slot.is_preferred,
        room=Named(key=one.room.public_id, name=one.room.name) if one.room else None,
        missing=[Named(key=row.public_id, name=row.full_name) for row in one.missing],
        missing_optional=[Named(key=row.public_id, name=row.full_name) for row in one.missing_optional],
    )  # fmt: skip
