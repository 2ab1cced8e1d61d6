"""The chain of the register: every kind of tampering is told, by the rules and by the stand-alone verifier alike."""

import json
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import interco.committees.exports
from interco.committees.exports import verifier
from interco.committees.rules.seal import Anchor, Fault, FaultKind, Personal, SealedEntry, faults, seal, short_hash
from interco.foundation.audit.rules.chain import link

VERIFIER = Path(interco.committees.exports.__file__).parent / "verifier.py"


def chain(length: int = 5) -> list[SealedEntry]:
    entries: list[SealedEntry] = []
    previous = ""
    for number in range(1, length + 1):
        facts = {"reference": f"CODIR-2026-{number:03d}", "text": f"Décision {number} : été", "due_on": None}
        personal = {"reservation": Personal(f"{number:016x}", "Réserve de Victorine Galba"),
                    "name": Personal("f" * 16, "Odette")}  # fmt: skip
        entries.append(seal(number, previous, facts, personal))
        previous = entries[-1].hash
    return entries


def exported(entries: list[SealedEntry]) -> dict[str, Any]:
    listed = [
        {
            "number": entry.number, "previous_hash": entry.previous_hash, "hash": entry.hash,
            "payload": dict(entry.payload),
            "personal": {name: {"salt": kept.salt, "value": kept.value} for name, kept in entry.personal.items()},
        }
        for entry in entries
    ]  # fmt: skip
    last = max(entries, key=lambda entry: entry.number, default=None)
    head = {"number": last.number if last else 0, "hash": last.hash if last else ""}
    return json.loads(json.dumps({"format": verifier.FORMAT, "head": head, "entries": listed}))  # type: ignore[no-any-return]


def with_payload(entry: SealedEntry, **changes: Any) -> SealedEntry:
    return replace(entry, payload={**entry.payload, **changes})


def rehashed(entry: SealedEntry) -> SealedEntry:
    return replace(entry, hash=link(entry.previous_hash, entry.payload))


def rewritten(entries: list[SealedEntry], start: int) -> list[SealedEntry]:
    """The tail made again from place `start`, with the text changed there."""
    made = entries[: start - 1]
    for entry in entries[start - 1 :]:
        previous = made[-1].hash if made else ""
        text = "Autre" if entry.number == start else entry.payload["text"]
        made.append(rehashed(replace(with_payload(entry, text=text), previous_hash=previous)))
    return made


Tampering = Callable[[list[SealedEntry]], list[SealedEntry]]
TAMPERINGS: dict[str, tuple[Tampering, list[Fault]]] = {
    "a text is changed": (
        lambda c: [*c[:2], with_payload(c[2], text="Autre"), *c[3:]], [Fault(3, FaultKind.ALTERED)],
    ),
    "a text is changed and its hash made again": (
        lambda c: [*c[:2], rehashed(with_payload(c[2], text="Autre")), *c[3:]], [Fault(4, FaultKind.BROKEN)],
    ),
    "a fact is added": (lambda c: [*c[:4], with_payload(c[4], more=1)], [Fault(5, FaultKind.ALTERED)]),
    "a hash is changed": (
        lambda c: [replace(c[0], hash="0" * 64), *c[1:]], [Fault(1, FaultKind.ALTERED), Fault(2, FaultKind.BROKEN)],
    ),
    "a previous hash is changed": (
        lambda c: [*c[:1], replace(c[1], previous_hash="0" * 64), *c[2:]],
        [Fault(2, FaultKind.BROKEN), Fault(2, FaultKind.ALTERED)],
    ),
    "a decision is deleted": (
        lambda c: [*c[:2], *c[3:]], [Fault(3, FaultKind.MISSING), Fault(4, FaultKind.BROKEN)],
    ),
    "the first is deleted": (lambda c: c[1:], [Fault(1, FaultKind.MISSING), Fault(2, FaultKind.BROKEN)]),
    "two are swapped": (
        lambda c: [c[0], replace(c[2], number=2), replace(c[1], number=3), *c[3:]],
        [
            Fault(2, FaultKind.BROKEN), Fault(2, FaultKind.ALTERED), Fault(3, FaultKind.BROKEN),
            Fault(3, FaultKind.ALTERED), Fault(4, FaultKind.BROKEN),
        ],
    ),
    "one is inserted": (
        lambda c: [*c[:3], rehashed(replace(with_payload(c[2], text="Glissée"), previous_hash=c[2].hash)), *c[3:]],
        [Fault(3, FaultKind.REPEATED), Fault(4, FaultKind.BROKEN)],
    ),
    "a remark is changed": (
        lambda c: [replace(c[0], personal={"name": Personal("f" * 16, "Autre")}), *c[1:]],
        [Fault(1, FaultKind.PERSONAL)],
    ),
    "a remark is deleted with its row": (
        lambda c: [replace(c[0], personal={"name": c[0].personal["name"]}), *c[1:]], [Fault(1, FaultKind.PERSONAL)],
    ),
    "a remark is added": (
        lambda c: [replace(c[0], personal={"more": Personal("f" * 16, "Autre")}), *c[1:]],
        [Fault(1, FaultKind.PERSONAL)],
    ),
}  # fmt: skip
ANCHORED: dict[str, tuple[Tampering, list[Fault]]] = {
    "the tail is cut": (lambda c: c[:3], [Fault(4, FaultKind.CUT)]),
    "everything is cut": (lambda c: c[:0], [Fault(4, FaultKind.CUT)]),
    "the chain is made again from the first": (lambda c: rewritten(c, 1), [Fault(4, FaultKind.REWRITTEN)]),
    "the chain is made again from the anchor": (lambda c: rewritten(c, 4), [Fault(4, FaultKind.REWRITTEN)]),
}


