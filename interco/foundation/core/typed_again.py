"""What was typed in a refused form, ready to be sent again: no refusal loses a text, with or without a script.

The page of a refusal knows neither the form nor its view: it takes the fields as they arrived. Texts are shown to be
corrected, beside those saved meanwhile by somebody else; the rest (choices, keys, dates) goes along hidden. After a
race the form carries the version that stands, so that sending it again answers what was just read.
"""

import re
from dataclasses import dataclass

from django.http import HttpRequest
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from interco.foundation.core.errors import Conflict, Refused

#: Fields that hold words, even a single one; any other does when it holds a space.
LABELS: dict[str, Promise] = {
    "reason": _("Motif"), "evidence": _("Avancement"), "text": _("Texte"), "change": _("Ce qui a été changé"),
    "notes": _("Notes"), "title": _("Intitulé"), "decision_asked": _("Décision demandée"), "place": _("Lieu"),
}  # fmt: skip
OTHER = _("Ce que vous avez écrit")
#: Never shown again, whatever they hold.
SECRET = re.compile("password|passe|secret|token|code|otp|key", re.IGNORECASE)
MOST_FIELDS = 200


@dataclass(frozen=True, slots=True)
class Typed:
    """A text of the refused form, and the one that stands in its place after a race."""

    name: str
    label: str | Promise
    text: str
    theirs: str = ""


@dataclass(frozen=True, slots=True)
class Again:
    """A refused form: where it goes, its texts, the rest of what it said. It is only to be copied when `is_closed`."""

    action: str
    texts: tuple[Typed, ...]
    hidden: tuple[tuple[str, str], ...]
    version: int | None
    is_closed: bool


def typed_again(request: HttpRequest, error: Exception) -> Again | None:
    """The form of a refused gesture, when something was written in it."""
    if request.method != "POST":
        return None
    theirs = error.theirs if isinstance(error, Conflict) else {}
    version = error.version if isinstance(error, Conflict) else None
    texts: list[Typed] = []
    hidden: list[tuple[str, str]] = []
    for name, values in list(request.POST.lists())[:MOST_FIELDS]:
        if SECRET.search(name) or name.startswith("csrf") or (name == "version" and version is not None):
            continue
        for value in map(str, values):
            if value.strip() and (name in LABELS or " " in value.strip()):
                texts.append(Typed(name, LABELS.get(name, OTHER), value, theirs.get(name, "")))
            else:
                hidden.append((name, value))
    if not texts:
        return None
    return Again(request.get_full_path(), tuple(texts), tuple(hidden), version, isinstance(error, Refused))
