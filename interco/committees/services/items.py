"""Writing and sending an item: its draft, its corrections, its submission, its withdrawal."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from functools import partial

from django.db import transaction
from django.utils.translation import gettext as _

from interco.committees.enums import DECIDING_KINDS, Confidentiality, ItemKind, ItemState, MeetingState
from interco.committees.models import Body, DecisionBrief, Item, Meeting
from interco.committees.policies import items as policy
from interco.committees.queries.sessions import wished_session
from interco.committees.services.broadcast import tell
from interco.committees.services.holding import hold_item, hold_lines
from interco.committees.services.lifecycle import advance_item, close_ranks
from interco.committees.services.numbering import next_reference
from interco.foundation.audit.services import journal
from interco.foundation.core.actor import Actor
from interco.foundation.core.errors import Invalid
from interco.foundation.core.prepared import Prepared
from interco.foundation.core.texts import many_lines, one_line
from interco.foundation.core.versions import claim
from interco.foundation.core.writing import insert
from interco.foundation.search.services.index import index
from interco.organisation.models import Assignment, Collectivity, Person, Unit

DECISION_ASKED_LIMIT = 1000
SHORTEST_MINUTES = 1


_POST = Prepared(
    lambda person, day: Assignment.objects.effective_on(day).filter(person_id=person).order_by("-quota", "pk")
    .values_list("post_id")[:1],
    int, date,
)  # fmt: skip
_AUTHOR = Prepared(lambda key: Person.objects.filter(pk=key).order_by(), int)


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemContent:
    """What a person says of an item. `rapporteur` is the author when nobody is named."""

    title: str
    kind: str
    decision_asked: str = ""
    duration_minutes: int = 15
    confidentiality: str = Confidentiality.STAFF
    rapporteur: Person | None = None
    units_concerned: Iterable[Unit] | None = field(default=None)
    communes_concerned: Iterable[Collectivity] | None = field(default=None)


@transaction.atomic
def submit_item(
    content: ItemContent, *, body: Body, unit: Unit, by: Actor, wished: Meeting | None = None, send: bool = True,
) -> Item:  # fmt: skip
    """Write an item in the name of a unit and send it to the secretariat (or keep it as a draft with `send=False`)."""
    policy.check_can_submit(by, unit, body)
    if not body.is_active:
        raise Invalid(_("Cette instance ne siège plus : elle ne reçoit plus de points."), field="body")
    if by.person_id is None:
        raise Invalid(_("Votre compte n’est celui de personne dans l’organisation : il ne peut pas porter de point."))
    checked = _checked(content, body)
    author = _AUTHOR.first(by.person_id)
    rapporteur = checked.rapporteur or author
    item = insert(Item(
        body=body, reference=next_reference("P", by.today.year), unit=unit, author=author, title=checked.title,
        kind=checked.kind, decision_asked=checked.decision_asked, duration_minutes=checked.duration_minutes,
        confidentiality=checked.confidentiality, rapporteur=rapporteur, rapporteur_post_id=_post_of(rapporteur, by),
        wished_meeting=wished, created_at=by.at,
    ))  # fmt: skip
    insert(DecisionBrief(item=item))
    _concern(item, checked)
    journal.record("item.written", by=by, subject=item, facts={"reference": item.reference, "unit": unit.public_id})
    if send:
        policy.check_can_send(by, item)
        _send(item, by=by, written=True)
    return item


@transaction.atomic
def edit_item(
    item: Item, content: ItemContent, *, version: int | None, by: Actor, wished: Meeting | None = None
) -> Item:
    """Correct an item before its session. `Conflict` when somebody else changed it since `version` was read."""
    shown = ("title", "decision_asked", "duration_minutes")
    claim(item, version, shown=shown, allowed=partial(policy.check_can_edit, by))
    checked = _checked(content, item.body)
    before = {name: str(getattr(item, name)) for name in ("title", "kind", "duration_minutes", "confidentiality")}
    item.title, item.kind, item.decision_asked = checked.title, checked.kind, checked.decision_asked
    item.duration_minutes, item.confidentiality = checked.duration_minutes, checked.confidentiality
    if checked.rapporteur is not None and checked.rapporteur.pk != item.rapporteur_id:
        item.rapporteur, item.rapporteur_post_id = checked.rapporteur, _post_of(checked.rapporteur, by)
    if wished is not None and item.state in {ItemState.DRAFT, ItemState.RETURNED}:
        _check_wished(wished, item.body, by)
        item.wished_meeting = wished
    item.save()
    _concern(item, checked)
    after = {name: str(getattr(item, name)) for name in before}
    changed = {name: [before[name], after[name]] for name in before if before[name] != after[name]}
    journal.record("item.edited", by=by, subject=item, facts={"changed": changed})
    if item.state != ItemState.DRAFT:
        index(item, by=by)
    return item


@transaction.atomic
def send_item(item: Item, *, by: Actor) -> Item:
    """Send a draft or a returned item: it goes to the session wished, late when its proposals are closed."""
    policy.check_can_send(by, item)
    return _send(item, by=by)


def _send(item: Item, *, by: Actor, written: bool = False) -> Item:
    """`written` tells that this transaction has just made the item: nobody else can have changed it."""
    if item.kind in DECIDING_KINDS and not item.decision_asked.strip():
        raise Invalid(_("Dites en une phrase la décision que vous demandez."), field="decision_asked")
    wished = item.wished_meeting or wished_session(item.body, by.at)
    if wished is not None:
        _check_wished(wished, item.body, by)
    is_late = wished is not None and by.at > wished.deadline_at
    advance_item(
        item, to=ItemState.SUBMITTED, by=by, meeting=wished, held=written,
        wished_meeting=wished, submitted_at=by.at, is_late=is_late,
    )  # fmt: skip
    index(item, by=by)
    if wished is not None:
        tell(wished, "agenda", by=by, proposed=True)
    return item


@transaction.atomic
def withdraw_item(item: Item, *, reason: str, by: Actor) -> Item:
    """Take an item back before its session; it stays readable with its history."""
    meeting = hold_item(item)
    policy.check_can_withdraw(by, item)
    if meeting is not None:
        hold_lines(meeting)
    advance_item(item, to=ItemState.WITHDRAWN, by=by, reason=many_lines(reason, field="reason", limit=1000))
    if meeting is not None:
        close_ranks(meeting)
    return item


def _checked(content: ItemContent, body: Body) -> ItemContent:
    """The same content, clean, or `Invalid`."""
    if content.kind not in ItemKind.values:
        raise Invalid(_("Choisissez ce que vous attendez de la séance."), field="kind")
    if content.confidentiality not in Confidentiality.values:
        raise Invalid(_("Choisissez qui peut lire ce point."), field="confidentiality")
    check_duration(content.duration_minutes, body)
    return ItemContent(
        title=one_line(content.title, field="title", required=True), kind=content.kind,
        decision_asked=many_lines(content.decision_asked, field="decision_asked", limit=DECISION_ASKED_LIMIT),
        duration_minutes=content.duration_minutes, confidentiality=content.confidentiality,
        rapporteur=content.rapporteur, units_concerned=content.units_concerned,
        communes_concerned=content.communes_concerned,
    )  # fmt: skip


def _check_wished(meeting: Meeting, body: Body, by: Actor) -> None:
    if meeting.body_id != body.pk:
        raise Invalid(_("Cette séance est celle d’une autre instance."), field="wished_meeting")
    if meeting.starts_at <= by.at or meeting.state not in {MeetingState.PLANNED, MeetingState.CONVENED}:
        raise Invalid(
            _("Cette séance est passée, close ou annulée : choisissez-en une à venir."), field="wished_meeting"
        )


def check_duration(minutes: int, body: Body) -> None:
    """A duration holds in a session of the body, or `Invalid`."""
    if not SHORTEST_MINUTES <= minutes <= body.duration_minutes:
        raise Invalid(
            _("La durée va de %(least)s à %(most)s minutes.")
            % {"least": SHORTEST_MINUTES, "most": body.duration_minutes},
            field="duration_minutes",
        )


def _post_of(person: Person, by: Actor) -> int | None:
    found = _POST.first(person.pk, by.today)
    return found[0] if found else None


def _concern(item: Item, content: ItemContent) -> None:
    if content.units_concerned is not None:
        item.units_concerned.set(content.units_concerned)
    if content.communes_concerned is not None:
        item.communes_concerned.set(content.communes_concerned)
