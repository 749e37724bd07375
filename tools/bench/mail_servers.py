"""Postfix and Dovecot for a bench: those of the tests, in a folder of their own."""

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from core.ground.errors import Trouble
from tests.servers.mail import MailServers, missing


@contextmanager
def mail_servers() -> Iterator[MailServers]:
    """Run a Postfix and a Dovecot on free ports of 127.0.0.1 for as long as the block lasts; raises
    `Trouble` where they are not installed."""
    path = os.pathsep.join((os.environ.get("PATH", ""), "/usr/sbin"))
    if why := missing(path):
        raise Trouble("tool.no_mail_servers", why=why)
    os.environ["PATH"] = path
    with tempfile.TemporaryDirectory(prefix="cocarde-mail-") as name:
        folder = Path(name)
        folder.chmod(0o755)  # the servers drop root
        servers = MailServers(folder)
        try:
            servers.start()
            yield servers
        finally:
            servers.end()
