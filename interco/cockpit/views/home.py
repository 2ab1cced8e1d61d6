"""The home page and the health check."""

from django.db import connection
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render

from interco import __version__
from interco.foundation.audit.append_only import missing_triggers


def to_do(request: HttpRequest) -> HttpResponse:
    """What I owe today."""
    return render(request, "cockpit/to_do.html")


def health(request: HttpRequest) -> JsonResponse:
    """Whether the application stands, for supervision."""
    missing = missing_triggers()
    return JsonResponse({"version": __version__, "database": connection.vendor, "missing_triggers": missing})
