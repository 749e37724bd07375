"""The guarded reader against a real Dovecot, directly and through a proxy that cuts."""

import asyncio
import imaplib
import os
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from itertools import count

import pytest

from mail.servers.imap_types import MailboxLimits
from mail.servers.mailbox import Mailbox
from tests.servers.mail import MailServers
from tests.servers.mailbox_reader import QUICK, Marks, Reader, mail, reading, subject, until
from tests.servers.proxy import Proxy

PATIENT = MailboxLimits(quiet=10, poll=0.1, refused=60, renewal=lambda: 60, backoff=lambda _: 0.02)
_names = count(1)


@pytest.fixture
def name(mail_servers: MailServers) -> str:
    """A mailbox of this test's own."""
    name = f"box{next(_names)}"
    mail_servers.create(name)
    return name


def _append(servers: MailServers, name: str, *mails: bytes) -> None:
    client = servers.login(name)
    for raw in mails:
        client.append("INBOX", "", imaplib.Time2Internaldate(time.time()), raw)
    client.logout()


def _folder(servers: MailServers, name: str, folder: str) -> list[bytes]:
    client = servers.login(name)
    client.select(folder, readonly=True)
    found = client.uid("SEARCH", "ALL")[1][0] or b""
    client.logout()
    return list(found.split())


def _number_anew(servers: MailServers, name: str, uidvalidity: int) -> None:
    """Dovecot forgets what it knew of a mailbox, and begins with this UIDVALIDITY."""
    maildir = servers.folder / "home" / name / "Maildir"
    for kept in maildir.glob("dovecot*"):
        kept.unlink()
    numbers = maildir / "dovecot-uidlist"
    numbers.write_text(f"3 V{uidvalidity} N1 G{'0a' * 16}\n")
    os.chown(numbers, 5000, 5000)


@asynccontextmanager
async def _started(mailbox: Mailbox, marks: Marks, *, work: bool = True) -> AsyncIterator[Reader]:
    """Reading, with the first start behind."""
    async with reading(mailbox, work=work) as reader:
        await until(lambda: marks.mark is not None)
        yield reader


@pytest.mark.parametrize("entry", ["imap_url", "starttls_url", "imaps_url"])
async def test_a_mail_is_read_and_moved_on_every_kind_of_line(
    mail_servers: MailServers, name: str, entry: str
) -> None:
    marks = Marks()
    url = getattr(mail_servers, entry)(name)
    async with _started(Mailbox(url, marks, tls=mail_servers.tls), marks) as reader:
        await asyncio.to_thread(_append, mail_servers, name, mail("hello"))
        letter = await reader.next()
    assert letter.raw == mail("hello")
    assert (letter.size, letter.truncated) == (len(letter.raw), False)
    assert _folder(mail_servers, name, "INBOX") == []
    assert _folder(mail_servers, name, "Cocarde.Done") == [b"1"]


async def test_a_certificate_that_is_not_trusted_is_told(
    mail_servers: MailServers, name: str
) -> None:
    notices = list[str]()
    mailbox = Mailbox(mail_servers.imaps_url(name), Marks(), notice=notices.append, habits=QUICK)
    async with reading(mailbox):
        await until(lambda: bool(notices))
    assert "certificate is not trusted" in notices[0]


async def test_a_wrong_password_is_told(mail_servers: MailServers) -> None:
    notices = list[str]()
    url = mail_servers.imap_url("nobody")
    async with reading(Mailbox(url, Marks(), notice=notices.append, habits=PATIENT)):
        await until(lambda: bool(notices))
    assert "refuses the user name or the password" in notices[0]


async def test_the_first_start_leaves_six_thousand_older_mails_alone(
    mail_servers: MailServers, name: str
) -> None:
    new = mail_servers.folder / "home" / name / "Maildir" / "new"
    new.mkdir(parents=True)
    for number in range(6000):
        (new / f"{number}.old.example").write_bytes(mail(f"old{number}"))
    for path in (new.parent, new, *new.iterdir()):
        os.chown(path, 5000, 5000)
    marks = Marks()
    async with _started(Mailbox(mail_servers.imap_url(name), marks), marks) as reader:
        await asyncio.to_thread(_append, mail_servers, name, mail("new"))
        assert await reader.subjects(1) == [b"new"]
        assert reader.came.empty()
    assert marks.written[0][1] == 6000
    assert len(_folder(mail_servers, name, "INBOX")) == 6000


async def test_a_kill_between_fetch_and_done_loses_nothing(
    mail_servers: MailServers, name: str
) -> None:
    marks = Marks()
    url = mail_servers.imap_url(name)
    async with _started(Mailbox(url, marks), marks, work=False) as reader:
        subjects = [mail(str(number)) for number in range(3)]
        await asyncio.to_thread(_append, mail_servers, name, *subjects)
        letters = [await reader.next() for _ in range(3)]
        await reader.mailbox.done(letters[1])
    async with reading(Mailbox(url, marks)) as after:
        assert await after.subjects(2) == [b"0", b"2"]
        await until(lambda: marks.mark == (letters[0].uidvalidity, 3))
    assert len(_folder(mail_servers, name, "Cocarde.Done")) == 3


