"""What is typed in session: parsed and bounded here, judged by the services."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from interco.committees.enums import ItemState, Outcome, Presence, RoundPhase, StanceValue
from interco.committees.forms.owners import OwnerField, offer_owners
from interco.foundation.ui.widgets import DateInput
from interco.organisation.models import Post

LONG = 10_000
CHOSEN_OUTCOMES = (Outcome.ARBITRATION, Outcome.POSTPONED, Outcome.REFERRED, Outcome.REJECTED)


class _Owned(forms.Form):
    """A form whose `owner` is one of the posts offered."""

    owner = OwnerField(required=False)

    def __init__(self, *arguments: Any, posts: Sequence[tuple[Post, str]], **options: Any) -> None:
        super().__init__(*arguments, **options)
        self._posts = {post.public_id: post for post, _label in posts}
        offer_owners(self, posts)

    def post(self) -> Post | None:
        """The post chosen."""
        return self._posts.get(self.cleaned_data["owner"])


class DecisionForm(_Owned):
    """The project of a decision."""

    text = forms.CharField(label=_("Décision"), max_length=LONG, widget=forms.Textarea(attrs={"rows": 4}))
    due_on = forms.DateField(label=_("Échéance"), required=False, widget=DateInput)
    review_on = forms.DateField(label=_("À revoir le"), required=False, widget=DateInput)
    outcome = forms.ChoiceField(label=_("Issue"), required=False, choices=[("", ""), *Outcome.choices])
    reason = forms.CharField(
        label=_("Motif"), required=False, max_length=LONG, widget=forms.Textarea(attrs={"rows": 2})
    )

    field_order = ("text", "owner", "due_on", "review_on", "outcome", "reason")


class ActionForm(_Owned):
    """An action to carry out."""

    title = forms.CharField(label=_("À faire"), max_length=200)
    due_on = forms.DateField(label=_("Échéance"), widget=DateInput)

    owner = OwnerField()
    field_order = ("title", "owner", "due_on")


class StanceForm(forms.Form):
    """One's own stance on the text shown."""

    stance = forms.ChoiceField(choices=StanceValue.choices)
    reason = forms.CharField(required=False, max_length=LONG)
    name_withheld = forms.BooleanField(required=False)
    text_number = forms.IntegerField(required=False, min_value=1, max_value=10_000)


class PhaseForm(forms.Form):
    """The step to go to."""

    phase = forms.ChoiceField(choices=RoundPhase.choices)


class ContributionForm(forms.Form):
    """A question or a reaction."""

    text = forms.CharField(label=_("Ce qui a été dit"), max_length=LONG, widget=forms.Textarea(attrs={"rows": 2}))
    attendee = forms.CharField(label=_("Par"), required=False, max_length=30)


class TextForm(forms.Form):
    """A new version of the text."""

    text = forms.CharField(label=_("Texte proposé"), max_length=LONG, widget=forms.Textarea(attrs={"rows": 5}))
    number = forms.IntegerField(required=False, min_value=1, max_value=10_000, widget=forms.HiddenInput)


class ConclusionForm(forms.Form):
    """How a round ends when its text is not adopted."""

    outcome = forms.ChoiceField(
        label=_("Issue"), choices=[(one.value, one.label) for one in CHOSEN_OUTCOMES], widget=forms.RadioSelect
    )
    reason = forms.CharField(
        label=_("Motif"), required=False, max_length=LONG, widget=forms.Textarea(attrs={"rows": 3})
    )


class LiftingForm(forms.Form):
    """What was changed to lift an objection."""

    change = forms.CharField(
        label=_("Ce qui a été changé"), required=False, max_length=LONG, widget=forms.Textarea(attrs={"rows": 2})
    )


class EndingForm(forms.Form):
    """How an item ends without a decision."""

    ending = forms.ChoiceField(
        label=_("Terminer le point"),
        widget=forms.RadioSelect,
        choices=[
            (ItemState.TREATED.value, _("Traité")), (ItemState.POSTPONED.value, _("Reporté à la prochaine séance")),
            (ItemState.REFERRED.value, _("Renvoyé aux élus")), (ItemState.SCHEDULED.value, _("Non traité")),
        ],
    )  # fmt: skip
    reason = forms.CharField(label=_("Motif"), required=False, max_length=LONG)


class PresenceForm(forms.Form):
    """A presence; « parti » is a departure."""

    presence = forms.ChoiceField(choices=[*Presence.choices, ("left", _("parti"))])


class NotesForm(forms.Form):
    """The notes and the version the screen last knew."""

    notes = forms.CharField(
        label=_("Vos notes"), required=False, max_length=200_000, strip=False, widget=forms.Textarea(attrs={"rows": 8})
    )
    version = forms.IntegerField(required=False, min_value=0, max_value=10_000_000)
