"""Secrets that must be read back, such as the password of another server: kept encrypted, never in clear.

The key is derived from the installation's own (`SECRET_KEY`) and from a purpose that names the row: what was sealed for
one row opens no other. A copy of the database alone gives nothing; an installation that lost its key asks again.

Worked example. `seal("secret", purpose="linked-calendar:a1")` gives a text that `unseal` opens with the same purpose only.
"""

import base64

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings


class Unsealable(Exception):  # noqa: N818 - an answer to what is kept
    """What is kept was sealed under another key or for another purpose."""


def seal(text: str, *, purpose: str) -> str:
    """The text encrypted, twice different for the same text."""
    return _box(purpose).encrypt(text.encode()).decode()


def unseal(sealed: str, *, purpose: str) -> str:
    """The text, or `Unsealable`."""
    try:
        return _box(purpose).decrypt(sealed.encode()).decode()
    except (InvalidToken, UnicodeError) as error:
        raise Unsealable(purpose) from error


def _box(purpose: str) -> MultiFernet:
    keys = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    return MultiFernet([Fernet(_key(key, purpose)) for key in keys])


def _key(secret: str | bytes, purpose: str) -> bytes:
    derived = HKDF(algorithm=SHA256(), length=32, salt=None, info=f"interco sealing {purpose}".encode())
    return base64.urlsafe_b64encode(derived.derive(secret.encode() if isinstance(secret, str) else secret))
