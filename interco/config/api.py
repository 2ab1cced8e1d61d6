"""The REST API, assembled from the rooms of the applications; its description and its addresses.

`/api/openapi.json` is the description (OpenAPI 3.1), `/api/docs` the same for people to read.
"""

from functools import cache
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import URLPattern
from django.utils.translation import get_language

from interco import __version__
from interco.committees.api import ROOMS as COMMITTEES
from interco.foundation.core.api.application import STATUSES, Api
from interco.foundation.core.policies import anyone, signed_in
from interco.foundation.core.routes import route
from interco.foundation.ui.api_reference import Reference, reference_of
from interco.organisation.api import ROOMS as ORGANISATION
from interco.scheduling.api import ROOMS as SCHEDULING
from interco.secretariat.api import ROOMS as SECRETARIAT

PREFIX = "/api/"
API = Api(
    title="interco",
    version=__version__,
    description=(
        "L’organisation, les instances, les séances, les points, les décisions, les actions, les agendas, les notes de "
        "service et les demandes, par les mêmes règles que les pages. Un identifiant (`key`) est public et ne change "
        "jamais ; une date s’écrit 2027-01-31 ; un instant est en UTC. `au` choisit le jour auquel l’organisation est lue."
    ),
    rooms=(*ORGANISATION, *SCHEDULING, *COMMITTEES, *SECRETARIAT),
)


@cache
def description() -> dict[str, Any]:
    """The description, made once."""
    return API.describe(PREFIX)


def openapi(_request: HttpRequest) -> JsonResponse:
    """The description, as programs read it."""
    return JsonResponse(description())


@cache
def _reference(_language: str) -> Reference:
    return reference_of(description(), settings.PUBLIC_URL)


def reference(request: HttpRequest) -> HttpResponse:
    """The description, as people read it: no script, nothing from outside."""
    page = _reference(get_language() or settings.LANGUAGE_CODE)
    context = {"reference": page, "refusals": [(code, said) for code, said in STATUSES.items() if code >= "400"]}
    return render(request, "ui/api_reference.html", context)


urlpatterns: list[URLPattern] = [
    route("docs", reference, policy=signed_in, name="api_reference"),
    route("openapi.json", openapi, policy=anyone, name="openapi"),
    *API.routes(),
]
