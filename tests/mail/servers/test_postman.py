"""The postman against a real Postfix, and against SMTP servers that misbehave."""

import asyncio
import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from itertools import count
from pathlib import Path

import pytest

from core.ground.errors import DeliveryError
from mail.servers.mailbox import Mailbox, MailboxLimits
from mail.servers.smtp_pool import Postman
from tests.servers.bad_mail_servers import Peer, ScriptedSmtp
from tests.servers.mail import LARGEST, MailServers, give_up, missing
from tests.servers.mailbox_reader import Marks, Reader, mail, reading, until
from tests.servers.proxy import Proxy

SENDER = "sender@example.org"
_names = count(1)


@asynccontextmanager
async def _box(servers: MailServers, name: str) -> AsyncIterator[Reader]:
    marks = Marks()
    habits = MailboxLimits(renewal=lambda: 0.05)  # Dovecot tells of new mail half a second late
    async with reading(Mailbox(servers.imap_url(name), marks, habits=habits)) as reader:
        await until(lambda: marks.mark is not None)
        yield reader


@pytest.fixture
def name(mail_servers: MailServers) -> str:
    name = f"post{next(_names)}"
    mail_servers.create(name)
    return name


@pytest.mark.parametrize("entry", ["smtp_url", "submission_url", "smtps_url"])
async def test_a_mail_goes_out_on_every_kind_of_line(
    mail_servers: MailServers, name: str, entry: str
) -> None:
    entered = getattr(mail_servers, entry)
    url = entered if isinstance(entered, str) else entered(name)
    async with _box(mail_servers, name) as box, Postman(url, tls=mail_servers.tls) as postman:
        await postman.send(mail("sent"), SENDER, f"{name}+tag@example.org")
        letter = await box.next()
    assert b"Return-Path: <sender@example.org>" in letter.raw
    assert f"Delivered-To: {name}+tag@example.org".encode() in letter.raw


async def test_bytes_arrive_as_they_were(mail_servers: MailServers, name: str) -> None:
    body = ".\r\n..dots\r\nFrom the past\r\né ł 李 \u00a0\r\n" + "long " * 150
    async with _box(mail_servers, name) as box, Postman(mail_servers.smtp_url) as postman:
        await postman.send(mail("exact", body), SENDER, f"{name}@example.org")
        letter = await box.next()
    assert letter.raw.endswith(b"\r\n\r\n" + body.encode() + b"\r\n")


async def test_a_null_envelope_sender_is_kept(mail_servers: MailServers, name: str) -> None:
    async with _box(mail_servers, name) as box, Postman(mail_servers.smtp_url) as postman:
        await postman.send(mail("receipt"), "", f"{name}@example.org")
        assert b"Return-Path: <>" in (await box.next()).raw


REFUSALS = {
    "refused@example.org": (True, "550 5.7.1"),
    "busy@example.org": (False, "450 4.2.0"),
    "someone@elsewhere.test": (True, "550 5.4.4"),
    "a b@example.org\r\nRCPT TO:<x@example.org>": (True, "not a mail address"),
    "zoé@elsewhere.test": (True, "550 5.4.4"),
    "zoe@école.test": (True, "zoe@xn--cole-9oa.test"),
}


@pytest.mark.parametrize(("to", "expected"), REFUSALS.items(), ids=map(repr, REFUSALS))
async def test_a_refusal_says_whether_to_try_again(
    mail_servers: MailServers, name: str, to: str, expected: tuple[bool, str]
) -> None:
    async with _box(mail_servers, name) as box, Postman(mail_servers.smtp_url) as postman:
        with pytest.raises(DeliveryError, match=re.escape(expected[1])) as caught:
            await postman.send(mail("no"), SENDER, to)
        assert caught.value.permanent is expected[0]
        await postman.send(mail("next"), SENDER, f"{name}@example.org")
        assert await box.subjects(1) == [b"next"]


