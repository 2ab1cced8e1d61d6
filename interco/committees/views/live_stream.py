"""The live stream of a session: for those convened and those who run it."""

from asgiref.sync import sync_to_async
from django.http import HttpRequest, HttpResponseBase

from interco.committees.policies.session import check_can_follow
from interco.committees.services.broadcast import channel_of
from interco.committees.views.live_access import actor_of_request, meeting_of
from interco.foundation.notifications.queries.live import Viewer, viewer_of
from interco.foundation.notifications.views.streams import stream


async def meeting(request: HttpRequest, key: str) -> HttpResponseBase:
    """Stream the notices of a session."""
    channel, viewer = await sync_to_async(_admitted)(request, key)
    return stream(request, channel=channel, viewer=viewer)


def _admitted(request: HttpRequest, key: str) -> tuple[str, Viewer]:
    found = meeting_of(request, key)
    check_can_follow(actor_of_request(request), found)
    return channel_of(found), viewer_of(request)
