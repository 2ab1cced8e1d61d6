"""The sessions of bodies in calendars: those one may know of, and when their members are taken.

Before it is convened, a session takes the members of its body (their substitutes stay free); once convened, whoever
was convened and did not say they would not come.
"""

from collections.abc import Collection, Iterable
from datetime import date, datetime, timedelta, tzinfo
from functools import lru_cache
from typing import Any, NamedTuple

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from interco.committees.enums import AttendeeRole, MeetingState, Presence
from interco.committees.models import Attendee, Body, Meeting, Membership
from interco.committees.policies import bodies as bodies_policies
from interco.committees.policies.meetings import knows_of_every_session, visible_to
from interco.committees.services.invitations import uid_named
from interco.foundation.core.actor import Actor
from interco.foundation.core.prepared import Prepared
from interco.organisation.models import Assignment
from interco.organisation.queries.standing import territory_zone
from interco.scheduling.queries.shelves import Shelf
from interco.scheduling.queries.sources import Busy, Entry

LONGEST = timedelta(hours=12)
_NOT_CONVENED = {MeetingState.PLANNED, MeetingState.CANCELLED}


class Held(NamedTuple):
    """A session as calendars read it: a tuple costs a third of an instance, and a feed holds a hundred of them."""

    pk: int
    public_id: str
    body_id: int
    code: str
    number: int
    state: str
    starts_at: datetime
    minutes: int
    place: str
    sequence: int

    @property
    def ends_at(self) -> datetime:
        """When it is due to end."""
        return self.starts_at + timedelta(minutes=self.minutes)


class BodySessions:
    """Sessions of the CODIR, of the conference, of working groups."""

    layer = "sessions"
    label: object = gettext_lazy("Séances des instances")

    def entries(
        self, actor: Actor, start: datetime, end: datetime, *, people: Collection[int] | None
    ) -> Iterable[Entry]:
        """Those of the actor's policies between two instants; of those people only, when they are told."""
        rows = [row for row in map(Held._make, _HELD(start - LONGEST, end)) if row.ends_at > start]
        if rows and not knows_of_every_session(actor):
            allowed = set(visible_to(actor).filter(pk__in=[row.pk for row in rows]).values_list("pk", flat=True))
            rows = [row for row in rows if row.pk in allowed]
        if people is not None:
            concerned = {pair[1] for pair in _takes(rows, people, actor.zone)}
            rows = [row for row in rows if row.pk in concerned]
        language = get_language() or ""
        return [_entry(row, language) for row in rows]

    def busy(self, people: Collection[int], start: datetime, end: datetime) -> Iterable[Busy]:
        """When those people sit, whoever asks."""
        rows = _between(start, end).exclude(state=MeetingState.CANCELLED)
        known = {row.pk: row for row in map(Held._make, rows) if row.ends_at > start}
        for person, meeting in _takes(known.values(), people, territory_zone()):
            yield Busy(person, known[meeting].starts_at, known[meeting].ends_at)


class BodyShelves:
    """Each body, to subscribe to: its sessions for those who may read them. A session cancelled stays, struck out."""

    kind = "body"
    watched: tuple[str, ...] = ("committees.meeting", "committees.body", "committees.attendee")

    def choices(self, actor: Actor) -> Iterable[Shelf]:
        """The bodies the actor may know of; nothing for the technical accounts."""
        rows = bodies_policies.visible_to(actor).order_by("name").values_list("public_id", "name")
        return [Shelf(f"{self.kind}:{key}", name) for key, name in rows]

    def entries(self, actor: Actor, key: str, start: datetime, end: datetime) -> Iterable[Entry]:
        """The sessions of a body between two instants, those of the actor's policies."""
        rows = _between(start, end).filter(pk__in=visible_to(actor).values("pk"), body__public_id=key)
        language = get_language() or ""
        return [_entry(row, language) for row in map(Held._make, rows) if row.ends_at > start]


def _begun(after: datetime, before: datetime) -> QuerySet[Meeting, tuple[object, ...]]:
    found = Meeting.objects.filter(starts_at__lt=before, starts_at__gt=after).order_by("starts_at")
    return found.values_list(
        "pk", "public_id", "body_id", "body__code", "number", "state", "starts_at", "duration_minutes", "place",
        "invitation_sequence",
    )  # fmt: skip


