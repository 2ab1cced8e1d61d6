"""Identifiers shown in addresses: 96 random bits, never an integer key; and names that say whose they are."""

import secrets
from base64 import urlsafe_b64encode

from django.conf import settings


def new_public_id() -> str:
    """Sixteen URL-safe characters, unguessable."""
    return secrets.token_urlsafe(12)


def new_public_ids(count: int) -> list[str]:
    """As many identifiers drawn at once: ten thousand rows written by one statement need theirs."""
    drawn = urlsafe_b64encode(secrets.token_bytes(12 * count)).decode()
    return [drawn[start : start + 16] for start in range(0, 16 * count, 16)]


def scoped(kind: str, name: str) -> str:
    """The name of a cache entry, a channel, a job or a lock, carrying the territory it belongs to.

    One database holds one territory; the day several are served by one process, only this function changes.
    """
    return f"{settings.TERRITORY_SCOPE}:{kind}:{name}"
