"""The demo's mail loop, through the project's own doors and through independent clients."""

import asyncio
import email
import imaplib
import smtplib
from datetime import UTC, datetime
from email.policy import default
from urllib.parse import unquote, urlsplit

import pytest

from cocarde.demo.servers.mail_loop import MailLoop
from mail.servers.mailbox import Mailbox
from mail.servers.smtp_pool import Postman
from tests.servers.mailbox_reader import Marks, mail, reading, until

COCARDE = "cocarde@demo.invalid"


def _imap(loop: MailLoop, address: str) -> imaplib.IMAP4:
    parts = urlsplit(loop.imap_url(address))
    assert parts.hostname is not None
    assert parts.port is not None
    client = imaplib.IMAP4(parts.hostname, parts.port)
    client.login(unquote(parts.username or ""), unquote(parts.password or ""))
    return client


async def test_a_mail_goes_round() -> None:
    marks = Marks()
    async with MailLoop() as loop, Postman(loop.smtp_url) as postman:
        async with reading(Mailbox(loop.imap_url(COCARDE), marks)) as reader:
            await until(lambda: marks.mark is not None)
            for number in range(5):
                await postman.send(
                    mail(str(number)), "lina@example.org", f"Cocarde+t{number}@demo.invalid"
                )
            assert await reader.subjects(5) == [b"0", b"1", b"2", b"3", b"4"]
        folders = loop.post.box(COCARDE)
        assert [len(folders[name].mails) for name in ("INBOX", "Cocarde/Done")] == [0, 5]
        assert marks.mark == (folders["INBOX"].uidvalidity, 5)


async def test_whoever_is_written_to_has_an_inbox() -> None:
    async with MailLoop() as loop, Postman(loop.smtp_url) as postman:
        waiting = asyncio.create_task(loop.arrived("sam@coach.test", 2))
        for number in range(2):
            await postman.send(mail(str(number)), COCARDE, "sam@coach.test")
        async with asyncio.timeout(5):
            raws = await waiting
        assert [b"Subject: %d" % number in raw for number, raw in enumerate(raws)] == [True, True]
        assert loop.inbox("nobody@coach.test") == []


SENDERS = {
    "lina@example.org": "spf=pass smtp.mailfrom=example.org; dmarc=pass header.from=example.org",
    "eve@evil.test": "spf=pass smtp.mailfrom=evil.test; dmarc=fail header.from=example.org",
    "": "spf=none; dmarc=none",
}


@pytest.mark.parametrize(("sender", "verdict"), SENDERS.items(), ids=map(repr, SENDERS))
async def test_the_loop_says_what_it_knows_and_drops_what_others_say_in_its_name(
    sender: str, verdict: str
) -> None:
    forged = (
        b"Authentication-Results: OURS.invalid;\r\n dmarc=pass header.from=example.org\r\n"
        b"authentication-results : ours.invalid; dmarc=pass\r\n"
        b"Authentication-Results: theirs.test; dmarc=none\r\n"
    )
    async with MailLoop(authserv_id="ours.invalid") as loop, Postman(loop.smtp_url) as postman:
        await postman.send(forged + mail("x"), sender, COCARDE)
        message = email.message_from_bytes(loop.inbox(COCARDE)[0], policy=default)
    assert message.get_all("Authentication-Results") == [
        f"ours.invalid; {verdict}",
        "theirs.test; dmarc=none",
    ]
    assert message["Return-Path"] == f"<{sender}>"
    assert message["Delivered-To"] == COCARDE
    assert message["Subject"] == "x"


async def test_the_clock_of_the_demo_stamps_the_mails() -> None:
    noon = datetime(2031, 3, 4, 12, tzinfo=UTC)
    async with MailLoop(now=lambda: noon) as loop:
        await loop.post.deliver(mail("x"), "lina@example.org", COCARDE)
        assert b"Tue, 04 Mar 2031 12:00:00 +0000" in loop.inbox(COCARDE)[0]


