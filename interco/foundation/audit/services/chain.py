"""Taking the next place in a chain, under a lock that orders the writers."""

from django.db import connection

from interco.foundation.audit.models import ChainHead
from interco.foundation.core.prepared import Prepared

_LOCKED = Prepared(lambda name: ChainHead.objects.select_for_update().filter(name=name), str)
_ADVANCE = "UPDATE audit_chain_head SET number = %s, hash = %s WHERE id = %s"


def lock_head(name: str) -> ChainHead:
    """The head of a chain, locked until the end of the transaction; created on first use."""
    found: ChainHead | None = _LOCKED.first(name)
    if found is None:
        ChainHead.objects.get_or_create(name=name)
        found = _LOCKED.first(name)
        assert found is not None  # noqa: S101 - just written, by us or by somebody we waited for
    return found


def advance(head: ChainHead, new_hash: str, *, places: int = 1) -> None:
    """Move the head to the last of the entries just written."""
    head.number += places
    head.hash = new_hash
    with connection.cursor() as cursor:
        cursor.execute(_ADVANCE, [head.number, head.hash, head.pk])
