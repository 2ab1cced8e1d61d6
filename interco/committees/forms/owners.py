"""The owner of a decision or of an action: one field wherever one is chosen."""

from collections.abc import Sequence

from django import forms
from django.utils.translation import gettext_lazy as _

from interco.foundation.ui.widgets import SearchSelect
from interco.organisation.models import Post


class OwnerField(forms.ChoiceField):
    """One of the posts offered, said by its holder, its title and its unit, and found by typing any of them."""

    def __init__(self, *, required: bool = True) -> None:
        super().__init__(label=_("Pilote"), required=required, widget=SearchSelect)

    def offer(self, posts: Sequence[tuple[Post, str]]) -> None:
        """The posts one may choose, each with its words."""
        empty = _("choisir") if self.required else _("à désigner")
        self.choices = [("", empty), *((post.public_id, label) for post, label in posts)]


def offer_owners(form: forms.Form, posts: Sequence[tuple[Post, str]]) -> None:
    """Offer these posts in the field `owner` of a form."""
    field = form.fields["owner"]
    assert isinstance(field, OwnerField)  # noqa: S101 - the form declares it
    field.offer(posts)
