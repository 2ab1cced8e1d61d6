"""Addresses of accounts: sign-in, second factor and sessions come from allauth, behind our doors."""

from django.urls import URLPattern, URLResolver, include, path

from interco.foundation.core.policies import RoutePolicy, anyone, signed_in
from interco.foundation.core.routes import wrapped

#: Addresses of allauth that a visitor who is not signed in may take; the others want an account.
PUBLIC = {
    "account_login",
    "account_logout",
    "account_inactive",
    "account_reset_password",
    "account_reset_password_done",
    "account_reset_password_from_key",
    "account_reset_password_from_key_done",
    "mfa_authenticate",
    "mfa_login_webauthn",
}


def policy_of(name: str) -> RoutePolicy:
    """The policy of an allauth route by its name."""
    return anyone if name in PUBLIC else signed_in


_sign_in: list[URLPattern | URLResolver] = [path("", include("allauth.urls"))]
urlpatterns: list[URLPattern | URLResolver] = wrapped(_sign_in, policy_of)
