"""Linking an agenda to a calendar of another server, changing the link, ending it.

The server is spoken to before anything is written, and outside of any transaction: what does not answer is not kept, not
even by half. A link that is given another account asks for its password again: whoever keeps an agenda must not send
elsewhere a password that its owner typed.
"""

from dataclasses import dataclass, replace

from django.db import transaction
from django.utils.translation import gettext as _

from interco.foundation.audit.services import journal
from interco.foundation.core.actor import Actor
from interco.foundation.core.errors import Invalid
from interco.foundation.core.outgoing import Place, place_of
from interco.foundation.core.sealing import Unsealable, seal, unseal
from interco.foundation.core.texts import one_line
from interco.foundation.core.versions import claim
from interco.organisation.models import Person
from interco.scheduling.enums import LinkFault, Standing
from interco.scheduling.models import LinkedCalendar, OutsideBusy, PublishedEvent
from interco.scheduling.policies.linked_calendars import check_can_change_link, check_can_link
from interco.scheduling.rules.dav import BadAnswer
from interco.scheduling.services.dav import DavCalendar, DavFault, tidy_address

MOST_LINKS = 5
_FIELD_OF = {LinkFault.SIGN_IN: "password", LinkFault.PASSWORD_LOST: "password", LinkFault.FORBIDDEN: "publishes"}


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkContent:
    """What is typed. `address` counts for a new link only; an empty `password` keeps the one that is known."""

    address: str
    user: str
    password: str
    publishes: bool
    reads: bool
    name: str = ""


def link_agenda(person: Person, content: LinkContent, *, by: Actor) -> LinkedCalendar:
    """Link the agenda of somebody to a calendar that answers. `Invalid`, in one sentence, when it does not."""
    check_can_link(by, person.pk)
    content = _checked(content)
    if LinkedCalendar.objects.filter(person=person).count() >= MOST_LINKS:
        raise Invalid(_("Un agenda se relie à cinq calendriers au plus."))
    if not content.password:
        raise Invalid(_("Ce champ est nécessaire."), field="password")
    place = _place(content.address)
    if LinkedCalendar.objects.filter(person=person, address=place.address).exists():
        raise Invalid(_("Cet agenda est déjà relié à ce calendrier."), field="address")
    shown = _tried(place, content)
    return _link(person, replace(content, address=place.address, name=content.name or shown or place.host), by=by)


@transaction.atomic
def _link(person: Person, content: LinkContent, *, by: Actor) -> LinkedCalendar:
    row = LinkedCalendar(
        person=person, name=content.name, address=content.address, user=content.user, publishes=content.publishes,
        reads=content.reads, created_at=by.at, next_at=by.at,
    )  # fmt: skip
    row.sealed = seal(content.password, purpose=row.purpose)
    row.save()
    journal.record("calendar.linked", by=by, subject=row, facts=_told(row), personal={"agenda": person.full_name})
    return row


def change_link(row: LinkedCalendar, content: LinkContent, *, version: int | None, by: Actor) -> LinkedCalendar:
    """Change what is done with a calendar, its account or its password, once it answered."""
    check_can_change_link(by, row)
    content = _checked(content)
    if content.user != row.user and not content.password:
        raise Invalid(_("Un autre compte demande son mot de passe."), field="password")
    password = content.password or _known(row)
    _tried(place_of(row.address), replace(content, password=password))
    return _change(row, replace(content, password=password), version=version, by=by)


@transaction.atomic
def _change(row: LinkedCalendar, content: LinkContent, *, version: int | None, by: Actor) -> LinkedCalendar:
    claim(row, version, allowed=lambda found: check_can_change_link(by, found))
    row.name, row.user = content.name or row.name, content.user
    row.publishes, row.reads = content.publishes, content.reads
    row.sealed = seal(content.password, purpose=row.purpose)
    row.attempts, row.fault, row.fault_detail, row.fault_since, row.next_at = 0, "", "", None, by.at
    if not row.reads:
        OutsideBusy.objects.filter(link=row).delete()
        row.read_at, row.unread = None, 0
    _save(row)
    journal.record("calendar.link_changed", by=by, subject=row, facts=_told(row))
    return row


