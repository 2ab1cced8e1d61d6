"""What is typed of an action on the sheet of a meeting."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from interco.committees.services.actions import ActionContent
from interco.foundation.core.texts import LINE_LIMIT
from interco.foundation.ui.forms import Sentenced
from interco.foundation.ui.widgets import DateInput, SearchSelect
from interco.organisation.models import Post
from interco.secretariat.models import SheetPoint


class SheetActionForm(Sentenced):
    """What, who, by when, and the point it comes from."""

    title = forms.CharField(label=_("À faire"), max_length=LINE_LIMIT)
    owner = forms.ChoiceField(label=_("Pilote"), widget=SearchSelect)
    due_on = forms.DateField(label=_("Échéance"), widget=DateInput)
    point = forms.ChoiceField(label=_("Sur le point"), required=False)

    def __init__(
        self, *arguments: Any, posts: Sequence[tuple[Post, str]], points: Sequence[SheetPoint], **options: Any
    ) -> None:
        super().__init__(*arguments, **options)
        self._posts = {post.public_id: post for post, _label in posts}
        self._points = {point.public_id: point for point in points}
        owners = [("", str(_("choisir"))), *((post.public_id, label) for post, label in posts)]
        titles = [("", str(_("l’ensemble de la réunion"))), *((point.public_id, point.title) for point in points)]
        self.offer({"owner": owners, "point": titles})

    def content(self) -> ActionContent:
        """What was typed; the form is valid."""
        given = self.cleaned_data
        return ActionContent(title=given["title"], owner_post=self._posts[given["owner"]], due_on=given["due_on"])

    def chosen_point(self) -> SheetPoint | None:
        """The point chosen, or the whole meeting."""
        return self._points.get(self.cleaned_data["point"])
