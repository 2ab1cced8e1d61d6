"""The accounts application of the foundation."""

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    """Registers the accounts application."""

    name = "interco.foundation.accounts"
    label = "accounts"
    verbose_name = "Comptes"
