"""Addresses that do not change while the process lives: those of routes, some thirty a page, and of our own files."""

from functools import lru_cache

from django.conf import settings
from django.templatetags.static import static
from django.urls import get_script_prefix, reverse


def lasting_url(name: str, *args: str) -> str:
    """The address of a route; `NoReverseMatch` when there is none of that name and arguments."""
    return _found(name, args, settings.ROOT_URLCONF, get_script_prefix())


@lru_cache(maxsize=4096)
def _found(name: str, args: tuple[str, ...], _urlconf: str, _prefix: str) -> str:
    return reverse(name, args=args or None)


@lru_cache(maxsize=512)
def lasting_static(name: str) -> str:
    """The address of one of our own files: it bears the hash of its content, which no running process changes."""
    return static(name)
