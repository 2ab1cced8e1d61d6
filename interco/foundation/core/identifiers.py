"""Identifiers shown in addresses: 96 random bits, never an integer key; and names that say whose they are."""

import secrets

from django.conf import settings


def new_public_id() -> str:
    """Sixteen URL-safe characters, unguessable."""
    return secrets.token_urlsafe(12)


def scoped(kind: str, name: str) -> str:
    """The name of a cache entry, a channel, a job or a lock, carrying the territory it belongs to.

    One database holds one territory; the day several are served by one process, only this function changes.
    """
    return f"{settings.TERRITORY_SCOPE}:{kind}:{name}"
