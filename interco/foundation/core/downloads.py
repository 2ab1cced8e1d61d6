"""What a browser is told of an answer: a file is saved under its name and run by nobody; a secret address stays one."""

from django.http import HttpResponse
from django.utils.http import content_disposition_header


def as_file(content: bytes, *, media_type: str, name: str) -> HttpResponse:
    """The answer that is a file to save, whatever letters its name has."""
    response = HttpResponse(content, content_type=media_type)
    response.headers["Content-Disposition"] = content_disposition_header(True, name) or "attachment"
    response.headers["Content-Security-Policy"] = "sandbox; default-src 'none'"
    response.headers["X-Content-Type-Options"] = "nosniff"
    return response


def kept_secret(response: HttpResponse) -> HttpResponse:
    """A page whose address opens something: no cache, no search engine and no other site learns it."""
    response.headers["Cache-Control"] = "private, no-store"
    response.headers["Referrer-Policy"] = "same-origin"  # without any, browsers hide the origin and the form is refused
    response.headers["X-Robots-Tag"] = "noindex, nofollow"
    return response
