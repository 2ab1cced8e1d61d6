"""Who an account is in the organisation at an instant: the builder of the `Actor`.

Every request starts here, so it is two statements written by hand: through the ORM the same facts took five queries and
2.5 ms of processor, more than many pages (measured with `python3 run.py bench`).
"""

import json
from dataclasses import replace
from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.db import connection

from interco.foundation.core.actor import Actor
from interco.foundation.core.prepared import Prepared
from interco.foundation.core.roles import Role
from interco.organisation.enums import Gender, PersonKind, PostFunction
from interco.organisation.models import Assignment, PostVersion, Territory

_WHO = """
SELECT u.name, u.preferences, p.id, p.first_name, p.last_name, p.gender, p.kind, p.mandate, p.starts_on, p.ends_on,
       p.collectivity_id, c.is_home, (SELECT time_zone FROM organisation_territory LIMIT 1)
FROM accounts_user u
LEFT JOIN organisation_person p ON p.user_id = u.id
LEFT JOIN organisation_collectivity c ON c.id = p.collectivity_id
WHERE u.id = %s AND u.is_active
"""

_WHAT = """
SELECT role, NULL, NULL, NULL, NULL, NULL, 0 AS leads, 0 AS fte FROM accounts_role_grant WHERE user_id = %s
UNION ALL
SELECT NULL, v.post_id, v.unit_id, v.title, v.feminine_title, CASE WHEN c.is_home THEN v.function END,
       CASE WHEN v.leads_unit THEN 1 ELSE 0 END, v.fte
FROM organisation_assignment a JOIN organisation_post_version v ON v.post_id = a.post_id
JOIN organisation_unit u ON u.id = v.unit_id JOIN organisation_collectivity c ON c.id = u.collectivity_id
WHERE a.person_id = %s AND a.starts_on <= %s AND (a.ends_on IS NULL OR a.ends_on > %s)
  AND v.starts_on <= %s AND (v.ends_on IS NULL OR v.ends_on > %s)
ORDER BY leads DESC, fte DESC
"""

DEFAULT_ZONE = "Europe/Paris"
_ZONE = Prepared(lambda: Territory.objects.order_by("pk").values_list("time_zone")[:1])


def territory_zone() -> ZoneInfo:
    """The time zone of the territory; Paris before the first start is over."""
    row = _ZONE.first()
    return ZoneInfo(row[0] if row and row[0] else DEFAULT_ZONE)


def actor_of_user(user_id: int, at: datetime) -> Actor | None:
    """The actor behind an account as of an instant; nothing when the account is closed."""
    with connection.cursor() as cursor:
        cursor.execute(_WHO, [user_id])
        who = cursor.fetchone()
        if who is None:
            return None
        (
            name,
            preferences,
            person_id,
            first,
            last,
            gender,
            kind,
            mandate,
            starts_on,
            ends_on,
            collectivity,
            home,
            zone_name,
        ) = who
        zone = ZoneInfo(zone_name or DEFAULT_ZONE)
        today = at.astimezone(zone).date()
        is_present = person_id is not None and _covers(starts_on, ends_on, today)
        day = connection.ops.adapt_datefield_value(today)
        cursor.execute(_WHAT, [user_id, person_id if is_present else None, day, day, day, day])
        rows = cursor.fetchall()
    roles = {row[0] for row in rows if row[0]}
    bare = Actor(
        at=at, zone=zone, user_id=user_id, name=name, roles=frozenset(roles), preferences=_as_mapping(preferences)
    )
    if not is_present:
        return bare
    posts = [row for row in rows if row[1] is not None]
    if kind == PersonKind.AGENT:
        roles.add(Role.STAFF if home else Role.COMMUNE_STAFF)
    if home and any(row[5] == PostFunction.DGS for row in posts):
        roles.add(Role.DGS)
    return replace(
        bare, person_id=person_id, name=f"{first} {last}", roles=frozenset(roles), collectivity_id=collectivity,
        title=_in_gender(posts[0][3], posts[0][4], gender) if posts else mandate,
        post_ids=frozenset(row[1] for row in posts), unit_ids=frozenset(row[2] for row in posts),
        led_unit_ids=frozenset(row[2] for row in posts if row[6]),
    )  # fmt: skip


def _covers(starts_on: date | str, ends_on: date | str | None, day: date) -> bool:
    """SQLite gives dates as ISO text, PostgreSQL as dates: both compare as ISO text."""
    return str(starts_on) <= day.isoformat() and (ends_on is None or str(ends_on) > day.isoformat())


def _as_mapping(value: object) -> dict[str, object]:
    return dict(json.loads(value)) if isinstance(value, str) else dict(value or {})  # type: ignore[call-overload]  # what JSON gives of an object


def _in_gender(title: str, feminine_title: str, gender: str) -> str:
    return feminine_title if gender == Gender.FEMININE and feminine_title else title


def title_of(post: PostVersion, gender: str) -> str:
    """The title of a post, in the feminine when its holder's record says so."""
    return _in_gender(post.title, post.feminine_title, gender)


def accounts_of_the_dgs(at: datetime) -> list[int]:
    """The accounts that act as DGS at an instant, an interim included. Few: each is asked like a request would."""
    day = at.astimezone(territory_zone()).date()
    posts = PostVersion.objects.effective_on(day).filter(function=PostFunction.DGS).values("post_id")
    held = Assignment.objects.effective_on(day).filter(post_id__in=posts, person__user__isnull=False)
    found = ((user, actor_of_user(user, at)) for user in held.values_list("person__user_id", flat=True).distinct())
    return [int(user or 0) for user, actor in found if actor is not None and actor.has(Role.DGS)]
