"""Posts: opened, corrected, changed from a day on, closed. Written under the lock of the post."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db import transaction
from django.utils.translation import gettext as _

from interco.foundation.audit.services import journal
from interco.foundation.core.actor import Actor
from interco.foundation.core.errors import Invalid
from interco.foundation.search.services.index import index
from interco.organisation.enums import PostFunction
from interco.organisation.models import Assignment, Person, Post, PostVersion, Unit
from interco.organisation.policies.organisation import check_can_write
from interco.organisation.rules.periods import first_uncovered
from interco.organisation.services.dating import change_at, check_period, close_at, end_open, rewrite, said, told

FIELDS = (
    "unit_id", "title", "feminine_title", "function", "leads_unit", "fte", "category", "is_functional", "starts_on", "ends_on",
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class PostValues:
    """What a version of a post says."""

    unit: Unit
    title: str
    feminine_title: str = ""
    function: str = PostFunction.AGENT
    leads_unit: bool = False
    fte: Decimal = Decimal(1)
    category: str = ""
    is_functional: bool = False

    def check(self) -> None:
        """`Invalid` when a figure is out of bounds."""
        if not 0 < self.fte <= 1:
            raise Invalid(_("Un poste compte plus de 0 et au plus 1 ETP."), field="fte")

    def as_dict(self) -> dict[str, object]:
        """By name of field."""
        return {
            "unit": self.unit, "title": self.title, "feminine_title": self.feminine_title, "function": self.function,
            "leads_unit": self.leads_unit, "fte": self.fte, "category": self.category, "is_functional": self.is_functional,
        }  # fmt: skip


def _check(post: Post) -> None:
    """`Invalid` when the post stands in a unit that does not exist, or people are on it when it does not."""
    own = list(post.versions.select_related("unit"))
    for row in own:
        missing = first_uncovered(row, row.unit.versions.all())
        if missing is not None:
            raise Invalid(_("L’unité du poste n’existe pas au %(day)s.") % {"day": said(missing)}, field="unit")
    for held in post.assignments.select_related("person"):
        missing = first_uncovered(held, own)
        if missing is not None:
            values = {"name": held.person.full_name, "day": said(missing)}
            raise Invalid(_("%(name)s y est encore affecté au %(day)s.") % values)


@transaction.atomic
def open_post(
    values: PostValues, *, starts_on: date, by: Actor, ends_on: date | None = None, reference: str = ""
) -> Post:
    """Open a post in a unit from a day on."""
    check_can_write(by)
    values.check()
    check_period(starts_on, ends_on)
    post = Post.objects.create(reference=reference)
    row = PostVersion.objects.create(post=post, starts_on=starts_on, ends_on=ends_on, **values.as_dict())
    _check(post)
    journal.record("post.opened", by=by, subject=post, facts=told(row, FIELDS))
    return post


@transaction.atomic
def correct_post(
    row: PostVersion, values: PostValues, *, starts_on: date, ends_on: date | None, by: Actor, version: int | None = None,
) -> PostVersion:  # fmt: skip
    """*Corriger*: what was recorded was wrong."""
    check_can_write(by)
    values.check()
    post = Post.objects.select_for_update().get(pk=row.post_id)
    before = told(row, FIELDS)
    given = {**values.as_dict(), "starts_on": starts_on, "ends_on": ends_on}
    rewrite(row, given, version=version, siblings=list(post.versions.all()))
    _check(post)
    journal.record("post.corrected", by=by, subject=post, facts={"before": before, "after": told(row, FIELDS)})
    index(*_holders(post, by), by=by)
    return row


@transaction.atomic
def change_post(post: Post, values: PostValues, *, day: date, by: Actor, version: int | None = None) -> PostVersion:
    """*Changer au…*: from that day on, the post is otherwise (title, unit, FTE)."""
    check_can_write(by)
    values.check()
    Post.objects.select_for_update().get(pk=post.pk)
    row = change_at(list(post.versions.order_by("starts_on")), day, values.as_dict(), version=version)
    _check(post)
    journal.record("post.changed", by=by, subject=post, facts={"from": day.isoformat(), **told(row, FIELDS)})
    index(*_holders(post, by), by=by)
    return row


@transaction.atomic
def close_post(post: Post, *, day: date, by: Actor, version: int | None = None) -> PostVersion:
    """Close a post: `day` is its first day of absence; assignments and delegations on it end that day."""
    check_can_write(by)
    Post.objects.select_for_update().get(pk=post.pk)
    planned = post.assignments.filter(starts_on__gte=day).select_related("person").first()
    if planned is not None:
        values = {"name": planned.person.full_name, "day": said(planned.starts_on)}
        raise Invalid(
            _("%(name)s y est attendu au %(day)s : corrigez d’abord cette affectation.") % values, field="day"
        )
    row = close_at(list(post.versions.order_by("starts_on")), day, version=version)
    end_open(post, day)
    _check(post)
    journal.record("post.closed", by=by, subject=post, facts={"day": day.isoformat()})
    index(*_holders(post, by), by=by)
    return row


def _holders(post: Post, by: Actor) -> list[Person]:
    """Those who hold the post today: they are found by its title."""
    held = Assignment.objects.effective_on(by.today).filter(post=post)
    return list(Person.objects.filter(pk__in=held.values("person_id")))
