"""What every operation shares: given and shown bodies, days, texts, pages of a list, the body of a refusal."""

import re
from collections.abc import Callable, Mapping
from datetime import date, time
from typing import Annotated, Any, Generic, TypeVar

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db.models import QuerySet, TextChoices
from django.utils.translation import gettext as _
from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, StringConstraints, WithJsonSchema
from pydantic_core import PydanticCustomError

from interco.foundation.core.actor import Actor
from interco.foundation.core.errors import Invalid
from interco.foundation.core.texts import LINE_LIMIT, TEXT_LIMIT, many_lines, one_line

T = TypeVar("T")
EARLIEST, LATEST = date(1900, 1, 1), date(2200, 1, 1)
_HOUR = re.compile(r"([01][0-9]|2[0-3]):[0-5][0-9]")
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


class Given(BaseModel):
    """What a client sends: a field that does not exist is refused, so that a slip of the pen is told."""

    model_config = ConfigDict(extra="forbid")


class Shown(BaseModel):
    """What a client receives."""


def _fault(kind: str, sentence: str) -> PydanticCustomError:
    """What is wrong with a value, in words that are shown as they are."""
    return PydanticCustomError(kind, "{sentence}", {"sentence": sentence})


def _clean(read: Callable[[str], str]) -> Callable[[str], str]:
    """The text as the application keeps it, its refusal as a fault of the field."""

    def validate(value: str) -> str:
        try:
            return read(value)
        except Invalid as refusal:
            raise _fault("text", refusal.sentence) from None

    return validate


def _email(value: str) -> str:
    """An address one can write to, or nothing."""
    try:
        validate_email(value) if value else None
    except ValidationError:
        raise _fault("text", _("Cette adresse électronique ne se lit pas.")) from None
    return value


def _day(value: object) -> date:
    """A day written 2027-01-31; neither a number nor an instant."""
    if isinstance(value, date):
        return value
    try:
        if not isinstance(value, str) or not _DAY.fullmatch(value):
            raise ValueError
        day = date.fromisoformat(value)
    except ValueError:
        raise _fault("day", _("Donnez une date de la forme 2027-01-31.")) from None
    if not EARLIEST <= day < LATEST:
        raise _fault("day", _("Cette date est hors du calendrier : choisissez entre 1900 et 2199."))
    return day


def _wall_time(value: object) -> time:
    """An hour written 08:30, of no zone."""
    if isinstance(value, str) and _HOUR.fullmatch(value):
        return time.fromisoformat(value)
    raise _fault("text", _("Donnez une heure de la forme 08:30."))


#: A text of one line, 200 characters at most.
Line = Annotated[str, StringConstraints(max_length=LINE_LIMIT), AfterValidator(_clean(one_line))]
#: The same, which must say something.
NamedLine = Annotated[str, StringConstraints(min_length=1, max_length=LINE_LIMIT), AfterValidator(_clean(
    lambda value: one_line(value, required=True)))]  # fmt: skip
#: A text of several lines.
Text = Annotated[str, StringConstraints(max_length=TEXT_LIMIT), AfterValidator(_clean(many_lines))]
#: An address of mail, or nothing.
Email = Annotated[str, StringConstraints(max_length=254), AfterValidator(_email)]
#: The public identifier of a thing.
Key = Annotated[str, StringConstraints(min_length=1, max_length=22, pattern=r"^[A-Za-z0-9_-]+$")]
Day = Annotated[
    date, BeforeValidator(_day), WithJsonSchema({"type": "string", "format": "date", "examples": ["2027-01-31"]})
]
#: A wall time: the `time` of JSON Schema wants an offset, which the clock of a wall has not.
WallTime = Annotated[
    time, BeforeValidator(_wall_time),
    WithJsonSchema({"type": "string", "pattern": f"^{_HOUR.pattern}$", "examples": ["08:30"]}),
]  # fmt: skip
Version = Annotated[int, Field(ge=1, le=2_000_000_000, description="Version lue ; une autre version répond 409.")]


class Named(Shown):
    """Something to point at."""

    key: str = Field(description="Identifiant public.")
    name: str = Field(description="Nom ou intitulé.")


class Problem(Shown):
    """Why nothing was done."""

    detail: str = Field(description="Une phrase, à montrer telle quelle.")
    fields: dict[str, str] | None = Field(None, description="Pour 422 : une phrase par champ en cause.")
    theirs: dict[str, str] | None = Field(None, description="Pour 409 : le texte enregistré entre-temps, par champ.")
    yours: dict[str, str] | None = Field(None, description="Pour 409 : le texte que vous avez envoyé, par champ.")
    incident: str | None = Field(None, description="Numéro à donner à l’administrateur.")


class Paging(BaseModel):
    """Which part of a list is asked for."""

    page: int = Field(1, ge=1, le=100_000, description="Page demandée, à partir de 1.")
    taille: int = Field(50, ge=1, le=200, description="Lignes par page.")


class Page(Shown, Generic[T]):
    """A part of a list."""

    count: int = Field(description="Nombre total de lignes.")
    page: int = Field(description="Page rendue.")
    pages: int = Field(description="Nombre de pages.")
    items: list[T] = Field(description="Les lignes de la page.")


class DayAsked(BaseModel):
    """The only way to travel."""

    au: Day | None = Field(None, description="Jour demandé, par exemple 2027-01-31 ; aujourd’hui sinon.")

    def on(self, actor: Actor) -> date:
        """The day, or today in the territory."""
        return self.au or actor.today


def days_of(text: str) -> list[date]:
    """The day told by an address; none when it is no day, so that nothing is found."""
    try:
        return [_day(text)]
    except PydanticCustomError:
        return []


def part_of(rows: QuerySet[Any], paging: Paging) -> tuple[list[Any], dict[str, int]]:
    """The rows of a page, and the figures of `Page`. Two queries; beyond the end, no row."""
    count = rows.count()
    start = (paging.page - 1) * paging.taille
    figures = {"count": count, "page": paging.page, "pages": -(-count // paging.taille)}
    return list(rows[start : start + paging.taille]) if start < count else [], figures


_labelled: dict[str, type[TextChoices]] = {}


def labelled(*choices: type[TextChoices]) -> None:
    """Have the description of the API tell the French word of each value of these choices."""
    _labelled.update({each.__name__: each for each in choices})


_words: dict[str, str] = {}


def told(words: Mapping[str, str]) -> None:
    """Have the description tell what the fields of these names mean, where a field says nothing of its own."""
    _words.update(words)


def words_of_field(name: str) -> str:
    """What the fields of a name mean; empty when no application told it."""
    return _words.get(name, "")


def words_of_choices(name: str) -> str:
    """« draft : brouillon · … » for choices told by `labelled`; empty otherwise."""
    choices = _labelled.get(name)
    return " · ".join(f"{each.value} : {each.label}" for each in choices) if choices else ""
