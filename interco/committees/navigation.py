"""The committees in the side navigation."""

from django.utils.translation import gettext_lazy as _

from interco.committees.policies.items import may_propose
from interco.foundation.core.actor import Actor
from interco.foundation.core.roles import Role
from interco.foundation.ui.navigation import Entry, register


def works_here(actor: Actor) -> bool:
    """Those who may sit in a body or read a decision: not the technical accounts."""
    return actor.has(Role.STAFF, Role.DGS, Role.SECRETARIAT, Role.COMMUNE_STAFF)


def proposes(actor: Actor) -> bool:
    """Those who may submit an item: the agents; in a commune, those who sit in a body."""
    return may_propose(actor) if not actor.has(Role.STAFF) else actor.person_id is not None


def register_entries() -> None:
    """Sessions, decisions and actions."""
    register(
        Entry(
            key="meetings", label=_("Séances"), icon="meeting", route="meetings", order=20, keys="g s", phone=True,
            also=("/agenda/fermetures",), allowed=works_here,
        ),
        Entry(
            key="decisions", label=_("Décisions"), icon="decision", route="register", order=30, keys="g d", phone=True,
            allowed=works_here,
        ),
        Entry(
            key="actions", label=_("Actions"), icon="flag", route="actions", order=40, keys="g x", phone=True,
            allowed=works_here,
        ),
        Entry(
            key="propose", label=_("Proposer un point"), icon="plus", route="item_propose", order=45, keys="n p",
            listed=False, allowed=proposes,
        ),
    )  # fmt: skip
