"""The API as a whole: routers behind the doors of the application, and their description (OpenAPI 3.1)."""

import json
import re
from collections.abc import Callable, Iterable
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import URLPattern
from ninja import NinjaAPI
from ninja.errors import HttpError, ValidationError
from ninja.operation import Operation
from ninja.responses import NinjaJSONEncoder

from interco.foundation.core.api import problems
from interco.foundation.core.api.operations import Operations
from interco.foundation.core.api.schemas import words_of_choices, words_of_field
from interco.foundation.core.errors import Conflict
from interco.foundation.core.policies import RoutePolicy
from interco.foundation.core.routes import View, operations

STATUSES = {
    "200": "C’est fait, ou voici.",
    "201": "Créé.",
    "204": "C’est fait ; rien à lire.",
    "400": "La demande n’est pas lisible : corps coupé, JSON mal formé, caractère impossible.",
    "401": "Personne n’est identifié, ou le jeton n’ouvre plus rien.",
    "403": "L’objet se voit, le geste n’est pas ouvert à ce compte.",
    "404": "L’objet n’existe pas, ou ce compte ne le voit pas.",
    "409": "Quelqu’un vous a devancé : votre texte et le sien.",
    "415": "Le corps n’est pas du type attendu : du JSON, ou un formulaire pour un fichier.",
    "422": "Ce qui est donné ne peut pas être ; rien n’a changé.",
    "429": "Trop d’essais avec un jeton inconnu depuis ce réseau.",
}
_PATH = {
    "key": "Identifiant public.",
    "item": "Identifiant public du point.",
    "point": "Identifiant public du point de la réunion.",
    "attendee": "Identifiant public de la convocation, lu dans `attendees` de la séance.",
    "kind": "Nature, parmi les valeurs permises.",
    "start": "Premier jour de la version, par exemple 2025-01-01.",
    "day": "Jour de l’événement, tel que le donne sa règle, par exemple 2026-12-08.",
}
_SECURITY = {
    "jeton": {"type": "http", "scheme": "bearer", "description": "Jeton d’API, créé sur la page « Mon compte »."},
    "session": {
        "type": "apiKey", "in": "cookie", "name": "sessionid",
        "description": "Session du navigateur ; une écriture porte aussi l’en-tête X-CSRFToken.",
    },
}  # fmt: skip


class Api(NinjaAPI):
    """The rooms of the API. Its pages (description, reference) are ours: ninja's load scripts from elsewhere."""

    def __init__(self, *, title: str, version: str, description: str, rooms: Iterable[Operations]) -> None:
        super().__init__(title=title, version=version, description=description, openapi_url=None, docs_url=None)
        for room in rooms:
            self.add_router("", room.router)

    def set_default_exception_handlers(self) -> None:
        """Ours: sentences in the reader's language, and nothing of the inside."""
        self.add_exception_handler(Exception, problems.go_on)
        self.add_exception_handler(Http404, problems.go_on)
        self.add_exception_handler(HttpError, problems.unreadable)
        self.add_exception_handler(ValidationError, problems.invalid)
        self.add_exception_handler(Conflict, problems.conflict)

    def routes(self) -> list[URLPattern]:
        """Every address, its operations behind the doors of `core.routes`."""
        found: dict[str, tuple[str, dict[str, tuple[View, RoutePolicy | None]]]] = {}
        for room in self._get_bound_routers():
            for path, views in room.path_operations.items():
                for operation in views.operations:
                    _name, by_method = found.setdefault(path, (getattr(operation, "url_name", ""), {}))
                    policy = getattr(operation.view_func, "route_policy", None)
                    by_method |= {method: (_view(operation), policy) for method in operation.methods}
        return [operations(re.sub(r"{(\w+)}", r"<str:\1>", path), by_method, name=name)
                for path, (name, by_method) in found.items()]  # fmt: skip

    def describe(self, prefix: str) -> dict[str, Any]:
        """The description of the addresses below a prefix such as `/api/`."""
        found = dict(self.get_openapi_schema(path_prefix=prefix.lstrip("/")))
        found["components"]["securitySchemes"] = _SECURITY
        found["security"] = [{name: []} for name in _SECURITY]
        for operation in (each for path in found["paths"].values() for each in path.values()):
            if not operation.get("description", "").strip():
                operation.pop("description", None)
            for each in operation["parameters"]:
                if each["in"] == "path":
                    each["description"] = _PATH[each["name"]]
            operation["responses"] = {
                str(status): {**response, "description": STATUSES[str(status)]}
                for status, response in sorted(operation["responses"].items())
            }
        for name, schema in found["components"]["schemas"].items():
            _in_french(name, schema)
        return _lean(found)


def _view(operation: Operation) -> Callable[..., HttpResponse]:
    """Run an operation; a body that is not of its type, JSON or a file in a form, stops at the door."""
    sources = {model.__ninja_param_source__ for model in operation.models}

    def view(request: HttpRequest, **arguments: Any) -> HttpResponse:
        has_a_body = request.META.get("CONTENT_LENGTH") not in {None, "", "0"}
        if "body" in sources and has_a_body and request.content_type != "application/json":
            return problems.not_json()
        if "file" in sources and has_a_body and request.content_type != "multipart/form-data":
            return problems.not_a_form()
        return operation.run(request, **arguments)  # type: ignore[return-value]  # ninja's own answer, an HttpResponse

    return view


def _lean(found: dict[str, Any]) -> dict[str, Any]:
    """The description without the schemas that nothing names, and `PageOfUnitLine` for pydantic's `Page_UnitLine_`."""
    described: dict[str, Any] = json.loads(
        re.sub(r"\bPage_(\w+)_\b", r"PageOf\1", json.dumps(found, cls=NinjaJSONEncoder))
    )
    schemas, wanted = described["components"]["schemas"], [json.dumps(described["paths"])]
    kept: set[str] = set()
    while wanted:
        named = set(re.findall(r'"#/components/schemas/(\w+)"', wanted.pop())) - kept
        kept |= named
        wanted += [json.dumps(schemas[name]) for name in named]
    described["components"]["schemas"] = {name: schemas[name] for name in sorted(kept)}
    return described


def _in_french(name: str, schema: dict[str, Any]) -> None:
    """Docstrings are for developers: a reader gets the words of the fields and of the choices."""
    schema.pop("description", None)
    for field, said in schema.get("properties", {}).items():
        said.pop("title", None)
        if not said.get("description") and (words := words_of_field(field)):
            said["description"] = words
    if words := words_of_choices(name):
        schema["description"] = words
