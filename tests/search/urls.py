"""Addresses of these tests: the search, and bare pages for what is found."""

from typing import Any

from django.http import HttpResponse
from django.urls import include, path

from interco.foundation.core.policies import anyone
from interco.foundation.core.routes import route

KINDS = ("person", "unit", "item", "decision")


def bare(request: Any, public_id: str) -> HttpResponse:
    """Any page."""
    return HttpResponse(public_id)


urlpatterns = [
    path("recherche", include("interco.foundation.search.urls")),
    *(route(f"{kind}/<str:public_id>/", bare, policy=anyone, name=kind) for kind in KINDS),
]
