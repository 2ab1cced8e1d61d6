"""Routes that declare who may take them. A route without a policy stops the start-up."""

from collections.abc import AsyncIterator, Callable, Iterable, Iterator, Mapping, Sequence
from functools import wraps
from inspect import iscoroutinefunction
from typing import Any

from asgiref.sync import sync_to_async
from django.core.exceptions import ImproperlyConfigured
from django.db import connections
from django.http import HttpResponseBase, StreamingHttpResponse
from django.urls import URLPattern, URLResolver, path

from interco.foundation.core.error_pages import method_not_allowed
from interco.foundation.core.policies import RoutePolicy
from interco.foundation.core.retries import answered_again

View = Callable[..., Any]
GET = ("GET",)
POST = ("POST",)
GET_POST = ("GET", "POST")


def guarded(view: View, policy: RoutePolicy, methods: Sequence[str] | None, *, ahead: View | None = None) -> View:
    """The view behind its door: the policy first (401, 403), then the method (405), then the view.

    `ahead` is what a sending takes long to prepare, and writes nothing: it is called behind the same door before the
    transaction of the submission opens, so that nobody waits for it.

    An asynchronous view passes the same door, in a thread since the actor is read from the database; what it streams
    holds no database connection.
    """
    allowed = None if methods is None else {*methods, *(["HEAD"] if "GET" in methods else [])}

    def refusal(request: Any) -> HttpResponseBase | None:
        policy(request.actor)
        if allowed is not None and request.method not in allowed:
            return method_not_allowed(request, sorted(allowed))
        return None

    @wraps(view)
    def door(request: Any, *args: Any, **kwargs: Any) -> Any:
        return refusal(request) or answered_again(request, lambda: view(request, *args, **kwargs))

    @wraps(view)
    async def async_door(request: Any, *args: Any, **kwargs: Any) -> Any:
        refused = await sync_to_async(refusal)(request)
        return refused or without_connection(await view(request, *args, **kwargs))

    def prepare(request: Any, *args: Any, **kwargs: Any) -> None:
        if ahead is not None and refusal(request) is None:
            ahead(request, *args, **kwargs)

    chosen: Any = async_door if iscoroutinefunction(view) else door
    chosen.route_policy = policy
    chosen.route_methods = tuple(methods) if methods is not None else None
    chosen.route_ahead = prepare if ahead is not None else None
    return chosen  # type: ignore[no-any-return]  # either door, both callable


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
    pattern: str, view: View, *, policy: RoutePolicy, name: str, methods: Sequence[str] = GET, ahead: View | None = None,
) -> URLPattern:  # fmt: skip
    """One address, its view (synchronous or not), its policy and its methods; what is prepared `ahead` of a sending."""
    return path(pattern, guarded(view, policy, methods, ahead=ahead), name=name)


def operations(
    pattern: str, by_method: Mapping[str, tuple[View, RoutePolicy | None]], *, name: str,
) -> URLPattern:  # fmt: skip
    """One address of the API: a view and a policy for each method, behind the door of pages.

    `require_policies` refuses an operation whose policy is missing. A method the address does not know meets the policy
    of its first operation, then 405.
    """
    allowed = sorted({*by_method, *(["HEAD"] if "GET" in by_method else [])})
    first = next(iter(by_method))

    def door(request: Any, *args: Any, **kwargs: Any) -> Any:
        method = "GET" if request.method == "HEAD" else request.method
        view, policy = by_method.get(method, by_method[first])
        assert policy is not None  # noqa: S101 - the application does not start otherwise
        policy(request.actor)
        if method not in by_method:
            return method_not_allowed(request, allowed)
        return answered_again(request, lambda: view(request, *args, **kwargs))

    chosen: Any = door
    chosen.route_policies = {method: policy for method, (_view, policy) in by_method.items()}
    chosen.route_methods = tuple(by_method)
    address: URLPattern = path(pattern, chosen, name=name)
    return address


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


def policies_of(view: View) -> list[tuple[RoutePolicy, str]]:
    """Each policy of an address with the methods it keeps, separated by spaces: one for a page, one or more for the API."""
    by_method: Mapping[str, RoutePolicy] | None = getattr(view, "route_policies", None)
    if by_method is None:
        methods: Sequence[str] | None = getattr(view, "route_methods", None)
        return [(view.route_policy, " ".join(methods or GET_POST))]  # type: ignore[attr-defined]  # a policy is kept on its view
    kept: dict[RoutePolicy, list[str]] = {}
    for method, policy in by_method.items():
        kept.setdefault(policy, []).append(method)
    return [(policy, " ".join(methods)) for policy, methods in kept.items()]


def _undeclared(address: str, view: Any) -> list[str]:
    """The address when it has no policy; for the API, each of its operations without one."""
    policies: Mapping[str, RoutePolicy | None] | None = getattr(view, "route_policies", None)
    if policies is None:
        return [] if hasattr(view, "route_policy") else [address]
    return [f"{method} {address}" for method, policy in policies.items() if policy is None]


def require_policies(patterns: Iterable[URLPattern | URLResolver]) -> None:
    """Raise `ImproperlyConfigured` when an address, or an operation of the API, declares no policy."""
    missing = [each for address, entry in walk(patterns) for each in _undeclared(address, entry.callback)]
    if missing:
        raise ImproperlyConfigured(f"These routes declare no policy: {', '.join(missing)}")
