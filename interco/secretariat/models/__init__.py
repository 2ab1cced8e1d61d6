"""Tables of the general secretariat."""

from interco.secretariat.models.request import (
    ENDED_ITEMS,
    Desk,
    DigestDay,
    Request,
    RequestEvent,
    RequestFile,
    RequestSequel,
    Signature,
)

__all__ = [
    "ENDED_ITEMS",
    "Desk",
    "DigestDay",
    "Request",
    "RequestEvent",
    "RequestFile",
    "RequestSequel",
    "Signature",
]
