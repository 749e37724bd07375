"""Postfix and Dovecot of Debian as child processes: their settings, start and end."""

import contextlib
import datetime
import os
import shutil
import signal
import socket
import subprocess
import threading
from collections.abc import Iterator
from ipaddress import ip_address
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from tests.servers import mail_settings as texts

READY_WITHIN = 20


class Daemon:
    """A server in the foreground, ended by its own process id; its log is kept.

    `pid_file` names the process to end where the command is not the server itself.
    """

    def __init__(self, command: list[str], ready: str, pid_file: Path | None = None) -> None:
        self.log: list[str] = []
        self._pid_file = pid_file
        self._ready, self._is_up = ready, threading.Event()
        self._process = subprocess.Popen(
            command,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            start_new_session=True,
        )
        self._listener = threading.Thread(target=self._listen, daemon=True)
        self._listener.start()
        if not self._is_up.wait(READY_WITHIN):
            self.end()
            raise RuntimeError(f"{command[0]} did not start:\n" + "".join(self.log))

    def _listen(self) -> None:
        assert self._process.stdout is not None
        for line in self._process.stdout:
            self.log.append(line)
            if self._ready in line:
                self._is_up.set()

    def end(self) -> None:
        self._signal(signal.SIGTERM)
        try:
            self._process.wait(10)
        except subprocess.TimeoutExpired:
            self._signal(signal.SIGKILL)
            self._process.kill()
            self._process.wait()
        self._listener.join(5)
        if self._process.stdout is not None and not self._listener.is_alive():
            self._process.stdout.close()

    def _signal(self, number: signal.Signals) -> None:
        pid = self._process.pid
        if self._pid_file is not None and self._pid_file.exists():
            pid = int(self._pid_file.read_text())
        with contextlib.suppress(ProcessLookupError):
            os.kill(pid, number)


def free_ports(count: int) -> Iterator[int]:
    """Ports that nobody listens on now; all held at once so that they differ."""
    with contextlib.ExitStack() as held:
        sockets = [held.enter_context(socket.socket()) for _ in range(count)]
        for each in sockets:
            each.bind(("127.0.0.1", 0))
        yield from [each.getsockname()[1] for each in sockets]


def certificate(folder: Path) -> None:
    """A certificate for localhost that nobody but the tests trusts."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "localhost")])
    names = [x509.DNSName("localhost"), x509.IPAddress(ip_address("127.0.0.1"))]
    now = datetime.datetime.now(datetime.UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - datetime.timedelta(days=1))
        .not_valid_after(now + datetime.timedelta(days=2))
        .add_extension(x509.SubjectAlternativeName(names), critical=False)
        .sign(key, hashes.SHA256())
    )
    (folder / "tls.pem").write_bytes(made.public_bytes(serialization.Encoding.PEM))
    (folder / "tls.key").write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
    )


def start_postfix(folder: Path, ports: dict[str, int], largest: int) -> Daemon:
    """Its own queue and settings in `folder`, which others may enter."""
    settings = folder / "postfix"
    settings.mkdir()
    for name in ("queue", "data"):
        (folder / name).mkdir()
    shutil.chown(folder / "data", "postfix")
    (folder / "kept").mkdir()
    os.chown(folder / "kept", 5000, 5000)
    values = {**ports, "folder": folder, "largest": largest}
    (settings / "main.cf").write_text(texts.MAIN_CF.format(**values))
    (settings / "master.cf").write_text(texts.MASTER_CF.format(**values))
    (settings / "transports").write_text(texts.TRANSPORTS.format(**values))
    (settings / "aliases").write_text(texts.ALIASES)
    (settings / "marks").write_text(texts.MARKS)
    (settings / "senders").write_text(texts.SENDERS)
    command = ["postfix", "-c", str(settings), "start-fg"]
    return Daemon(command, "daemon started", folder / "queue" / "pid" / "master.pid")


def start_dovecot(folder: Path, ports: dict[str, int]) -> Daemon:
    """Mailboxes as Maildir below `folder`/home, of a user id that nobody else has."""
    (folder / "home").mkdir()
    os.chown(folder / "home", 5000, 5000)
    (folder / "users").mkdir()  # a file each: Dovecot looks for changes in a file once a second
    conf = folder / "dovecot.conf"
    conf.write_text(texts.DOVECOT_CONF.format(**ports, folder=folder))
    return Daemon(["dovecot", "-F", "-c", str(conf)], "starting up")
