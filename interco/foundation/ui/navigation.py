"""The side navigation: each application registers its entries in its `apps.py`; the layout shows those allowed.

    register(Entry(key="meetings", label=_("Séances"), icon="meeting", route="meetings", order=20, keys="g s"))

`allowed(actor)` hides an entry; `count(actor)` shows a figure. The first four with `phone=True` make the tab bar. An
entry that is not `listed` shows nowhere: it lends its keys to every page. `also` are beginnings of other addresses it
answers for.
"""

from collections.abc import Callable
from dataclasses import dataclass

from django.urls import NoReverseMatch

from interco.foundation.core.actor import Actor
from interco.foundation.ui.addresses import lasting_url


def signed_in(actor: Actor) -> bool:
    """The usual rule of an entry: who has an account sees it."""
    return actor.is_signed_in


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """What an application declares. `label` may be lazy; `route` is the name of an address without arguments."""

    key: str
    label: object
    icon: str
    route: str
    group: int = 1
    order: int = 50
    keys: str = ""
    phone: bool = False
    listed: bool = True
    also: tuple[str, ...] = ()
    allowed: Callable[[Actor], bool] = signed_in
    count: Callable[[Actor], int] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """What the layout draws."""

    key: str
    label: str
    icon: str
    url: str
    group: int
    keys: str
    phone: bool
    listed: bool
    active: bool
    count: int | None


_entries: dict[str, Entry] = {}


def register(*entries: Entry) -> None:
    """Add entries, or replace those of the same key."""
    _entries.update({entry.key: entry for entry in entries})


def entries() -> list[Entry]:
    """All entries in the order of the navigation."""
    return sorted(_entries.values(), key=lambda entry: (entry.group, entry.order, entry.key))


def active_key(path: str, addresses: dict[str, tuple[str, ...]]) -> str | None:
    """The entry one of whose addresses is the longest beginning of the path; `/` only answers for itself."""
    inside = [
        (len(address), key)
        for key, own in addresses.items() for address in own
        if path == address or (address != "/" and path.startswith(address))
    ]  # fmt: skip
    return max(inside, default=(0, None))[1]


def navigation_for(actor: Actor, path: str) -> list[Item]:
    """The entries this actor may see at this address. An entry whose address does not exist yet is left out."""
    shown = [entry for entry in entries() if entry.allowed(actor)]
    urls: dict[str, str] = {}
    for entry in shown:
        try:
            urls[entry.key] = lasting_url(entry.route)
        except NoReverseMatch:
            continue
    active = active_key(path, {entry.key: (urls[entry.key], *entry.also) for entry in shown if entry.key in urls})
    return [
        Item(
            key=entry.key,
            label=str(entry.label),
            icon=entry.icon,
            url=urls[entry.key],
            group=entry.group,
            keys=entry.keys,
            phone=entry.phone,
            listed=entry.listed,
            active=entry.key == active,
            count=entry.count(actor) if entry.count else None,
        )
        for entry in shown
        if entry.key in urls
    ]
