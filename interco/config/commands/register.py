"""`interco verify-register`: the chains of the register of decisions and of the journal, read again link by link."""

from argparse import ArgumentTypeError, Namespace
from pathlib import Path
from re import fullmatch, sub
from typing import TYPE_CHECKING

from interco.config.commands import Verbs
from interco.config.commands.django_ready import load_django
from interco.config.commands.talk import answer

if TYPE_CHECKING:
    from interco.committees.rules.seal import Anchor, Fault
    from interco.foundation.audit.queries.verification import Verification

SENTENCES = {
    "altered": "le contenu scellé ne donne plus son empreinte",
    "broken": "ne suit pas la place qui la précède",
    "missing": "la place est vide",
    "repeated": "la place est tenue deux fois",
    "cut": "la fin a été coupée avant cette ancre",
    "rewritten": "l’empreinte n’est pas celle de l’ancre",
    "personal": "un nom ou un propos n’est pas celui qui a été scellé",
    "unsealed_copy": "ce que l’on lit n’est pas ce qui a été scellé",
    "head": "la fin gardée à part n’est pas celle de la chaîne",
    "unwitnessed": "le journal n’en dit pas la même chose",
}


def add_verb(verb: str, verbs: Verbs) -> None:
    """Declare `verify-register`."""
    parser = verbs.add_parser(
        verb,
        help="vérifier les chaînes du registre des décisions et du journal, et exporter le registre avec sa preuve",
    )
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
    """Answer 0 when the register and the journal are whole, 1 with what is wrong otherwise."""
    load_django()
    from interco.committees.services.register import anchors_of_the_journal, verify_register
    from interco.committees.services.register_export import register_proof
    from interco.foundation.audit.queries.verification import verify_journal
    from interco.foundation.core import clock

    register, journal = verify_register(options.anchor), verify_journal(anchors_of_the_journal())
    if options.export is not None:
        options.export.write_bytes(register_proof(at=clock.now()))
    facts = {
        "decisions": register.count, "head": register.head, "faults": _told(register.faults),
        "journal": {"entries": journal.count, "head": journal.head, "faults": _told(journal.faults)},
    }  # fmt: skip
    answer(facts, sentence=f"{_register(register)}\n{_journal(journal)}", as_json=options.json)
    return 0 if register.is_whole and journal.is_whole else 1


def _told(faults: tuple["Fault", ...]) -> list[dict[str, object]]:
    return [{"number": fault.number, "kind": fault.kind.value} for fault in faults]


def _register(found: "Verification") -> str:
    if found.is_whole:
        return f"Registre intact : {found.count} décision(s), empreinte de tête {found.head[:16] or 'vide'}."
    return _sentence("Le registre a été altéré", found.faults)


def _journal(found: "Verification") -> str:
    if found.is_whole:
        return f"Journal intact : {found.count} fait(s), empreinte de tête {found.head[:16] or 'vide'}."
    return _sentence("Le journal a été altéré", found.faults)


def _sentence(opening: str, faults: tuple["Fault", ...]) -> str:
    told = [f"place {fault.number} : {SENTENCES[fault.kind.value]}" for fault in faults]
    return "\n".join([f"{opening} : {len(told)} anomalie(s).", *told])
