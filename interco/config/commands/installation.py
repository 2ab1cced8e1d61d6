"""`interco init` and `interco createadmin`: from nothing to an installation somebody can sign in to."""

import getpass
import sys
from argparse import Namespace
from typing import TYPE_CHECKING

from interco.config.commands import CommandRefused, Verbs
from interco.config.commands.database import apply_migrations
from interco.config.commands.django_ready import load_django
from interco.config.commands.talk import answer, progress_bar

if TYPE_CHECKING:
    from interco.organisation.rules.reference import Epci


def add_verb(verb: str, verbs: Verbs) -> None:
    """Declare `init` and `createadmin`."""
    helps = {
        "init": "préparer la base et y ouvrir l’intercommunalité et ses communes",
        "createadmin": "ouvrir un compte d’administrateur technique",
    }
    parser = verbs.add_parser(verb, help=helps[verb])
    parser.add_argument("--json", action="store_true", help="répondre en JSON")
    if verb == "init":
        parser.add_argument("--siren", help="le SIREN de l’intercommunalité, ou son nom s’il ne désigne qu’elle")
        parser.add_argument("--short-name", default="", metavar="SIGLE", help="son sigle, tel qu’on le dit")
        parser.add_argument("--time-zone", default="", metavar="ZONE", help="son fuseau (celui de son département)")
        parser.set_defaults(run=init)
        return
    parser.add_argument("--email", default="", help="l’adresse électronique du compte")
    parser.add_argument("--name", default="", metavar="NOM", help="le nom affiché (l’adresse, si absent)")
    parser.add_argument("--password-stdin", action="store_true", help="lire le mot de passe sur l’entrée standard")
    parser.set_defaults(run=createadmin)


def init(options: Namespace) -> int:
    """Bring the database to this version; with a SIREN, open the territory."""
    load_django()
    from interco.foundation.core import clock
    from interco.foundation.core.actor import system_actor
    from interco.organisation.services.territory import open_territory

    epci = _chosen(options.siren) if options.siren else None
    with progress_bar(silent=options.json) as progress:
        applied = apply_migrations(progress)
    if epci is None:
        sentence = "La base est prête. Lancez « interco serve » : le premier démarrage s’y fait dans le navigateur."
        answer({"applied": applied}, sentence=sentence, as_json=options.json)
        return 0
    opened = open_territory(
        epci, by=system_actor(clock.now()), short_name=options.short_name, time_zone=options.time_zone
    )
    facts = {
        "applied": applied, "siren": epci.siren, "name": epci.full_name, "communes": opened.communes,
        "municipal_population": epci.municipal, "time_zone": options.time_zone or epci.time_zone,
    }  # fmt: skip
    inhabitants = f"{epci.municipal:,}".replace(",", "\u202f")
    sentence = (
        f"{epci.full_name} : {opened.communes} communes, {inhabitants} habitants, {facts['time_zone']}. "
        "Il reste à ouvrir un compte : « interco createadmin »."
    )
    answer(facts, sentence=sentence, as_json=options.json)
    return 0


def _chosen(text: str) -> "Epci":
    from interco.organisation.rules.reference import epci_by_siren, search_epci

    found = epci_by_siren(text)
    if found is not None:
        return found
    matches = search_epci(text, limit=6)
    if len(matches) == 1:
        return matches[0]
    if not matches:
        raise CommandRefused(f"Aucune intercommunalité ne répond à « {text} » : donnez les neuf chiffres de son SIREN.")
    told = " ; ".join(f"{epci.siren} {epci.name}" for epci in matches[:5])
    raise CommandRefused(f"Plusieurs intercommunalités répondent à « {text} ». Donnez le SIREN de la vôtre : {told}.")


def createadmin(options: Namespace) -> int:
    """Open the account with its password, typed twice or read on the standard input."""
    load_django()
    from interco.foundation.accounts.services.administrators import open_administrator
    from interco.foundation.core import clock
    from interco.foundation.core.actor import system_actor
    from interco.installation.queries.soundness import pending_migrations

    if pending_migrations():
        raise CommandRefused("La base n’est pas prête : lancez d’abord « interco init » (ou « interco migrate »).")
    email = options.email or _asked("Adresse électronique : ")
    name = options.name or ("" if options.password_stdin else _asked("Nom affiché : ")) or email
    password, again = _piped() if options.password_stdin else _typed_twice()
    user = open_administrator(email=email, name=name, password=password, again=again, by=system_actor(clock.now()))
    sentence = f"{user.email} administre l’installation. Un second facteur sera demandé à la première connexion."
    answer({"email": user.email, "name": user.name}, sentence=sentence, as_json=options.json)
    return 0


def _asked(question: str) -> str:
    if not sys.stdin.isatty():
        raise CommandRefused("Il manque --email : sans terminal, rien ne peut être demandé.")
    sys.stderr.write(question)
    sys.stderr.flush()
    return sys.stdin.readline().strip()


def _piped() -> tuple[str, str]:
    password = sys.stdin.readline().rstrip("\r\n")
    return password, password


def _typed_twice() -> tuple[str, str]:
    if not sys.stdin.isatty():
        raise CommandRefused("Sans terminal, donnez le mot de passe sur l’entrée standard avec --password-stdin.")
    return getpass.getpass("Mot de passe : "), getpass.getpass("Encore une fois : ")
