"""The signed address by which a guest without an account answers an invitation (ADR 0015).

The token is the public identifier of the guest and a signature under the installation's key: nothing is kept, the same
guest has the same address in every letter of the event, and no other text opens it.

    guest_of(token_of("aB3")) → "aB3"        guest_of("aB3:forged") → ""
"""

from django.core.signing import BadSignature, Signer

_SIGNER = Signer(salt="interco.event-answer")
#: Characters; a longer text is no token of ours.
LONGEST = 120


def token_of(guest: str) -> str:
    """The token of a guest, by their public identifier."""
    return _SIGNER.sign(guest)


def guest_of(token: str) -> str:
    """The public identifier that a token stands for; nothing when it was not signed here."""
    if len(token) > LONGEST:
        return ""
    try:
        return _SIGNER.unsign(token)
    except BadSignature:
        return ""