def test_a_whole_chain_has_no_fault() -> None:
    entries = chain()
    assert faults(entries, [Anchor(4, entries[3].hash), Anchor(2, entries[1].hash[:8])]) == []
    assert faults([]) == []


@pytest.mark.parametrize("name", TAMPERINGS)
def test_the_rules_tell_the_place_and_the_kind(name: str) -> None:
    tamper, expected = TAMPERINGS[name]
    found = faults(tamper(chain()))
    assert set(found) == set(expected)


@pytest.mark.parametrize("name", ANCHORED)
def test_only_an_anchor_tells_a_cut_tail_or_a_chain_made_again(name: str) -> None:
    tamper, expected = ANCHORED[name]
    tampered = tamper(chain())
    assert faults(tampered) == []
    assert faults(tampered, [Anchor(4, chain()[3].hash)]) == expected
    assert faults(tampered, [Anchor(4, chain()[3].hash[:8])]) == expected


def test_an_empty_anchor_proves_nothing_and_is_told() -> None:
    assert faults(chain(), [Anchor(2, "")]) == [Fault(2, FaultKind.REWRITTEN)]


def test_an_erased_remark_keeps_the_chain_whole() -> None:
    entries = chain()
    erased = replace(entries[1], personal={**entries[1].personal, "reservation": Personal("0" * 16, None)})
    assert faults([entries[0], erased, *entries[2:]]) == []


def test_the_seal_shows_eight_characters() -> None:
    assert short_hash("7c1e94af0b52") == "7c1e 94af"


def run(register: Any, tmp_path: Path, *arguments: str) -> tuple[int, str]:
    """The verifier as a stranger runs it: isolated, in a folder of its own, without interco."""
    alone = tmp_path / "verifier.py"
    alone.write_bytes(VERIFIER.read_bytes())
    file = tmp_path / "registre.json"
    text = register if isinstance(register, str) else json.dumps(register, ensure_ascii=False)
    file.write_text(text, encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-I", str(alone), str(file), *arguments], capture_output=True, text=True, check=False
    )
    return done.returncode, done.stdout + done.stderr


def test_the_verifier_is_short_and_stands_alone() -> None:
    source = VERIFIER.read_text(encoding="utf-8")
    assert len(source.splitlines()) <= 150
    assert "import interco" not in source
    assert "from interco" not in source


