"""From nothing to a badge in a real mailbox, with a stopwatch, as README says.

Setup against Postfix and Dovecot of the tests, check, an award by the first manager, two processes
(pages apart from the mail door and the worker), the badge fetched from the mailbox and verified.

`python -m tools.first_badge [--command /opt/cocarde/bin/cocarde]`
"""

import email
import imaplib
import os
import shlex
import subprocess
import sys
import time
from argparse import ArgumentParser
from contextlib import ExitStack
from dataclasses import dataclass, field
from email.message import EmailMessage
from email.policy import default
from pathlib import Path
from tempfile import TemporaryDirectory

from core.ground.paths import ROOT
from tests.servers.mail import PASSWORD, MailServers
from tests.servers.mail_daemons import free_ports

PATIENCE = 120.0
ANSWERS = """\
public_url = "http://127.0.0.1:{port}"
mail_address = "badges@example.org"
smtp_url = "127.0.0.1:{smtps}"
imap_url = "127.0.0.1:{imaps}"
mail_user = "badges@example.org"
mail_password = "{password}"
run_programmes = "becode"
manager = "nour@example.org"
manager_name = "Nour Haddad"
contact = "nour@example.org"
"""


@dataclass
class Operator:
    """Who types the commands of README in a home of their own, a stopwatch beside them."""

    command: list[str]
    home: Path
    more: dict[str, str]
    begun: float = field(default_factory=time.monotonic)

    def types(self, *words: str, given: str = "") -> str:
        """Run a command to its end, note when it ended; gives what it printed."""
        done = subprocess.run(
            [*self.command, *words], cwd=self.home, env=self.environment(), input=given,
            text=True, check=False, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
        )  # fmt: skip
        if done.returncode:
            raise RuntimeError(f"{words}: exit {done.returncode}\n{done.stdout}")
        self.notes(f"cocarde {' '.join(words)}")
        return done.stdout

    def starts(self, stack: ExitStack, parts: str) -> None:
        """Start `run` with these parts in a process of its own, ended with the stack."""
        log = stack.enter_context((self.home / f"{parts}.log").open("w"))
        process = subprocess.Popen(
            [*self.command, "run"], cwd=self.home, stdout=log, stderr=log,
            env=self.environment(COCARDE_RUN=parts),
        )  # fmt: skip
        stack.callback(process.wait)
        stack.callback(process.terminate)

    def environment(self, **more: str) -> dict[str, str]:
        plain = {name: value for name, value in os.environ.items() if "COCARDE" not in name}
        return {**plain, "COCARDE_HOME": str(self.home), "LANG": "C.UTF-8", **self.more, **more}

    def notes(self, what: str) -> None:
        print(f"{time.monotonic() - self.begun:7.1f} s  {what}", flush=True)


def main(command: list[str]) -> int:
    with TemporaryDirectory(prefix="cocarde-mail-") as name, ExitStack() as stack:
        folder = Path(name)
        folder.chmod(0o755)
        servers = MailServers(folder)
        stack.callback(servers.end)
        servers.start()
        for mailbox in ("badges", "nour", "lina"):
            servers.create(mailbox)
        (port,) = free_ports(1)
        home = folder / "installation"
        home.mkdir()
        more = {
            "COCARDE_CA_FILE": str(folder / "tls.pem"),
            "COCARDE_LISTEN": f"127.0.0.1:{port}",
            "PYTHONPATH": str(ROOT) if command[0] == sys.executable else "",
        }
        operator = Operator(command, home, more)
        told = ANSWERS.format(port=port, password=PASSWORD, **servers.ports)
        operator.types("setup", "--answers", "-", given=told)
        operator.types("check")
        operator.starts(stack, "web")
        operator.starts(stack, "mail,worker")
        award = "award becode python-avance lina@example.org --by nour@example.org"
        operator.types(*award.split())
        badge = home / "badge.png"
        badge.write_bytes(wait_for_badge(servers))
        operator.notes("the badge is in the mailbox of lina@example.org")
        print(operator.types("verify", str(badge), "--recipient", "lina@example.org").strip())
    return 0


def wait_for_badge(servers: MailServers) -> bytes:
    """The PNG of the first mail that bears one; raises `RuntimeError` where none comes in time."""
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        with servers.login("lina") as box:
            for mail in mails(box):
                for part in mail.iter_attachments():
                    if part.get_content_type() == "image/png" and part.get_filename():
                        return bytes(part.get_content())
        time.sleep(0.5)
    raise RuntimeError("no badge came")


def mails(box: imaplib.IMAP4) -> list[EmailMessage]:
    """Every mail of an inbox."""
    box.select(readonly=True)
    found = []
    for number in box.search(None, "ALL")[1][0].split():
        answer = box.fetch(number.decode(), "(BODY.PEEK[])")[1][0]
        assert isinstance(answer, tuple)
        found.append(email.message_from_bytes(answer[1], policy=default))
    return found


if __name__ == "__main__":
    parser = ArgumentParser(description=__doc__.split("\n\n")[0])
    parser.add_argument("--command", default=f"{sys.executable} -m cocarde")
    sys.exit(main(shlex.split(parser.parse_args().command)))
