"""Dated things by the API: their three gestures, declared once, and what each of them wants said."""

from collections.abc import Callable
from datetime import date
from typing import Annotated, Any, TypeVar

from pydantic import Field

from interco.foundation.core.api.operations import Operations
from interco.foundation.core.api.schemas import Day, Given, Version
from interco.foundation.core.policies import general_secretariat as keepers

F = TypeVar("F", bound=Callable[..., Any])

FirstDay = Annotated[date, Field(description="Premier jour.")]
LastDay = Annotated[
    date | None, Field(description="Premier jour où ce n’est plus vrai ; null tant que rien n’est dit.")
]


class Changing(Given):
    """From which day on."""

    day: Day = Field(description="Premier jour de la nouvelle situation.")
    version: Version


class Correcting(Given):
    """The days as they should have been recorded."""

    starts_on: Day
    ends_on: Day | None = None
    version: Version


class Closing(Given):
    """The first day without it."""

    day: Day = Field(description="Premier jour où il n’existe plus.")
    version: Version


class DatedGestures:
    """*Changer au…*, *corriger*, *fermer au…* of one noun: their addresses, their policy and their words.

    `path` is that of the list, `name` that of one of its things, `called` the noun with its article.
    """

    def __init__(self, room: Operations, path: str, *, name: str, called: str, answer: Any) -> None:
        self._room, self._path, self._name, self._called, self._answer = room, path, name, called, answer

    def change(self) -> Callable[[F], F]:
        """« Changer une unité à partir d’un jour »."""
        return self._write(
            "POST", "changer", "change", f"Changer {self._called} à partir d’un jour",
            "Ferme la version en cours la veille et ouvre la suivante. Pour une erreur de saisie, corrigez plutôt.",
        )  # fmt: skip

    def correct(self) -> Callable[[F], F]:
        """« Corriger une version d’une unité »."""
        return self._write(
            "PUT", "versions/{start}", "correct", f"Corriger une version d’{self._called}",
            "`start` est le premier jour de la version, par exemple 2025-01-01. Ce qui avait été saisi est réécrit.",
        )  # fmt: skip

    def close(self, effect: str) -> Callable[[F], F]:
        """« Fermer une unité à partir d’un jour », with what it brings."""
        return self._write("POST", "fermer", "close", f"Fermer {self._called} à partir d’un jour", effect)

    def _write(self, method: str, tail: str, gesture: str, summary: str, description: str) -> Callable[[F], F]:
        return self._room.write(
            method, f"{self._path}/{{key}}/{tail}", policy=keepers, name=f"{self._name}_{gesture}", answer=self._answer,
            summary=summary, description=description,
        )  # fmt: skip
