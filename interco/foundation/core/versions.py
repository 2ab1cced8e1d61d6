"""Concurrent edits: the loser of a race is told, sees both texts and loses nothing typed."""

from collections.abc import Callable, Iterable
from typing import TypeVar

from django.http import HttpRequest
from django.utils.translation import gettext as _

from interco.foundation.core.errors import Conflict
from interco.foundation.core.models import Versioned, refresh

V = TypeVar("V", bound=Versioned)
#: What a page tells that tells no version: no row ever has it.
UNSAID = 0
#: No version has so many digits.
MOST_DIGITS = 10


def claim(
    row: V, version: int | None, *, shown: Iterable[str] = (), allowed: Callable[[V], None] | None = None,
    counter: str = "version",
) -> V:  # fmt: skip
    """Lock the row and take its next version, or raise `Conflict` when somebody moved it since `version` was read.

    `shown` names the text fields whose present content the loser must see. `version=None` takes it whatever it is: a
    program that asks for it; a page never does. `allowed` is asked of the row as it stands, before anything is told of it.
    `counter` names the field that counts, for a row of which one text has its own.
    """
    refresh(row)
    if allowed is not None:
        allowed(row)
    present = getattr(row, counter)
    if version is not None and present != version:
        unsaid = _("Cette page ne dit pas sur quelle version vous avez écrit : comparez, puis enregistrez de nouveau.")
        moved = _("Quelqu’un a modifié ce texte pendant que vous l’écriviez. Votre version est conservée ci-dessous.")
        raise Conflict(
            unsaid if version == UNSAID else moved,
            theirs={name: str(getattr(row, name)) for name in shown},
            version=present,
        )
    setattr(row, counter, present + 1)
    return row


def version_read(request: HttpRequest) -> int:
    """The version a form says it was read at; `UNSAID` when it says none that could be."""
    given = request.POST.get("version", "")
    return int(given) if given.isdecimal() and len(given) < MOST_DIGITS else UNSAID