async def test_a_mail_above_the_servers_limit_is_refused_for_good(
    mail_servers: MailServers, name: str
) -> None:
    async with Postman(mail_servers.smtp_url) as postman:
        with pytest.raises(DeliveryError, match=r"552 5\.3\.4") as caught:
            await postman.send(mail("big", "x" * LARGEST), SENDER, f"{name}@example.org")
    assert caught.value.permanent


async def test_a_wrong_password_is_not_the_mails_fault(mail_servers: MailServers) -> None:
    async with Postman(mail_servers.submission_url("nobody"), tls=mail_servers.tls) as postman:
        with pytest.raises(DeliveryError, match="535") as caught:
            await postman.send(mail("x"), SENDER, "lina@example.org")
    assert not caught.value.permanent
    assert "sesame" not in str(caught.value)


BOUNCES = {"unknown user": ("", "5.1.1"), "over quota": ("1K", "5.2.2")}


@pytest.mark.parametrize(("quota", "status"), BOUNCES.values(), ids=BOUNCES)
async def test_a_bounce_comes_back_to_the_envelope_sender(
    mail_servers: MailServers, name: str, quota: str, status: str
) -> None:
    to = f"no-{name}@example.org"
    if quota:
        mail_servers.create(f"no-{name}", quota=quota)
    async with _box(mail_servers, name) as box, Postman(mail_servers.smtp_url) as postman:
        body = ("x" * 70 + "\r\n") * 40
        await postman.send(mail("lost", body), f"{name}+b-token@example.org", to)
        bounce = (await box.next()).raw
    assert f"Delivered-To: {name}+b-token@example.org".encode() in bounce
    assert b"message/delivery-status" in bounce
    assert f"Status: {status}".encode() in bounce


VACATION = """require ["vacation"];
vacation :subject "Absente du bureau" "Je suis absente jusqu'au 3 mars, je vous répondrai après.";
"""


@pytest.mark.parametrize("marked", [False, True])
async def test_a_french_vacation_reply_answers_only_an_unmarked_mail(
    mail_servers: MailServers, name: str, marked: bool
) -> None:
    away = mail_servers.create(f"away-{name}", sieve=VACATION)
    addressed = mail("hello").replace(b"cocarde@example.org", away.encode())
    raw = (b"Auto-Submitted: auto-generated\r\n" if marked else b"") + addressed
    async with _box(mail_servers, name) as box, Postman(mail_servers.smtp_url) as postman:
        await postman.send(raw, f"{name}@example.org", away)
        if marked:  # a second, unmarked one is answered, and its answer is the first to come
            await postman.send(addressed.replace(b"hello", b"second"), f"{name}@example.org", away)
        reply = (await box.next()).raw
    assert b"Auto-Submitted: auto-replied (vacation)" in reply
    assert "je vous répondrai après".encode() in reply
    assert (b"In-Reply-To: <second@example.org>" in reply) is marked


async def test_one_connection_carries_many_mails_and_no_more_are_opened_than_workers(
    mail_servers: MailServers, name: str
) -> None:
    to = f"{name}@example.org"
    async with Proxy("127.0.0.1", mail_servers.ports["smtp"]) as proxy:
        url = f"smtp://127.0.0.1:{proxy.port}"
        async with _box(mail_servers, name) as box:
            async with Postman(url, workers=1) as postman:
                for number in range(10):
                    await postman.send(mail(str(number)), SENDER, to)
            assert proxy.connections == 1
            async with Postman(url, workers=3) as postman:
                sends = (postman.send(mail(f"p{number}"), SENDER, to) for number in range(20))
                await asyncio.gather(*sends)
            assert 1 < proxy.connections <= 4
            assert len(await box.subjects(30)) == 30


async def test_a_connection_cut_while_resting_is_made_anew_without_a_word(
    mail_servers: MailServers, name: str
) -> None:
    async with Proxy("127.0.0.1", mail_servers.ports["smtp"]) as proxy:
        url = f"smtp://127.0.0.1:{proxy.port}"
        async with Postman(url) as postman, _box(mail_servers, name) as box:
            for number in range(3):
                await postman.send(mail(str(number)), SENDER, f"{name}@example.org")
                proxy.cut()
            assert sorted(await box.subjects(3)) == [b"0", b"1", b"2"]
        assert proxy.connections == 3


