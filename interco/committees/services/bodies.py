"""A body and its seats: created, ruled, and changed from a day on; what was stays readable."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, time
from decimal import Decimal

from django.db import transaction
from django.utils.translation import gettext as _

from interco.committees.enums import BodyKind, HolidayRule
from interco.committees.models import Body, Membership
from interco.committees.policies.bodies import check_can_manage
from interco.committees.services.meetings import check_length
from interco.foundation.audit.services import journal
from interco.foundation.core.actor import Actor
from interco.foundation.core.errors import Invalid
from interco.foundation.core.texts import one_line
from interco.foundation.core.versions import claim
from interco.organisation.models import Person, Post
from interco.scheduling.rules.recurrence import BadRule, parse

MOST_SEATS = 120
LONGEST_NOTICE = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class BodyRules:
    """The rules of a body, as a form or a program gives them. Times are wall times; the quorum is a share of seats."""

    code: str
    name: str
    kind: str
    chair_post: Post
    secretary_post: Post | None
    recurrence: str
    starts_at: time
    duration_minutes: int
    place: str
    holiday_rule: str
    deadline_days: int
    deadline_at: time
    quorum_share: Decimal
    chair_responds: bool = False
    follow_up_minutes: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class SeatGiven:
    """A seat: whoever holds a post, or one person; with a substitute told the same way."""

    post: Post | None = None
    person: Person | None = None
    substitute_post: Post | None = None
    substitute_person: Person | None = None
    is_voting: bool = True


@transaction.atomic
def create_body(rules: BodyRules, *, by: Actor) -> Body:
    """Create a body; its chair sits in it from today."""
    check_can_manage(by)
    checked = _checked(rules, None)
    body = Body.objects.create(**checked)
    Membership.objects.create(body=body, post=rules.chair_post, starts_on=by.today)
    journal.record("body.created", by=by, subject=body, facts={"code": body.code})
    return body


@transaction.atomic
def edit_body(body: Body, rules: BodyRules, *, version: int | None, by: Actor) -> Body:
    """Change the rules of a body; sessions already planned keep theirs."""
    check_can_manage(by)
    claim(body, version, shown=("name", "place"))
    checked = _checked(rules, body)
    changed = sorted(name for name, value in checked.items() if getattr(body, name) != value)
    for name, value in checked.items():
        setattr(body, name, value)
    body.save()
    journal.record("body.edited", by=by, subject=body, facts={"changed": changed})
    return body


@transaction.atomic
def set_seats(body: Body, seats: Sequence[SeatGiven], *, from_day: date, version: int | None, by: Actor) -> None:
    """The seats of a body from a day on: those that stay keep their history, the others end that day."""
    check_can_manage(by)
    claim(body, version)
    if from_day < by.today:
        raise Invalid(_("La composition change à partir d’aujourd’hui ou d’un jour à venir."), field="from_day")
    _check_seats(seats)
    present = {_key(row): row for row in Membership.objects.effective_on(from_day).filter(body=body)}
    for rank, seat in enumerate(seats):
        kept = present.pop(_key(seat), None)
        if kept is not None:
            kept.rank = rank
            kept.save(update_fields=["rank"])
        else:
            Membership.objects.create(
                body=body, post=seat.post, person=seat.person, substitute_post=seat.substitute_post,
                substitute_person=seat.substitute_person, is_voting=seat.is_voting, rank=rank, starts_on=from_day,
            )  # fmt: skip
    for row in present.values():
        if row.starts_on >= from_day:
            row.delete()
        else:
            row.ends_on = from_day
            row.save(update_fields=["ends_on"])
    Membership.objects.filter(body=body, starts_on__gt=from_day).delete()
    body.save(update_fields=["version"])
    journal.record("body.seats_set", by=by, subject=body, facts={"from": from_day.isoformat(), "seats": len(seats)})


def _key(seat: Membership | SeatGiven) -> tuple[int | None, int | None, int | None, int | None, bool]:
    found = [getattr(seat, name) for name in ("post", "person", "substitute_post", "substitute_person")]
    post, person, substitute_post, substitute_person = (row.pk if row is not None else None for row in found)
    return post, person, substitute_post, substitute_person, seat.is_voting


def _check_seats(seats: Sequence[SeatGiven]) -> None:
    if not seats:
        raise Invalid(_("Une instance a au moins un membre."), field="seats")
    if len(seats) > MOST_SEATS:
        raise Invalid(_("Une instance a au plus %s sièges.") % MOST_SEATS, field="seats")
    members = [seat.post or seat.person for seat in seats]
    if any((seat.post is None) == (seat.person is None) for seat in seats):
        raise Invalid(_("Chaque siège est celui d’un poste ou celui d’une personne."), field="seats")
    if len(set(members)) != len(members):
        raise Invalid(_("Un poste ou une personne n’a qu’un siège."), field="seats")
    if any(seat.post is not None and seat.post == seat.substitute_post for seat in seats):
        raise Invalid(_("Un poste ne se supplée pas lui-même."), field="seats")


def _checked(rules: BodyRules, present: Body | None) -> dict[str, object]:
    """The fields of the row, clean, or `Invalid`."""
    code = one_line(rules.code, field="code", limit=20, required=True)
    taken = Body.objects.filter(code__iexact=code)
    if (taken.exclude(pk=present.pk) if present else taken).exists():
        raise Invalid(_("Une autre instance porte déjà ce sigle."), field="code")
    if rules.kind not in BodyKind.values:
        raise Invalid(_("Choisissez la nature de l’instance."), field="kind")
    if rules.holiday_rule not in HolidayRule.values:
        raise Invalid(_("Choisissez ce que deviennent les séances des jours fériés."), field="holiday_rule")
    if not 0 <= rules.deadline_days <= LONGEST_NOTICE:
        raise Invalid(_("Les propositions se closent de 0 à 60 jours avant la séance."), field="deadline_days")
    if not 0 < rules.quorum_share <= 1:
        raise Invalid(_("Le quorum est une part des membres, de 1 à 100 %."), field="quorum_share")
    check_length(rules.duration_minutes)
    if not 0 <= rules.follow_up_minutes <= rules.duration_minutes:
        raise Invalid(_("Le suivi des actions tient dans la séance."), field="follow_up_minutes")
    recurrence = rules.recurrence.strip()
    if recurrence:
        try:
            parse(recurrence)
        except BadRule as error:
            raise Invalid(_("Cette récurrence ne se lit pas."), field="recurrence") from error
    return {
        "code": code, "name": one_line(rules.name, field="name", required=True), "kind": rules.kind,
        "chair_post": rules.chair_post, "secretary_post": rules.secretary_post, "recurrence": recurrence,
        "starts_at": rules.starts_at, "duration_minutes": rules.duration_minutes,
        "place": one_line(rules.place, field="place"), "holiday_rule": rules.holiday_rule,
        "deadline_days": rules.deadline_days, "deadline_at": rules.deadline_at, "quorum_share": rules.quorum_share,
        "chair_responds": rules.chair_responds, "follow_up_minutes": rules.follow_up_minutes,
    }  # fmt: skip