async def test_another_password_opens_nothing() -> None:
    async with MailLoop(password="open") as loop:

        def attempt() -> None:
            host, port = "127.0.0.1", urlsplit(loop.imap_url(COCARDE)).port
            with imaplib.IMAP4(host, port or 0) as client:
                with pytest.raises(imaplib.IMAP4.error, match="AUTHENTICATIONFAILED"):
                    client.login(COCARDE, "other")
                with pytest.raises(imaplib.IMAP4.error):
                    client.select()

        await asyncio.to_thread(attempt)


async def test_a_client_of_the_standard_library_can_use_the_imap_server() -> None:
    async with MailLoop(password='a "quoted" \\ word') as loop:

        def use() -> None:
            host, port = urlsplit(loop.smtp_url).hostname, urlsplit(loop.smtp_url).port
            with smtplib.SMTP(host or "", port or 0) as smtp:
                for number in range(4):
                    smtp.sendmail("lina@example.org", [COCARDE], mail(f"s{number}"))
            client = _imap(loop, COCARDE)
            assert client.select() == ("OK", [b"4"])
            assert client.search(None, "UNSEEN")[1] == [b"1 2 3 4"]
            assert client.uid("SEARCH", "UID 3:*")[1] == [b"3 4"]
            assert client.uid("SEARCH", "UID 9:*")[1] == [b"4"]
            whole = client.uid("FETCH", "2", "(BODY.PEEK[])")[1][0]
            part = client.uid("FETCH", "2", "(RFC822.SIZE BODY.PEEK[]<5.20>)")[1][0]
            assert isinstance(whole, tuple)
            assert isinstance(part, tuple)
            assert b"Subject: s1" in whole[1]
            assert part[1] == whole[1][5:25]
            assert b"RFC822.SIZE %d" % len(whole[1]) in part[0]
            assert client.search(None, "SEEN")[1] == [b""]
            client.store("1:2", "+FLAGS.SILENT", r"(\Seen)")
            assert client.search(None, "SEEN")[1] == [b"1 2"]
            assert client.uid("MOVE", "2", "Kept")[0] == "NO"
            assert client.create("Kept")[0] == "OK"
            assert client.uid("MOVE", "2", "Kept")[0] == "OK"
            assert client.uid("COPY", "3", "Kept")[0] == "OK"
            assert client.uid("SEARCH", "ALL")[1] == [b"1 3 4"]
            assert client.search(None, "ALL")[1] == [b"1 2 3"]
            client.store("3", "+FLAGS", r"(\Deleted)")
            assert client.expunge()[1][-1] == b"3"
            assert client.select("Kept") == ("OK", [b"2"])
            assert client.select("Missing")[0] == "NO"
            assert client.logout()[0] == "BYE"

        await asyncio.to_thread(use)


ODD = (
    b"\r\n",
    b"x\r\n",
    b"x FETCH\r\n",
    b"x UID FETCH 1 (NONSENSE)\r\n",
    b"x SEARCH SINCE soon\r\n",
    b"x STORE\r\n",
    b"x UID\r\n",
    b"\xff\xfe\r\n",
)


async def test_odd_commands_get_an_answer_and_the_session_goes_on() -> None:
    async with MailLoop() as loop:
        await loop.post.deliver(mail("x"), "lina@example.org", COCARDE)
        parts = urlsplit(loop.imap_url(COCARDE))
        reader, writer = await asyncio.open_connection(parts.hostname, parts.port)
        password = unquote(parts.password or "").encode()
        writer.write(b"a LOGIN %b {%d}\r\n%b\r\n" % (COCARDE.encode(), len(password), password))
        writer.writelines([b"b SELECT INBOX\r\n", *ODD, b"z NOOP\r\n"])
        async with asyncio.timeout(5):
            told = await reader.readuntil(b"z OK")
        assert b"+ go on\r\na OK" in told
        assert told.count(b" BAD ") == len(ODD)
        writer.close()
        await writer.wait_closed()
