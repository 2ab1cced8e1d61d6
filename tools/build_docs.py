"""Builds the reference pages that are read out of the code: `python -m tools.build_docs [--check]`.

The lives of things (`docs/reference/etats.md`): one diagram for each table of transitions, in the words of the
interface. Who may knock at which door (`docs/reference/droits.md`): each route's policy asked for each kind of account.
The layout of imports and exports (`docs/reference/format-organisation.md`). `--check` writes nothing and fails when a
page is not what the code says.
"""

import importlib
import os
import sys
from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, datetime
from typing import Any

import django
from django.utils import translation

from tools import organisation_format
from tools.places import ROOT, say, warn

FOLDER = ROOT / "docs" / "reference"
#: No policy of a route depends on the day.
ANY_DAY = datetime(2026, 1, 1, tzinfo=UTC)
HEADING = """# États

Ce que chaque chose peut devenir, lu dans le code (`python3 run.py docs`). Une flèche absente est un geste refusé.
"""
RIGHTS_HEADING = """# Droits

Quelle porte s’ouvre à qui, lu dans le code (`python3 run.py docs`). Un compte porte un ou plusieurs de ces titres ; il
suffit qu’un seul ouvre la porte. Derrière elle, l’objet a ses propres droits (`policies/` de chaque application) : un point
confidentiel, l’unité d’une autre commune, un brouillon restent cachés à qui n’a pas à les voir.
"""
SUFFIX = "_TRANSITIONS"


def tables() -> Iterator[tuple[str, Mapping[Any, frozenset[Any]]]]:
    """The application and the table of every life, in the order of the files."""
    for file in sorted((ROOT / "interco").rglob("enums.py")):
        module = importlib.import_module(".".join(file.relative_to(ROOT).with_suffix("").parts))
        for name, value in vars(module).items():
            if name.endswith(SUFFIX):
                yield file.parent.name, value


def diagram(states: Iterable[Any], table: Mapping[Any, frozenset[Any]]) -> Iterator[str]:
    """One life as a Mermaid diagram: it starts at the first state, and ends where nothing leads further."""
    states = list(states)
    yield "```mermaid\nstateDiagram-v2"
    yield from (f'    state "{state.label}" as {state.value}' for state in states)
    yield f"    [*] --> {states[0].value}"
    for state in states:
        yield from (f"    {state.value} --> {to.value}" for to in states if to in table[state])
    yield from (f"    {state.value} --> [*]" for state in states if not table[state])
    yield "```"


def rights_page() -> str:
    """The whole page of the doors."""
    from interco.installation.queries.rights import KINDS, doors  # noqa: PLC0415 - Django is ready only now

    heads = ["Adresse", "Méthodes", *(str(label) for _role, label in KINDS)]
    parts, room = [RIGHTS_HEADING], None
    for door in sorted(doors(ANY_DAY), key=lambda door: door.room):
        if door.room != room:
            room = door.room
            title = room if room == "/" else f"/{room}"
            parts += [*([""] if len(parts) > 1 else []), f"## {title}\n", _row(heads), _row(["---"] * len(heads))]
        parts.append(_row([f"`{door.address}`", door.methods, *("oui" if answer else "–" for answer in door.opens)]))
    return "\n".join([*parts, ""])


def _row(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |"


def states_page() -> str:
    """The whole page of the states."""
    parts = [HEADING]
    for application, table in tables():
        life = type(next(iter(table)))
        states = life.__members__.values()
        parts += [f"## {life.__name__} ({application})\n", "\n".join(diagram(states, table)), ""]
    return "\n".join(parts)


def main(arguments: list[str]) -> int:
    """Write the pages, or compare them."""
    for name in ("INTERCO_DEMO", "INTERCO_TEST"):  # the doors of a real installation
        os.environ.pop(name, None)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "interco.config.settings")
    django.setup()
    with translation.override("fr"):
        told = {
            "etats.md": states_page(), "droits.md": rights_page(), "format-organisation.md": organisation_format.page()
        }  # fmt: skip
    behind = []
    for name, text in told.items():
        target = FOLDER / name
        if "--check" not in arguments:
            target.write_text(text, encoding="utf-8")
            say(f"{target.relative_to(ROOT)} is written.")
        elif not target.exists() or target.read_text(encoding="utf-8") != text:
            behind.append(name)
            warn(f"{target.relative_to(ROOT)} is not what the code says: python3 run.py docs")
    return 1 if behind else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
