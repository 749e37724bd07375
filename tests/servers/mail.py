"""Real mail servers on 127.0.0.1 for the tests: Postfix 3.7 and Dovecot 2.3 with Sieve."""

import imaplib
import os
import shutil
import ssl
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import NoReturn

import pytest

from tests.servers.mail_daemons import Daemon, certificate, free_ports, start_dovecot, start_postfix

PACKAGES = "postfix dovecot-imapd dovecot-lmtpd dovecot-sieve"
PASSWORD = "open/sesame@1"
PASSWORD_IN_URL = "open%2Fsesame%401"
LARGEST = 3_000_000
PORTS = ("smtp", "submission", "smtps", "imap", "imaps", "lmtp", "auth")


class MailServers:
    """Domain example.org, and example.net for the same mailboxes.

    Addresses exist once `create` was called, others bounce (5.1.1).
    `refused@` is refused at RCPT (550), `busy@` put off (450); mails above LARGEST bytes 552.
    `kept@` is delivered by Postfix itself, which reports so; the others go on to Dovecot by LMTP.
    `late@` is taken and not delivered: a report of delay comes after a second. Envelope senders
    of `plain…` lose their plus-tag on the way, mails to `bare…` the marks of an automatic mail.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.ports = dict(zip(PORTS, free_ports(len(PORTS)), strict=True))
        certificate(folder)
        self.tls = ssl.create_default_context(cafile=folder / "tls.pem")
        self._daemons: list[Daemon] = []

    def start(self) -> None:
        self._daemons.append(start_dovecot(self.folder, self.ports))
        self._daemons.append(start_postfix(self.folder, self.ports, LARGEST))

    def end(self) -> None:
        for daemon in reversed(self._daemons):
            daemon.end()

    @property
    def log(self) -> str:
        return "".join(line for daemon in self._daemons for line in daemon.log)

    @property
    def smtp_url(self) -> str:
        """Port 25's place: no login, takes mail for example.org only."""
        return f"smtp://127.0.0.1:{self.ports['smtp']}"

    def submission_url(self, name: str) -> str:
        """STARTTLS and login demanded."""
        return f"smtp://{self._entry(name)}:{self.ports['submission']}?starttls=1"

    def smtps_url(self, name: str) -> str:
        return f"smtps://{self._entry(name)}:{self.ports['smtps']}"

    def imap_url(self, name: str, *, port: int = 0) -> str:
        return f"imap://{self._entry(name)}:{port or self.ports['imap']}/INBOX"

    def starttls_url(self, name: str) -> str:
        return f"{self.imap_url(name)}?starttls=1"

    def imaps_url(self, name: str) -> str:
        return f"imaps://{self._entry(name)}:{self.ports['imaps']}/INBOX"

    def _entry(self, name: str) -> str:
        return f"{name}%40example.org:{PASSWORD_IN_URL}@127.0.0.1"

    def create(self, name: str, *, quota: str = "", sieve: str = "") -> str:
        """A mailbox `<name>@example.org`; `quota` like `10K`, `sieve` a script's text."""
        address, home = f"{name}@example.org", self.folder / "home" / name
        home.mkdir()
        if sieve:
            (home / ".dovecot.sieve").write_text(sieve, encoding="utf-8")
        for path in (home, *home.iterdir()):
            os.chown(path, 5000, 5000)
        rule = f"userdb_quota_rule=*:bytes={quota}" if quota else ""
        entry = f"{address}:{PASSWORD}:5000:5000::{home}::{rule}\n"
        (self.folder / "users" / address).write_text(entry)
        return address

    def login(self, name: str) -> imaplib.IMAP4:
        """An independent IMAP client, already logged in."""
        client = imaplib.IMAP4("127.0.0.1", self.ports["imap"])
        client.login(f"{name}@example.org", PASSWORD)
        return client


def missing(path: str) -> str:
    """What to install, in one sentence; empty when the servers can start."""
    lacking = [name for name in ("postfix", "dovecot") if not shutil.which(name, path=path)]
    if not lacking and not _SIEVE.exists():
        lacking = ["the Sieve plugin of Dovecot"]
    if lacking:
        return f"{' and '.join(lacking)} missing: install with apt-get install {PACKAGES}"
    if os.geteuid() != 0:
        return "Postfix starts as root only: run the tests as root, in a container for example"
    return ""


def give_up(why: str) -> NoReturn:
    """A skip with a loud reason, and a failure where everything should be installed."""
    if os.environ.get("CI") == "true":
        pytest.fail(why)
    pytest.skip(why)


_PATH = os.pathsep.join((os.environ.get("PATH", ""), "/usr/sbin"))
_SIEVE = Path("/usr/lib/dovecot/modules/lib90_sieve_plugin.so")


@pytest.fixture(scope="session")
def mail_servers() -> Iterator[MailServers]:
    """Postfix and Dovecot, started once, ended by their process ids."""
    if why := missing(_PATH):
        give_up(why)
    # not pytest's own folder: that one lets root in only, and the servers drop root
    with tempfile.TemporaryDirectory(prefix="cocarde-mail-") as name:
        folder = Path(name)
        folder.chmod(0o755)
        servers = MailServers(folder)
        try:
            servers.start()
            yield servers
        finally:
            servers.end()
