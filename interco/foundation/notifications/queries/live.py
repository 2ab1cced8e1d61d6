"""Reading live notices back, and telling whose streams may go on."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from django.contrib.auth import get_user_model
from django.contrib.sessions.models import Session
from django.db.models import Max
from django.http import HttpRequest

from interco.foundation.notifications.models import LiveNotice, channel_name

#: At most this many notices are sent again after a cut; a screen that missed more reads its page anew.
REPLAYED = 500


@dataclass(frozen=True, slots=True)
class Viewer:
    """Who holds a stream: the account, the session it came with, and the mark of the password of that session."""

    user_id: int
    session_key: str
    mark: str


def viewer_of(request: HttpRequest) -> Viewer:
    """The viewer behind a request that passed its door (the account is signed in)."""
    user = request.user
    assert user.is_authenticated  # noqa: S101 - the door of the route lets nobody else in
    return Viewer(user_id=user.pk, session_key=request.session.session_key or "", mark=user.get_session_auth_hash())


def gone(viewers: Collection[Viewer], *, at: datetime) -> set[Viewer]:
    """Those whose account was closed, whose session ended or whose password changed. Two queries in all."""
    users = {
        user.pk: user.get_session_auth_hash()
        for user in get_user_model().objects.filter(pk__in={viewer.user_id for viewer in viewers}, is_active=True)
    }
    keys = {viewer.session_key for viewer in viewers}
    sessions = set(
        Session.objects.filter(session_key__in=keys, expire_date__gt=at).values_list("session_key", flat=True)
    )
    return {
        viewer for viewer in viewers
        if users.get(viewer.user_id) != viewer.mark or viewer.session_key not in sessions
    }  # fmt: skip


def latest_number(channel: str) -> int:
    """The number of the last notice of a channel: read it before the state a page shows, and listen from there."""
    found = LiveNotice.objects.filter(channel=channel_name(channel)).aggregate(last=Max("pk"))["last"]
    return found or 0


def missed(channel: str, *, since: int) -> list[LiveNotice]:
    """The notices of a channel after a number, oldest first."""
    rows = LiveNotice.objects.filter(channel=channel_name(channel), pk__gt=since).order_by("-pk")[:REPLAYED]
    return list(reversed(rows))


def newest_number() -> int:
    """The number of the last notice of all channels."""
    return LiveNotice.objects.aggregate(last=Max("pk"))["last"] or 0


def written_after(number: int) -> list[LiveNotice]:
    """The notices of all channels after a number."""
    return list(LiveNotice.objects.filter(pk__gt=number).order_by("pk")[:REPLAYED])
