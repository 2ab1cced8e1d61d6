"""Addresses that do not change while the process lives: routes without arguments, some thirty a page, and our own files."""

from functools import lru_cache

from django.conf import settings
from django.templatetags.static import static
from django.urls import get_script_prefix, reverse


def lasting_url(name: str) -> str:
    """The address of a route without arguments; `NoReverseMatch` when there is none of that name."""
    return _found(name, settings.ROOT_URLCONF, get_script_prefix())


@lru_cache(maxsize=512)
def _found(name: str, _urlconf: str, _prefix: str) -> str:
    return reverse(name)


@lru_cache(maxsize=512)
def lasting_static(name: str) -> str:
    """The address of one of our own files: it bears the hash of its content, which no running process changes."""
    return static(name)
