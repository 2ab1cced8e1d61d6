"""What we change in allauth: nobody signs up, letters leave through the outbox, sentences are ours."""

import secrets
from datetime import UTC, datetime
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.internal.flows.login import get_authentication_records
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from interco.foundation.accounts.models import User
from interco.foundation.accounts.notices import password_reset_letter, security_letter
from interco.foundation.accounts.queries.accounts import SECOND_FACTORS
from interco.foundation.accounts.rules.languages import preferred
from interco.foundation.accounts.services.api_tokens import end_tokens_with_password
from interco.foundation.accounts.views.appearance import remember_appearance
from interco.foundation.core import clock
from interco.foundation.core.actor import Actor, actor_of, system_actor
from interco.foundation.core.roles import SECOND_FACTOR_ROLES
from interco.foundation.notifications.services import outbox
from interco.foundation.notifications.services.outbox import Recipient
from interco.foundation.ui.filters import language

#: Seconds during which the password that opened the session serves for the first second factor too.
JUST_SIGNED_IN = 300
RESET = "account/email/password_reset_key"


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]  # allauth has no types
    """Signing in and out."""

    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "account_inactive": _("Ce compte est fermé."),
        "email_password_mismatch": _("L’adresse ou le mot de passe ne convient pas."),
        "enter_current_password": _("Tapez votre mot de passe actuel."),
        "incorrect_password": _("Ce mot de passe ne convient pas."),
        "incorrect_code": _("Ce code ne convient pas."),
        "too_many_login_attempts": _("Trop d’essais. Réessayez dans quelques minutes."),
        "rate_limited": _("Trop d’essais. Réessayez dans quelques minutes."),
        "unknown_email": _("Cette adresse n’est pas celle d’un compte."),
        "same_as_current": _("Le nouveau mot de passe doit être différent de l’ancien."),
    }

    def is_open_for_signup(self, _request: HttpRequest) -> bool:
        """Accounts are opened by an administrator."""
        return False

    def is_reauthentication_required(self, *, app: str) -> bool:
        """Not of who signed in a moment ago without a second factor: it is set up, codes included, with no second password."""
        if not super().is_reauthentication_required(app=app):
            return False
        request = self.request
        records = get_authentication_records(request, request.user) if request is not None else []
        if not records or Authenticator.objects.filter(user=request.user, created_at__lt=_moment(records)).exists():
            return True
        return clock.now().timestamp() - float(records[-1]["at"]) > JUST_SIGNED_IN

    def post_login(self, request: HttpRequest, user: User, **kwargs: Any) -> HttpResponse:
        """Take the language and the appearance of the account to this browser."""
        response: HttpResponse = super().post_login(request, user, **kwargs)
        return remember_appearance(response, user.preferences)

    @transaction.atomic
    def set_password(self, user: User, password: str) -> None:
        """End the tokens of the API with the password they were made under: chosen, changed or forgotten."""
        super().set_password(user, password)
        by = Actor(at=clock.now(), user_id=user.pk, name=user.name)
        if end_tokens_with_password(user, by=by) and self.request is not None:
            sentence = _("Vos jetons d’API sont révoqués avec l’ancien mot de passe : créez-en d’autres.")
            messages.info(self.request, str(sentence))

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Queue our own letter; a letter of allauth we do not know is not sent."""
        user = User.objects.filter(email=email.casefold(), is_active=True).first()
        if user is None:
            return
        with override(preferred(user.preferences, otherwise=language())):
            if template_prefix == RESET:
                letter = password_reset_letter(str(context["password_reset_url"]))
            else:
                letter = security_letter(template_prefix, context)  # type: ignore[assignment]  # nothing, when we have no such letter
        if letter is None:
            return
        recipient = Recipient(key=f"user:{user.public_id}", name=user.name, address=user.email)
        outbox.queue(letter, to=recipient, by=system_actor(clock.now()), reference=secrets.token_hex(8))

    def send_notification_mail(
        self, template_prefix: str, user: User, context: dict[str, Any] | None = None, email: str | None = None
    ) -> None:
        """To the address of the account: we keep no other."""
        super().send_notification_mail(template_prefix, user, context=context, email=email or user.email)


def _moment(records: list[dict[str, Any]]) -> datetime:
    return datetime.fromtimestamp(float(records[-1]["at"]), tz=UTC)


class MFAAdapter(DefaultMFAAdapter):  # type: ignore[misc]  # allauth has no types
    """The second factor."""

    error_messages = {
        **DefaultMFAAdapter.error_messages,
        "cannot_delete_authenticator": _("Votre rôle demande un second facteur : ajoutez-en un autre avant celui-ci."),
        "cannot_generate_recovery_codes": _("Ajoutez d’abord une application ou une clé de sécurité."),
        "incorrect_code": _("Ce code ne convient pas."),
    }

    def can_delete_authenticator(self, authenticator: Authenticator) -> bool:
        """Not the last one of somebody whose role demands it."""
        actor = actor_of(authenticator.user_id, clock.now())
        if not settings.SECOND_FACTOR_REQUIRED or not actor.roles & SECOND_FACTOR_ROLES:
            return True
        others = Authenticator.objects.filter(user_id=authenticator.user_id, type__in=SECOND_FACTORS)
        return bool(others.exclude(pk=authenticator.pk).exists())
