"""`interco verify-register`: the chain of the register of decisions, read again link by link."""

from argparse import ArgumentTypeError, Namespace
from pathlib import Path
from re import fullmatch, sub
from typing import TYPE_CHECKING

from interco.config.commands import Verbs
from interco.config.commands.django_ready import load_django
from interco.config.commands.talk import answer

if TYPE_CHECKING:
    from interco.committees.rules.seal import Anchor, Fault

SENTENCES = {
    "altered": "le contenu scellé ne donne plus son empreinte",
    "broken": "ne suit pas la décision qui la précède",
    "missing": "la décision manque",
    "repeated": "la place est tenue deux fois",
    "cut": "la fin du registre a été coupée avant cette ancre",
    "rewritten": "l’empreinte n’est pas celle de l’ancre",
    "personal": "un nom ou un propos n’est pas celui qui a été scellé",
    "unsealed_copy": "ce que l’on lit n’est pas ce qui a été scellé",
}


def add_verb(verb: str, verbs: Verbs) -> None:
    """Declare `verify-register`."""
    parser = verbs.add_parser(verb, help="vérifier la chaîne du registre des décisions, et l’exporter avec sa preuve")
    parser.add_argument(
        "--anchor",
        type=anchor,
        action="append",
        default=[],
        metavar="PLACE:EMPREINTE",
        help="lue sur un relevé diffusé",
    )
    parser.add_argument("--export", type=Path, metavar="FICHIER.zip", help="écrire le registre et son vérificateur")
    parser.add_argument("--json", action="store_true", help="répondre en JSON")
    parser.set_defaults(run=verify)


def anchor(text: str) -> "Anchor":
    """`119:e05d41c8` → a place and at least eight characters of its hash."""
    from interco.committees.rules.seal import Anchor

    match = fullmatch(r"([0-9]{1,12}):([0-9a-f]{8,64})", sub(r"\s", "", text).lower())
    if match is None:
        raise ArgumentTypeError("écrivez PLACE:EMPREINTE, avec au moins huit caractères d’empreinte")
    return Anchor(int(match[1]), match[2])


def verify(options: Namespace) -> int:
    """Answer 0 when the register is whole, 1 with what is wrong otherwise."""
    load_django()
    from interco.committees.services.register import verify_register
    from interco.committees.services.register_export import register_proof
    from interco.foundation.core import clock

    found = verify_register(options.anchor)
    if options.export is not None:
        options.export.write_bytes(register_proof(at=clock.now()))
    facts = {
        "decisions": found.count, "head": found.head,
        "faults": [{"number": fault.number, "kind": fault.kind.value} for fault in found.faults],
    }  # fmt: skip
    answer(facts, sentence=_sentence(found.count, found.head, found.faults), as_json=options.json)
    return 0 if found.is_whole else 1


def _sentence(count: int, head: str, faults: tuple["Fault", ...]) -> str:
    if not faults:
        return f"Registre intact : {count} décision(s), empreinte de tête {head[:16] or 'vide'}."
    told = [f"place {fault.number} : {SENTENCES[fault.kind.value]}" for fault in faults]
    return "\n".join([f"Le registre a été altéré : {len(told)} anomalie(s).", *told])
