"""Addresses of accounts: sign-in, second factor and devices. Only what is listed here of allauth can be reached."""

from allauth.account import views as door
from allauth.mfa.base import views as factor
from allauth.mfa.recovery_codes import views as codes
from allauth.mfa.totp import views as totp
from allauth.mfa.webauthn import views as keys
from django.urls import URLPattern, register_converter
from django.urls.converters import StringConverter

from interco.foundation.accounts.views import account, api_tokens, appearance, demo, invitations
from interco.foundation.core.policies import anyone, signed_in
from interco.foundation.core.routes import GET, GET_POST, POST, route


class Account36(StringConverter):
    """The account of a new password, as allauth writes it: no hyphen, since one follows."""

    regex = "[0-9A-Za-z]+"


register_converter(Account36, "account36")

_SIGN_IN = [
    route("connexion", door.login, policy=anyone, name="account_login", methods=GET_POST),
    route("deconnexion", door.logout, policy=anyone, name="account_logout", methods=GET_POST),
    route("ferme", door.account_inactive, policy=anyone, name="account_inactive"),
    route("confirmer", door.reauthenticate, policy=signed_in, name="account_reauthenticate", methods=GET_POST),
    route("mot-de-passe", door.password_change, policy=signed_in, name="account_change_password", methods=GET_POST),
    route(
        "mot-de-passe/premier", door.password_set, policy=signed_in, name="account_set_password", methods=GET_POST
    ),
    route(
        "mot-de-passe/oublie", door.password_reset, policy=anyone, name="account_reset_password", methods=GET_POST
    ),
    route("mot-de-passe/envoye", door.password_reset_done, policy=anyone, name="account_reset_password_done"),
    route(
        "mot-de-passe/nouveau/<account36:uidb36>-<path:key>", door.password_reset_from_key, policy=anyone,
        name="account_reset_password_from_key", methods=GET_POST,
    ),
    route(
        "mot-de-passe/remplace", door.password_reset_from_key_done, policy=anyone,
        name="account_reset_password_from_key_done",
    ),
]  # fmt: skip

_SECOND_FACTOR = [
    route("second-facteur", factor.index, policy=signed_in, name="mfa_index"),
    route("second-facteur/verifier", factor.authenticate, policy=anyone, name="mfa_authenticate", methods=GET_POST),
    route(
        "second-facteur/confirmer", factor.reauthenticate, policy=signed_in, name="mfa_reauthenticate",
        methods=GET_POST,
    ),
    route(
        "second-facteur/application", totp.activate_totp, policy=signed_in, name="mfa_activate_totp", methods=GET_POST
    ),
    route(
        "second-facteur/application/retirer", totp.deactivate_totp, policy=signed_in, name="mfa_deactivate_totp",
        methods=GET_POST,
    ),
    route("second-facteur/codes", codes.view_recovery_codes, policy=signed_in, name="mfa_view_recovery_codes"),
    route(
        "second-facteur/codes/nouveaux", codes.generate_recovery_codes, policy=signed_in,
        name="mfa_generate_recovery_codes", methods=GET_POST,
    ),
    route(
        "second-facteur/codes/fichier", codes.download_recovery_codes, policy=signed_in,
        name="mfa_download_recovery_codes", methods=GET,
    ),
    route("second-facteur/cles", keys.list_webauthn, policy=signed_in, name="mfa_list_webauthn"),
    route(
        "second-facteur/cles/ajouter", keys.add_webauthn, policy=signed_in, name="mfa_add_webauthn", methods=GET_POST
    ),
    route(
        "second-facteur/cles/confirmer", keys.reauthenticate_webauthn, policy=signed_in,
        name="mfa_reauthenticate_webauthn", methods=GET_POST,
    ),
    route(
        "second-facteur/cles/<int:pk>/retirer", keys.remove_webauthn, policy=signed_in, name="mfa_remove_webauthn",
        methods=GET_POST,
    ),
    route(
        "second-facteur/cles/<int:pk>/modifier", keys.edit_webauthn, policy=signed_in, name="mfa_edit_webauthn",
        methods=GET_POST,
    ),
    route("connexion/cle", keys.login_webauthn, policy=anyone, name="mfa_login_webauthn", methods=GET_POST),
]  # fmt: skip

_OURS = [
    route("", account.account, policy=signed_in, name="account", methods=GET_POST),
    route("langue", appearance.switch_language, policy=anyone, name="set_language", methods=POST),
    route(
        "appareils/<int:number>/fin", account.end_one_session, policy=signed_in, name="account_end_session",
        methods=POST,
    ),
    route(
        "appareils/fin", account.end_other_sessions, policy=signed_in, name="account_end_other_sessions", methods=POST
    ),
    route("jetons", api_tokens.create, policy=signed_in, name="api_token_create", methods=POST),
    route("jetons/<str:key>/revoquer", api_tokens.revoke, policy=signed_in, name="api_token_revoke", methods=POST),
    route("invitation/<str:token>", invitations.invitation, policy=anyone, name="invitation", methods=GET_POST),
    route("demo", demo.demo, policy=anyone, name="demo_sign_in", methods=GET_POST),
]  # fmt: skip

urlpatterns: list[URLPattern] = [*_OURS, *_SIGN_IN, *_SECOND_FACTOR]
