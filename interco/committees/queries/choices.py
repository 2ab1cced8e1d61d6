"""What the forms before the session offer: units, rapporteurs, communes, bodies, sessions. Each is one or two queries."""

from datetime import date
from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import Q, QuerySet

from interco.committees.models import Body, Meeting
from interco.committees.queries.sessions import ahead
from interco.foundation.core.actor import Actor
from interco.foundation.core.prepared import Prepared
from interco.foundation.ui import dates
from interco.foundation.ui.filters import language
from interco.organisation.enums import CollectivityKind
from interco.organisation.models import (
    Assignment,
    CollectivityVersion,
    Person,
    PostVersion,
    UnitVersion,
)

Choice = tuple[str, str]


def _units(day: date) -> QuerySet[UnitVersion, Any]:
    return (
        UnitVersion.objects.effective_on(day).order_by("rank", "name").values_list("unit_id", "unit__public_id", "name")
    )


def _of_posts_held(person: int, day: date) -> QuerySet[UnitVersion, Any]:
    held = Assignment.objects.effective_on(day).filter(person_id=person).order_by().values("post_id")
    posts = PostVersion.objects.effective_on(day).filter(post_id__in=held).order_by().values("unit_id")
    return _units(day).filter(unit_id__in=posts)


#: Asked at each proposal (ADR 0006).
_HELD = Prepared(_of_posts_held, int, date)
_HOME = Prepared(lambda day: _units(day).filter(unit__collectivity__is_home=True), date)


def units_of(actor: Actor, *, everything: bool) -> list[Choice]:
    """Units in whose name the actor submits, those led first; all those of the intercommunality for the secretariat."""
    rows = list(_HELD(actor.person_id or 0, actor.today)) if actor.unit_ids else []
    rows.sort(key=lambda row: row[0] not in actor.led_unit_ids)
    if everything:
        rows += [row for row in _HOME(actor.today) if row[0] not in actor.unit_ids]
    return [(public_id, name) for _unit, public_id, name in rows]


def home_units(day: date) -> list[Choice]:
    """Units of the intercommunality on a day, by name."""
    rows = UnitVersion.objects.effective_on(day).filter(unit__collectivity__is_home=True).order_by("name")
    return list(rows.values_list("unit__public_id", "name"))


def communes(day: date) -> list[Choice]:
    """Member communes on a day, by name."""
    rows = CollectivityVersion.objects.effective_on(day).filter(
        is_member=True, collectivity__kind=CollectivityKind.COMMUNE
    )
    return list(rows.order_by("name").values_list("collectivity__public_id", "name"))


def rapporteurs(actor: Actor, *units: int) -> list[Choice]:
    """Who may present an item: oneself, the people of the units concerned, the heads of units; by name."""
    led = PostVersion.objects.effective_on(actor.today).filter(leads_unit=True)
    inside = PostVersion.objects.effective_on(actor.today).filter(unit_id__in={*actor.unit_ids, *units})
    posts = Q(post__in=led.values("post")) | Q(post__in=inside.values("post"))
    held = Assignment.objects.effective_on(actor.today).filter(posts).values("person")
    people = Person.objects.filter(Q(pk__in=held) | Q(pk=actor.person_id or 0)).order_by("last_name", "first_name")
    rows = people.values_list("public_id", "last_name", "first_name")
    return [(public_id, f"{last} {first}") for public_id, last, first in rows]


def sessions_to_come(body: Body, actor: Actor, *, most: int = 8) -> list[Choice]:
    """The next sessions of a body, told by their day and by whether proposals are still taken."""
    return [(meeting.public_id, session_name(meeting)) for meeting in ahead(body, actor.at)[:most]]


def session_name(meeting: Meeting) -> str:
    """« mardi 8 décembre 2026 »."""
    local = meeting.starts_at.astimezone(ZoneInfo(meeting.zone))
    return dates.day(local.date(), language()).striptags()


def posts_held(day: date) -> list[Choice]:
    """Posts of a day with their unit and who holds them, for the seats of a body: those that lead a unit first."""
    versions = PostVersion.objects.effective_on(day).select_related("post").order_by("-leads_unit", "title")
    names = dict(UnitVersion.objects.effective_on(day).values_list("unit_id", "name"))
    holders: dict[int, str] = {}
    for post_id, first, last in Assignment.objects.effective_on(day).values_list(
        "post_id", "person__first_name", "person__last_name"
    ):
        holders.setdefault(post_id, f"{first} {last}")
    return [
        (row.post.public_id, ", ".join(filter(None, [row.title, names.get(row.unit_id, ""), holders.get(row.post_id)])))
        for row in versions
    ]


def people(day: date) -> list[Choice]:
    """People present on a day, by name, whatever their collectivity: for the seats that name somebody."""
    rows = Person.objects.effective_on(day).order_by("last_name", "first_name")
    return [
        (public_id, f"{last} {first}")
        for public_id, last, first in rows.values_list("public_id", "last_name", "first_name")
    ]
