"""Routes that declare who may take them. A route without a policy stops the start-up."""

from collections.abc import AsyncIterator, Callable, Iterable, Iterator, Sequence
from functools import wraps
from inspect import iscoroutinefunction
from typing import Any

from asgiref.sync import sync_to_async
from django.core.exceptions import ImproperlyConfigured
from django.db import connections
from django.http import HttpResponseBase, HttpResponseNotAllowed, StreamingHttpResponse
from django.urls import URLPattern, URLResolver, path

from interco.foundation.core.policies import RoutePolicy
from interco.foundation.core.retries import answered_again

View = Callable[..., Any]
GET = ("GET",)
POST = ("POST",)
GET_POST = ("GET", "POST")


def guarded(view: View, policy: RoutePolicy, methods: Sequence[str] | None) -> View:
    """The view behind its door: the policy first (401, 403), then the method (405), then the view.

    An asynchronous view passes the same door, in a thread since the actor is read from the database; what it streams
    holds no database connection.
    """
    allowed = None if methods is None else {*methods, *(["HEAD"] if "GET" in methods else [])}

    def refusal(request: Any) -> HttpResponseBase | None:
        policy(request.actor)
        if allowed is not None and request.method not in allowed:
            return HttpResponseNotAllowed(sorted(allowed))
        return None

    @wraps(view)
    def door(request: Any, *args: Any, **kwargs: Any) -> Any:
        return refusal(request) or answered_again(request, lambda: view(request, *args, **kwargs))

    @wraps(view)
    async def async_door(request: Any, *args: Any, **kwargs: Any) -> Any:
        refused = await sync_to_async(refusal)(request)
        return refused or without_connection(await view(request, *args, **kwargs))

    chosen: Any = async_door if iscoroutinefunction(view) else door
    chosen.route_policy = policy
    chosen.route_methods = tuple(methods) if methods is not None else None
    return chosen  # type: ignore[no-any-return]


def without_connection(response: HttpResponseBase) -> HttpResponseBase:
    """The same response; an asynchronous stream gives its database connections back before its first byte."""
    if not isinstance(response, StreamingHttpResponse) or not response.is_async:
        return response
    content: Any = response.streaming_content

    async def released() -> AsyncIterator[bytes]:
        await sync_to_async(connections.close_all)()
        async for part in content:
            yield part

    response.streaming_content = released()
    return response


def route(
    pattern: str, view: View, *, policy: RoutePolicy, name: str, methods: Sequence[str] = GET,
) -> URLPattern:  # fmt: skip
    """One address, its view (synchronous or not), its policy and its methods."""
    return path(pattern, guarded(view, policy, methods), name=name)


def wrapped(
    patterns: Iterable[URLPattern | URLResolver], policy_of: Callable[[str], RoutePolicy],
) -> list[URLPattern | URLResolver]:  # fmt: skip
    """Third-party addresses behind our doors: `policy_of(name)` chooses the policy of each."""
    result: list[URLPattern | URLResolver] = []
    for entry in patterns:
        if isinstance(entry, URLResolver):
            entry.url_patterns[:] = wrapped(entry.url_patterns, policy_of)
        elif not hasattr(entry.callback, "route_policy"):
            entry.callback = guarded(entry.callback, policy_of(entry.name or str(entry.pattern)), None)
        result.append(entry)
    return result


def walk(patterns: Iterable[URLPattern | URLResolver], prefix: str = "") -> Iterator[tuple[str, URLPattern]]:
    """Every address under its full pattern."""
    for entry in patterns:
        here = prefix + str(entry.pattern)
        if isinstance(entry, URLResolver):
            yield from walk(entry.url_patterns, here)
        else:
            yield here, entry


def require_policies(patterns: Iterable[URLPattern | URLResolver]) -> None:
    """Raise `ImproperlyConfigured` when an address declares no policy."""
    missing = [address for address, entry in walk(patterns) if not hasattr(entry.callback, "route_policy")]
    if missing:
        raise ImproperlyConfigured(f"These routes declare no policy: {', '.join(missing)}")
