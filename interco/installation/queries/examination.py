"""The whole installation read back: what `interco check` tells, and what a restored copy must pass."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import connection

from interco import __version__
from interco.committees.services.register import anchors_of_the_journal, verify_register
from interco.foundation.accounts.models import User
from interco.foundation.audit.queries.verification import verify_journal
from interco.foundation.documents.services.integrity import verify_store
from interco.foundation.notifications.queries.mail import mail_settings
from interco.installation.models import BackupGesture
from interco.installation.queries.backups import last_event
from interco.installation.queries.health import health_facts
from interco.installation.queries.soundness import faults as start_faults
from interco.organisation.models import Collectivity

Progress = Callable[[str, int, int], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Examination:
    """The facts for a program, the lines for a person, and what must be mended."""

    facts: dict[str, Any]
    lines: list[tuple[str, str]]
    faults: list[str]


def examine(*, at: datetime, progress: Progress | None = None) -> Examination:
    """Read everything; nothing beyond the start-up faults is read when the database does not stand."""
    faults = start_faults()
    if faults:
        return Examination(facts={"version": __version__}, lines=[("Version", __version__)], faults=faults)
    health, journal, register, files = (
        health_facts(at=at), verify_journal(anchors_of_the_journal(), progress=progress), verify_register(), verify_store(progress),
    )  # fmt: skip
    if not journal.is_whole:
        faults.append(
            f"Le journal a été altéré aux numéros {', '.join(str(fault.number) for fault in journal.faults[:10])}."
        )
    if not register.is_whole:
        faults.append("Le registre des décisions a été altéré : lancez « interco verify-register ».")
    if files.lost:
        faults.append(f"{len(files.lost)} fichier(s) du magasin manquent ou sont altérés ({files.lost[0][:16]}…).")
    facts = {
        **health,
        "journal": {"entries": journal.count, "head": journal.head, "faults": len(journal.faults)},
        "register": {"decisions": register.count, "head": register.head, "faults": len(register.faults)},
        "files": {"count": files.files, "lost": list(files.lost)},
        "mail": _mail(),
        "backups": {gesture.value: _when(gesture) for gesture in BackupGesture},
    }
    del facts["faults"], facts["state"]
    return Examination(facts=facts, lines=_lines(facts), faults=faults)


def _mail() -> dict[str, Any]:
    found = mail_settings()
    return {"host": found.host, "port": found.port, "protection": found.protection, "sender": found.sender}


def _when(gesture: BackupGesture) -> datetime | None:
    event = last_event(gesture)
    return event.at if event else None


def _lines(facts: dict[str, Any]) -> list[tuple[str, str]]:
    home = Collectivity.objects.filter(is_home=True).first()
    settings = ", ".join(f"{name}={value}" for name, value in sorted(facts["database"]["settings"].items()))
    mail, backups = facts["mail"], facts["backups"]
    drill = backups["drill"] or backups["restored"]
    return [
        ("Version", facts["version"]),
        ("Base", f"{connection.vendor} ({settings})"),
        ("Intercommunalité", f"SIREN {home.siren}" if home else "aucune : « interco init »"),
        ("Comptes ouverts", str(User.objects.filter(is_active=True).count())),
        ("Journal", f"{facts['journal']['entries']} faits, chaîne relue"),
        ("Registre", f"{facts['register']['decisions']} décisions, chaîne relue"),
        ("Fichiers", f"{facts['files']['count']} relus"),
        ("Courrier", f"{mail['host']}:{mail['port']} {mail['protection'] or 'sans chiffrement'}, de {mail['sender']}"),
        ("File d’envoi", f"{facts['outbox']['waiting']} à envoyer, {facts['outbox']['dead']} en échec"),
        ("Traitement de fond", "vivant" if facts["worker"]["alive"] else "arrêté"),
        ("Dernière sauvegarde", f"{backups['made']:%d/%m/%Y %H:%M} UTC" if backups["made"] else "aucune"),
        ("Dernière restauration vérifiée", f"{drill:%d/%m/%Y %H:%M} UTC" if drill else "aucune"),
    ]
