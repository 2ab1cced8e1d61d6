"""A check silenced on a line says why, in the form of docs/dev/architecture.md.

`# noqa: CODE - reason` for the linter, `# type: ignore[code]  # reason` for the types: each in the form its tool reads.
`request.actor` alone needs none: the middleware puts it there, and the stubs of Django cannot know.
"""

import re

from tests.consistency import sources
from tools.places import ROOT

SILENCED = re.compile(r"#\s*(?:noqa|type:\s*ignore)\b.*")
REASONED = re.compile(
    r"(?:# type: ignore\[[a-z, -]+\]  )?# noqa: [A-Z]+\d+(?:, [A-Z]+\d+)* - \S.{3,}|# type: ignore\[[a-z, -]+\]  # \S.{3,}"
)
OF_THE_ACTOR = re.compile(r"request\.actor\b.*# type: ignore\[attr-defined\]$")


def unreasoned(text: str) -> list[str]:
    """The lines that silence a check and do not say why."""
    return [
        line.strip() for line in text.splitlines()
        if (found := SILENCED.search(line)) and not REASONED.match(found[0]) and not OF_THE_ACTOR.search(line)
    ]  # fmt: skip


def test_every_silenced_check_says_why() -> None:
    files = [*sources.python("interco", "tools", "benchmarks"), "run.py"]
    assert {path: lines for path in files if (lines := unreasoned((ROOT / path).read_text(encoding="utf-8")))} == {}


def test_a_silence_without_its_reason_is_seen() -> None:
    kept = [
        "x = 1  # noqa", "x = 1  # noqa: S101", "x = 1  # type: ignore[misc]", "x = 1  # noqa: S101  (declared above)",
        "y = row.placed  # type: ignore[attr-defined]",
    ]  # fmt: skip
    said = [
        "x = 1  # noqa: S101 - declared above", "x = 1  # type: ignore[misc]  # has no types",
        "a: Actor = request.actor  # type: ignore[attr-defined]",
        "x = y._z  # type: ignore[attr-defined]  # noqa: SLF001 - Django's own door",
    ]  # fmt: skip
    assert unreasoned("\n".join([*kept, *said])) == kept
