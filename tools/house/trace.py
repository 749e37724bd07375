"""How an input walks through the house: the files whose functions it calls, and how often the
call goes from one file to another.

    python tools/house/trace.py [CHECKOUT]

Standard library only, and what it feeds is the command `receive`, which stays: so it measures any
checkout, an older one too, with the interpreter that it is started with.
"""

import io
import json
import os
import re
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, redirect_stdout
from dataclasses import dataclass, field
from email.message import EmailMessage
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from itertools import count, pairwise
from pathlib import Path
from tempfile import TemporaryDirectory
from types import FrameType
from typing import Any

DOORS = ("bot", "mail")
HOUSE = ("core", *DOORS, "web")
WISH = "Bonjour, je voudrais le badge Python avancé."
REPOSITORY, SITE = "https://github.com/lina/app", "https://lina.example.org"


@dataclass
class Walk:
    """The calls of one input, from its door's first function to that function's return."""

    root: Path
    calls: dict[int, list[str]] = field(default_factory=dict)  # by thread
    depth: int = 0

    def note(self, frame: FrameType, event: str, _: object) -> None:
        """A profile function of `sys.setprofile`; only functions that have a name are counted."""
        if event not in ("call", "return") or frame.f_code.co_name.startswith("<"):
            return
        path = self.place(frame.f_code.co_filename)
        if path is None:
            return
        at_door = path.partition("/")[0] in DOORS
        if threading.current_thread() is threading.main_thread() and (self.depth or at_door):
            self.depth += 1 if event == "call" else -1
        if event == "call" and (self.depth or at_door):
            self.calls.setdefault(threading.get_ident(), []).append(path)

    def place(self, name: str) -> str | None:
        """The path of a file within the house; none for anything else."""
        if not name.startswith(f"{self.root}/"):
            return None
        path = name[len(str(self.root)) + 1 :]
        return path if path.partition("/")[0] in HOUSE else None

    @property
    def files(self) -> set[str]:
        return {path for calls in self.calls.values() for path in calls}

    @property
    def changes(self) -> int:
        """How often a call landed in another file than the call before it, thread by thread."""
        return sum(
            here != there for calls in self.calls.values() for here, there in pairwise(calls)
        )


class Site(BaseHTTPRequestHandler):
    """A page for every address that a learner names."""

    def do_GET(self) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "text/html")
        self.end_headers()
        self.wfile.write(b"<title>Lina</title>")

    def log_message(self, *_: object) -> None:
        """Nothing to say."""


@contextmanager
def sites() -> Iterator[str]:
    """A web server on this machine, for the evidence that is looked at; gives its root."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), Site)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()


@dataclass
class Installation:
    """An empty installation of a checkout, fed by its own command."""

    root: Path
    folder: Path
    main: Callable[[list[str]], int]
    learner: dict[str, Any] = field(default_factory=dict)
    numbers: Iterator[int] = field(default_factory=lambda: count(1))

    def feed(self, door: str, raw: bytes, walk: Walk | None = None) -> dict[str, Any]:
        """One raw input through its door; what it caused, as `receive --json` tells it."""
        file = self.folder / "input"
        file.write_bytes(raw)
        told = io.StringIO()
        if walk:
            threading.setprofile(walk.note)
            sys.setprofile(walk.note)
        try:
            with redirect_stdout(told):
                self.main(["receive", door, str(file), "--json"])
        finally:
            sys.setprofile(None)
            threading.setprofile(None)
        effects: dict[str, Any] = json.loads(told.getvalue())
        return effects

    def says(self, text: str, walk: Walk | None = None) -> dict[str, Any]:
        """Words of the learner in the chat."""
        message = {"text": text, **self.message()}
        if text.startswith("/"):
            length = len(text.partition(" ")[0])
            message["entities"] = [{"type": "bot_command", "offset": 0, "length": length}]
        return self.update({"message": message}, walk)

    def presses(self, choice: str, walk: Walk | None = None) -> dict[str, Any]:
        """A button of the learner's chat."""
        press = {
            "id": "1", "from": self.learner, "chat_instance": "1", "data": choice,
            "message": self.message(),
        }  # fmt: skip
        return self.update({"callback_query": press}, walk)

    def message(self) -> dict[str, Any]:
        chat = {"type": "private", "id": self.learner["id"]}
        number = next(self.numbers)
        return {"message_id": number, "date": 1_790_000_000, "chat": chat, "from": self.learner}

    def update(self, what: dict[str, Any], walk: Walk | None) -> dict[str, Any]:
        return self.feed(
            "telegram", json.dumps({"update_id": next(self.numbers), **what}).encode(), walk
        )

    def writes(self, sender: str, walk: Walk | None = None) -> dict[str, Any]:
        """A mail of somebody whom nobody knows, who wants the badge."""
        mail = EmailMessage()
        mail["From"] = sender
        mail["To"] = "badges@example.org"
        mail["Subject"] = "Badge"
        mail["Message-ID"] = f"<{next(self.numbers)}@example.org>"
        mail["Date"] = "Mon, 16 Nov 2026 10:00:00 +0100"
        mail["Authentication-Results"] = "mx.example.org; dmarc=pass header.from=example.org"
        mail.set_content(WISH)
        return self.feed("mail", mail.as_bytes(), walk)


