"""Who holds a post on a day: its holder, or the interim that stands in; nobody when it is vacant. Two queries for any number."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from interco.organisation.enums import AssignmentKind
from interco.organisation.models import Assignment, Person, PostVersion
from interco.organisation.queries.discretion import named_among, unnamed
from interco.organisation.queries.standing import title_of


@dataclass(frozen=True, slots=True)
class Holder:
    """A post on a day. `name` is empty when the post is vacant; `title` is in the gender of the holder.

    Of a holder the reader may not see, only that there is one.
    """

    post_id: int
    title: str
    unit_id: int | None = None
    person_id: int | None = None
    person_key: str = ""
    name: str = ""
    email: str = ""
    is_interim: bool = False

    @property
    def shown(self) -> str:
        """The name, or the title of the vacant post."""
        return self.name or self.title


def holders_on(
    post_ids: Iterable[int | None], day: date, people: QuerySet[Person] | None = None
) -> dict[int, Holder]:  # fmt: skip
    """The holder of each post on that day; a holder present wins over an interim, a larger quota over a smaller one.

    Only people in `people` are named (one query more); without it everybody is: what is written and sent, not read.
    """
    wanted = {post_id for post_id in post_ids if post_id is not None}
    versions = {row.post_id: row for row in PostVersion.objects.effective_on(day).filter(post_id__in=wanted)}
    rows = Assignment.objects.effective_on(day).filter(post_id__in=wanted).select_related("person")
    ranked = sorted(rows, key=lambda row: (row.kind != AssignmentKind.HOLDER, -row.quota, row.pk))
    named = None if people is None else named_among(people, (row.person_id for row in ranked))
    found: dict[int, Holder] = {}
    for row in ranked:
        version = versions.get(row.post_id)
        if row.post_id in found or version is None:
            continue
        if named is None or row.person_id in named:
            found[row.post_id] = Holder(
                post_id=row.post_id, title=title_of(version, row.person.gender), unit_id=version.unit_id,
                person_id=row.person_id, person_key=row.person.public_id, name=row.person.full_name,
                email=row.person.email, is_interim=row.kind == AssignmentKind.INTERIM,
            )  # fmt: skip
        else:
            found[row.post_id] = Holder(
                post_id=row.post_id, title=version.title, unit_id=version.unit_id, name=unnamed(),
                is_interim=row.kind == AssignmentKind.INTERIM,
            )  # fmt: skip
    for post_id in wanted - set(found):
        version = versions.get(post_id)
        found[post_id] = Holder(
            post_id=post_id, title=version.title if version else "", unit_id=version.unit_id if version else None
        )
    return found
