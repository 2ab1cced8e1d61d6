"""The response of a live stream. The application that owns the channel checks who may read it, then calls `stream`."""

from collections.abc import AsyncIterator

from django.http import HttpRequest, StreamingHttpResponse

from interco.foundation.notifications.hub import Hub, hub
from interco.foundation.notifications.queries.live import Viewer, missed
from interco.foundation.notifications.rules.event_stream import GREETING, encode, last_event_id


def stream(request: HttpRequest, *, channel: str, viewer: Viewer) -> StreamingHttpResponse:
    """Stream a channel from `Last-Event-ID`, or from the number the page was read at (`?depuis=`)."""
    since = last_event_id(request.headers.get("Last-Event-ID", "")) or last_event_id(request.GET.get("depuis", ""))
    response = StreamingHttpResponse(_parts(channel, viewer, since), content_type="text/event-stream; charset=utf-8")
    response.headers["Cache-Control"] = "no-store"
    response.headers["Content-Encoding"] = "identity"  # compressed, a notice would wait for the next ones
    response.headers["X-Accel-Buffering"] = "no"
    return response


async def _parts(channel: str, viewer: Viewer, since: int | None) -> AsyncIterator[bytes]:
    board: Hub = hub()
    subscription = await board.subscribe(channel, viewer)
    try:
        yield GREETING
        sent = since or 0
        if since is not None:
            for notice in await board.read(lambda: missed(channel, since=since)):
                sent = notice.pk
                yield encode(notice.pk, notice.kind, notice.payload)
        while (parcel := await subscription.next()) is not None:
            number, content = parcel
            if number == 0 or number > sent:
                yield content
    finally:
        board.unsubscribe(subscription)
