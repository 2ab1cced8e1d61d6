"""Taking the next place in a chain, under a lock that orders the writers."""

from interco.foundation.audit.models import ChainHead


def lock_head(name: str) -> ChainHead:
    """The head of a chain, locked until the end of the transaction; created on first use."""
    head, _created = ChainHead.objects.get_or_create(name=name)
    return ChainHead.objects.select_for_update().get(pk=head.pk)


def advance(head: ChainHead, new_hash: str) -> None:
    """Move the head to the entry just written."""
    head.number += 1
    head.hash = new_hash
    head.save(update_fields=["number", "hash"])
