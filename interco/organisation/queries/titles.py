"""The title of people on a day: that of the post they lead, else of the post they give most time to. Two queries."""

from collections.abc import Collection, Iterable
from datetime import date, datetime

from interco.organisation.models import Assignment, Person, PostVersion
from interco.organisation.queries.standing import territory_zone, title_of


def titles_on(day: date, person_ids: Collection[int]) -> dict[int, tuple[int | None, str]]:
    """Post and title by person; people without a post are left out."""
    if not person_ids:
        return {}
    held = list(
        Assignment.objects.effective_on(day)
        .filter(person_id__in=person_ids)
        .select_related("person")
        .order_by("-quota")
    )
    versions = {
        version.post_id: version
        for version in PostVersion.objects.effective_on(day).filter(post_id__in={row.post_id for row in held})
    }
    found: dict[int, tuple[int | None, str]] = {}
    for row in sorted(held, key=lambda row: row.post_id not in versions or not versions[row.post_id].leads_unit):
        if row.post_id in versions:
            found.setdefault(row.person_id, (row.post_id, title_of(versions[row.post_id], row.person.gender)))
    return found


def titles_of_accounts(user_ids: Iterable[int], at: datetime) -> dict[int, str]:
    """The title, or the mandate, of the people behind accounts: what their administrator reads. Four queries."""
    people = dict(Person.objects.filter(user_id__in=list(user_ids)).values_list("pk", "user_id"))
    mandates = Person.objects.filter(pk__in=people).exclude(mandate="").values_list("user_id", "mandate")
    titles = titles_on(at.astimezone(territory_zone()).date(), list(people))
    return dict(mandates) | {int(people[person]): title for person, (_post, title) in titles.items()}
