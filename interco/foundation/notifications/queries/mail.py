"""The mail server as it is set, and whether it answers."""

import smtplib
from dataclasses import dataclass

from django.conf import settings
from django.core.mail import get_connection
from django.utils.translation import gettext as _


@dataclass(frozen=True, slots=True, kw_only=True)
class MailSettings:
    """What is read of the environment; never the password."""

    host: str
    port: int
    protection: str
    user: str
    sender: str
    has_password: bool


def mail_settings() -> MailSettings:
    """The settings in force."""
    return MailSettings(
        host=settings.EMAIL_HOST,
        port=settings.EMAIL_PORT,
        protection="TLS" if settings.EMAIL_USE_SSL else "STARTTLS" if settings.EMAIL_USE_TLS else "",
        user=settings.EMAIL_HOST_USER,
        sender=settings.DEFAULT_FROM_EMAIL,
        has_password=bool(settings.EMAIL_HOST_PASSWORD),
    )


def server_fault() -> str:
    """Why the mail server does not take our letters, in a sentence; empty when it answers and lets us in."""
    server = get_connection()
    try:
        server.open()
    except smtplib.SMTPAuthenticationError:
        return _("Le serveur de courrier refuse le compte ou le mot de passe.")
    except (smtplib.SMTPException, OSError, ValueError) as error:
        sentence = _("Le serveur de courrier %(host)s, port %(port)s, ne répond pas comme attendu : %(reason)s")
        return sentence % {"host": settings.EMAIL_HOST, "port": settings.EMAIL_PORT, "reason": error}
    finally:
        server.close()
    return ""
