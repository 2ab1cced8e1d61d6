"""The general secretariat: notes to staff, requests between services and the DGS, preparation of its events."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SecretariatConfig(AppConfig):
    """Registers the secretariat."""

    name = "interco.secretariat"
    label = "secretariat"
    verbose_name = _("Secrétariat général")
