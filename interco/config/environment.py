"""Reading the environment: where the installation's data live, which database, which mail server."""

import ipaddress
import os
import secrets
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

from interco.config.turns import one_at_a_time


def flag(name: str) -> bool:
    """Whether an environment variable says yes."""
    return os.environ.get(name, "").strip().lower() in {"1", "true", "yes", "oui"}


def number(name: str, default: int) -> int:
    """A whole number, zero or more; `ImproperlyConfigured` when it is something else."""
    given = os.environ.get(name, "").strip()
    if not given:
        return default
    if not given.isdecimal():
        raise ImproperlyConfigured(f"{name}: a whole number is expected, not {given!r}")
    return int(given)


def data_folder() -> Path:
    """The folder of the installation (`INTERCO_DATA`, else `.data/site` where the command runs), created with private rights."""
    folder = Path(os.environ.get("INTERCO_DATA", ".data/site")).resolve()
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    return folder


def secret_key(folder: Path) -> str:
    """The signing key: from `INTERCO_SECRET_KEY`, else a file made at the first start and readable by its owner only."""
    given = os.environ.get("INTERCO_SECRET_KEY")
    if given:
        return given
    file = folder / "secret.key"
    if not _holds_key(file):
        with one_at_a_time(folder / "secret.lock"):
            if not _holds_key(file):
                _write_key(file)
    return file.read_text().strip()


def _holds_key(file: Path) -> bool:
    return file.exists() and file.stat().st_size > 0


def _write_key(file: Path) -> None:
    """Written beside and renamed: who reads meanwhile finds no key or a whole one."""
    beside = file.with_suffix(".new")
    beside.unlink(missing_ok=True)
    descriptor = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w") as stream:
        stream.write(secrets.token_urlsafe(48))
        stream.flush()
        os.fsync(stream.fileno())
    beside.replace(file)


def database(folder: Path) -> dict[str, Any]:
    """Django's settings of the database of `INTERCO_DATABASE_URL`; SQLite in the data folder when absent."""
    url = os.environ.get("INTERCO_DATABASE_URL", f"sqlite:///{folder / 'db.sqlite3'}")
    parts = urlsplit(url)
    if parts.scheme == "sqlite":
        return _sqlite(unquote(parts.path))
    if parts.scheme in {"postgresql", "postgres"}:
        return _postgresql(parts.path, parts.hostname, parts.port, parts.username, parts.password, parts.query)
    raise ImproperlyConfigured(
        f"INTERCO_DATABASE_URL: unknown engine {parts.scheme!r}; use sqlite:/// or postgresql://"
    )


def _sqlite(path: str) -> dict[str, Any]:
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": path,
        "CONN_MAX_AGE": None,
        "OPTIONS": {
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            "init_command": (
                "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON; PRAGMA cache_size=-16000;"
            ),
        },
    }


def _postgresql(
    path: str, host: str | None, port: int | None, user: str | None, password: str | None, query: str,
) -> dict[str, Any]:  # fmt: skip
    socket = parse_qs(query).get("host", [""])[0]
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": path.lstrip("/"),
        "HOST": socket or unquote(host or ""),
        "PORT": str(port or parse_qs(query).get("port", [""])[0]),
        "USER": unquote(user or ""),
        "PASSWORD": unquote(password or ""),
        "CONN_MAX_AGE": None,
        "CONN_HEALTH_CHECKS": True,
    }


@dataclass(frozen=True, slots=True)
class MailServer:
    """Where mail leaves: `smtp://user:password@host:port` or `smtps://…`."""

    host: str
    port: int
    user: str
    password: str
    ssl: bool
    starttls: bool


def mail_server() -> MailServer:
    """The mail server of `INTERCO_SMTP_URL` (STARTTLS unless `?starttls=0`); the local one when absent."""
    parts = urlsplit(os.environ.get("INTERCO_SMTP_URL", "smtp://127.0.0.1:25?starttls=0"))
    ssl = parts.scheme == "smtps"
    return MailServer(
        host=parts.hostname or "127.0.0.1",
        port=parts.port or (465 if ssl else 25),
        user=unquote(parts.username or ""),
        password=unquote(parts.password or ""),
        ssl=ssl,
        starttls=not ssl and parse_qs(parts.query).get("starttls", ["1"])[0] != "0",
    )


@dataclass(frozen=True, slots=True)
class MailboxAddress:
    """Where answers to invitations are read: `imaps://user:password@host/FOLDER`, or `imap://…` with STARTTLS."""

    host: str
    port: int
    user: str
    password: str
    folder: str
    ssl: bool
    starttls: bool

    @property
    def name(self) -> str:
        """How the box is told, without its password."""
        return f"{self.user}@{self.host}:{self.port}/{self.folder}"


def mailbox() -> MailboxAddress | None:
    """The box of `INTERCO_IMAP_URL` (STARTTLS unless `imaps` or `?starttls=0`); nothing when absent."""
    given = os.environ.get("INTERCO_IMAP_URL", "").strip()
    if not given:
        return None
    parts = urlsplit(given)
    ssl = parts.scheme == "imaps"
    if parts.scheme not in {"imap", "imaps"} or not parts.hostname:
        raise ImproperlyConfigured("INTERCO_IMAP_URL: imaps://user:password@host/INBOX is expected")
    return MailboxAddress(
        host=parts.hostname, port=parts.port or (993 if ssl else 143), user=unquote(parts.username or ""),
        password=unquote(parts.password or ""), folder=unquote(parts.path.strip("/")) or "INBOX", ssl=ssl,
        starttls=not ssl and parse_qs(parts.query).get("starttls", ["1"])[0] != "0",
    )  # fmt: skip


Network = ipaddress.IPv4Network | ipaddress.IPv6Network


def open_networks(name: str) -> tuple[Network, ...]:
    """Networks told by an environment variable, `10.0.0.0/8,fd12::/32`; `ImproperlyConfigured` for anything else."""
    given = [part.strip() for part in os.environ.get(name, "").split(",") if part.strip()]
    try:
        return tuple(ipaddress.ip_network(part) for part in given)
    except ValueError as error:
        raise ImproperlyConfigured(f"{name}: networks such as 10.0.0.0/8 are expected ({error})") from error
