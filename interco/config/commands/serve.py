"""`interco serve`, `interco worker`, `interco demo`: the server and the worker together, by one command."""

import ipaddress
import json
import os
import shutil
import socket
import sys
import time
import urllib.request
import webbrowser
from argparse import ArgumentParser, Namespace
from pathlib import Path

from interco.config.commands import CommandRefused, Verbs
from interco.config.commands.django_ready import load_django
from interco.config.commands.supervisor import Child, Supervisor
from interco.config.commands.talk import progress_bar, say, warn

DEMO_FOLDER = ".data/demo"
DEMO_MARK = "demonstration"


def add_verb(verb: str, verbs: Verbs) -> None:
    """Declare the three verbs that serve."""
    helps = {
        "demo": "ouvrir la démonstration dans le navigateur (données inventées, sur cette machine seulement)",
        "serve": "démarrer le serveur et le traitement de fond",
        "worker": "démarrer le seul traitement de fond (courriers, rappels)",
    }
    parser = verbs.add_parser(verb, help=helps[verb])
    if verb == "worker":
        parser.set_defaults(run=worker)
        return
    _add_place(parser)
    if verb == "demo":
        parser.add_argument("--no-open", action="store_true", help="ne pas ouvrir le navigateur")
        parser.add_argument("--fresh", action="store_true", help="jeter d’abord les données de la démonstration")
    else:
        parser.add_argument("--no-worker", action="store_true", help="sans le traitement de fond")
        parser.add_argument("--workers", type=int, default=1, help="nombre de processus du serveur (1)")
    parser.set_defaults(run=demo if verb == "demo" else serve)


def _add_place(parser: ArgumentParser) -> None:
    parser.add_argument("--host", default="127.0.0.1", help="adresse d’écoute (127.0.0.1)")
    parser.add_argument("--port", type=int, default=8000, help="port d’écoute (8000)")
    parser.add_argument("--json", action="store_true", help="annoncer le départ en JSON")


def worker(_options: Namespace) -> int:
    """Run the background worker alone."""
    load_django()
    require_sound(with_pages=False)
    from interco.config.worker import work

    return work()


def serve(options: Namespace) -> int:
    """Check everything, then run the server and the worker until told to stop."""
    os.environ.setdefault("INTERCO_URL", address_of(options))
    load_django()
    from django.conf import settings

    if settings.DEMO and not is_loopback(options.host):
        raise CommandRefused(
            "La démonstration ouvre une session sans mot de passe : elle ne s’écoute que sur cette machine."
        )
    require_sound()
    require_free(options.host, options.port)
    return supervise(options, with_worker=not options.no_worker, processes=options.workers)


def demo(options: Namespace) -> int:
    """Prepare the demonstration's own data, then serve them on this machine only."""
    if not is_loopback(options.host):
        raise CommandRefused(
            "La démonstration ouvre une session sans mot de passe : elle ne s’écoute que sur cette machine."
        )
    if os.environ.get("INTERCO_DATABASE_URL"):
        raise CommandRefused("La démonstration garde ses données à part : retirez INTERCO_DATABASE_URL.")
    require_free(options.host, options.port)
    folder = Path(os.environ.get("INTERCO_DATA", DEMO_FOLDER)).resolve()
    prepare_demo_folder(folder, fresh=options.fresh)
    os.environ |= {"INTERCO_DATA": str(folder), "INTERCO_DEMO": "1", "INTERCO_URL": address_of(options)}
    load_django()
    seed_demo(silent=options.json)
    require_sound()
    return supervise(options, with_worker=True, processes=1)


def prepare_demo_folder(folder: Path, *, fresh: bool) -> None:
    """Make the folder, or empty it; a folder that holds anything else than a demonstration is left alone."""
    mark = folder / DEMO_MARK
    if folder.exists() and any(folder.iterdir()) and not mark.exists():
        raise CommandRefused(f"Le dossier {folder} contient autre chose qu’une démonstration : choisissez-en un autre.")
    if fresh and folder.exists():
        shutil.rmtree(folder)
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    mark.write_text("Ce dossier appartient à la démonstration d’interco et peut être effacé.\n", encoding="utf-8")


