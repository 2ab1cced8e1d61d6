"""How an account wants to be shown things: language, appearance, single-key shortcuts."""

from django.db import transaction
from django.utils.translation import gettext as _

from interco.foundation.accounts.models import User
from interco.foundation.accounts.rules.languages import LANGUAGES
from interco.foundation.core.actor import Actor
from interco.foundation.core.errors import Invalid

THEMES = frozenset({"", "light", "dark"})


@transaction.atomic
def save_preferences(*, by: Actor, language: str, theme: str, shortcuts: bool) -> User:
    """Keep the preferences of the account that acts; empty means what the browser says."""
    if language not in {"", *LANGUAGES} or theme not in THEMES:
        raise Invalid(_("Ce choix n’existe pas."))
    user = User.objects.select_for_update().get(pk=by.user_id or 0)
    user.preferences = {**user.preferences, "language": language, "theme": theme, "shortcuts": shortcuts}
    user.save(update_fields=["preferences"])
    return user


@transaction.atomic
def save_language(*, by: Actor, language: str) -> User:
    """Keep the language of the account that acts, and nothing else."""
    if language not in LANGUAGES:
        raise Invalid(_("Ce choix n’existe pas."))
    user = User.objects.select_for_update().get(pk=by.user_id or 0)
    user.preferences = {**user.preferences, "language": language}
    user.save(update_fields=["preferences"])
    return user
