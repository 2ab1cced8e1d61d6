"""Bringing a linked calendar to what it should hold, one resource at a time, without ever writing over what we do not know.

A write says which version it replaces (If-Match), or that there must be none (If-None-Match). Before it leaves, what it
would say is kept (`pending`); a worker that dies at any step leaves a row from which the next one reads the resource
again and knows whether the write went through. What somebody changed or removed there is left, and said: its owner
decides. What must not stand there any more is taken away, whatever was changed in it.
"""

from collections.abc import Mapping
from functools import partial

from django.db import transaction

from interco.foundation.core.outgoing import Answer
from interco.scheduling.enums import Standing
from interco.scheduling.models import LinkedCalendar, PublishedEvent
from interco.scheduling.queries.publications import BACK, Wanted
from interco.scheduling.rules.publication import fingerprint_of, mark_of, name_of, resource
from interco.scheduling.services.dav import DavCalendar, fault_of, is_uid_conflict
from interco.scheduling.services.link_claims import Claim

_TAKEN = {200, 201, 204}
_GONE = {404, 410}
#: Resources of ours that do not stand there under our hand.
_NOT_OURS = {Standing.REFUSED, Standing.ALREADY_THERE, Standing.REMOVED_THERE}
#: What waits for its owner, until the event leaves.
_LEFT_ALONE = {Standing.CHANGED_THERE, Standing.REMOVED_THERE}


def publish(link: LinkedCalendar, calendar: DavCalendar, wanted: Mapping[str, Wanted], claim: Claim) -> bool:
    """Write what is missing or changed, take away what must not stand there; whether all was done in the time of the claim.

    `DavFault` when the server does not answer as it should: what was done stays done.
    """
    rows = {row.uid: row for row in PublishedEvent.objects.filter(link=link)}
    work = [partial(_withdraw, row, calendar) for uid, row in rows.items() if uid not in wanted]
    recent = claim.at - BACK
    for uid, one in wanted.items():
        row = rows.get(uid)
        if _is_due(row, one) and (row is not None or one.ends_at > recent):
            work.append(partial(_put, link, row, one, calendar, claim))
    for step in work:
        if not claim.holds():
            return False
        step()
    return True


def _is_due(row: PublishedEvent | None, one: Wanted) -> bool:
    if row is None or row.pending or row.state == Standing.AGAIN:
        return True
    return row.state not in _LEFT_ALONE and row.fingerprint != fingerprint_of(one.text)


def _put(link: LinkedCalendar, row: PublishedEvent | None, one: Wanted, calendar: DavCalendar, claim: Claim) -> None:
    content = resource(one.text, zone=one.zone, around=one.starts_at.year)
    mark = mark_of(content)
    if row is None:
        row = PublishedEvent(link=link, uid=one.uid)
    elif (row.pending or row.state == Standing.AGAIN) and not _settled(row, calendar):
        return
    row.event_id, row.title, row.starts_at, row.ends_at = one.event_id, one.title, one.starts_at, one.ends_at
    row.pending, row.state = mark, Standing.PUBLISHED
    if not _kept(row, claim):
        return
    answer = calendar.write(name_of(one.uid), content, etag=row.etag)
    if answer.status in _TAKEN:
        _acknowledged(row, one, answer, calendar)
    elif answer.status == 412:
        _stumbled(row, one, content, calendar)
    elif is_uid_conflict(answer):
        _concluded(row, Standing.ALREADY_THERE, one)
    elif answer.status in {400, 405, 413, 415, 422}:
        _concluded(row, Standing.REFUSED, one)
    else:
        _undone(row)
        raise fault_of(answer)


def _kept(row: PublishedEvent, claim: Claim) -> bool:
    """Keep what is about to be tried, while the claim is ours."""
    with transaction.atomic():
        if not claim.is_ours():
            return False
        row.save()
    return True


def _acknowledged(row: PublishedEvent, one: Wanted, answer: Answer, calendar: DavCalendar) -> None:
    etag = answer.headers.get("etag", "")[:300]
    if not etag:  # a server that wrote it its own way does not tell: it is read again
        held = calendar.read(name_of(one.uid))
        etag = held.etag if held is not None else ""
    row.etag, row.mark = etag, row.pending
    _concluded(row, Standing.PUBLISHED, one)


def _stumbled(row: PublishedEvent, one: Wanted, content: bytes, calendar: DavCalendar) -> None:
    """Another version stands there, or none. One that says what we wrote is ours, whatever number the server gives it."""
    held = calendar.read(name_of(one.uid))
    if held is None:
        row.etag = row.mark = ""
        _concluded(row, Standing.REMOVED_THERE, one)
    elif held.mark and held.mark == row.pending:
        row.etag, row.mark = held.etag, held.mark
        _concluded(row, Standing.PUBLISHED, one)
    elif held.mark and held.mark == row.mark and held.etag not in {"", row.etag}:
        row.etag = held.etag
        answer = calendar.write(name_of(one.uid), content, etag=row.etag)
        if answer.status in _TAKEN:
            _acknowledged(row, one, answer, calendar)
    else:
        row.etag = held.etag
        _concluded(row, Standing.CHANGED_THERE, None)


def _settled(row: PublishedEvent, calendar: DavCalendar) -> bool:
    """Read again a resource whose last write has no known end, or that its owner wants replaced; whether it is ours to write."""
    held = calendar.read(name_of(row.uid))
    if held is None:
        was_there = bool(row.mark) and row.state != Standing.AGAIN
        row.etag = row.mark = ""
        if was_there:
            _concluded(row, Standing.REMOVED_THERE, None)
            return False
    elif row.state == Standing.AGAIN or (held.mark and held.mark in {row.mark, row.pending}):
        row.etag, row.mark = held.etag, held.mark
    else:
        row.etag = held.etag
        _concluded(row, Standing.CHANGED_THERE, None)
        return False
    return True


def _concluded(row: PublishedEvent, state: Standing, one: Wanted | None) -> None:
    row.state, row.pending = state, ""
    row.fingerprint = fingerprint_of(one.text) if one is not None else ""
    row.save(update_fields=["etag", "mark", "pending", "state", "fingerprint"])


def _undone(row: PublishedEvent) -> None:
    """Forget a try that the server refused: nothing of it stands there."""
    row.pending = ""
    if row.etag or row.mark:
        row.fingerprint = ""
        row.save(update_fields=["pending", "fingerprint"])
    else:
        row.delete()


def _withdraw(row: PublishedEvent, calendar: DavCalendar) -> None:
    """Take an event away, at the version that stands there, as long as it is ours."""
    if row.pending or row.state not in _NOT_OURS:
        name, etag = name_of(row.uid), row.etag
        answer = calendar.remove(name, etag=etag) if etag and not row.pending else None
        if answer is None or answer.status == 412:
            held = calendar.read(name)
            answer = calendar.remove(name, etag=held.etag) if held is not None and row.uid in held.uids else None
        if answer is not None and answer.status == 412:
            return  # somebody writes in it right now: next time
        if answer is not None and answer.status not in _TAKEN | _GONE:
            raise fault_of(answer)
    row.delete()