def test_the_verifier_finds_a_whole_register_whole(tmp_path: Path) -> None:
    entries = chain()
    code, said = run(exported(entries), tmp_path, "--ancre", f"4:{entries[3].hash[:4]} {entries[3].hash[4:8]}")
    assert (code, said.startswith("Registre intact : 5 décisions")) == (0, True)


def test_the_verifier_finds_an_empty_register_whole(tmp_path: Path) -> None:
    assert run(exported([]), tmp_path)[0] == 0


@pytest.mark.parametrize("name", TAMPERINGS)
def test_the_verifier_alone_tells_a_tampered_register(name: str, tmp_path: Path) -> None:
    tamper, expected = TAMPERINGS[name]
    code, said = run(exported(tamper(chain())), tmp_path)
    assert code == 1
    assert f"place {expected[0].number} :" in said or f"la place {expected[0].number} manque" in said


@pytest.mark.parametrize("name", ANCHORED)
def test_the_verifier_alone_needs_the_anchor_for_a_cut_tail(name: str, tmp_path: Path) -> None:
    tamper, _expected = ANCHORED[name]
    register = exported(tamper(chain()))
    assert verifier.verify(register) == []
    code, said = run(register, tmp_path, "--ancre", f"4:{chain()[3].hash[:8]}")
    assert code == 1
    assert "ancre 4" in said


def test_the_verifier_tells_a_head_that_is_not_the_last(tmp_path: Path) -> None:
    register = exported(chain())
    register["entries"].pop()
    code, said = run(register, tmp_path)
    assert (code, "en-tête" in said) == (1, True)


def test_the_verifier_tells_a_gap_in_the_numbers(tmp_path: Path) -> None:
    first = seal(1, "", {"reference": "CODIR-2026-001"}, {})
    third = seal(2, first.hash, {"reference": "CODIR-2026-003"}, {})
    code, said = run(exported([first, third]), tmp_path)
    assert (code, "CODIR-2026-003 ne suit pas le numéro 1" in said) == (1, True)


@pytest.mark.parametrize(
    "text",
    [
        "", "[]", "{}", "nul", '{"format": "interco-register-1"}', '{"format": "interco-register-1", "entries": [1]}',
        '{"format": "interco-register-1", "entries": [{}], "head": {}}',
        '{"format": "x", "format": "interco-register-1"}',
        '{"format": "interco-register-1", "entries": [], "head": {"number": NaN, "hash": ""}}', "[" * 100_000,
    ],
)  # fmt: skip
def test_the_verifier_says_that_a_file_is_unreadable(text: str, tmp_path: Path) -> None:
    code, said = run(text, tmp_path)
    assert code == 2
    assert said.startswith("Registre illisible")


def test_a_key_told_twice_is_refused_because_it_could_show_one_value_and_hash_another(tmp_path: Path) -> None:
    text = json.dumps(exported(chain(1))).replace('"text":', '"text": "Leurre", "text":')
    assert run(text, tmp_path)[0] == 2


@settings(suppress_health_check=[HealthCheck.too_slow], max_examples=60)
@given(data=st.data())
def test_any_single_value_changed_anywhere_is_told_by_both(data: st.DataObject) -> None:
    entries = chain(4)
    register = exported(entries)
    entry = data.draw(st.sampled_from(register["entries"]))
    column = data.draw(st.sampled_from(["number", "previous_hash", "hash", "payload", "personal"]))
    if column == "payload":
        name = data.draw(st.sampled_from(["reference", "text", "due_on", "number"]))
        entry["payload"][name] = data.draw(st.one_of(st.integers(90, 99), st.text("abc", min_size=1)))
    elif column == "personal":
        entry["personal"]["name"]["value"] = data.draw(st.text("abc", min_size=1))
    else:
        entry[column] = 77 if column == "number" else "0" * 64
    tampered = [
        SealedEntry(
            one["number"], one["payload"], one["previous_hash"], one["hash"],
            {name: Personal(kept["salt"], kept["value"]) for name, kept in one["personal"].items()},
        )
        for one in register["entries"]
    ]  # fmt: skip
    assert verifier.verify(register)
    assert faults(tampered)