@transaction.atomic
def look_now(row: LinkedCalendar, *, by: Actor) -> None:
    """Have the worker look at it at once; what stopped it is tried again."""
    claim(row, None, allowed=lambda found: check_can_link(by, found.person_id))
    row.next_at, row.attempts = by.at, 0
    _save(row)
    journal.record("calendar.asked_again", by=by, subject=row)


@transaction.atomic
def put_back(row: LinkedCalendar, event: PublishedEvent, *, by: Actor) -> None:
    """Have an event that was changed, removed or refused there written again as it is here."""
    claim(row, None, allowed=lambda found: check_can_change_link(by, found))
    PublishedEvent.objects.filter(pk=event.pk, link=row).exclude(state=Standing.PUBLISHED).update(state=Standing.AGAIN)
    row.next_at = by.at
    _save(row)
    journal.record("calendar.event_put_back", by=by, subject=row, facts={"uid": event.uid})


@transaction.atomic
def unlink(row: LinkedCalendar, *, keeping: bool, by: Actor) -> bool:
    """End a link: at once when nothing of ours stands there, or when it is to be left there (`keeping`); else the worker
    takes it away first. Whether it is over."""
    claim(row, None, allowed=lambda found: check_can_link(by, found.person_id))
    is_over = keeping or not PublishedEvent.objects.filter(link=row).exists()
    facts = {**_told(row), "keeping": keeping}
    journal.record("calendar.unlinked", by=by, subject=row, facts=facts)
    if is_over:
        row.delete()
    else:
        _leave(row, by)
    return is_over


def close_links(user_id: int, by: Actor) -> None:
    """Take away what was published for an account that closes. Part of the closing, which is journalled."""
    for row in LinkedCalendar.objects.filter(person__user=user_id, leaving_at=None):
        claim(row, None)
        _leave(row, by)


def _leave(row: LinkedCalendar, by: Actor) -> None:
    OutsideBusy.objects.filter(link=row).delete()
    row.leaving_at, row.next_at, row.attempts = by.at, by.at, 0
    _save(row)


def _save(row: LinkedCalendar) -> None:
    """Everything but what the worker writes when its turn ends."""
    row.save(
        update_fields=[
            "version", "name", "user", "sealed", "publishes", "reads", "leaving_at", "next_at", "attempts", "fault",
            "fault_detail", "fault_since", "read_at", "unread",
        ]
    )  # fmt: skip


def _checked(content: LinkContent) -> LinkContent:
    if not (content.publishes or content.reads):
        raise Invalid(_("Choisissez au moins de publier ou de lire."), field="publishes")
    user = one_line(content.user, field="user", required=True)
    if ":" in user:
        raise Invalid(_("Un nom de compte ne contient pas de deux-points."), field="user")
    return replace(content, user=user, name=one_line(content.name, field="name", limit=120))


def _place(typed: str) -> Place:
    try:
        return tidy_address(typed)
    except DavFault as problem:
        raise Invalid(str(problem.fault.label), field="address") from None


def _tried(place: Place, content: LinkContent) -> str:
    """Speak to the server as the worker will; the name the calendar has there."""
    calendar = DavCalendar(place, content.user, content.password)
    try:
        about = calendar.about()
        if content.publishes and not about.may_write:
            raise DavFault(LinkFault.FORBIDDEN)
    except (DavFault, BadAnswer) as problem:
        fault = problem.fault if isinstance(problem, DavFault) else LinkFault.UNREADABLE
        raise Invalid(str(fault.label), field=_FIELD_OF.get(fault, "address")) from None
    return about.name


def _known(row: LinkedCalendar) -> str:
    try:
        return unseal(row.sealed, purpose=row.purpose)
    except Unsealable:
        raise Invalid(str(LinkFault.PASSWORD_LOST.label), field="password") from None


def _told(row: LinkedCalendar) -> dict[str, object]:
    """For the journal: the server, not the account."""
    return {"server": place_of(row.address).host, "publishes": row.publishes, "reads": row.reads}
