"""What the search finds in the organisation: people of today with their post, units with their place and their leader.

Texts are those of the day of indexing; services index what they change, and the worker builds the whole index again twice
a day, so that a change dated of tomorrow is found tomorrow.
"""

from collections.abc import Collection, Iterable
from datetime import date

from django.db.models import F, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from interco.foundation.core.actor import Actor
from interco.foundation.search.queries.providers import Content
from interco.organisation.models import Assignment, CollectivityVersion, Person, PostVersion, Unit, UnitVersion
from interco.organisation.policies import people, units
from interco.organisation.queries.standing import title_of


class PeopleProvider:
    """People present on the day, with their titles and their units."""

    kind = "person"
    label = _("Personne")
    plural = _("Personnes")
    icon = "user"
    weight = 10
    model = Person
    route = "person"

    def contents(self, keys: Collection[int], *, day: date) -> Iterable[Content]:
        """Four queries for any number of people."""
        held: dict[int, list[int]] = {}
        assignments = Assignment.objects.effective_on(day).filter(person_id__in=keys).order_by("-quota", "pk")
        for person_id, post_id in assignments.values_list("person_id", "post_id"):
            held.setdefault(person_id, []).append(post_id)
        post_ids = {post_id for posts in held.values() for post_id in posts}
        posts = {row.post_id: row for row in PostVersion.objects.effective_on(day).filter(post_id__in=post_ids)}
        names = unit_names({post.unit_id for post in posts.values()}, day)
        for person in Person.objects.effective_on(day).filter(pk__in=keys):
            own = [posts[post_id] for post_id in held.get(person.pk, []) if post_id in posts]
            titles = [title_of(post, person.gender) for post in own]
            places = [names.get(post.unit_id, ("", ""))[1] for post in own]
            told = [" · ".join(filter(None, pair)) for pair in zip(titles, places, strict=True)]
            in_full = [names[post.unit_id][0] for post in own if post.unit_id in names]
            yield Content(
                object_id=person.public_id,
                title=person.full_name,
                detail=told[0] if told else person.mandate,
                body=" ".join([*told[1:], *in_full, person.email]),
            )

    def visible_to(self, actor: Actor) -> QuerySet[Person]:
        """The rule of the organisation."""
        return people.visible_to(actor)


class UnitsProvider:
    """Units that stand on the day."""

    kind = "unit"
    label = _("Unité")
    plural = _("Unités")
    icon = "network"
    weight = 20
    model = Unit
    route = "unit"

    def contents(self, keys: Collection[int], *, day: date) -> Iterable[Content]:
        """Four queries for any number of units."""
        versions = list(
            UnitVersion.objects.effective_on(day).filter(unit_id__in=keys).select_related("unit").order_by("pk")
        )
        parents = unit_names({row.parent_id for row in versions if row.parent_id}, day)
        homes = {row.unit.collectivity_id for row in versions if not row.parent_id}
        collectivities = dict(
            CollectivityVersion.objects.effective_on(day).filter(collectivity_id__in=homes)
            .values_list("collectivity_id", "name")
        )  # fmt: skip
        leaders = _leaders([row.unit_id for row in versions], day)
        for row in versions:
            above = parents.get(row.parent_id or 0, ("", ""))[0] or collectivities.get(row.unit.collectivity_id, "")
            detail = " · ".join(filter(None, [row.get_kind_display(), above]))
            yield Content(
                object_id=row.unit.public_id, title=row.name, detail=detail,
                body=" ".join([row.short_name, *leaders.get(row.unit_id, [])]),
            )  # fmt: skip

    def visible_to(self, actor: Actor) -> QuerySet[Unit]:
        """The rule of the organisation."""
        return units.visible_to(actor)


def unit_names(unit_ids: Collection[int], day: date) -> dict[int, tuple[str, str]]:
    """The name of each unit on a day, and the short one (the name where there is none)."""
    rows = UnitVersion.objects.effective_on(day).filter(unit_id__in=unit_ids)
    return {unit: (name, short or name) for unit, name, short in rows.values_list("unit_id", "name", "short_name")}


def _leaders(unit_ids: Collection[int], day: date) -> dict[int, list[str]]:
    leading = dict(
        PostVersion.objects.effective_on(day)
        .filter(unit_id__in=unit_ids, leads_unit=True)
        .values_list("post_id", "unit_id")
    )
    found: dict[int, list[str]] = {}
    for_every_reader = Q(person__collectivity__is_home=True) | Q(
        post__versions__unit__collectivity=F("person__collectivity")
    )
    held = (
        Assignment.objects.effective_on(day).filter(for_every_reader, post_id__in=leading).select_related("person")
        .order_by("pk").distinct()
    )  # fmt: skip
    for assignment in held:
        found.setdefault(leading[assignment.post_id], []).append(assignment.person.full_name)
    return found
