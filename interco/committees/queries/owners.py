"""Posts that may own a decision or an action, with who holds them."""

from datetime import date

from django.db.models import Q

from interco.committees.models import Meeting
from interco.organisation.models import Assignment, Post, PostVersion
from interco.organisation.queries.standing import title_of


def owners(meeting: Meeting, day: date) -> list[tuple[Post, str]]:
    """The posts convened and those that lead a unit, as « intitulé, nom ». Two queries, whatever the size."""
    convened = meeting.attendees.exclude(post=None).values("post_id")
    versions = list(
        PostVersion.objects.effective_on(day)
        .filter(Q(post_id__in=convened) | Q(leads_unit=True))
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
