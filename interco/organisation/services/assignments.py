"""Assignments: somebody on a post for a share of it. Quotas are checked under the lock of the post and of the person."""

from datetime import date
from decimal import Decimal

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from interco.foundation.audit.services import journal
from interco.foundation.core.actor import Actor
from interco.foundation.core.errors import Invalid
from interco.foundation.core.versions import claim
from interco.foundation.search.services.index import index
from interco.organisation.enums import AssignmentKind
from interco.organisation.models import Assignment, Person, Post
from interco.organisation.policies.organisation import check_can_write
from interco.organisation.queries.figures import plain
from interco.organisation.rules.periods import covers, first_uncovered
from interco.organisation.rules.quotas import Breach, breaches
from interco.organisation.rules.rows import AssignmentRow
from interco.organisation.services.dating import check_period, said, told

FIELDS = ("post_id", "person_id", "kind", "quota", "starts_on", "ends_on")


@transaction.atomic
def assign(
    post: Post, person: Person, *, starts_on: date, by: Actor, ends_on: date | None = None, quota: Decimal = Decimal(1),
    kind: AssignmentKind = AssignmentKind.HOLDER,
) -> Assignment:  # fmt: skip
    """Put somebody on a post, as its holder or as an interim."""
    check_can_write(by)
    check_period(starts_on, ends_on)
    row = Assignment(post=post, person=person, kind=kind, quota=quota, starts_on=starts_on, ends_on=ends_on)
    _check(row)
    row.save()
    _check_quotas(row)
    journal.record("assignment.made", by=by, subject=row, facts=told(row, FIELDS))
    index(row.person, by=by)
    return row


@transaction.atomic
def correct_assignment(
    row: Assignment, *, starts_on: date, ends_on: date | None, quota: Decimal, kind: AssignmentKind, by: Actor,
    version: int | None = None,
) -> Assignment:  # fmt: skip
    """Correct what was recorded."""
    check_can_write(by)
    claim(row, version)
    before = told(row, FIELDS)
    row.starts_on, row.ends_on, row.quota, row.kind = starts_on, ends_on, quota, kind
    _check(row)
    row.save()
    _check_quotas(row)
    journal.record("assignment.corrected", by=by, subject=row, facts={"before": before, "after": told(row, FIELDS)})
    index(row.person, by=by)
    return row


@transaction.atomic
def end_assignment(row: Assignment, *, day: date, by: Actor, version: int | None = None) -> Assignment:
    """End an assignment: `day` is the first day without it."""
    check_can_write(by)
    claim(row, version)
    if day <= row.starts_on or (row.ends_on is not None and day > row.ends_on):
        raise Invalid(
            _("L’affectation commence le %(day)s : choisissez un jour après.") % {"day": said(row.starts_on)},
            field="day",
        )
    row.ends_on = day
    row.save()
    journal.record("assignment.ended", by=by, subject=row, facts={"day": day.isoformat()})
    index(row.person, by=by)
    return row


def _check(row: Assignment) -> None:
    """`Invalid` when the post or the person is not there for all the days; takes both locks."""
    check_period(row.starts_on, row.ends_on)
    if not 0 < row.quota <= 1:
        raise Invalid(_("La quotité va de 1 à 100 %."), field="quota")
    post = Post.objects.select_for_update().get(pk=row.post_id)
    person = Person.objects.select_for_update().get(pk=row.person_id)
    missing = first_uncovered(row, post.versions.all())
    if missing is not None:
        raise Invalid(_("Le poste n’existe pas au %(day)s.") % {"day": said(missing)}, field="starts_on")
    if not covers(person, row):
        raise Invalid(
            _("%(name)s n’est pas dans l’organisation pendant toute cette période.") % {"name": person.full_name},
            field="starts_on",
        )


def _check_quotas(row: Assignment) -> None:
    """`Invalid` with the days and the names when the post or the person is taken more than once."""
    around = Assignment.objects.filter(Q(post=row.post_id) | Q(person=row.person_id)).select_related("person")
    rows = [
        AssignmentRow(
            each.pk, each.post_id, each.person_id, each.person.full_name, each.quota,
            "interim" if each.kind == AssignmentKind.INTERIM else "holder", each.starts_on, each.ends_on,
        )
        for each in around
    ]  # fmt: skip
    found = [breach for breach in breaches(rows) if row.pk in breach.assignment_ids]
    if found:
        raise Invalid(" ".join(breach_sentence(breach) for breach in found[:4]), field="starts_on")


def breach_sentence(breach: Breach) -> str:
    """A broken rule in words, with its days and its people."""
    days = _("à partir du %(start)s") % {"start": said(breach.period.starts_on)}
    if breach.period.ends_on is not None:
        values = {"start": said(breach.period.starts_on), "end": said(breach.period.ends_on)}
        days = _("du %(start)s jusqu’au %(end)s exclu") % values
    names, total = _(" et ").join(breach.people), plain(breach.total * 100)
    sentences = {
        "post": _("Ce poste serait tenu à %(total)s %% %(days)s, par %(names)s : 100 %% au plus."),
        "person": _("%(names)s serait à %(total)s %% %(days)s : 100 %% au plus sur l’ensemble de ses postes."),
        "two_interims": _("Deux intérims en même temps sur ce poste %(days)s : %(names)s."),
        "twice": _("%(names)s est déjà sur ce poste %(days)s."),
        "interim_of_herself": _("%(names)s tient déjà ce poste %(days)s et ne peut pas en assurer l’intérim."),
    }
    return sentences[breach.kind] % {"names": names, "total": total, "days": days}