async def test_a_mailbox_that_dovecot_numbers_anew_loses_and_repeats_nothing(
    mail_servers: MailServers, name: str
) -> None:
    """As after a restore from a backup: Dovecot forgets its numbers and begins again."""
    marks, notices, url = Marks(), list[str](), mail_servers.imap_url(name)
    await asyncio.to_thread(_append, mail_servers, name, mail("before the first start"))
    async with _started(Mailbox(url, marks), marks) as reader:
        await asyncio.to_thread(_append, mail_servers, name, mail("worked"))
        await reader.next()
    first = marks.mark
    await asyncio.to_thread(_append, mail_servers, name, mail("while away"))
    client = mail_servers.login(name)
    client.select("INBOX")
    client.store("1", "+FLAGS", r"(\Seen)")
    client.logout()
    _number_anew(mail_servers, name, (first or (0, 0))[0] + 1000)
    async with reading(Mailbox(url, marks, notice=notices.append)) as reader:
        assert await reader.subjects(1) == [b"while away"]
        await until(lambda: marks.mark != first)
        assert reader.came.empty()
    assert marks.mark is not None
    assert marks.mark[0] == (first or (0, 0))[0] + 1000
    assert "numbered the mailbox anew. The 1 unread" in notices[0]
    assert len(_folder(mail_servers, name, "INBOX")) == 1


async def test_a_letter_put_back_is_offered_again(mail_servers: MailServers, name: str) -> None:
    marks = Marks()
    mailbox = Mailbox(mail_servers.imap_url(name), marks, habits=PATIENT)
    async with _started(mailbox, marks, work=False) as reader:
        await asyncio.to_thread(_append, mail_servers, name, mail("again"))
        mailbox.put_back(await reader.next())
        again = await reader.next()
        await mailbox.set_aside(again)
    assert subject(again) == b"again"
    assert _folder(mail_servers, name, "Cocarde.Quarantine") == [b"1"]


async def test_a_mail_above_the_cap_is_fetched_in_part(
    mail_servers: MailServers, name: str
) -> None:
    marks, habits = Marks(), MailboxLimits(most=100_000, head=2_000)
    large = mail("large", "x" * 60 + "\r\n" + "y" * 150_000)
    async with _started(
        Mailbox(mail_servers.imap_url(name), marks, habits=habits), marks
    ) as reader:
        await asyncio.to_thread(_append, mail_servers, name, large, mail("small"))
        letter = await reader.next()
        assert (letter.truncated, letter.size, letter.raw) == (True, len(large), large[:2000])
        assert await reader.subjects(1) == [b"small"]


async def test_two_hundred_mails_at_once_come_in_order(
    mail_servers: MailServers, name: str
) -> None:
    marks = Marks()
    async with _started(Mailbox(mail_servers.imap_url(name), marks), marks) as reader:
        numbers = [str(number) for number in range(200)]
        await asyncio.to_thread(_append, mail_servers, name, *map(mail, numbers))
        assert await reader.subjects(200) == [number.encode() for number in numbers]
    assert len(_folder(mail_servers, name, "Cocarde.Done")) == 200


async def test_cut_and_refused_lines_lose_and_repeat_nothing(
    mail_servers: MailServers, name: str
) -> None:
    marks, bulk = Marks(), "z" * 20_000
    async with Proxy("127.0.0.1", mail_servers.ports["imap"]) as proxy:
        url = mail_servers.imap_url(name, port=proxy.port)
        async with _started(Mailbox(url, marks, habits=PATIENT), marks) as reader:
            for size in (3_000, 30_000, 45_000):
                proxy.cut_after = size
                mails = [mail(f"{size}-{number}", bulk) for number in range(3)]
                await asyncio.to_thread(_append, mail_servers, name, *mails)
                expected = [f"{size}-{number}".encode() for number in range(3)]
                assert await reader.subjects(3) == expected
            proxy.refuse = True
            proxy.cut()
            await asyncio.to_thread(_append, mail_servers, name, mail("while away"))
            await until(lambda: proxy.connections > 8)
            proxy.refuse = False
            assert await reader.subjects(1) == [b"while away"]
            await until(lambda: marks.mark is not None and marks.mark[1] == 10)
        assert reader.came.empty()
    assert len(_folder(mail_servers, name, "Cocarde.Done")) == 10


async def test_a_line_that_falls_silent_is_given_up(mail_servers: MailServers, name: str) -> None:
    marks = Marks()
    habits = MailboxLimits(quiet=0.3, renewal=lambda: 0.1, backoff=lambda _: 0.05)
    async with Proxy("127.0.0.1", mail_servers.ports["imap"]) as proxy:
        url = mail_servers.imap_url(name, port=proxy.port)
        async with _started(Mailbox(url, marks, habits=habits), marks) as reader:
            proxy.silent = True
            await asyncio.to_thread(_append, mail_servers, name, mail("through silence"))
            await until(lambda: proxy.connections >= 3)
            proxy.silent = False
            assert await reader.subjects(1) == [b"through silence"]


async def test_stop_ends_an_idle_reader_at_once(mail_servers: MailServers, name: str) -> None:
    marks = Marks()
    async with _started(Mailbox(mail_servers.imap_url(name), marks), marks) as reader:
        await asyncio.to_thread(_append, mail_servers, name, mail("one"))
        await reader.next()
        started = time.monotonic()
    assert time.monotonic() - started < 5
