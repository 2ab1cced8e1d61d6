"""The key of the first start: made by `interco serve` while nobody has an account, shown on its console, used once.

It stands in the data folder, readable by its owner only: whoever can read it holds the database anyway. Once used it is
replaced by the hash of what the browser that used it keeps; starting the server again makes another key.
"""

import hmac
import os
import secrets
from pathlib import Path

from django.conf import settings

from interco.foundation.accounts.models import User
from interco.foundation.accounts.rules.tokens import new_token, token_hash

NAME = "premier-demarrage.cle"
_USED = "utilisee:"


def _file() -> Path:
    return Path(settings.DATA) / NAME


def new_key() -> str:
    """Make the key and return it, or throw away the one that stands when somebody has an account."""
    if User.objects.exists():
        throw_key_away()
        return ""
    key = new_token()
    _write(key)
    return key


def use_key(given: str) -> str:
    """What the browser must keep when the key is right, empty otherwise; the key does not serve again."""
    standing = _read()
    if not standing or standing.startswith(_USED) or not hmac.compare_digest(standing.encode(), given.encode()):
        return ""
    kept = new_token()
    _write(_USED + token_hash(kept))
    return kept


def is_right_key(given: str) -> bool:
    """Whether this is the key, not used yet."""
    standing = _read()
    usable = bool(standing) and not standing.startswith(_USED)
    return usable and hmac.compare_digest(standing.encode(), given.encode())


def opens(kept: str) -> bool:
    """Whether a browser keeps what the key gave."""
    return bool(kept) and hmac.compare_digest(_read().encode(), (_USED + token_hash(kept)).encode())


def throw_key_away() -> None:
    """The first start is over."""
    _file().unlink(missing_ok=True)


def _read() -> str:
    try:
        return _file().read_text(encoding="utf-8").strip()
    except OSError:
        return ""


def _write(content: str) -> None:
    beside = _file().with_name(f".{NAME}.{secrets.token_hex(4)}")
    with os.fdopen(os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8") as stream:
        stream.write(content + "\n")
    beside.replace(_file())
