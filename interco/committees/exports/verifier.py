#!/usr/bin/env python3
"""Vérifie un registre de décisions exporté par interco, sans interco : Python 3.8 ou plus, rien d'autre.

    python3 verifier.py registre.json
    python3 verifier.py registre.json --ancre 118:7c1e94af…   (place et empreinte lues sur un relevé diffusé)

Chaque décision porte h(n) = SHA-256(h(n-1) ‖ contenu canonique) : modifier, retirer, échanger ou insérer une décision
rompt la chaîne à partir de là. La chaîne seule ne dit pas que sa fin a été coupée, ni qu'elle a été refaite en entier :
l'ancre, prise sur un relevé que d'autres ont reçu, le dit. Réponse 0 : intact ; 1 : des anomalies ; 2 : illisible.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import re
import sys
import unicodedata
from pathlib import Path
from typing import Any, Iterator

FORMAT = "interco-register-1"
SALT = re.compile(r"[0-9a-f]{16}")
REFERENCE = re.compile(r"(.+)-(\d{4})-(\d{3,})")


def canonical(payload: dict[str, Any]) -> str:
    """Sorted keys, no spaces, NFC: the same facts always give the same characters."""
    text = json.dumps(payload, sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False)
    return unicodedata.normalize("NFC", text)


def link(previous: str, payload: dict[str, Any]) -> str:
    """h(n) = SHA-256(h(n-1) ‖ canonical payload)."""
    return hashlib.sha256((previous + canonical(payload)).encode("utf-8")).hexdigest()


def no_duplicates(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """A JSON object told twice the same key could show one value and hash another."""
    if len({key for key, _value in pairs}) != len(pairs):
        raise ValueError("une clé est répétée")
    return dict(pairs)


def refuse(constant: str) -> None:
    """NaN and infinities are no JSON."""
    raise ValueError(f"valeur interdite : {constant}")


def read(path: str) -> dict[str, Any]:
    """The register of the file, or `ValueError`."""
    text = Path(path).read_text(encoding="utf-8")
    register = json.loads(text, object_pairs_hook=no_duplicates, parse_constant=refuse)
    if not isinstance(register, dict) or register.get("format") != FORMAT:
        raise ValueError(f"ce fichier n’est pas un registre au format {FORMAT}")
    entries = register.get("entries")
    if not isinstance(entries, list) or not all(isinstance(entry, dict) for entry in entries):
        raise ValueError("la liste des décisions manque")
    return register


def faults_of_personal(entry: dict[str, Any]) -> Iterator[str]:
    """Names and remarks kept beside the chain, each against its commitment; erased ones are passed over."""
    committed = entry["payload"].get("personal", {})
    if set(committed) != set(entry.get("personal", {})):
        yield "des noms ou des propos scellés manquent, ou sont de trop"
    for name, kept in entry.get("personal", {}).items():
        if kept["value"] is None:
            continue
        told = hashlib.sha256(f"{kept['salt']}|{kept['value']}".encode()).hexdigest()
        if not SALT.fullmatch(kept["salt"]) or committed.get(name) != told:
            yield f"« {name} » n’est pas la valeur scellée"


def faults_of_entry(entry: dict[str, Any], place: int, previous: str) -> Iterator[str]:
    """What is wrong at one place of the chain."""
    if entry["number"] != place:
        yield f"la place {place} manque ou n’est pas à son rang"
    if entry["previous_hash"] != previous:
        yield "ne suit pas la décision qui la précède"
    if entry["payload"].get("number") != entry["number"]:
        yield "le contenu scellé porte une autre place"
    if link(entry["previous_hash"], entry["payload"]) != entry["hash"]:
        yield "le contenu ne donne plus son empreinte"
    yield from faults_of_personal(entry)


def faults_of_series(entries: list[dict[str, Any]]) -> Iterator[str]:
    """References of each series follow one another without a gap."""
    last: dict[tuple[str, str], int] = {}
    for entry in entries:
        reference = str(entry["payload"].get("reference", ""))
        match = REFERENCE.fullmatch(reference)
        if match is None:
            yield f"place {entry['number']} : référence absente ou illisible"
            continue
        series, number = (match[1], match[2]), int(match[3])
        if number != last.get(series, 0) + 1:
            yield f"place {entry['number']} : {reference} ne suit pas le numéro {last.get(series, 0)} de sa série"
        last[series] = number


def verify(register: dict[str, Any], anchors: list[tuple[int, str]] | tuple[()] = ()) -> list[str]:
    """Every fault of a register, as sentences."""
    entries, faults, place, previous = register["entries"], [], 0, ""
    for entry in entries:
        faults += [f"place {entry['number']} : {fault}" for fault in faults_of_entry(entry, place + 1, previous)]
        place, previous = int(entry["number"]), entry["hash"]
    faults += faults_of_series(entries)
    if (register["head"]["number"], register["head"]["hash"]) != (place, previous):
        faults.append("la fin du registre n’est pas celle que l’en-tête annonce")
    hashes = {entry["number"]: entry["hash"] for entry in entries}
    for number, told in anchors:
        if number > place:
            faults.append(f"ancre {number} : le registre s’arrête avant, sa fin a été coupée")
        elif not hashes.get(number, "").startswith(told):
            faults.append(f"ancre {number} : l’empreinte diffère, le registre a été refait")
    return faults


def anchor(text: str) -> tuple[int, str]:
    """`118:7c1e94af` → (118, "7c1e94af"); at least eight characters of the hash."""
    match = re.fullmatch(r"([0-9]+):([0-9a-f]{8,64})", re.sub(r"\s", "", text).lower())
    if match is None:
        raise argparse.ArgumentTypeError("écrivez PLACE:EMPREINTE, avec au moins huit caractères d’empreinte")
    return int(match[1]), match[2]


def main(arguments: list[str] | None = None) -> int:
    """Verify, and say what was found."""
    parser = argparse.ArgumentParser(description="Vérifie un registre de décisions exporté par interco.")
    parser.add_argument("registre", help="le fichier registre.json")
    parser.add_argument("--ancre", type=anchor, action="append", default=[], help="PLACE:EMPREINTE d’un relevé diffusé")
    given = parser.parse_args(arguments)
    try:
        register = read(given.registre)
        faults = verify(register, given.ancre)
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        print(f"Registre illisible : {error}", file=sys.stderr)
        return 2
    if not faults:
        print(f"Registre intact : {len(register['entries'])} décisions, tête {register['head']['hash'][:16] or 'vide'}")
    for fault in faults:
        print(fault)
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
