"""The first start: the territory and the account of its administrator, in one transaction, while nobody has one."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from interco.foundation.accounts.models import User
from interco.foundation.accounts.services.administrators import open_administrator
from interco.foundation.audit.services.chain import lock_head
from interco.foundation.core.actor import system_actor
from interco.foundation.core.errors import Refused
from interco.installation.services.key import opens, throw_key_away
from interco.organisation.models import Territory
from interco.organisation.rules.reference import Epci
from interco.organisation.services.territory import open_territory


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """The collectivity chosen at the first step."""

    epci: Epci
    short_name: str
    time_zone: str


@transaction.atomic
def begin(
    choice: Choice | None, *, name: str, email: str, password: str, again: str, kept: str, at: datetime
) -> User:  # fmt: skip
    """Open the territory (unless `interco init` did) and the first administrator; the key dies with the commit."""
    by = system_actor(at)
    lock_head("journal")  # two browsers at once: the second finds an account
    if not opens(kept) or User.objects.exists():
        raise Refused(_("Le premier démarrage est terminé : connectez-vous."))
    if not Territory.objects.exists():
        if choice is None:
            raise Refused(_("Choisissez d’abord votre intercommunalité."))
        open_territory(choice.epci, by=by, short_name=choice.short_name, time_zone=choice.time_zone)
    user = open_administrator(email=email, name=name, password=password, again=again, by=by)
    transaction.on_commit(throw_key_away)
    return user
