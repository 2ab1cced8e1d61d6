"""The sessions of bodies in calendars: those one may know of, and when their members are taken.

Before it is convened, a session takes the members of its body (their substitutes stay free); once convened, whoever
was convened and did not say they would not come.
"""

from collections.abc import Collection, Iterable
from datetime import date, datetime, timedelta

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from interco.committees.enums import AttendeeRole, MeetingState, Presence
from interco.committees.models import Attendee, Body, Meeting, Membership
from interco.committees.policies import bodies as bodies_policies
from interco.committees.policies.meetings import knows_of_every_session, visible_to
from interco.committees.services.invitations import uid_of
from interco.foundation.core.actor import Actor
from interco.foundation.core.prepared import Prepared
from interco.organisation.models import Assignment
from interco.organisation.queries.standing import territory_zone
from interco.scheduling.queries.shelves import Shelf
from interco.scheduling.queries.sources import Busy, Entry

LONGEST = timedelta(hours=12)


class BodySessions:
    """Sessions of the CODIR, of the conference, of working groups."""

    layer = "sessions"
    label: object = gettext_lazy("Séances des instances")

    def entries(
        self, actor: Actor, start: datetime, end: datetime, *, people: Collection[int] | None
    ) -> Iterable[Entry]:
        """Those of the actor's policies between two instants; of those people only, when they are told."""
        rows = [row for row in _HELD(start - LONGEST, end) if _end(row) > start]
        if rows and not knows_of_every_session(actor):
            allowed = set(visible_to(actor).filter(pk__in=[row.pk for row in rows]).values_list("pk", flat=True))
            rows = [row for row in rows if row.pk in allowed]
        if people is not None:
            concerned = {pair[1] for pair in _takes(rows, people)}
            rows = [row for row in rows if row.pk in concerned]
        return [_entry(row) for row in rows]

    def busy(self, people: Collection[int], start: datetime, end: datetime) -> Iterable[Busy]:
        """When those people sit, whoever asks."""
        rows = [row for row in _between(start, end).exclude(state=MeetingState.CANCELLED) if _end(row) > start]
        known = {row.pk: row for row in rows}
        for person, meeting in _takes(rows, people):
            yield Busy(person, known[meeting].starts_at, _end(known[meeting]))


class BodyShelves:
    """Each body, to subscribe to: its sessions for those who may read them. A session cancelled stays, struck out."""

    kind = "body"
    watched: tuple[str, ...] = ("committees.meeting", "committees.body")

    def choices(self, actor: Actor) -> Iterable[Shelf]:
        """The bodies the actor may know of; nothing for the technical accounts."""
        rows = bodies_policies.visible_to(actor).order_by("name").values_list("public_id", "name")
        return [Shelf(f"{self.kind}:{key}", name) for key, name in rows]

    def entries(self, actor: Actor, key: str, start: datetime, end: datetime) -> Iterable[Entry]:
        """The sessions of a body between two instants, those of the actor's policies."""
        rows = _between(start, end).filter(pk__in=visible_to(actor).values("pk"), body__public_id=key)
        return [_entry(row) for row in rows if _end(row) > start]


def _begun(after: datetime, before: datetime) -> QuerySet[Meeting]:
    found = Meeting.objects.filter(starts_at__lt=before, starts_at__gt=after)
    return found.select_related("body").order_by("starts_at")


_HELD = Prepared(_begun, datetime, datetime)


def _between(start: datetime, end: datetime) -> QuerySet[Meeting]:
    return _begun(start - LONGEST, end)


def _end(row: Meeting) -> datetime:
    return row.starts_at + timedelta(minutes=row.duration_minutes)


def _entry(row: Meeting) -> Entry:
    return Entry(
        uid=uid_of(row), layer=BodySessions.layer, starts_at=row.starts_at, ends_at=_end(row), place=row.place,
        title=_("%(body)s n° %(number)s") % {"body": row.body.code, "number": row.number},
        url=reverse("meeting", args=[row.public_id]), is_cancelled=row.state == MeetingState.CANCELLED,
        sequence=row.invitation_sequence,
    )  # fmt: skip


def _takes(rows: Collection[Meeting], people: Collection[int]) -> set[tuple[int, int]]:
    """Pairs of a person and a session that takes them. Four queries, whatever the number of sessions."""
    if not rows or not people:
        return set()
    convened = [row.pk for row in rows if row.state not in {MeetingState.PLANNED, MeetingState.CANCELLED}]
    seats = Attendee.objects.filter(meeting_id__in=convened, person_id__in=people)
    seats = seats.exclude(presence=Presence.EXCUSED).exclude(role=AttendeeRole.SUBSTITUTE, substitute_for__isnull=False)
    found = set(seats.values_list("person_id", "meeting_id"))
    planned = [row for row in rows if row.pk not in set(convened)]
    day = min(row.starts_at for row in rows).astimezone(territory_zone()).date()
    members = _members({row.body_id for row in planned}, people, day) if planned else {}
    return found | {(person, row.pk) for row in planned for person in members.get(row.body_id, ())}


def _members(bodies: set[int], people: Collection[int], day: date) -> dict[int, set[int]]:
    """By body, those of these people who sit in it, chair it or keep it on a day."""
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
