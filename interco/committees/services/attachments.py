"""Files joined to an item: checked by their content, kept once, taken off by those who write the item."""

from django.db import transaction
from django.utils.translation import gettext as _

from interco.committees.models import Attachment, Item
from interco.committees.policies.items import check_can_edit
from interco.foundation.audit.services import journal
from interco.foundation.core.actor import Actor
from interco.foundation.core.errors import Invalid
from interco.foundation.documents.services.store import FileMissing, content_of
from interco.foundation.documents.services.uploads import keep_upload
from interco.organisation.models import Person

MOST_FILES = 20


@transaction.atomic
def attach_file(item: Item, *, name: str, content: bytes, by: Actor) -> Attachment:
    """Join a file to an item, or `Invalid` with a sentence when the file is not one we keep."""
    check_can_edit(by, item)
    if item.attachments.count() >= MOST_FILES:
        raise Invalid(_("Un point garde au plus %s pièces.") % MOST_FILES, field="file")
    if by.person_id is None:
        raise Invalid(_("Votre compte n’est celui de personne dans l’organisation."), field="file")
    stored, safe_name = keep_upload(name, content, at=by.at)
    attachment = Attachment.objects.create(
        item=item, file=stored, name=safe_name, added_by=Person.objects.get(pk=by.person_id), added_at=by.at
    )
    journal.record("item.file_joined", by=by, subject=item, facts={"name": safe_name, "digest": stored.digest})
    return attachment


@transaction.atomic
def detach_file(attachment: Attachment, *, by: Actor) -> None:
    """Take a file off an item; its content stays in the store."""
    item = attachment.item
    check_can_edit(by, item)
    journal.record("item.file_removed", by=by, subject=item, facts={"name": attachment.name})
    attachment.delete()


def content_of_attachment(attachment: Attachment) -> bytes:
    """The bytes of a file, or `Invalid` when the store lost them."""
    try:
        return content_of(attachment.file.digest)
    except FileMissing as error:
        raise Invalid(_("Le contenu de ce fichier est introuvable : prévenez l’administrateur.")) from error
