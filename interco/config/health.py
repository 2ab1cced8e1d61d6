"""`GET /sante`: whether the application stands, for supervision. Figures and settings only, nothing of the content."""

from django.db import Error
from django.http import HttpRequest, JsonResponse

from interco import __version__
from interco.foundation.core import clock
from interco.installation.queries.health import health_facts


def health(_request: HttpRequest) -> JsonResponse:
    """200 with the figures when all holds, 503 with the faults otherwise."""
    try:
        facts = health_facts(at=clock.now())
    except Error as error:
        facts = {"version": __version__, "state": "broken", "faults": [type(error).__name__]}
    response = JsonResponse(facts, status=200 if facts["state"] == "ok" else 503)
    response.headers["Cache-Control"] = "no-store"
    return response
