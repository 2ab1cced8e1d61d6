"""Who may knock at which door: each route's policy asked for each kind of account, nothing kept by hand.

The table tells the doors only; behind them, each object has rights of its own (a confidential item, another commune's
unit).
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from importlib import import_module

from django.conf import settings
from django.urls import get_resolver
from django.utils.translation import gettext_lazy as _

from interco.foundation.core.actor import Actor, anonymous
from interco.foundation.core.errors import Refused, SignInRequired
from interco.foundation.core.policies import RoutePolicy
from interco.foundation.core.roles import Role
from interco.foundation.core.routes import policies_of, walk

#: The columns of the table, in words short enough for their heads; the first stands for no account at all.
KINDS: tuple[tuple[str, object], ...] = (
    ("", _("Sans compte")),
    (Role.STAFF, _("Agent")),
    (Role.DGS, _("DGS")),
    (Role.SECRETARIAT, _("Secrétariat")),
    (Role.COMMUNE_STAFF, _("Commune")),
    (Role.ELECTED_READER, _("Élu")),
    (Role.DPO, _("Protection des données")),
    (Role.ADMINISTRATOR, _("Administration")),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Door:
    """One address under one policy: its methods, and the answer to each kind of account in the order of `KINDS`."""

    name: str
    address: str
    methods: str
    room: str
    opens: tuple[bool, ...]
    mine: bool = False


def doors(at: datetime, *, account: Actor | None = None) -> list[Door]:
    """Every address in the order of the urls; with an account, whether it opens to it today."""
    import_module(settings.ROOT_URLCONF)
    kinds = list(_kinds(at))
    return [
        Door(
            name=str(entry.name), address="/" + address, methods=methods, room=_room(address),
            opens=tuple(opens(policy, kind) for kind in kinds), mine=account is not None and opens(policy, account),
        )
        for address, entry in walk(get_resolver().url_patterns)
        for policy, methods in policies_of(entry.callback)
    ]  # fmt: skip


def opens(policy: RoutePolicy, actor: Actor) -> bool:
    """Whether a door opens to somebody."""
    try:
        policy(actor)
    except (Refused, SignInRequired):
        return False
    return True


def _kinds(at: datetime) -> Iterable[Actor]:
    nobody = anonymous(at)
    for role, _label in KINDS:
        yield replace(nobody, user_id=0, roles=frozenset({role})) if role else nobody


def _room(address: str) -> str:
    return address.partition("/")[0] or "/"
