"""Posts that may own a decision or an action, with who holds them."""

from datetime import date

from django.db.models import Q, QuerySet

from interco.committees.models import Body, Meeting
from interco.committees.models.body import Membership
from interco.organisation.models import Assignment, Post, PostVersion
from interco.organisation.queries.standing import title_of

Owners = list[tuple[Post, str]]


def owners(meeting: Meeting, day: date) -> Owners:
    """The posts convened and those that lead a unit, as « nom, intitulé ». Two queries, whatever the size."""
    return _labelled(Q(post_id__in=meeting.attendees.exclude(post=None).values("post_id")), day)


def owners_of(body: Body, day: date, *, beside: QuerySet[Post] | None = None) -> Owners:
    """The same for a body outside its sessions: the posts that sit in it, those that lead a unit, and those `beside`."""
    seats = Membership.objects.effective_on(day).filter(body=body)
    wanted = Q(post_id__in=seats.values("post_id")) | Q(post_id__in=seats.values("substitute_post_id"))
    if beside is not None:
        wanted |= Q(post_id__in=beside.values("pk"))
    return _labelled(wanted, day)


def _labelled(wanted: Q, day: date) -> Owners:
    versions = list(
        PostVersion.objects.effective_on(day)
        .filter(wanted | Q(leads_unit=True))
        .select_related("post", "unit")
        .order_by("title", "pk")
    )
    held = {
        row.post_id: row.person
        for row in Assignment.objects.effective_on(day)
        .filter(post_id__in=[version.post_id for version in versions])
        .select_related("person")
        .order_by("kind", "quota")
    }
    found = []
    for version in versions:
        person = held.get(version.post_id)
        label = f"{person.full_name}, {title_of(version, person.gender)}" if person else version.title
        found.append((version.post, label))
    return sorted(found, key=lambda entry: entry[1])
