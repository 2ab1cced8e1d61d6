"""The first body and its year of sessions, by the services of every day; its chair is the post of DGS.

Example: « CODIR », Tuesdays 8:30 to 11:00 in the territory's zone: a unit « Direction générale des services » and its
post of DGS when there is none yet, the body, and its sessions until the same day of next year.
"""

from dataclasses import dataclass
from datetime import time, timedelta
from decimal import Decimal

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as stored

from interco.committees.enums import BodyKind, HolidayRule
from interco.committees.models import Body
from interco.committees.services.bodies import BodyRules, create_body
from interco.committees.services.series import plan_series
from interco.foundation.core.actor import Actor
from interco.foundation.core.errors import Invalid, Refused
from interco.foundation.core.roles import Role
from interco.organisation.enums import PostFunction, UnitKind
from interco.organisation.models import Collectivity, Post, PostVersion
from interco.organisation.services.posts import PostValues, open_post
from interco.organisation.services.units import UnitValues, open_unit

DAYS = ("MO", "TU", "WE", "TH", "FR")
A_YEAR = timedelta(days=364)
DEADLINE_DAYS = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class FirstBody:
    """What the form says: a day of the week, wall times."""

    code: str
    name: str
    day: str
    starts_at: time
    ends_at: time
    place: str


@transaction.atomic
def open_first_body(given: FirstBody, *, by: Actor) -> tuple[Body, int]:
    """Create the body and its year; how many sessions. Once only, by the administrator of the first start."""
    if not by.has(Role.ADMINISTRATOR, Role.SYSTEM):
        raise Refused(_("La première instance s’ouvre au premier démarrage."))
    if Body.objects.exists():
        raise Refused(_("Une instance existe déjà : les suivantes s’ouvrent dans « Séances »."))
    if given.day not in DAYS:
        raise Invalid(_("Choisissez un jour, du lundi au vendredi."), field="day")
    minutes = _minutes(given.ends_at) - _minutes(given.starts_at)
    if minutes <= 0:
        raise Invalid(_("La séance finit après avoir commencé."), field="ends_at")
    machine = Actor(at=by.at, zone=by.zone, user_id=by.user_id, name=by.name, roles=by.roles | {Role.SYSTEM})
    body = create_body(
        BodyRules(
            code=given.code, name=given.name, kind=BodyKind.CODIR, chair_post=_post_of_dgs(machine), secretary_post=None,
            recurrence=f"FREQ=WEEKLY;BYDAY={given.day}", starts_at=given.starts_at, duration_minutes=minutes,
            place=given.place, holiday_rule=HolidayRule.NEXT_WORKING_DAY, deadline_days=DEADLINE_DAYS,
            deadline_at=time(12), quorum_share=Decimal("0.50"),
        ),
        by=machine,
    )  # fmt: skip
    planned = plan_series(body, first=by.today, last=by.today + A_YEAR, by=machine)
    return body, len(planned)


def _minutes(wall: time) -> int:
    return wall.hour * 60 + wall.minute


def _post_of_dgs(by: Actor) -> Post:
    """The post of DGS of today, made with its unit when there is none."""
    standing = PostVersion.objects.effective_on(by.today).filter(function=PostFunction.DGS).select_related("post")
    found = standing.filter(unit__collectivity__is_home=True).first()
    if found is not None:
        return found.post
    home = Collectivity.objects.filter(is_home=True).first()
    if home is None:
        raise Refused(_("Choisissez d’abord votre intercommunalité."))
    values_of_unit = UnitValues(name=stored("Direction générale des services"), kind=UnitKind.GENERAL_DIRECTORATE)
    unit = open_unit(home, values_of_unit, starts_on=by.today, by=by)
    values = PostValues(
        unit=unit, title=stored("Directeur général des services"), feminine_title=stored("Directrice générale des services"),
        function=PostFunction.DGS, leads_unit=True, category="A", is_functional=True,
    )  # fmt: skip
    return open_post(values, starts_on=by.today, by=by)
