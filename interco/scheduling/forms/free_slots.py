"""A meeting to place, as typed: who, how long, between which days, in which room, rather when.

What was typed in the form of a new event comes here too, and stays: its words are carried to the event.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from interco.foundation.core.actor import Actor
from interco.foundation.core.errors import Invalid, Refused
from interco.foundation.ui.widgets import DateInput
from interco.organisation.models import Person
from interco.scheduling.enums import EventKind, PartRole, ResourceKind, Visibility
from interco.scheduling.forms.guests import guests_of
from interco.scheduling.models import Resource
from interco.scheduling.queries.access import own_agendas
from interco.scheduling.queries.free_slots import ANY_ROOM, NO_ROOM, SlotSearch
from interco.scheduling.rules.events import EventContent, GuestAsked
from interco.scheduling.rules.working_hours import Preference

WEEKS = timedelta(days=27)
LONGEST = timedelta(days=183)
#: Rows of names shown at least, and empty ones kept under those typed.
ROWS, SPARE = 3, 2


class SlotForm(forms.Form):
    """Everything but the people, who are typed one a row."""

    title = forms.CharField(label=gettext_lazy("Objet"), max_length=200)
    owner = forms.ChoiceField(label=gettext_lazy("Agenda de"))
    minutes = forms.IntegerField(label=gettext_lazy("Durée, en minutes"), min_value=15, max_value=600)
    first = forms.DateField(label=gettext_lazy("Du"), widget=DateInput())
    last = forms.DateField(label=gettext_lazy("Au"), widget=DateInput())
    room = forms.ChoiceField(label=gettext_lazy("Salle"), required=False)
    seats = forms.IntegerField(label=gettext_lazy("Places"), required=False, min_value=1, max_value=9999)
    preference = forms.ChoiceField(label=gettext_lazy("Plutôt"), required=False)
    kind = forms.CharField(required=False, widget=forms.HiddenInput())
    visibility = forms.CharField(required=False, widget=forms.HiddenInput())
    place = forms.CharField(required=False, max_length=200, widget=forms.HiddenInput())
    text = forms.CharField(required=False, max_length=20_000, widget=forms.HiddenInput())

    def __init__(self, data: Any, actor: Actor) -> None:
        self.actor = actor
        owners = owners_of(actor)
        given = _with_defaults(data, owners, actor)
        booked = list(Resource.objects.filter(public_id__in=data.getlist("resources")))
        self.equipment = [row for row in booked if row.kind == ResourceKind.EQUIPMENT]
        given.setdefault("room", next((row.public_id for row in booked if row.kind == ResourceKind.ROOM), NO_ROOM))
        #: A slot is one day: what the form of an event said of its repetition does not follow.
        self.leaves_repetition = bool(data.get("repeat"))
        super().__init__(given)
        self.fields["owner"].choices = [(row.public_id, row.full_name) for row in owners]  # type: ignore[attr-defined]  # of a ChoiceField
        self._owners = {row.public_id: row for row in owners}
        rooms = _room_choices()
        if self.data.get("room") not in dict(rooms):
            self.data = {**self.data, "room": NO_ROOM}
        self.fields["room"].choices = rooms  # type: ignore[attr-defined]  # of a ChoiceField
        self.fields["preference"].choices = [  # type: ignore[attr-defined]  # of a ChoiceField
            (Preference.NONE.value, _("Peu importe")), (Preference.MORNING.value, _("Le matin")),
            (Preference.AFTERNOON.value, _("L’après-midi")),
        ]  # fmt: skip
        self.has_many_owners = len(owners) > 1

    @property
    def host(self) -> Person:
        """Whose agenda receives the meeting."""
        return self._owners[self.cleaned_data["owner"]]

    def clean(self) -> dict[str, Any]:
        """The last day follows the first, half a year later at most."""
        given: dict[str, Any] = super().clean() or {}
        first, last = given.get("first"), given.get("last")
        if first is not None and last is not None:
            if last < max(first, self.actor.today):
                self.add_error("last", _("La dernière date précède la première, ou est passée."))
            elif last - max(first, self.actor.today) > LONGEST:
                self.add_error("last", _("Cherchez sur six mois au plus."))
        return given

    def content(self, starts_at: datetime, zone: str) -> EventContent:
        """The event at a slot, told by the clocks of the territory."""
        given = self.cleaned_data
        return EventContent(
            title=given["title"], first_on=starts_at.date(), at=starts_at.time(), minutes=given["minutes"], zone=zone,
            kind=given["kind"] or EventKind.MEETING, visibility=given["visibility"] or Visibility.STAFF,
            place=given["place"], text=given["text"],
        )  # fmt: skip


@dataclass(frozen=True, slots=True)
class TypedPeople:
    """The rows of names, to be shown again: those awaited, those who may come."""

    required: Sequence[str]
    optional: Sequence[str]

    @classmethod
    def of(cls, data: Any) -> "TypedPeople":
        """What a form gave, with empty rows to go on."""
        typed = [[one for one in data.getlist(name) if one.strip()] for name in ("guest", "optional")]
        rows = [[*names, *[""] * max(SPARE, least - len(names))] for names, least in zip(typed, (ROWS, 1), strict=True)]
        return cls(*rows)

    def guests(self, actor: Actor) -> list[GuestAsked]:
        """Each recognised; `Invalid` on `guests` naming the one nobody bears."""
        return guests_of(self.required, actor) + guests_of(self.optional, actor, role=PartRole.OPTIONAL)


def search_of(form: SlotForm, guests: Sequence[GuestAsked]) -> SlotSearch:
    """What a valid form seeks; the owner is awaited, and sits too."""
    given = form.cleaned_data
    optional = frozenset(one.person_id for one in guests if one.person_id and one.role == PartRole.OPTIONAL)
    required = frozenset(one.person_id for one in guests if one.person_id) | {form.host.pk}
    outside = [one.name or one.address for one in guests if one.person_id is None]
    people = len(required | optional) + len(outside)
    return SlotSearch(
        required=required - (optional - {form.host.pk}), optional=optional - {form.host.pk}, outside=outside,
        minutes=given["minutes"], first=max(given["first"], form.actor.today), last=given["last"],
        preference=given["preference"], room=given["room"], seats=given["seats"] or people,
    )  # fmt: skip


def slot_chosen(text: str) -> tuple[datetime, Resource | None]:
    """The instant and the room of the button pressed; `Invalid` when it is none of ours."""
    instant, _bar, room = text.partition("|")
    try:
        starts_at = datetime.fromisoformat(instant)
        if starts_at.tzinfo is None:
            raise ValueError
    except ValueError:
        raise Invalid(_("Choisissez un des créneaux proposés."), field="choice") from None
    if not room:
        return starts_at, None
    found = Resource.objects.filter(public_id=room, kind=ResourceKind.ROOM).first()
    if found is None:
        raise Invalid(_("Cette salle n’existe plus."), field="choice")
    return starts_at, found


def owners_of(actor: Actor) -> list[Person]:
    """Agendas the actor writes in, their own first."""
    rows = Person.objects.filter(pk__in=own_agendas(actor)).order_by("last_name", "first_name")
    owners = sorted(rows, key=lambda row: row.pk != actor.person_id)
    if not owners:
        raise Refused(_("Votre compte n’a pas d’agenda : aucune personne de l’organisation ne lui correspond."))
    return owners


def _with_defaults(data: Any, owners: Sequence[Person], actor: Actor) -> dict[str, Any]:
    """What was typed; what the form of an event gives otherwise (its day, its hours, its room); what is usual otherwise."""
    given = {name: value for name, value in data.items() if value != ""}
    first = _day(str(given.get("first") or given.get("first_on") or "")) or actor.today
    base = {
        "title": _("Réunion"), "owner": owners[0].public_id, "first": first.isoformat(),
        "minutes": _minutes(str(given.get("at", "")), str(given.get("ends", ""))) or 60,
        "last": (max(first, actor.today) + WEEKS).isoformat(),
    }  # fmt: skip
    return {**base, **given}


def _minutes(begins: str, ends: str) -> int:
    try:
        start, end = time.fromisoformat(begins), time.fromisoformat(ends)
    except ValueError:
        return 0
    minutes = 60 * (end.hour - start.hour) + end.minute - start.minute
    return minutes if 15 <= minutes <= 600 else 0


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _room_choices() -> list[tuple[str, str]]:
    rooms = Resource.objects.filter(kind=ResourceKind.ROOM, is_open=True)
    named = [
        (row.public_id, _("%(room)s, %(seats)s places") % {"room": row.name, "seats": row.capacity} if row.capacity else row.name)
        for row in rooms
    ]  # fmt: skip
    return [(NO_ROOM, _("Sans salle")), (ANY_ROOM, _("La plus petite qui convient")), *named]
