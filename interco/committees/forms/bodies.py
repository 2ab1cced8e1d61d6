"""The rules of a body as typed: a recurrence is asked for in words, not as a rule."""

from datetime import time
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from interco.committees.enums import BodyKind, HolidayRule
from interco.committees.models import Body
from interco.committees.rules.rhythm import Rhythm, rhythm_of, rule_of
from interco.committees.services.bodies import BodyRules
from interco.foundation.core.texts import LINE_LIMIT
from interco.foundation.ui.widgets import TimeInput
from interco.organisation.models import Post

RHYTHMS = [("weekly", _("chaque semaine")), ("monthly", _("chaque mois")), ("", _("sans récurrence"))]
WEEKDAYS = [
    ("0", _("lundi")), ("1", _("mardi")), ("2", _("mercredi")), ("3", _("jeudi")), ("4", _("vendredi")),
    ("5", _("samedi")), ("6", _("dimanche")),
]  # fmt: skip
RANKS = [("1", _("le premier")), ("2", _("le deuxième")), ("3", _("le troisième")), ("4", _("le quatrième")),
         ("-1", _("le dernier"))]  # fmt: skip


class BodyForm(forms.Form):
    """Who, when, by which rules. `posts` are the choices of chair and secretary."""

    code = forms.CharField(label=_("Sigle"), max_length=20)
    name = forms.CharField(label=_("Nom"), max_length=LINE_LIMIT)
    kind = forms.ChoiceField(label=_("Nature"), choices=BodyKind.choices)
    chair_post = forms.ChoiceField(label=_("Présidence"))
    secretary_post = forms.ChoiceField(label=_("Secrétariat"), required=False)
    rhythm = forms.ChoiceField(label=_("Rythme"), choices=RHYTHMS, required=False)
    every = forms.IntegerField(label=_("Une fois sur"), min_value=1, max_value=12)
    rank = forms.ChoiceField(label=_("Dans le mois"), choices=RANKS, required=False)
    weekday = forms.ChoiceField(label=_("Jour"), choices=WEEKDAYS)
    starts_at = forms.TimeField(label=_("Début"), widget=TimeInput())
    duration_minutes = forms.IntegerField(label=_("Durée, en minutes"), min_value=15, max_value=600)
    follow_up_minutes = forms.IntegerField(
        label=_("Suivi des actions à l’ouverture, en minutes"), min_value=0, max_value=120
    )
    place = forms.CharField(label=_("Lieu"), required=False, max_length=LINE_LIMIT)
    holiday_rule = forms.ChoiceField(label=_("Quand la séance tombe un jour férié"), choices=HolidayRule.choices)
    deadline_days = forms.IntegerField(label=_("Clôture des propositions, jours avant"), min_value=0, max_value=60)
    deadline_at = forms.TimeField(label=_("Clôture des propositions, heure"), widget=TimeInput())
    quorum_percent = forms.IntegerField(label=_("Quorum, en % des membres"), min_value=1, max_value=100)
    chair_responds = forms.BooleanField(label=_("La présidence donne sa position dans les tours"), required=False)

    def __init__(self, *args: Any, posts: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, empty in (("chair_post", []), ("secretary_post", [("", _("aucun"))])):
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)  # noqa: S101 - both are choice fields
            field.choices = [*empty, *posts]

    def rules(self) -> BodyRules:
        """The rules typed; the form is valid."""
        given = self.cleaned_data
        posts = {post.public_id: post for post in Post.objects.filter(
            public_id__in=[given["chair_post"], given["secretary_post"]])}  # fmt: skip
        rule = ""
        if given["rhythm"]:
            monthly = given["rhythm"] == "monthly"
            rule = rule_of(Rhythm(monthly, int(given["weekday"]), given["every"], int(given["rank"] or 1)))
        return BodyRules(
            code=given["code"], name=given["name"], kind=given["kind"], chair_post=posts[given["chair_post"]],
            secretary_post=posts.get(given["secretary_post"]), recurrence=rule, starts_at=given["starts_at"],
            duration_minutes=given["duration_minutes"], place=given["place"], holiday_rule=given["holiday_rule"],
            deadline_days=given["deadline_days"], deadline_at=given["deadline_at"],
            quorum_share=Decimal(given["quorum_percent"]) / 100, chair_responds=given["chair_responds"],
            follow_up_minutes=given["follow_up_minutes"],
        )  # fmt: skip


def initial_of(body: Body | None) -> dict[str, Any]:
    """What the form starts with: the body as it stands, or a weekly committee of direction."""
    if body is None:
        return {
            "kind": BodyKind.CODIR, "rhythm": "weekly", "every": 1, "rank": "1", "weekday": "1", "starts_at": time(8, 30),
            "duration_minutes": 150, "follow_up_minutes": 10, "holiday_rule": HolidayRule.NEXT_WORKING_DAY, "deadline_days": 5,
            "deadline_at": time(12), "quorum_percent": 50,
        }  # fmt: skip
    rhythm = rhythm_of(body.recurrence) or Rhythm(False, 0)
    names = ("code", "name", "kind", "starts_at", "duration_minutes", "place", "holiday_rule", "deadline_days", "deadline_at",
             "chair_responds", "follow_up_minutes")  # fmt: skip
    return {name: getattr(body, name) for name in names} | {
        "chair_post": body.chair_post.public_id,
        "secretary_post": body.secretary_post.public_id if body.secretary_post else "",
        "rhythm": ("monthly" if rhythm.is_monthly else "weekly") if body.recurrence else "",
        "every": rhythm.every, "rank": str(rhythm.rank), "weekday": str(rhythm.weekday),
        "quorum_percent": int(body.quorum_share * 100),
    }  # fmt: skip
