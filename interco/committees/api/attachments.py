"""Files of an item by the API: joined after the same checks as on the page, read by who reads the item, taken off."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from ninja import File
from ninja.files import UploadedFile

from interco.committees.api.item_schemas import ItemShown
from interco.committees.api.items import item_of, item_shown
from interco.committees.models import Attachment
from interco.committees.policies import items as item_policy
from interco.committees.policies.attachments import visible_to
from interco.committees.services.attachments import attach_file, content_of_attachment, detach_file
from interco.foundation.core.api.operations import Operations, acting
from interco.foundation.core.downloads import as_file
from interco.foundation.core.policies import reader_of_the_organisation as reader

ATTACHMENTS = Operations("Pièces jointes")


@ATTACHMENTS.write(
    "POST", "points/{key}/pieces", policy=reader, name="api_item_attach", answer=ItemShown, status=201,
    summary="Joindre un fichier à un point",
    description=(
        "Un formulaire multipart/form-data, le fichier dans `file`. Le type est lu dans son contenu : PDF, image, document "
        "ODF ou Office sans macro, texte ; 50 Mo au plus, 20 pièces par point."
    ),
)  # fmt: skip
def join_a_file(request: HttpRequest, key: str, file: File[UploadedFile]) -> ItemShown:
    """Join a file to an item."""
    actor, item = acting(request), item_of(request, key)
    item_policy.check_can_edit(actor, item)
    attach_file(item, name=file.name or "", content=file.read(), by=actor)
    return item_shown(request, item)


@ATTACHMENTS.file("pieces/{key}", policy=reader, name="api_attachment", summary="Télécharger une pièce jointe")
def read_a_file(request: HttpRequest, key: str) -> HttpResponse:
    """A file, to those who may read its item."""
    row = _attachment(request, key)
    return as_file(content_of_attachment(row), media_type=row.file.media_type, name=row.name)


@ATTACHMENTS.write(
    "DELETE", "pieces/{key}", policy=reader, name="api_attachment", answer=ItemShown,
    summary="Retirer une pièce jointe", description="Rend le point tel qu’il est alors.",
)  # fmt: skip
def take_a_file_off(request: HttpRequest, key: str) -> ItemShown:
    """Take a file off its item."""
    row = _attachment(request, key)
    detach_file(row, by=acting(request))
    return item_shown(request, row.item)


def _attachment(request: HttpRequest, key: str) -> Attachment:
    found = visible_to(acting(request)).select_related(
        "file", "item__body", "item__unit", "item__author", "item__rapporteur", "item__meeting", "item__wished_meeting"
    )
    return get_object_or_404(found, public_id=key)