def seed_demo(*, silent: bool) -> None:
    """Bring the database to this version and fill it when it is empty."""
    from interco.config.commands.database import apply_migrations
    from interco.foundation.accounts.models import User

    with progress_bar(silent=silent) as progress:
        apply_migrations(progress)
        if User.objects.exists():
            return
        try:
            from interco.config.demo import build
        except ImportError as error:
            raise CommandRefused("Cette version ne contient pas encore le territoire de démonstration.") from error
        build(progress=progress)


def require_sound(*, with_pages: bool = True) -> None:
    """Gather the static files of the pages when they changed; refuse to start when something does not hold."""
    from interco.config.statics import gather
    from interco.installation.queries.soundness import faults

    if with_pages:
        gather()
    found = faults()
    if found:
        raise CommandRefused(" ".join(found))


def require_free(host: str, port: int) -> None:
    """Refuse to start on a port that somebody holds."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            raise CommandRefused(
                f"L’adresse {host}, port {port}, n’est pas libre ({error.strerror}). Essayez --port {port + 1}."
            ) from error


def is_loopback(host: str) -> bool:
    """Whether an address reaches this machine only."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False


def address_of(options: Namespace) -> str:
    """The address to type in a browser of this machine."""
    host = "127.0.0.1" if options.host in {"0.0.0.0", "::"} else options.host  # noqa: S104 - read, not bound
    return f"http://{f'[{host}]' if ':' in host else host}:{options.port}"


def supervise(options: Namespace, *, with_worker: bool, processes: int) -> int:
    """Run the children and announce when the first page can be had."""
    began = time.monotonic()
    children = [Child("Le serveur", server_command(options.host, options.port, processes))]
    if with_worker:
        children.append(Child("Le traitement de fond", [sys.executable, "-m", "interco", "worker"]))
    supervisor = Supervisor(children, say=warn)
    address = address_of(options)
    return supervisor.run(lambda: _answers(address), lambda: announce(options, address, time.monotonic() - began))


def server_command(host: str, port: int, processes: int) -> list[str]:
    """The program that answers: granian, which starts its processes again when they die."""
    return [
        sys.executable, "-m", "granian", "--interface", "asginl", "--host", host, "--port", str(port),
        "--workers", str(processes), "--no-ws", "--log-level", "warning", "--respawn-failed-workers",
        "--respawn-interval", "0.5", "--workers-kill-timeout", "5", "interco.config.asgi:application",
    ]  # fmt: skip


def _answers(address: str) -> bool:
    try:
        with urllib.request.urlopen(f"{address}/sante", timeout=5) as response:  # noqa: S310 - our own address
            return bool(response.status == 200)
    except OSError:
        return False


def announce(options: Namespace, address: str, seconds: float) -> None:
    """Say that the first page can be had, where the first start begins, and whom to sign in as in the demonstration."""
    people, first_start = demo_people(), first_start_address()
    if options.json:
        facts = {"event": "ready", "url": address, "seconds": round(seconds, 2), "people": people}
        say(json.dumps(facts | ({"first_start": first_start} if first_start else {})))
        return
    say(f"interco répond sur {address} (départ en {seconds:.1f} s). Ctrl+C pour arrêter.")
    if first_start:
        say(f"\nPersonne n’a encore de compte. Le premier démarrage s’ouvre une seule fois ici :\n  {first_start}\n")
    if people:
        say(f"\nPersonnes de la démonstration (connexion d’un clic sur {address}/compte/demo) :")
        for person in people:
            say(f"  {person['name']:<28} {person['title']}")
        say("")
    if not getattr(options, "no_open", True):
        webbrowser.open(address)


def first_start_address() -> str:
    """The address that opens the first start, under a key made now; empty when somebody has an account."""
    from django.conf import settings
    from django.urls import reverse

    from interco.installation.services.key import new_key

    key = new_key()
    return settings.PUBLIC_URL + reverse("first_start_key", args=[key]) if key else ""


def demo_people() -> list[dict[str, str]]:
    """Whom one may sign in as; nobody outside the demonstration."""
    from django.conf import settings

    if not settings.DEMO:
        return []
    from interco.config.demo import demo_people as cast

    return [{"name": person.name, "title": person.title, "email": person.email} for person in cast()]
