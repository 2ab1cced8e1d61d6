"""A calendar of another server, as typed; a password never comes back to the page."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from interco.foundation.core.outgoing import LONGEST_ADDRESS
from interco.foundation.ui.forms import Sentenced
from interco.scheduling.services.linked_calendars import LinkContent

_PLAIN = {"autocapitalize": "off", "autocomplete": "off", "spellcheck": "false"}


class LinkForm(Sentenced):
    """The address of the calendar, an account there, what is done with it. `agendas` are (key, name)."""

    owner = forms.ChoiceField(label=_("Agenda"))
    address = forms.CharField(
        label=_("Adresse du calendrier"), max_length=LONGEST_ADDRESS,
        help_text=_("Elle commence par https:// et désigne un calendrier, non le serveur."),
        widget=forms.URLInput(attrs={**_PLAIN, "placeholder": "https://…"}),
    )  # fmt: skip
    user = forms.CharField(label=_("Compte sur ce serveur"), max_length=200, widget=forms.TextInput(attrs=_PLAIN))
    password = forms.CharField(
        label=_("Mot de passe"), max_length=200, strip=False,
        help_text=_("De préférence un mot de passe d’application. Il est gardé chiffré, et n’est plus jamais montré."),
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )  # fmt: skip
    publishes = forms.BooleanField(label=_("Y publier l’agenda"), required=False)
    reads = forms.BooleanField(label=_("Y lire les heures prises"), required=False)

    def __init__(self, data: Any = None, *, agendas: list[tuple[str, str]]) -> None:
        super().__init__(data, initial={"publishes": True, "reads": True})
        self.offer({"owner": agendas})
        if len(agendas) == 1:
            self.fields["owner"].widget = forms.HiddenInput()
            self.fields["owner"].initial = agendas[0][0]

    def content(self) -> LinkContent:
        """What was typed; the form is valid."""
        given = self.cleaned_data
        return LinkContent(**{name: given[name] for name in ("address", "user", "password", "publishes", "reads")})


class LinkChangeForm(Sentenced):
    """What may change of a link: not its address, where what was published stands."""

    name = forms.CharField(label=_("Nom"), max_length=120)
    user = forms.CharField(label=_("Compte sur ce serveur"), max_length=200, widget=forms.TextInput(attrs=_PLAIN))
    password = forms.CharField(
        label=_("Mot de passe"), max_length=200, strip=False, required=False, help_text=_("Vide : celui qui est connu."),
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )  # fmt: skip
    publishes = forms.BooleanField(label=_("Y publier l’agenda"), required=False)
    reads = forms.BooleanField(label=_("Y lire les heures prises"), required=False)

    def content(self) -> LinkContent:
        """What was typed; the form is valid."""
        return LinkContent(address="", **self.cleaned_data)
