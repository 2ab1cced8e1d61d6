"""What is typed of an action outside a session."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from interco.committees.forms.owners import OwnerField, offer_owners
from interco.committees.services.actions import ActionContent
from interco.foundation.core.texts import LINE_LIMIT
from interco.foundation.ui.forms import Sentenced
from interco.foundation.ui.widgets import DateInput
from interco.organisation.models import Post


class ActionSheetForm(Sentenced):
    """An action with its owner and its contributors, among the posts offered."""

    places = {"owner_post": "owner"}

    title = forms.CharField(label=_("À faire"), max_length=LINE_LIMIT)
    owner = OwnerField()
    due_on = forms.DateField(label=_("Échéance"), widget=DateInput)
    contributors = forms.MultipleChoiceField(
        label=_("Contributeurs"), required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *arguments: Any, posts: Sequence[tuple[Post, str]], **options: Any) -> None:
        super().__init__(*arguments, **options)
        self._posts = {post.public_id: post for post, _label in posts}
        offer_owners(self, posts)
        field = self.fields["contributors"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 - declared above
        field.choices = [(post.public_id, label) for post, label in posts]

    def content(self) -> ActionContent:
        """What was typed; the form is valid."""
        given = self.cleaned_data
        return ActionContent(
            title=given["title"], owner_post=self._posts[given["owner"]], due_on=given["due_on"],
            contributor_posts=[self._posts[key] for key in given["contributors"]],
        )  # fmt: skip


def initial_of(content: ActionContent) -> dict[str, Any]:
    """What the form starts with for an action that stands."""
    return {
        "title": content.title, "owner": content.owner_post.public_id, "due_on": content.due_on,
        "contributors": [post.public_id for post in content.contributor_posts],
    }  # fmt: skip
