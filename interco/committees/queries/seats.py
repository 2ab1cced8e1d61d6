"""The attendees of a session as the rules of quorum and of respondents read them."""

from collections.abc import Iterable
from datetime import date

from django.db.models import OuterRef, Subquery

from interco.committees.enums import Presence
from interco.committees.models import Attendee
from interco.committees.rules import consent, quorum
from interco.organisation.models import PostVersion, UnitVersion


def in_room(attendee: Attendee) -> bool:
    """Whether somebody came and has not left."""
    return attendee.presence == Presence.PRESENT and attendee.left_at is None


def convened(attendee: Attendee) -> consent.Convened:
    """An attendee as the rule of the respondents reads it."""
    return consent.Convened(
        key=attendee.pk, role=attendee.role, is_voting=attendee.is_voting, is_member=attendee.is_member,
        is_present=in_room(attendee), substitute_for=attendee.substitute_for_id, rank=attendee.rank,
    )  # fmt: skip


def seats_of(attendees: Iterable[Attendee]) -> list[quorum.Seat]:
    """The attendees as the rule of the quorum reads them: a substitute sits in the seat of the member."""
    listed = list(attendees)
    voting = {one.pk: one.is_voting and one.is_member for one in listed}
    return [
        quorum.Seat(
            key=one.pk, seat=one.substitute_for_id or one.pk, is_present=in_room(one),
            is_voting=voting.get(one.substitute_for_id or one.pk, False),
        )
        for one in listed
    ]  # fmt: skip


def short_names_of(attendees: Iterable[Attendee], day: date) -> dict[int, str]:
    """The short name of the unit of each post on a day, where there is one. One query."""
    posts = [one.post_id for one in attendees if one.post_id is not None]
    units = UnitVersion.objects.effective_on(day).filter(unit_id=OuterRef("unit_id")).values("short_name")[:1]
    rows = PostVersion.objects.effective_on(day).filter(post_id__in=posts).annotate(short=Subquery(units))
    return {post: short for post, short in rows.values_list("post_id", "short") if short}
