"""Sending one letter at once, to know whether the mail server takes ours."""

import secrets
import smtplib

from django.conf import settings
from django.utils.translation import gettext as _

from interco.foundation.core.actor import Actor
from interco.foundation.core.errors import Invalid, Refused
from interco.foundation.core.roles import Role
from interco.foundation.notifications.rules.letter import Envelope, compose
from interco.foundation.notifications.services.delivery import hand_over


def send_trial(*, name: str, address: str, by: Actor) -> None:
    """Hand a letter to the mail server while somebody waits; `Invalid` with what the server said. Writes no row."""
    if not by.has(Role.ADMINISTRATOR, Role.SYSTEM):
        raise Refused(_("Le courrier est tenu par l’administrateur technique."))
    mail = compose(
        Envelope(
            message_id=f"<trial.{secrets.token_hex(8)}@interco>",
            at=by.at,
            sender=settings.DEFAULT_FROM_EMAIL,
            name=name,
            address=address,
            title=_("Courriel d’essai d’interco"),
            text=_("Bonjour,\n\nSi vous lisez ceci, les convocations et les relevés d’interco partiront.\n"),
        )
    )
    try:
        hand_over(mail)
    except smtplib.SMTPAuthenticationError as error:
        raise Invalid(_("Le serveur de courrier refuse le compte ou le mot de passe.")) from error
    except smtplib.SMTPRecipientsRefused as error:
        raise Invalid(_("Le serveur de courrier refuse cette adresse : %s") % error.recipients) from error
    except smtplib.SMTPException as error:
        raise Invalid(_("Le serveur de courrier n’a pas pris la lettre : %s") % error) from error
    except (OSError, ValueError) as error:
        sentence = _("Aucun serveur de courrier ne répond à %(host)s, port %(port)s (%(reason)s).")
        reason = getattr(error, "strerror", None) or error
        values = {"host": settings.EMAIL_HOST, "port": settings.EMAIL_PORT, "reason": reason}
        raise Invalid(sentence % values) from error