_HELD = Prepared(_begun, datetime, datetime)


def _between(start: datetime, end: datetime) -> QuerySet[Meeting, tuple[object, ...]]:
    return _begun(start - LONGEST, end)


@lru_cache(maxsize=1024)
def _entry(row: Held, _language: str) -> Entry:
    """Made of the row alone, in a language: the same row gives the same line, whoever may read it."""
    return Entry(
        uid=uid_named(row.public_id), layer=BodySessions.layer, starts_at=row.starts_at, ends_at=row.ends_at,
        place=row.place, title=_("%(body)s n° %(number)s") % {"body": row.code, "number": row.number},
        url=reverse("meeting", args=[row.public_id]), is_cancelled=row.state == MeetingState.CANCELLED,
        sequence=row.sequence,
    )  # fmt: skip


def _takes(rows: Collection[Held], people: Collection[int], zone: tzinfo) -> set[tuple[int, int]]:
    """Pairs of a person and a session that takes them. A constant number of queries; one person's are prepared."""
    if not rows or not people:
        return set()
    convened = {row.pk for row in rows if row.state not in _NOT_CONVENED}
    planned = [row for row in rows if row.pk not in convened]
    first = min(row.starts_at for row in rows)
    day = first.astimezone(zone).date()
    if len(people) == 1:
        (person,) = people
        seats = _SEATS(person, first - timedelta(seconds=1)) if convened else []
        found = {(person, meeting) for (meeting,) in seats if meeting in convened}
        members = {body: {person} for (body,) in (_SITS(person, day) if planned else [])}
    else:
        taken = _seats(Attendee.objects.filter(meeting_id__in=convened, person_id__in=people))
        found = set(taken.values_list("person_id", "meeting_id"))
        members = _members({row.body_id for row in planned}, people, day)
    return found | {(person, row.pk) for row in planned for person in members.get(row.body_id, ())}


def _seats(rows: QuerySet[Attendee]) -> QuerySet[Attendee]:
    """Those of whoever comes: neither excused, nor the substitute of somebody."""
    return rows.exclude(presence=Presence.EXCUSED).exclude(role=AttendeeRole.SUBSTITUTE, substitute_for__isnull=False)


def _posts(person: int, day: date) -> QuerySet[Assignment, Any]:
    return Assignment.objects.effective_on(day).filter(person_id=person).values("post_id")


_SEATS = Prepared(
    lambda person, after: _seats(Attendee.objects.filter(person_id=person, meeting__starts_at__gt=after))
    .order_by().values_list("meeting_id"),
    int, datetime,
)  # fmt: skip


def _bodies_of(person: int, day: date) -> QuerySet[Body, tuple[object, ...]]:
    """Those a person sits in, chairs or keeps on a day."""
    seats = Membership.objects.effective_on(day).filter(Q(post_id__in=_posts(person, day)) | Q(person_id=person))
    kept = Q(chair_post_id__in=_posts(person, day)) | Q(secretary_post_id__in=_posts(person, day))
    return Body.objects.filter(kept | Q(pk__in=seats.values("body_id"))).order_by().values_list("pk")


_SITS = Prepared(_bodies_of, int, date)


def _members(bodies: set[int], people: Collection[int], day: date) -> dict[int, set[int]]:
    """By body, those of these people who sit in it, chair it or keep it on a day."""
    if not bodies:
        return {}
    held: dict[int, set[int]] = {}
    for post, person in (
        Assignment.objects.effective_on(day).filter(person_id__in=people).values_list("post_id", "person_id")
    ):
        held.setdefault(post, set()).add(person)
    found: dict[int, set[int]] = {}
    seats = Membership.objects.effective_on(day).filter(
        Q(post_id__in=held) | Q(person_id__in=people), body_id__in=bodies
    )
    for body, post, person in seats.values_list("body_id", "post_id", "person_id"):
        found.setdefault(body, set()).update({person} if person else held.get(post or 0, ()))
    for body, chair, secretary in Body.objects.filter(pk__in=bodies).values_list(
        "pk", "chair_post_id", "secretary_post_id"
    ):
        found.setdefault(body, set()).update(held.get(chair, ()), held.get(secretary or 0, ()))
    return found
