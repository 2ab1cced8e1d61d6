"""The letters an account receives: invitation, new password, and what changed in the way it signs in."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from interco.foundation.accounts.models import User
from interco.foundation.core.actor import Actor
from interco.foundation.core.roles import Role
from interco.foundation.notifications.services.outbox import Letter
from interco.foundation.ui import dates
from interco.foundation.ui.filters import language

#: Kinds whose text holds an address that opens an account: blanked once sent.
INVITATION = "accounts.invitation"
PASSWORD_RESET = "accounts.password_reset"  # noqa: S105 - the name of a kind
SECURITY = "accounts.security"
ROLE_GIVEN = "accounts.role_given"


def invitation_letter(user: User, address: str, *, expires_on: date) -> Letter:
    """The invitation to choose a password."""
    text = _(
        "Bonjour %(name)s,\n\nUn compte vous est ouvert sur interco. Choisissez votre mot de passe à cette adresse, "
        "valable une seule fois, jusqu’au %(day)s :\n\n%(address)s\n\n"
        "Ne transmettez pas ce message : l’adresse ouvre votre compte.\n"
    ) % {"name": user.name, "day": dates.day(expires_on, language(), weekday=False).striptags(), "address": address}
    return Letter(kind=INVITATION, title=_("Votre compte interco"), text=text, secret=True)


def password_reset_letter(address: str) -> Letter:
    """The address that lets one choose another password."""
    text = _(
        "Bonjour,\n\nVous avez demandé un nouveau mot de passe. Choisissez-le à cette adresse, valable trente minutes :"
        "\n\n%(address)s\n\nSi vous n’avez rien demandé, ne faites rien : votre mot de passe ne change pas.\n"
    ) % {"address": address}
    return Letter(kind=PASSWORD_RESET, title=_("Choisir un nouveau mot de passe"), text=text, secret=True)


def security_letter(event: str, context: Mapping[str, Any]) -> Letter | None:
    """What changed in the way the account signs in; nothing for an event we do not tell."""
    sentences = {
        "account/email/password_changed": _("Le mot de passe de votre compte a été changé."),
        "account/email/password_reset": _("Le mot de passe de votre compte a été remplacé."),
        "account/email/password_set": _("Un mot de passe a été choisi pour votre compte."),
        "mfa/email/totp_activated": _("Une application d’authentification protège désormais votre compte."),
        "mfa/email/totp_deactivated": _("L’application d’authentification ne protège plus votre compte."),
        "mfa/email/webauthn_added": _("Une clé de sécurité a été ajoutée à votre compte."),
        "mfa/email/webauthn_removed": _("Une clé de sécurité a été retirée de votre compte."),
        "mfa/email/recovery_codes_generated": _("De nouveaux codes de secours ont été tirés pour votre compte."),
    }
    sentence = sentences.get(event)
    if sentence is None:
        return None
    text = _(
        "Bonjour,\n\n%(sentence)s\n\nAdresse réseau : %(ip)s\nNavigateur : %(agent)s\n\n"
        "Si ce n’est pas vous, prévenez sans attendre l’administrateur technique.\n"
    ) % {"sentence": sentence, "ip": context.get("ip", "–"), "agent": context.get("user_agent", "–")}
    return Letter(kind=SECURITY, title=_("Sécurité de votre compte interco"), text=text)


def role_given_letter(user: User, role: Role, *, by: Actor) -> Letter:
    """To the DGS: an account has received a role that reads content."""
    text = _(
        "Bonjour,\n\nUn rôle qui lit les dossiers vient d’être donné.\n\nCompte : %(name)s (%(email)s)\nRôle : %(role)s\n"
        "Donné par : %(by)s\n\nSi vous ne l’avez pas demandé, faites-le retirer par l’administrateur technique.\n"
    ) % {"name": user.name, "email": user.email, "role": role.label, "by": by.name or "–"}
    return Letter(kind=ROLE_GIVEN, title=_("Un rôle a été donné : %(role)s") % {"role": role.label}, text=text)
