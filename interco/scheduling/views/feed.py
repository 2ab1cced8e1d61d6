"""A feed as a calendar program reads it: by its secret address, without a session."""

import gzip
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import NamedTuple

from allauth.core.internal import ratelimit
from django.conf import settings
from django.core.cache import caches
from django.http import HttpRequest, HttpResponse
from django.utils.http import http_date
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.debug import sensitive_variables

from interco.foundation.accounts.rules.languages import preferred
from interco.foundation.accounts.rules.tokens import token_hash
from interco.foundation.core import clock
from interco.foundation.core.actor import actor_of
from interco.foundation.core.identifiers import scoped
from interco.foundation.core.kept import Kept
from interco.scheduling.policies.feeds import still_opens
from interco.scheduling.queries.feeds import Asked, changed_at, feed_at, state_of, written
from interco.scheduling.rules.feeds import Mark, day_of, mark_of, marks_given
from interco.scheduling.views.requests import day_asked

#: Unknown addresses from one network: a living one is looked up first, so that a neighbour's tries never close it.
RATES = {"feed": "30/m/ip"}


@sensitive_variables("secret", "digest")
def feed(request: HttpRequest, secret: str) -> HttpResponse:
    """The calendar, or 304 when the reader has it already. `du` and `au` (excluded) ask for fewer days."""
    digest = token_hash(secret)
    at = clock.now()
    found = feed_at(digest)
    if found is None:
        allowed = ratelimit.consume(request, app="interco", action="feed", config=RATES, limit_get=True)
        return _closed() if allowed else _too_many()
    if not _counted(digest):
        return _too_many()
    given = marks_given(request.headers.get("If-None-Match", ""))
    held = next((mark for mark in given if mark.number == found.number and mark.day == day_of(at)), None)
    if held is not None:
        return _unchanged(held)
    if not given and _is_still_fresh(request, found, at):
        response = HttpResponse(status=304)
        response.headers["Cache-Control"] = "private, no-cache"
        return response
    return _made(request, found, given, at)


class _Sent(NamedTuple):
    """A feed as it goes out."""

    mark: Mark
    changed: datetime
    content: bytes


#: Feeds sent, ready to be sent again while nothing changed: one's own agenda, a body. The rights are asked before looking
#: here. The agenda of somebody else, where they differ from one event to the next, is made at each reading.
_SENT: Kept[_Sent] = Kept(2 << 20)
#: Half the processor of the usual level for a tenth more bytes.
_LEVEL = 3


def _made(request: HttpRequest, found: Asked, given: list[Mark], at: datetime) -> HttpResponse:
    actor = actor_of(found.user_id, at)
    if not still_opens(actor, found):
        return _closed()
    first, after = (day_asked(request.GET.get(name, "")) for name in ("du", "au"))
    zipped = "gzip" in request.headers.get("Accept-Encoding", "")
    language = preferred(actor.preferences)
    key = (*state_of(found, actor), first, after, language, zipped, settings.PUBLIC_URL)
    is_kept = found.person_id is None or found.person_id == actor.person_id
    sent = _SENT.get(key) if is_kept else None
    if sent is None:
        with override(language):
            content = written(found, actor, first=first, after=after)
        mark = mark_of(found.number, at, content)
        sent = _Sent(mark, _last_change(found, at), gzip.compress(content, _LEVEL, mtime=0) if zipped else content)
        if is_kept:
            _SENT.put(key, sent, len(sent.content))
    if any(one.digest == sent.mark.digest for one in given):
        return _unchanged(sent.mark)
    response = HttpResponse(sent.content, content_type="text/calendar; charset=utf-8")
    if zipped:
        response.headers["Content-Encoding"] = "gzip"
    response.headers["Vary"] = "Accept-Encoding"
    response.headers["ETag"] = "W/" * zipped + sent.mark.etag
    response.headers["Last-Modified"] = http_date(sent.changed.timestamp())
    response.headers["Cache-Control"] = "private, no-cache"
    response.headers["Content-Disposition"] = 'inline; filename="agenda.ics"'
    response.headers["Content-Security-Policy"] = "sandbox; default-src 'none'"
    response.headers["Referrer-Policy"] = "no-referrer"
    return response


def _unchanged(mark: Mark) -> HttpResponse:
    response = HttpResponse(status=304)
    response.headers["ETag"] = mark.etag
    response.headers["Cache-Control"] = "private, no-cache"
    return response


def _last_change(found: Asked, at: datetime) -> datetime:
    """The last fact that could change it, or the beginning of the day, on which rights and days covered move."""
    midnight = at.astimezone(UTC).replace(hour=0, minute=0, second=0, microsecond=0)
    fact = changed_at(found.number)
    return midnight if fact is None else max(midnight, min(fact, at))


def _is_still_fresh(request: HttpRequest, found: Asked, at: datetime) -> bool:
    """For a reader that only knows dates; two facts in one second make it read again."""
    try:
        held = parsedate_to_datetime(request.headers.get("If-Modified-Since", ""))
    except (TypeError, ValueError):
        return False
    if held.tzinfo is None:
        return False
    changed = _last_change(found, at)
    return held >= changed.replace(microsecond=0) and (at - changed).total_seconds() > 1


def _counted(digest: str) -> bool:
    """Whether this reading is one of those allowed this minute to one address, counted by each process."""
    kept, key = caches["process"], scoped("feed", digest)
    kept.add(key, 0, 60)
    try:
        return kept.incr(key) <= settings.FEED_READINGS
    except ValueError:  # it has just expired
        return True


def _closed() -> HttpResponse:
    sentence = _("Cette adresse n’ouvre rien : elle est inconnue ou supprimée.")
    return _plain(404, sentence)


def _too_many() -> HttpResponse:
    response = _plain(429, _("Trop de lectures. Réessayez dans une minute."))
    response.headers["Retry-After"] = "60"
    return response


def _plain(status: int, sentence: str) -> HttpResponse:
    return HttpResponse(
        sentence + "\n", status=status, content_type="text/plain; charset=utf-8", headers={"Cache-Control": "no-store"}
    )
