"""The settings that name a mail server."""

import pytest

from core.ground.errors import Trouble
from mail.servers.server import MailServer

URLS = {
    "imap://lina:pw@mx.test": ("mx.test", 143, "lina", "pw", False, False, "INBOX"),
    "imaps://lina%40x.test:p%40%2Fw@mx.test:1993/Claims": (
        "mx.test", 1993, "lina@x.test", "p@/w", True, False, "Claims",
    ),
    "imap://a:b@mx.test?starttls=1": ("mx.test", 143, "a", "b", False, True, "INBOX"),
    "imap://a:b@mx.test?starttls=0": ("mx.test", 143, "a", "b", False, False, "INBOX"),
    "imaps://a:b@mx.test": ("mx.test", 993, "a", "b", True, False, "INBOX"),
    "imap://[::1]:1143": ("::1", 1143, "", "", False, False, "INBOX"),
}  # fmt: skip


@pytest.mark.parametrize(("url", "parts"), URLS.items())
def test_an_address_is_read(url: str, parts: tuple[object, ...]) -> None:
    assert MailServer.read(url, "imap", "imaps") == MailServer(*parts)  # type: ignore[arg-type]


PORTS = {"smtp://mx.test": 25, "smtp://a:b@mx.test": 587, "smtps://a:b@mx.test": 465}


@pytest.mark.parametrize(("url", "port"), PORTS.items())
def test_a_mail_goes_out_by_the_usual_port(url: str, port: int) -> None:
    assert MailServer.read(url, "smtp", "smtps").port == port


@pytest.mark.parametrize("url", ["", "mx.test", "http://mx.test", "imap://", "imap://a:s3@h:port"])
def test_an_unreadable_address_says_how_to_write_it(url: str) -> None:
    with pytest.raises(Trouble, match="imap://user:password@host:port") as caught:
        MailServer.read(url, "imap", "imaps")
    assert "s3" not in str(caught.value)


def test_the_password_shows_in_no_repr_and_no_account() -> None:
    server = MailServer.read("imaps://lina:s3cret@mx.test", "imap", "imaps")
    assert "s3cret" not in f"{server!r} {server.account}"


CLEAR = {
    "imap://a:b@mx.test": True,
    "imap://a:b@127.0.0.1": False,
    "imap://a:b@mx.test?starttls=1": False,
    "imaps://a:b@mx.test": False,
    "imap://mx.test": False,
}


@pytest.mark.parametrize(("url", "clear"), CLEAR.items())
def test_a_password_in_clear_text_is_noticed(url: str, clear: bool) -> None:
    assert MailServer.read(url, "imap", "imaps").clear is clear
