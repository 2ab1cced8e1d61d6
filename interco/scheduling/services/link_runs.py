"""The worker's turn at linked calendars: publish, read, and say how it went.

Failures wait longer and longer. A password that is refused, or that cannot be read any more, stops the calendar until
its owner types another one: trying again would close their account there.
"""

import logging
from collections.abc import Callable
from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import override

from interco.foundation.accounts.rules.languages import preferred
from interco.foundation.audit.services import journal
from interco.foundation.core.actor import Actor, actor_of, system_actor
from interco.foundation.core.outgoing import place_of
from interco.foundation.core.sealing import Unsealable, unseal
from interco.organisation.queries.standing import territory_zone
from interco.scheduling.enums import LinkFault
from interco.scheduling.models import LinkedCalendar, PublishedEvent
from interco.scheduling.queries.publications import last_fact, wanted
from interco.scheduling.services.dav import DavCalendar, DavFault
from interco.scheduling.services.link_claims import Claim, claim_link, due_links
from interco.scheduling.services.outside_reading import keep_hours, read_hours
from interco.scheduling.services.publishing import publish

READ_EVERY = timedelta(minutes=15)
BACK_OFF_MINUTES = (1, 5, 15, 60, 240, 720)
#: How long one tries to take away what was published in a calendar that was unlinked.
GIVES_UP = timedelta(days=7)
_STOPS = {LinkFault.SIGN_IN, LinkFault.PASSWORD_LOST}
logger = logging.getLogger("interco")


def run_links(clock: Callable[[], datetime]) -> int:
    """Look at every calendar that is due; how many went well."""
    seen = last_fact()
    due = list(due_links(at=clock(), seen=seen).values_list("pk", flat=True))
    return sum(run_link(pk, clock=clock, seen=seen) for pk in due)


def run_link(pk: int, *, clock: Callable[[], datetime], seen: int) -> bool:
    """Look at one calendar, if nobody else has it in hand; whether all went well."""
    claimed = claim_link(pk, clock=clock, seen=seen)
    if claimed is None:
        return False
    link, claim = claimed
    try:
        is_whole = _worked(link, claim)
    except DavFault as problem:
        _failed(link, claim, problem.fault, problem.detail)
        return False
    except Exception:
        logger.exception("a linked calendar could not be treated")  # neither its address nor its account
        _failed(link, claim, LinkFault.FAILED, "")
        return False
    _went_well(link, claim, seen if is_whole else None)
    return True


def _worked(link: LinkedCalendar, claim: Claim) -> bool:
    owner = _owner(link, claim.at)
    with override(preferred(owner.preferences)):
        known = wanted(link, owner)
    calendar = _calendar_of(link)
    publishes = link.publishes and link.leaving_at is None and _may_publish(link, owner)
    is_whole = True
    if publishes or PublishedEvent.objects.filter(link=link).exists():
        is_whole = publish(link, calendar, known if publishes else {}, claim)
        claim.rows().update(published_at=claim.at)
    if link.reads and link.leaving_at is None and (link.next_at is None or link.next_at <= claim.at):
        uids = {*known, *PublishedEvent.objects.filter(link__person=link.person_id).values_list("uid", flat=True)}
        hours = read_hours(link, calendar, claim.at, uids)
        if keep_hours(link, hours, claim):
            claim.rows().update(read_at=claim.at, unread=hours.unread)
    return is_whole


def _owner(link: LinkedCalendar, at: datetime) -> Actor:
    """The owner reading their own agenda: with the rights of their account, and only as themselves without one."""
    found = actor_of(link.person.user_id, at)
    if found.person_id is not None:
        return found
    return Actor(at=at, zone=territory_zone(), person_id=link.person_id, name=link.person.full_name)


def _may_publish(link: LinkedCalendar, owner: Actor) -> bool:
    """Nothing of somebody whose account was closed."""
    return link.person.user_id is None or owner.is_signed_in


def _calendar_of(link: LinkedCalendar) -> DavCalendar:
    try:
        password = unseal(link.sealed, purpose=link.purpose)
    except Unsealable:
        raise DavFault(LinkFault.PASSWORD_LOST) from None
    return DavCalendar(place_of(link.address), link.user, password)


def _failed(link: LinkedCalendar, claim: Claim, fault: LinkFault, detail: str) -> None:
    if link.leaving_at is not None and link.leaving_at <= claim.at - GIVES_UP:
        _gone(link, claim, is_clean=False)
        return
    pause = timedelta(minutes=BACK_OFF_MINUTES[min(link.attempts, len(BACK_OFF_MINUTES) - 1)])
    if _changed_meanwhile(link, claim):
        return
    claim.rows().update(
        attempts=min(link.attempts + 1, 1000), fault=fault, fault_detail=detail[:200], claimed_until=None,
        fault_since=link.fault_since or claim.at, next_at=None if fault in _STOPS else claim.at + pause,
    )  # fmt: skip


def _went_well(link: LinkedCalendar, claim: Claim, seen: int | None) -> None:
    """`seen` is nothing when the time of the turn was too short: the next one goes on at once."""
    if link.leaving_at is not None and not PublishedEvent.objects.filter(link=link).exists():
        _gone(link, claim, is_clean=True)
        return
    if _changed_meanwhile(link, claim):
        return
    is_read = link.next_at is None or link.next_at <= claim.at
    upcoming = claim.at + READ_EVERY if is_read else link.next_at
    claim.rows().update(
        attempts=0, fault="", fault_detail="", fault_since=None, claimed_until=None,
        seen=link.seen if seen is None else seen,
        next_at=claim.at if seen is None else upcoming,
    )  # fmt: skip


def _changed_meanwhile(link: LinkedCalendar, claim: Claim) -> bool:
    """Whether its owner changed it during the turn: it is looked at again at once, whatever came of this one."""
    moved = claim.rows().exclude(version=link.version)
    return bool(moved.update(claimed_until=None, next_at=claim.at, attempts=0))


@transaction.atomic
def _gone(link: LinkedCalendar, claim: Claim, *, is_clean: bool) -> None:
    """The end of a calendar that was unlinked."""
    if not claim.is_ours():
        return
    facts = {"withdrawn": is_clean}
    journal.record("calendar.forgotten", by=system_actor(claim.at, territory_zone()), subject=link, facts=facts)
    link.delete()
