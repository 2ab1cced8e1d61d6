"""Saying who receives each kind of request."""

from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext as _

from interco.foundation.audit.services import journal
from interco.foundation.core.actor import Actor
from interco.foundation.core.errors import Invalid
from interco.foundation.core.versions import claim
from interco.organisation.models import Post, Unit
from interco.secretariat.enums import RequestKind
from interco.secretariat.models import Desk
from interco.secretariat.policies.requests import check_can_set_desks
from interco.secretariat.rules.desks import MOST_DAYS


@dataclass(frozen=True, slots=True, kw_only=True)
class DeskContent:
    """Where a kind goes, in how many working days it is answered, and whether the communes may ask."""

    to: Unit | Post
    working_days: int
    is_open_to_communes: bool = False


@transaction.atomic
def set_desk(kind: RequestKind, content: DeskContent, *, by: Actor, version: int | None = None) -> Desk:
    """Say who receives a kind from now on; requests already sent stay where they are."""
    check_can_set_desks(by)
    if not 1 <= content.working_days <= MOST_DAYS:
        raise Invalid(_("Le délai va de 1 à %s jours ouvrés.") % MOST_DAYS, field="working_days")
    unit, post = (content.to, None) if isinstance(content.to, Unit) else (None, content.to)
    desk, created = Desk.objects.get_or_create(
        kind=kind,
        defaults={
            "unit": unit, "post": post, "working_days": content.working_days,
            "is_open_to_communes": content.is_open_to_communes,
        },
    )  # fmt: skip
    if not created:
        claim(desk, version)
        desk.unit, desk.post, desk.working_days = unit, post, content.working_days
        desk.is_open_to_communes = content.is_open_to_communes
        desk.save()
    facts = {
        "kind": kind, "to": content.to.public_id, "working_days": content.working_days,
        "communes": content.is_open_to_communes,
    }  # fmt: skip
    journal.record("desk.set", by=by, subject=desk, facts=facts)
    return desk
