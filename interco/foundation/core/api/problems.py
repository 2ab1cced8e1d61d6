"""Refusals of the API as JSON. Those of the services go on to the middleware of pages; what is told here is what only
an API can get wrong: a body that is no JSON, a field that does not exist, a value of another type."""

import json
from collections.abc import Mapping, Sequence
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils.translation import gettext as _

from interco.foundation.core.error_pages import not_understood
from interco.foundation.core.errors import Invalid

#: Name of the body in the signature of every operation.
BODY = "given"


def go_on(_request: HttpRequest, error: Any) -> HttpResponse:
    """Leave an exception to the middlewares, which answer pages and programs."""
    raise error


def unreadable(request: HttpRequest, _error: Any) -> HttpResponse:
    """400: a body that is not JSON."""
    return not_understood(request)


def not_json() -> JsonResponse:
    """415: a body of another type."""
    return JsonResponse({"detail": _("Envoyez le corps en JSON : Content-Type: application/json.")}, status=415)


def not_a_form() -> JsonResponse:
    """415: a file sent otherwise than in a form."""
    return JsonResponse({"detail": _("Envoyez le fichier dans un formulaire : multipart/form-data.")}, status=415)


def invalid(_request: HttpRequest, error: Any) -> HttpResponse:
    """422 as the services say it: one sentence, and one by field."""
    fields: dict[str, str] = {}
    for fault in error.errors:
        field = _field(fault["loc"])
        is_unread = field == "version" and fault["type"] == "missing"
        fields.setdefault(field, version_needed() if is_unread else sentence_of(fault))
    only = next(iter(fields.values()))
    if len(fields) > 1 or "" not in fields:
        only = _("Rien n’a été enregistré : %(fields)s.") % {
            "fields": ", ".join(f"{name} ({said.rstrip('.')})" if name else said for name, said in fields.items())
        }
    raise Invalid(only, fields={name: said for name, said in fields.items() if name}) from error


def conflict(request: HttpRequest, error: Any) -> HttpResponse:
    """409 with both texts: theirs, and what the client sent for the same fields."""
    try:
        sent = json.loads(request.body)
    except ValueError:
        sent = {}
    sent = sent if isinstance(sent, dict) else {}
    yours = {name: str(sent[name]) for name in error.theirs if name in sent}
    body = {"detail": error.sentence, "theirs": error.theirs, "yours": yours}
    return JsonResponse({name: value for name, value in body.items() if value}, status=409)


def _field(place: Sequence[Any]) -> str:
    """« options.0.title » for ("body", "given", "options", 0, "title")."""
    parts = [part for part in place[1:] if part not in {BODY, "paging", "asked"}]
    return ".".join(str(part) for part in parts)


def version_needed() -> str:
    """Why a thing is not written without the version that was read."""
    return _("Donnez la version que vous avez lue : sans elle, ce qu’un autre vient d’écrire serait effacé.")


def sentence_of(fault: Mapping[str, Any]) -> str:
    """A fault found by the schema, in words."""
    kind, facts = str(fault["type"]), dict(fault.get("ctx") or {})
    if kind in {"text", "day"}:
        return str(fault["msg"])
    found = next((sentence for start, sentence in _sentences().items() if kind.startswith(start)), None)
    return (found or _("Cette valeur ne convient pas.")) % _bounds(facts)


def _bounds(facts: Mapping[str, Any]) -> dict[str, Any]:
    least = facts.get("ge", facts.get("gt", facts.get("min_length", "")))
    most = facts.get("le", facts.get("lt", facts.get("max_length", "")))
    return {"least": least, "most": most, "expected": str(facts.get("expected", "")).replace("' or '", "', '")}


def _sentences() -> dict[str, str]:
    """By the beginning of the type of fault that pydantic tells."""
    return {
        "missing": _("Ce champ est nécessaire."),
        "extra_forbidden": _("Ce champ n’existe pas."),
        "string_too_long": _("Ce texte dépasse %(most)s caractères."),
        "string_too_short": _("Ce texte compte au moins %(least)s caractère."),
        "string_pattern": _("Cet identifiant n’a pas la bonne forme."),
        "string": _("Donnez un texte."),
        "int": _("Donnez un nombre entier."),
        "decimal": _("Donnez un nombre, avec deux décimales au plus."),
        "float": _("Donnez un nombre."),
        "bool": _("Répondez par true ou false."),
        "enum": _("Choisissez parmi : %(expected)s."),
        "literal": _("Choisissez parmi : %(expected)s."),
        "greater_than": _("Au moins %(least)s."),
        "less_than": _("Au plus %(most)s."),
        "too_long": _("Au plus %(most)s éléments."),
        "too_short": _("Au moins %(least)s élément."),
        "list": _("Donnez une liste."),
        "model": _("Donnez un objet JSON."),
        "dict": _("Donnez un objet JSON."),
        "time": _("Donnez une heure de la forme 08:30."),
    }
