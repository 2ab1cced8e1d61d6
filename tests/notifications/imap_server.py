"""A real IMAP server (Dovecot) on this machine, with a box for whoever signs in under the one password."""

import imaplib
import os
import pwd
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from interco.config.environment import MailboxAddress
from tests.config.server.running import free_port
from tools import machine

PASSWORD = "secret-de-test"


@dataclass(frozen=True, slots=True)
class Boxes:
    """The server; each user's box begins empty."""

    port: int

    def address(self, user: str, folder: str = "INBOX") -> MailboxAddress:
        """What `INTERCO_IMAP_URL` would say."""
        return MailboxAddress(
            host="127.0.0.1", port=self.port, user=user, password=PASSWORD, folder=folder, ssl=False, starttls=False
        )  # fmt: skip

    @contextmanager
    def opened(self, user: str) -> Iterator[imaplib.IMAP4]:
        """A conversation, signed in."""
        server = imaplib.IMAP4("127.0.0.1", self.port, timeout=20)
        try:
            server.login(user, PASSWORD)
            yield server
        finally:
            server.logout()

    def put(self, user: str, *mails: bytes, folder: str = "INBOX") -> None:
        """Mails arrive."""
        with self.opened(user) as server:
            for mail in mails:
                status, said = server.append(folder, "", imaplib.Time2Internaldate(time.time()), mail)
                assert status == "OK", said

    def mails(self, user: str, folder: str = "INBOX") -> list[tuple[bytes, bytes]]:
        """Flags and bytes of everything in a box, untouched."""
        with self.opened(user) as server:
            count = int(server.select(folder, readonly=True)[1][0] or b"0")
            if not count:
                return []
            _status, said = server.fetch("1:*", "(FLAGS BODY.PEEK[])")
        return [(part[0], part[1]) for part in said if isinstance(part, tuple)]


@contextmanager
def imap_server() -> Iterator[Boxes]:
    """Dovecot in a folder of its own, ended by its own id."""
    program = machine.find("dovecot")
    assert program is not None
    folder = Path(tempfile.mkdtemp(prefix="interco-dovecot-"))
    folder.chmod(0o755)
    port = free_port()
    (folder / "dovecot.conf").write_text(_settings(folder, port))
    process = subprocess.Popen([program, "-F", "-c", str(folder / "dovecot.conf")], stderr=subprocess.DEVNULL)
    try:
        _wait(port, process, folder)
        yield Boxes(port)
    finally:
        if process.poll() is None:
            process.send_signal(signal.SIGTERM)
            process.wait(timeout=20)
        shutil.rmtree(folder, ignore_errors=True)


def _settings(folder: Path, port: int) -> str:
    is_root = machine.is_root()
    who = pwd.getpwnam("nobody") if is_root else pwd.getpwuid(os.getuid())
    mail = folder / "mail"
    mail.mkdir()
    if is_root:
        os.chown(mail, who.pw_uid, who.pw_gid)
    ours = "" if is_root else f"default_internal_user = {who.pw_name}\ndefault_login_user = {who.pw_name}\n"
    loose = "" if is_root else "service anvil {\n chroot =\n}\n"
    return f"""
base_dir = {folder}/run
state_dir = {folder}/state
log_path = {folder}/log
protocols = imap
listen = 127.0.0.1
ssl = no
disable_plaintext_auth = no
first_valid_uid = 1
mail_location = maildir:{mail}/%u
{ours}passdb {{
 driver = static
 args = password={PASSWORD}
}}
userdb {{
 driver = static
 args = uid={who.pw_uid} gid={who.pw_gid} home={mail}/%u
}}
service imap-login {{
 {"" if is_root else "chroot ="}
 inet_listener imap {{
  port = {port}
 }}
 inet_listener imaps {{
  port = 0
 }}
}}
{loose}"""


def _wait(port: int, process: "subprocess.Popen[bytes]", folder: Path) -> None:
    until = time.monotonic() + 30
    while time.monotonic() < until and process.poll() is None:
        try:
            imaplib.IMAP4("127.0.0.1", port, timeout=5).logout()
        except (OSError, imaplib.IMAP4.error):
            time.sleep(0.1)
        else:
            return
    log = folder / "log"
    raise AssertionError(log.read_text() if log.exists() else "dovecot did not start")
