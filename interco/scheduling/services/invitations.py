"""The messages of an event to its guests: invitation, update, cancellation; of the whole, or of one day.

The invitation keeps its UID for ever; what changes raises SEQUENCE, so that diaries replace what they hold. Who acts
writes nothing to himself.
"""

import hashlib
from collections.abc import Sequence
from enum import StrEnum

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from interco.foundation.core.actor import Actor
from interco.scheduling.enums import EventState, PartRole
from interco.scheduling.models import Event, Occurrence, Participant
from interco.scheduling.queries.answer_links import token_of
from interco.scheduling.queries.calendar_objects import object_of
from interco.scheduling.queries.words import author_words, place_of, rhythm_words, when_of, where_of
from interco.scheduling.rules.itip import Invitation, Method, is_address
from interco.scheduling.services.dispatch import PERSON, Addressee, Dispatch, send


class Change(StrEnum):
    """What the letter tells; the value is its kind in the outbox."""

    INVITED = "event.invited"
    UPDATED = "event.updated"
    CANCELLED = "event.cancelled"


def send_event(
    event: Event, change: Change, *, by: Actor, to: Sequence[Participant] | None = None, reason: str = "",
) -> int:  # fmt: skip
    """Queue the letter of the whole event to its guests, or to some of them; returns how many."""
    return _send(event, change, None, by, to, reason)


def send_day(event: Event, day: Occurrence, change: Change, *, by: Actor, reason: str = "") -> int:
    """Queue the letter of one day to all guests; returns how many."""
    return _send(event, change, day if event.rule else None, by, None, reason)


def addressee_of(row: Participant) -> Addressee | None:
    """Who is written to: the person at today's address, or the guest from outside; nobody without an address."""
    address = row.person.email if row.person is not None else row.address
    if not is_address(address):
        return None
    if row.person is not None:
        return Addressee(key=f"{PERSON}{row.person.public_id}", name=row.name, address=address)
    key = hashlib.sha256(address.lower().encode()).hexdigest()[:16]
    return Addressee(key=f"guest:{key}", name=row.name, address=address)


def _send(
    event: Event, change: Change, only: Occurrence | None, by: Actor, to: Sequence[Participant] | None, reason: str,
) -> int:  # fmt: skip
    everybody = list(event.participants.select_related("person"))
    guests = everybody if to is None else list(to)
    written = [
        None if row.person_id is not None and row.person_id == by.person_id else addressee_of(row) for row in guests
    ]
    if not any(written):
        return 0
    days = list(event.occurrences.all())
    first = only or next((row for row in days if row.state == EventState.CONFIRMED), days[0])
    method = Method.CANCEL if change == Change.CANCELLED else Method.REQUEST
    told = guests if change == Change.CANCELLED else everybody

    def calendar() -> Invitation:
        return object_of(event, stamp=by.at, method=method, guests=told, days=days, only=only)

    dispatch = Dispatch(
        kind=change.value, subject_key=f"event:{event.public_id}", reference=f"{event.public_id}.{event.sequence}",
        title=lambda: _title(event, change, first), calendar=calendar,
        text=lambda place: _text(event, change, first, only, by, reason, guests[place]),
        is_secret=lambda place: change != Change.CANCELLED and not has_account(guests[place]),
    )  # fmt: skip
    return send(dispatch, written, by=by)


def has_account(guest: Participant) -> bool:
    """Whether a guest answers behind the sign-in; the others have an address of their own (ADR 0015)."""
    return guest.person is not None and guest.person.user_id is not None


def _answer_page(event: Event, guest: Participant) -> str:
    path = (
        reverse("event", args=[event.public_id])
        if has_account(guest)
        else reverse("event_outside", args=[token_of(guest.public_id)])
    )
    return settings.PUBLIC_URL + path


def _title(event: Event, change: Change, day: Occurrence) -> str:
    values = {"title": day.title or event.title, "when": when_of(event, day.starts_at, day.ends_at)}
    if change == Change.INVITED:
        return _("Invitation : %(title)s, %(when)s") % values
    if change == Change.UPDATED:
        return _("Mise à jour : %(title)s, %(when)s") % values
    return _("Annulé : %(title)s, %(when)s") % values


def _text(
    event: Event, change: Change, day: Occurrence, only: Occurrence | None, by: Actor, reason: str, guest: Participant,
) -> str:  # fmt: skip
    values = {"who": author_words(event)}
    if change == Change.INVITED:
        opening = _("%(who)s vous invite.") % values
    elif change == Change.UPDATED:
        opening = _("Voici ce qui vaut désormais.") if only is None else _("Un jour de cette série a changé.")
    else:
        opening = _("L’événement suivant n’aura pas lieu, ou vous n’y êtes plus attendu.")
    when = _("%(when)s (heure de %(zone)s)") % {
        "when": when_of(event, day.starts_at, day.ends_at), "zone": place_of(event.zone),
    }  # fmt: skip
    facts = [day.title or event.title, when, "" if only else rhythm_words(event), where_of(event, day)]
    parts = [_("Bonjour,"), opening, "\n".join(filter(None, facts))]
    if reason:
        parts.append(_("Motif : %s") % reason)
    if change != Change.CANCELLED:
        if guest.role == PartRole.OPTIONAL:
            parts.append(_("Votre présence est facultative."))
        parts.append(event.text)
        parts.append(
            _("Répondez par les boutons de votre messagerie, ou à cette page :") + "\n" + _answer_page(event, guest)
        )
    parts.append(by.name)
    return "\n\n".join(part for part in parts if part) + "\n"
