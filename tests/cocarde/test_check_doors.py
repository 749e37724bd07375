"""Issue 9, line 21: `check` enters both mail servers and asks the bot's name; each failure is one
clear sentence that says how to mend it."""

import asyncio
import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import Any

import pytest

from core.ground.settings import Settings
from mail.servers.enter import KeptOut, enter_imap, enter_smtp
from tests.servers.bad_mail_servers import Peer
from tests.servers.mail import PASSWORD_IN_URL, MailServers
from tests.world.command import Cocarde


@pytest.fixture(scope="module")
def servers(mail_servers: MailServers) -> MailServers:
    mail_servers.create("checked")
    return mail_servers


def entered(**urls: Any) -> KeptOut | None:
    settings = Settings(**urls)
    return asyncio.run(enter_smtp(settings) if settings.smtp_url else enter_imap(settings))


def url_of(servers: MailServers, name: str) -> dict[str, str]:
    return {
        "submission": {"smtp_url": servers.submission_url("checked")},
        "smtps": {"smtp_url": servers.smtps_url("checked")},
        "starttls": {"imap_url": servers.starttls_url("checked")},
        "imaps": {"imap_url": servers.imaps_url("checked")},
    }[name]


SEALED = ["submission", "smtps", "starttls", "imaps"]


@pytest.mark.parametrize("name", SEALED)
def test_a_certificate_of_our_own_authority_is_trusted_once_its_file_is_named(
    servers: MailServers, name: str
) -> None:
    ways, authority = url_of(servers, name), str(servers.folder / "tls.pem")
    kept = entered(**ways)
    assert kept is not None
    assert "certificate" in kept.what
    assert "COCARDE_CA_FILE" in kept.mend
    assert entered(**ways, ca_file=authority) is None


@pytest.mark.parametrize("name", SEALED)
def test_a_wrong_password_is_told_as_one(servers: MailServers, name: str) -> None:
    ((setting, url),) = url_of(servers, name).items()
    wrong = {setting: url.replace(PASSWORD_IN_URL, "sesame-9")}
    kept = entered(**wrong, ca_file=str(servers.folder / "tls.pem"))
    assert kept is not None
    assert "refuses the user name or the password" in kept.what
    assert "sesame-9" not in kept.what + kept.mend


def test_a_folder_that_is_not_there_is_named(servers: MailServers) -> None:
    kept = entered(imap_url=servers.imap_url("checked").replace("/INBOX", "/Claims"))
    assert kept is not None
    assert "Claims" in kept.what


def test_tls_where_the_server_begins_without_is_told(servers: MailServers) -> None:
    for setting, port in (("smtp", "submission"), ("imap", "imap")):
        url = f"{setting}s://lina:pw@127.0.0.1:{servers.ports[port]}"
        kept = entered(**{f"{setting}_url": url})
        assert kept is not None
        assert "does not begin with TLS" in kept.what
        assert f"{setting}://…?starttls=1" in kept.mend


def test_no_password_is_taken_before_tls(servers: MailServers) -> None:
    kept = entered(smtp_url=servers.submission_url("checked").replace("?starttls=1", ""))
    assert kept is not None
    assert "before TLS" in kept.what
    assert "?starttls=1" in kept.mend


@pytest.mark.parametrize("setting", ["smtp", "imap"])
def test_nobody_listens_there(setting: str) -> None:
    kept = entered(**{f"{setting}_url": f"{setting}://lina:pw@127.0.0.1:9"})
    assert kept is not None
    assert "127.0.0.1:9 does not answer" in kept.what
    assert f"COCARDE_{setting.upper()}_URL" in kept.mend


async def old_smtp(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    """A server that knows no extension at all."""
    writer.write(b"220 old.test ESMTP\r\n")
    while line := await reader.readline():
        known = line.upper().startswith((b"EHLO", b"HELO", b"QUIT"))
        writer.write(b"250 old.test\r\n" if known else b"502 unknown\r\n")


async def old_imap(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    writer.write(b"* OK old.test\r\n")
    while line := await reader.readline():
        writer.write(line.split()[0] + b" BAD unknown command\r\n")


async def test_no_starttls_is_told_by_both() -> None:
    async with Peer(old_smtp) as smtp, Peer(old_imap) as imap:
        out = Settings(smtp_url=f"smtp://lina:pw@127.0.0.1:{smtp.port}?starttls=1")
        back = Settings(imap_url=f"imap://lina:pw@127.0.0.1:{imap.port}?starttls=1")
        told = [await enter_smtp(out), await enter_imap(back)]
    for kept, scheme in zip(told, ("smtps", "imaps"), strict=True):
        assert kept is not None
        assert "offers no STARTTLS" in kept.what
        assert f"{scheme}://" in kept.mend


def test_the_command_tells_both_and_stays_well_where_all_is_well(
    servers: MailServers, tmp_path: Path
) -> None:
    cocarde = Cocarde(tmp_path)
    ways: dict[str, Any] = {
        "COCARDE_SMTP_URL": servers.smtps_url("checked"),
        "COCARDE_IMAP_URL": servers.imaps_url("checked"),
    }
    found = cocarde.json("check", status=1, **ways)["findings"]
    assert [each["about"] for each in found if "certificate" in each["what"]] == ["mail", "mail"]
    authority = str(servers.folder / "tls.pem")
    found = cocarde.json("check", COCARDE_CA_FILE=authority, **ways)["findings"]
    assert not [each for each in found if each["about"] == "mail"]


@pytest.mark.parametrize("text", ["", "no certificate at all\n"])
def test_a_broken_file_of_authorities_is_told_with_its_setting(tmp_path: Path, text: str) -> None:
    path = tmp_path / "authority.pem"
    if text:
        path.write_text(text)
    told = Cocarde(tmp_path)("check", status=1, COCARDE_CA_FILE=str(path))
    assert "COCARDE_CA_FILE" in told
    assert "BEGIN CERTIFICATE" in told


@contextmanager
def bot_api(status: int, body: bytes) -> Iterator[str]:
    """What answers every request like this."""

    class Answering(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(status)
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            pass

    with HTTPServer(("127.0.0.1", 0), Answering) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}"
        finally:
            server.shutdown()
            thread.join()


BOT = json.dumps({"ok": True, "result": {"id": 1, "is_bot": True, "username": "b"}}).encode()
TOKEN = "12345678:AAbbccddeeffgghhiijjkkllmmnnooppqq"


@pytest.mark.parametrize(
    ("status", "body", "said"),
    [
        (200, BOT, ""),
        (401, b"{}", "the token is not known"),
        (200, b"<html>a portal</html>", "is not the Bot API"),
        (200, b'{"ok": true}', "is not the Bot API"),
        (502, b"", "answers 502"),
    ],
)
def test_the_bot_api_is_asked_for_the_bot(
    tmp_path: Path, status: int, body: bytes, said: str
) -> None:
    with bot_api(status, body) as api:
        ways: dict[str, Any] = {"COCARDE_TELEGRAM_API": api, "COCARDE_TELEGRAM_TOKEN": TOKEN}
        found = Cocarde(tmp_path).json("check", status=1 if said else 0, **ways)["findings"]
    told = [each["what"] for each in found if each["about"] == "telegram"]
    assert len(told) == (1 if said else 0)
    assert said in "".join(told)
    assert TOKEN not in str(found)
