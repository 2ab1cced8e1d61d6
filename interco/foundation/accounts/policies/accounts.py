"""Who may manage accounts: technical administrators, who cannot lock themselves or everybody out."""

from django.utils.translation import gettext as _

from interco.foundation.accounts.models import RoleGrant, User
from interco.foundation.core.actor import Actor
from interco.foundation.core.errors import Refused
from interco.foundation.core.roles import READING_ROLES, Role


def check_can_manage_accounts(actor: Actor) -> None:
    """Administrators, and the machine itself (command line)."""
    if not actor.has(Role.ADMINISTRATOR, Role.SYSTEM):
        raise Refused(_("Les comptes sont tenus par l’administrateur technique."))


def check_can_grant(actor: Actor, user: User, role: Role) -> None:
    """An administrator reads no content, and gives themselves no role that reads some: another one gives it, seen."""
    check_can_manage_accounts(actor)
    if actor.user_id == user.pk and role in READING_ROLES:
        raise Refused(
            _("Vous ne pouvez pas vous donner un rôle qui lit les dossiers : demandez-le à un autre administrateur.")
        )


def check_can_deactivate(actor: Actor, user: User) -> None:
    """Not one's own account, and never the last administrator."""
    check_can_manage_accounts(actor)
    if actor.user_id == user.pk:
        raise Refused(_("Vous ne pouvez pas fermer votre propre compte : demandez-le à un autre administrateur."))
    _check_not_the_last_administrator(user)


def check_can_revoke(actor: Actor, user: User, role: Role) -> None:
    """An administrator's role is taken back by another one, and never from the last."""
    check_can_manage_accounts(actor)
    if role != Role.ADMINISTRATOR:
        return
    if actor.user_id == user.pk:
        raise Refused(_("Vous ne pouvez pas vous retirer ce rôle : demandez-le à un autre administrateur."))
    _check_not_the_last_administrator(user)


def _check_not_the_last_administrator(user: User) -> None:
    grants = RoleGrant.objects.filter(role=Role.ADMINISTRATOR, user__is_active=True)
    if grants.filter(user=user).exists() and not grants.exclude(user=user).exists():
        raise Refused(_("C’est le dernier administrateur : nommez-en un autre d’abord."))