async def test_an_old_connection_is_not_used_again(mail_servers: MailServers, name: str) -> None:
    async with Proxy("127.0.0.1", mail_servers.ports["smtp"]) as proxy:
        async with Postman(f"smtp://127.0.0.1:{proxy.port}", seconds=0) as postman:
            for number in range(2):
                await postman.send(mail(str(number)), SENDER, f"{name}@example.org")
        assert proxy.connections == 2


@pytest.mark.parametrize(
    ("ci", "end"), [("true", pytest.fail.Exception), ("", pytest.skip.Exception)]
)
def test_a_missing_server_is_told_with_the_way_to_install_it(
    ci: str, end: type[BaseException], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("CI", ci)
    with pytest.raises(end, match="install with apt-get install postfix"):
        give_up(missing(str(tmp_path)))


async def test_nobody_listening_is_worth_another_try() -> None:
    async with Peer(ScriptedSmtp().talk) as peer:
        port = peer.port
    async with Postman(f"smtp://127.0.0.1:{port}") as postman:
        with pytest.raises(DeliveryError, match="cannot be reached") as caught:
            await postman.send(mail("x"), SENDER, "lina@example.org")
    assert not caught.value.permanent


CUT = ScriptedSmtp.CUT
ENDS = {
    "cut at the greeting": ({"GREETING": CUT}, False, 1),
    "refused at the greeting": ({"GREETING": b"554 5.7.1 go away\r\n"}, False, 1),
    "cut at MAIL": ({"MAIL": CUT}, False, 2),
    "cut at RCPT": ({"RCPT": CUT}, False, 2),
    "closing at MAIL": ({"MAIL": b"421 4.3.2 closing\r\n"}, False, 2),
    "cut at DATA": ({"DATA": CUT}, False, 1),
    "refused at RCPT": ({"RCPT": b"550 5.1.1 nobody\r\n"}, True, 1),
    "put off at RCPT": ({"RCPT": b"450 4.2.0 later\r\n"}, False, 1),
    "refused at DATA": ({"DATA": b"554 5.7.1 no\r\n"}, True, 1),
    "closing at DATA": ({"DATA": b"421 4.3.2 closing\r\n"}, False, 1),
    "cut after the text": ({"TEXT": CUT}, False, 1),
    "closing after the text": ({"TEXT": b"421 4.3.2 closing\r\n"}, False, 1),
    "refused text": ({"TEXT": b"554 5.6.0 no\r\n"}, True, 1),
    "text put off": ({"TEXT": b"451 4.3.0 later\r\n"}, False, 1),
    "silent after the text": ({"TEXT": b""}, False, 1),
    "silent at RCPT": ({"RCPT": b""}, False, 1),
    "login demanded": ({"MAIL": b"530 5.7.0 log in first\r\n"}, False, 1),
    "rubbish": ({"RCPT": b"what?\r\n"}, False, 1),
}


async def test_an_address_beyond_ascii_needs_a_server_that_knows_them() -> None:
    async with (
        Peer(ScriptedSmtp().talk) as peer,
        Postman(f"smtp://127.0.0.1:{peer.port}") as postman,
    ):
        with pytest.raises(DeliveryError, match="beyond ASCII") as caught:
            await postman.send(mail("x"), SENDER, "zoé@example.org")
        await postman.send(mail("x"), SENDER, "zoe@example.org")
    assert caught.value.permanent


@pytest.mark.parametrize(("says", "permanent", "lines"), ENDS.values(), ids=ENDS)
async def test_a_broken_dialogue_is_repeated_only_before_the_text(
    says: dict[str, bytes], permanent: bool, lines: int
) -> None:
    async with Peer(ScriptedSmtp(**says).talk) as peer:
        async with Postman(f"smtp://127.0.0.1:{peer.port}", timeout=0.3) as postman:
            with pytest.raises(DeliveryError) as caught:
                await postman.send(mail("x"), SENDER, "lina@example.org")
        assert caught.value.permanent is permanent
        assert peer.clients == lines
