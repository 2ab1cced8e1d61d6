"""Who an account is in the organisation at an instant: the builder of the `Actor`. Three queries, whatever the size."""

from datetime import datetime
from zoneinfo import ZoneInfo

from interco.foundation.accounts.models import RoleGrant, User
from interco.foundation.core.actor import Actor
from interco.foundation.core.roles import Role
from interco.organisation.enums import Gender, PersonKind, PostFunction
from interco.organisation.models import Assignment, PostVersion, Territory


def territory_zone() -> ZoneInfo:
    """The time zone of the territory; Paris before the first start is over."""
    name = Territory.objects.values_list("time_zone", flat=True).first()
    return ZoneInfo(name or "Europe/Paris")


def actor_of_user(user_id: int, at: datetime) -> Actor | None:
    """The actor behind an account as of an instant; nothing when the account is closed."""
    user = User.objects.select_related("person__collectivity").filter(pk=user_id, is_active=True).first()
    if user is None:
        return None
    zone = territory_zone()
    day = at.astimezone(zone).date()
    roles = set(RoleGrant.objects.filter(user_id=user_id).values_list("role", flat=True))
    person = getattr(user, "person", None)
    if person is None or person.starts_on > day or (person.ends_on is not None and person.ends_on <= day):
        return Actor(
            at=at, zone=zone, user_id=user_id, name=user.name, roles=frozenset(roles), preferences=user.preferences
        )
    posts = _posts_held(person.pk, at, zone)
    if person.kind == PersonKind.AGENT:
        roles.add(Role.STAFF if person.collectivity.is_home else Role.COMMUNE_STAFF)
    if person.collectivity.is_home and any(post.function == PostFunction.DGS for post in posts):
        roles.add(Role.DGS)
    main = next(iter(posts), None)
    return Actor(
        at=at, zone=zone, user_id=user_id, person_id=person.pk, name=person.full_name,
        title=title_of(main, person.gender) if main else person.mandate, roles=frozenset(roles),
        collectivity_id=person.collectivity_id, post_ids=frozenset(post.post_id for post in posts),
        unit_ids=frozenset(post.unit_id for post in posts),
        led_unit_ids=frozenset(post.unit_id for post in posts if post.leads_unit), preferences=user.preferences,
    )  # fmt: skip


def _posts_held(person_id: int, at: datetime, zone: ZoneInfo) -> list[PostVersion]:
    day = at.astimezone(zone).date()
    held = Assignment.objects.effective_on(day).filter(person_id=person_id).values("post_id")
    return list(PostVersion.objects.effective_on(day).filter(post_id__in=held).order_by("-leads_unit", "-fte", "pk"))


def title_of(post: PostVersion, gender: str) -> str:
    """The title of a post, in the feminine when its holder's record says so."""
    return post.feminine_title if gender == Gender.FEMININE and post.feminine_title else post.title
