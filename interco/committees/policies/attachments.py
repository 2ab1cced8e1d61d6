"""Who may read and join files: whoever reads the item; whoever edits it."""

from django.db.models import QuerySet

from interco.committees.models import Attachment
from interco.committees.policies import items
from interco.foundation.core.actor import Actor


def visible_to(actor: Actor) -> QuerySet[Attachment]:
    """Attachments of the items the actor may read."""
    return Attachment.objects.filter(item__in=items.visible_to(actor))
