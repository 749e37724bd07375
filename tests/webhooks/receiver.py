"""A program that is told: it answers on this machine as it is bidden, and remembers what came."""

import base64
import hashlib
import hmac
import json
import shutil
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import Any

from core.ground.paths import TEMPLATES
from tests.world.command import Cocarde
from tests.world.world import Stage

SECRET = "whsec_" + base64.b64encode(bytes(range(32))).decode()
PLACE = "becode/intranet"


@dataclass
class Receiver:
    """What came, and what is answered next: 204 when nothing else was bidden."""

    url: str = ""
    answers: list[tuple[int, Mapping[str, str]]] = field(default_factory=list)
    came: list[tuple[Mapping[str, str], bytes]] = field(default_factory=list)

    @property
    def kinds(self) -> list[str]:
        return [json.loads(body)["type"] for _, body in self.came]

    @property
    def ids(self) -> list[str]:
        return [headers["webhook-id"] for headers, _ in self.came]


@contextmanager
def listening() -> Iterator[Receiver]:
    """A receiver on a free port of this machine."""
    receiver = Receiver()

    class Post(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            receiver.came.append(
                ({key.lower(): value for key, value in self.headers.items()}, body)
            )
            status, headers = receiver.answers.pop(0) if receiver.answers else (204, {})
            self.send_response(status)
            for key, value in headers.items():
                self.send_header(key, value)
            self.send_header("Content-Length", "0")
            self.end_headers()

        def log_message(self, *_: Any) -> None:
            pass

    server = HTTPServer(("127.0.0.1", 0), Post)
    receiver.url = f"http://127.0.0.1:{server.server_port}/events?from=cocarde"
    thread = threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True)
    thread.start()
    try:
        yield receiver
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def with_lines(stage: Stage, folder: Path, lines: str, **settings: Any) -> None:
    """The stage's installation with more lines in BeCode's file, and more settings."""
    programmes = folder / "programmes"
    shutil.copytree(TEMPLATES / "programmes", programmes, dirs_exist_ok=True)
    path = programmes / "becode" / "programme.toml"
    path.write_text(f"{path.read_text(encoding='utf-8')}\n{lines}\n", encoding="utf-8")
    changed = replace(stage.world.settings, programmes=str(programmes), **settings)
    stage.world = replace(stage.world, settings=changed)


def operator(stage: Stage, folder: Path) -> Cocarde:
    """The command over the stage's own store."""
    settings = stage.world.settings

    class Known(Cocarde):
        def environment(self, **more: str) -> dict[str, str]:
            told = {"DATABASE_URL": settings.database_url, "PROGRAMMES": settings.programmes,
                    "KEY_FILE": settings.key_file, "PUBLIC_URL": settings.public_url,
                    "WEBHOOK_SECRETS": settings.webhook_secrets,
                    "INTERNAL_HOSTS": settings.internal_hosts}  # fmt: skip
            named = {f"COCARDE_{key}": value for key, value in told.items()}
            return {**super().environment(), **named, **more}

    return Known(folder)


def hook(url: str, more: str = "") -> str:
    return f'[[webhook]]\nname = "intranet"\nurl = "{url}"\n{more}'


def verified(headers: Mapping[str, str], body: bytes, secret: str, now: float) -> dict[str, Any]:
    """What the receiver of docs/webhooks.md does, written from the specification alone."""
    stamp, name = headers["webhook-timestamp"], headers["webhook-id"]
    assert abs(now - int(stamp)) < 300, "an old one"
    key = base64.b64decode(secret.removeprefix("whsec_"))
    mac = hmac.new(key, f"{name}.{stamp}.".encode() + body, hashlib.sha256).digest()
    wanted = "v1," + base64.b64encode(mac).decode()
    assert wanted in headers["webhook-signature"].split(" "), "not theirs"
    found: dict[str, Any] = json.loads(body)
    return found
