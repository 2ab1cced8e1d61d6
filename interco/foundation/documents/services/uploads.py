"""What comes from outside: checked by its content, images made again, names made safe, before anything is kept."""

from dataclasses import dataclass
from datetime import datetime
from io import BytesIO

from django.utils.translation import gettext as _

from interco.foundation.core.errors import Invalid
from interco.foundation.documents.models import StoredFile
from interco.foundation.documents.rules.content_types import JPEG, PNG, WEBP, Bomb, FileKind, kind_of, safe_name
from interco.foundation.documents.services.store import store

MAX_UPLOAD = 50 * 1024 * 1024
MAX_PIXELS = 50_000_000
_PILLOW_FORMAT = {PNG.media_type: "PNG", JPEG.media_type: "JPEG", WEBP.media_type: "WEBP"}


@dataclass(frozen=True, slots=True)
class CheckedUpload:
    """A file fit to be kept: a safe name, its real type, its bytes (an image is not the one received)."""

    name: str
    media_type: str
    content: bytes


def check_upload(name: str, content: bytes, *, field: str = "file") -> CheckedUpload:
    """The file as we may keep it, or `Invalid` with a sentence."""
    if not content:
        raise Invalid(_("Ce fichier est vide."), field=field)
    if len(content) > MAX_UPLOAD:
        raise Invalid(_("Ce fichier dépasse 50 Mo : divisez-le ou réduisez-le."), field=field)
    try:
        kind = kind_of(content, name)
    except Bomb as bomb:
        raise Invalid(_("Ce fichier, une fois décompressé, serait démesuré : il est refusé."), field=field) from bomb
    if kind is None:
        raise Invalid(
            _(
                "Ce type de fichier n’est pas accepté. Joignez un PDF, une image (PNG, JPEG, WebP), "
                "un document ODT, ODS, ODP, DOCX, XLSX ou PPTX sans macro, ou du texte."
            ),
            field=field,
        )
    if len(content) > kind.max_size:
        raise Invalid(
            _("Ce fichier dépasse %(size)s Mo, la limite pour ce type.") % {"size": kind.max_size // (1024 * 1024)},
            field=field,
        )
    kept = _image_made_again(content, kind, field) if kind.is_image else content
    return CheckedUpload(safe_name(name, kind), kind.media_type, kept)


def keep_upload(name: str, content: bytes, *, at: datetime, field: str = "file") -> tuple[StoredFile, str]:
    """Check a file, keep it, and give its row and its safe name."""
    checked = check_upload(name, content, field=field)
    return store(checked.content, media_type=checked.media_type, at=at), checked.name


def _image_made_again(content: bytes, kind: FileKind, field: str) -> bytes:
    """The same picture drawn again: whatever hid behind or inside the file (scripts, place, camera) is gone."""
    from PIL import Image, ImageOps, UnidentifiedImageError  # noqa: PLC0415 - 10 MB that most web workers never need

    format_name = _PILLOW_FORMAT[kind.media_type]
    try:
        with Image.open(BytesIO(content), formats=[format_name]) as picture:
            if picture.width * picture.height > MAX_PIXELS:
                raise Invalid(_("Cette image a plus de 50 millions de points : réduisez-la."), field=field)
            picture.load()
            upright = ImageOps.exif_transpose(picture)
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError, Image.DecompressionBombError) as error:
        raise Invalid(_("Cette image est illisible."), field=field) from error
    has_alpha = upright.mode in {"RGBA", "LA", "PA"} or "transparency" in upright.info
    drawn = upright.convert("RGBA" if has_alpha and format_name != "JPEG" else "RGB")
    clean = Image.frombytes(drawn.mode, drawn.size, drawn.tobytes())
    made = BytesIO()
    clean.save(made, format_name, **({"quality": 90} if format_name == "JPEG" else {}))
    return made.getvalue()
