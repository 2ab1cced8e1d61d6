"""Policies of routes: who may knock at the door at all. Rights on objects come after, in each application's `policies`.

A policy is a function `(Actor) -> None` that raises `SignInRequired` or `Refused` with a sentence.
"""

from collections.abc import Callable

from django.utils.translation import gettext as _

from interco.foundation.core.actor import Actor
from interco.foundation.core.errors import Refused, SignInRequired
from interco.foundation.core.roles import Role

RoutePolicy = Callable[[Actor], None]


def anyone(actor: Actor) -> None:
    """Open to all, signed in or not."""


def signed_in(actor: Actor) -> None:
    """Any active account."""
    if not actor.is_signed_in:
        raise SignInRequired


def _one_of(actor: Actor, *roles: Role, sentence: str) -> None:
    signed_in(actor)
    if not actor.has(*roles):
        raise Refused(sentence)


def member_of_staff(actor: Actor) -> None:
    """Agents of the intercommunality, its DGS and its secretariat."""
    _one_of(
        actor, Role.STAFF, Role.DGS, Role.SECRETARIAT,
        sentence=_("Cette page est réservée aux agents de l’intercommunalité."),
    )  # fmt: skip


def reader_of_the_organisation(actor: Actor) -> None:
    """Everybody who works in the territory, elected readers included; not the technical accounts, which see no content."""
    _one_of(
        actor, Role.STAFF, Role.DGS, Role.SECRETARIAT, Role.COMMUNE_STAFF, Role.ELECTED_READER, Role.DPO,
        sentence=_("Votre compte n’ouvre pas l’organisation de la collectivité."),
    )  # fmt: skip


def general_secretariat(actor: Actor) -> None:
    """The general secretariat and the DGS."""
    _one_of(
        actor, Role.SECRETARIAT, Role.DGS,
        sentence=_("Ce geste revient au secrétariat général ou au DGS."),
    )  # fmt: skip


def administrators(actor: Actor) -> None:
    """The technical administrators."""
    _one_of(actor, Role.ADMINISTRATOR, sentence=_("Cette page est réservée à l’administrateur technique."))


def keepers_of_the_journal(actor: Actor) -> None:
    """Technical administrators and the data-protection officer."""
    _one_of(
        actor, Role.ADMINISTRATOR, Role.DPO,
        sentence=_("Le journal est réservé à l’administrateur et au délégué à la protection des données."),
    )  # fmt: skip
