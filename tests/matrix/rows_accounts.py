"""Rows of accounts and letters: the doors are open to all, one's account to oneself, the rest to administrators."""

from interco.config.demo.organisation import Built
from interco.foundation.accounts.models import User
from interco.foundation.accounts.services.api_tokens import create_token
from interco.organisation.models import Person
from tests.cast import NOW, actor
from tests.matrix.principals import EVERYBODY, NOBODY, SIGNED_IN
from tests.matrix.rows import Row
from tests.matrix.world import thing


@thing("token")
def _token(cast: Built) -> str:
    made, _characters = create_token(name="Essai", days=30, by=actor(cast, "dost"), with_second_factor=False)
    return made.public_id


@thing("account_of_nobody")
def _account_of_nobody(cast: Built) -> str:
    """An account opened before its person came."""
    person = Person.objects.filter(user=None, collectivity=cast.home).latest("pk")
    Person.objects.filter(pk=person.pk).update(email="plus-tard@cacem.example")
    return User.objects.create_user(email="plus-tard@cacem.example", name="Plus tard", created_at=NOW).public_id


ADMINISTRATORS = frozenset({"administrator"})
NO_PROOF = "signed in without a recent proof"
NO_PASSWORD = "without a password, nothing to prove again"
NO_FACTOR = "without a second factor"

ROWS = (
    Row("account_login", EVERYBODY),
    Row("account_logout", SIGNED_IN, state="nothing to leave for the others"),
    Row("account_inactive", EVERYBODY),
    Row("account_reset_password", EVERYBODY),
    Row("account_reset_password_done", EVERYBODY),
    Row("account_reset_password_from_key", EVERYBODY, state="false key", arguments=("1", "abc")),
    Row("account_reset_password_from_key_done", EVERYBODY),
    Row("account_reauthenticate", NOBODY, state="accounts without a password"),
    Row("account_change_password", SIGNED_IN),
    Row("account_set_password", SIGNED_IN),
    Row("invitation", NOBODY, state="false token", arguments=("abc",)),
    Row("demo_sign_in", NOBODY, state="outside the demonstration"),
    Row("set_language", EVERYBODY, method="POST", body={"language": "fr"}),
    Row("mfa_index", SIGNED_IN),
    Row("mfa_authenticate", SIGNED_IN, state="no sign-in under way"),
    Row("mfa_reauthenticate", NOBODY, state=NO_FACTOR),
    Row("mfa_activate_totp", SIGNED_IN, state=NO_PASSWORD),
    Row("mfa_deactivate_totp", NOBODY, state=NO_FACTOR),
    Row("mfa_view_recovery_codes", NOBODY, state=NO_FACTOR),
    Row("mfa_generate_recovery_codes", SIGNED_IN, state=NO_PASSWORD),
    Row("mfa_download_recovery_codes", NOBODY, state=NO_FACTOR),
    Row("mfa_list_webauthn", SIGNED_IN),
    Row("mfa_add_webauthn", SIGNED_IN, state=NO_PASSWORD),
    Row("mfa_reauthenticate_webauthn", NOBODY, state=NO_FACTOR),
    Row("mfa_remove_webauthn", NOBODY, state=NO_PROOF, arguments=("1",)),
    Row("mfa_edit_webauthn", NOBODY, state=NO_PROOF, arguments=("1",)),
    Row("mfa_login_webauthn", SIGNED_IN, state="as a page, which sends the others to the sign-in"),
    Row("account", SIGNED_IN),
    Row("account_end_session", SIGNED_IN, method="POST", state="of nobody", arguments=("999999",)),
    Row("account_end_other_sessions", SIGNED_IN, method="POST"),
    Row("api_token_create", SIGNED_IN, method="POST", body={"name": "Export", "days": "30"}),
    Row("api_token_revoke", frozenset({"director"}), method="POST", state="of the director", arguments=("@token",)),
    Row("accounts", ADMINISTRATORS),
    Row("accounts_account", ADMINISTRATORS, arguments=("@account",)),
    Row("accounts_give_role", ADMINISTRATORS, method="POST", arguments=("@account",), body={"role": "dpo"}),
    Row("accounts_take_role", ADMINISTRATORS, method="POST", arguments=("@account",), body={"role": "dpo"}),
    Row("accounts_link", ADMINISTRATORS, method="POST", arguments=("@account_of_nobody",)),
    Row("accounts_close", ADMINISTRATORS, method="POST", arguments=("@account",)),
    Row("accounts_reopen", ADMINISTRATORS, method="POST", arguments=("@account",)),
    Row("accounts_invite", ADMINISTRATORS, method="POST", arguments=("@account",)),
    Row("letters", ADMINISTRATORS),
    Row("letter", ADMINISTRATORS, arguments=("@letter",)),
    Row("letter_enclosure", NOBODY, state="outside the demonstration", arguments=("@letter", "0")),
    Row("letter_retry", ADMINISTRATORS, method="POST", state="in failure", arguments=("@letter",)),
)
