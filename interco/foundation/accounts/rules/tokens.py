"""Tokens: 256 random bits shown once, kept only as a hash.

Example: `new_token()` gives 43 URL-safe characters; the table keeps `token_hash(token)`, from which nobody goes back.
"""

import hashlib
import secrets

API_PREFIX = "interco_"


def new_token() -> str:
    """A token nobody can guess."""
    return secrets.token_urlsafe(32)


def new_api_token() -> str:
    """A token of the API: the same chance behind a prefix by which a leak is found in a file."""
    return API_PREFIX + new_token()


def token_hash(token: str) -> str:
    """What is kept of a token: SHA-256, 64 hex characters. The token has 256 bits of chance: no salt is needed."""
    return hashlib.sha256(token.encode()).hexdigest()
