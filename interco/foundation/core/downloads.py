"""Files given to a reader: saved under their name, shown and run by nobody's browser."""

from django.http import HttpResponse
from django.utils.http import content_disposition_header


def as_file(content: bytes, *, media_type: str, name: str) -> HttpResponse:
    """The answer that is a file to save, whatever letters its name has."""
    response = HttpResponse(content, content_type=media_type)
    response.headers["Content-Disposition"] = content_disposition_header(True, name) or "attachment"
    response.headers["Content-Security-Policy"] = "sandbox; default-src 'none'"
    response.headers["X-Content-Type-Options"] = "nosniff"
    return response
