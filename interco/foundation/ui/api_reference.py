"""The description of the API (OpenAPI) turned into what its reference page shows: operations by title, bodies, examples."""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

Described = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Field:
    """A parameter or a field. `schema` names the body it points to."""

    name: str
    kind: str
    schema: str
    words: str
    is_required: bool = False
    place: str = ""


@dataclass(frozen=True, slots=True)
class Shape:
    """A body, field by field; or a list of words for a choice."""

    name: str
    words: str
    fields: tuple[Field, ...]


@dataclass(frozen=True, slots=True)
class Operation:
    """One operation."""

    key: str
    method: str
    path: str
    summary: str
    words: str
    parameters: tuple[Field, ...]
    body: str
    answer: Field | None
    status: str
    refusals: tuple[tuple[str, str], ...]
    example: str


@dataclass(frozen=True, slots=True)
class Chapter:
    """The operations of one title."""

    key: str
    title: str
    operations: tuple[Operation, ...]


@dataclass(frozen=True, slots=True)
class Reference:
    """All of it."""

    words: str
    version: str
    chapters: tuple[Chapter, ...]
    shapes: tuple[Shape, ...]


def reference_of(description: Described, origin: str) -> Reference:
    """The reference of a description, with examples addressed to `origin` (`https://…`, no slash at the end)."""
    chapters: dict[str, list[Operation]] = {}
    for path, methods in description["paths"].items():
        for method, found in methods.items():
            made = _operation(method.upper(), path, found, description, origin)
            chapters.setdefault(found["tags"][0], []).append(made)
    schemas = description["components"]["schemas"]
    return Reference(
        words=_quoted(description["info"]["description"]), version=description["info"]["version"],
        chapters=tuple(
            Chapter(f"chapitre-{number}", title, tuple(found))
            for number, (title, found) in enumerate(chapters.items(), start=1)
        ),
        shapes=tuple(_shape(name, schema) for name, schema in schemas.items()),
    )  # fmt: skip


def _quoted(words: str) -> str:
    """Markdown's marks of code, for people: `key` becomes « key »."""
    return re.sub(r"`([^`]+)`", r"« \1 »", words)


def _operation(method: str, path: str, found: Described, description: Described, origin: str) -> Operation:
    content = found.get("requestBody", {}).get("content", {})
    body = content.get("application/json", {}).get("schema")
    sent = content.get("multipart/form-data", {}).get("schema")
    status = next(code for code in found["responses"] if code.startswith("2"))
    answer = found["responses"][status].get("content", {}).get("application/json", {}).get("schema")
    return Operation(
        key=found["operationId"], method=method, path=path, summary=found["summary"], words=_quoted(found.get("description", "")),
        parameters=tuple(_parameter(each) for each in found["parameters"]),
        body=_pointed(body) if body else "", answer=_field("", answer) if answer else None, status=status,
        refusals=tuple((code, said["description"]) for code, said in found["responses"].items() if code != status),
        example=_example(method, origin + path, body, description, files=tuple(sent["properties"]) if sent else ()),
    )  # fmt: skip


def _parameter(given: Described) -> Field:
    places = {"path": _("chemin"), "query": _("requête"), "header": _("en-tête")}
    field = _field(given["name"], given["schema"], is_required=given["required"])
    words = _quoted(given.get("description", "")) or field.words
    return Field(field.name, field.kind, field.schema, words, field.is_required, places[given["in"]])


def _shape(name: str, schema: Described) -> Shape:
    required = set(schema.get("required", ()))
    fields = [
        _field(each, found, is_required=each in required) for each, found in schema.get("properties", {}).items()
    ]  # fmt: skip
    words = schema.get("description") or ", ".join(schema.get("enum", ()))
    return Shape(name, words, tuple(fields))


def _field(name: str, schema: Described, *, is_required: bool = False) -> Field:
    words = [_quoted(schema.get("description", ""))] + (
        [_default(schema["default"])] if schema.get("default") is not None else []
    )
    return Field(name, _kind(schema), _pointed(schema), " ".join(filter(None, words)), is_required)


def _default(value: object) -> str:
    said = json.dumps(value, ensure_ascii=False)
    return "" if value in ("", [], {}) else _("Par défaut : %s.") % said.strip('"')


def _pointed(schema: Described) -> str:
    """The name of the body a schema points to, directly, in a list or beside null."""
    if "$ref" in schema:
        return str(schema["$ref"]).rsplit("/", 1)[-1]
    inner = [schema.get("items") or {}, *schema.get("anyOf", ()), *schema.get("allOf", ())]
    return next((found for each in inner if (found := _pointed(each))), "") if inner != [{}] else ""


def _kind(schema: Described) -> str:
    """What a value is, in words."""
    if "anyOf" in schema or "allOf" in schema:
        options = [each for each in [*schema.get("anyOf", ()), *schema.get("allOf", ())] if each.get("type") != "null"]
        said = _kind(options[0]) if options else ""
        return _("%s, ou null") % said if len(options) < len(schema.get("anyOf", options)) else said
    if "$ref" in schema:
        return _("objet ou choix")
    kind = str(schema.get("type", ""))
    if kind == "array":
        inner = schema.get("items") or {}
        return _("liste") if "$ref" in inner else _("liste : %s") % _kind(inner)
    formats = {"date": _("date"), "date-time": _("instant"), "time": _("heure")}
    words = {
        "string": formats.get(str(schema.get("format", "")), _("texte")), "integer": _("nombre entier"),
        "number": _("nombre"), "boolean": _("true ou false"), "object": _("objet"),
    }  # fmt: skip
    return str(words.get(kind, kind)) + _bounds(schema)


def _bounds(schema: Described) -> str:
    if "maxLength" in schema and schema["maxLength"] < 100_000:
        return _(", %d caractères au plus") % int(schema["maxLength"])
    least, most = schema.get("minimum"), schema.get("maximum")
    if least is not None and most is not None and most < 1_000_000:
        return _(", de %(least)s à %(most)s") % {"least": least, "most": most}
    return ""


def _example(
    method: str, address: str, body: Described | None, description: Described, *, files: tuple[str, ...],
) -> str:  # fmt: skip
    lines = [f'curl -H "Authorization: Bearer $JETON" \\\n     {"" if method == "GET" else f"-X {method} "}']
    if body is not None:
        sent = json.dumps(_sample(body, description), ensure_ascii=False, indent=2).replace("\n", "\n     ")
        lines.append(f"-H \"Content-Type: application/json\" \\\n     -d '{sent}' \\\n     ")
    lines += [f'-F "{name}=@note.pdf" \\\n     ' for name in files]
    return "".join(lines) + f'"{address}"'


def _sample(schema: Described, description: Described) -> Any:
    """A small value of a schema: what is required, nothing else."""
    if "$ref" in schema:
        return _sample(description["components"]["schemas"][_pointed(schema)], description)
    if "enum" in schema:
        return schema["enum"][0]
    if schema.get("type") == "object":
        required = schema.get("required", ())
        return {
            name: _sample(found, description)
            for name, found in schema.get("properties", {}).items()
            if name in required
        }
    if schema.get("type") == "array":
        return []
    if "anyOf" in schema:
        return _sample(schema["anyOf"][0], description)
    if "examples" in schema:
        return schema["examples"][0]
    simple = {"integer": schema.get("minimum", 1), "number": 1, "boolean": False}
    return simple.get(str(schema.get("type")), "…")
