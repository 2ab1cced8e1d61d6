"""The ui application of the foundation."""

from django import forms
from django.apps import AppConfig
from django.core import validators
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy


class UiConfig(AppConfig):
    """Gives the forms of the house its own words for what is missing, too long or no longer offered."""

    name = "interco.foundation.ui"
    label = "ui"
    verbose_name = "Interface"

    def ready(self) -> None:
        """Replace the stock sentences, which name fields and values as programs do."""
        forms.Field.default_error_messages["required"] = _("Ce champ est nécessaire.")
        gone = _("Ce choix n’est plus proposé : choisissez-en un autre.")
        for field in (forms.ChoiceField, forms.MultipleChoiceField):
            field.default_error_messages["invalid_choice"] = gone
        validators.MaxValueValidator.message = _("Le plus grand nombre possible est %(limit_value)s.")
        validators.MinValueValidator.message = _("Le plus petit nombre possible est %(limit_value)s.")
        validators.MaxLengthValidator.message = ngettext_lazy(
            "%(limit_value)d caractère au plus ; il y en a %(show_value)d.",
            "%(limit_value)d caractères au plus ; il y en a %(show_value)d.",
            "limit_value",
        )