def walks(root: Path) -> dict[str, Walk]:
    """The walks of four inputs through a checkout; each was fed once before, by somebody else."""
    found = {name: Walk(root) for name in ("/start", "last answer", "confirmation", "mail")}
    with TemporaryDirectory() as folder, sites() as site:
        hosts = ",".join(f"{host}={site}" for host in ("github.com", "lina.example.org"))
        os.environ.update(
            COCARDE_HOME=folder,
            COCARDE_PUBLIC_URL="https://badges.example.org",
            COCARDE_MAIL_ADDRESS="badges@example.org",
            COCARDE_MAIL_AUTHSERV_ID="mx.example.org",
            COCARDE_FETCH_MAP=hosts,
            COCARDE_LOG_LEVEL="ERROR",
        )
        sys.path.insert(0, str(root))
        from cocarde.__main__ import main

        with redirect_stdout(io.StringIO()):
            main(["keys", "create", "becode"])
        here = Installation(root, Path(folder), main)
        play(here, "Omar", {})
        play(here, "Lina", found)
    return found


def play(here: Installation, name: str, found: dict[str, Walk]) -> None:
    """One learner claims a badge in the chat and asks for one by mail."""
    mail = f"{name.lower()}@example.org"
    here.learner = {
        "id": next(here.numbers), "is_bot": False, "first_name": name, "language_code": "fr",
    }  # fmt: skip
    here.says("/start", found.get("/start"))
    here.says("/start becode_python-avance")
    here.says(code(here.says(mail)))
    here.says(REPOSITORY)
    recap = here.says(SITE, found.get("last answer"))
    here.presses(first_button(recap), found.get("confirmation"))
    here.writes(f"{name} <{mail[0]}.{mail}>", found.get("mail"))


def code(effects: dict[str, Any]) -> str:
    """The digits in the mail that proves an address."""
    (mail,) = [each["text"] for each in effects["replies"] if each["door"] == "mail"]
    found = re.search(r"\d{4} ?\d{4}", mail)
    if found is None:
        raise ValueError(f"no code in {mail!r}")
    return found[0].replace(" ", "")


def first_button(effects: dict[str, Any]) -> str:
    """What the first button of the last reply with one stands for."""
    choices = [b["choice"] for reply in effects["replies"] for b in reply["buttons"]]
    return str(choices[0])


if __name__ == "__main__":
    checkout = Path(sys.argv[1] if sys.argv[1:] else Path(__file__).parents[2]).resolve()
    for input_, walk in walks(checkout).items():
        print(f"{input_:<14}{len(walk.files):>5} files {walk.changes:>6} changes of file")
