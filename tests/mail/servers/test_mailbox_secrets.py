"""What the guarded reader does with its password, and to whom it gives it."""

import asyncio
import logging

import pytest

from mail.servers.imap_types import MailboxLimits
from mail.servers.mailbox import Mailbox
from tests.servers.bad_mail_servers import Peer, ScriptedImap
from tests.servers.mailbox_reader import QUICK, Marks, mail, reading, until


def _mailbox(
    peer: Peer,
    marks: Marks,
    notices: list[str],
    *,
    options: str = "",
    habits: MailboxLimits = QUICK,
) -> Mailbox:
    url = f"imap://cocarde:s3cret-w0rd@127.0.0.1:{peer.port}/INBOX{options}"
    return Mailbox(url, marks, notice=notices.append, habits=habits)


async def test_a_wrong_password_is_told_once_and_not_tried_on_and_on() -> None:
    script = ScriptedImap(LOGIN=b"{tag} NO [AUTHENTICATIONFAILED] no such pair\r\n")
    notices = list[str]()
    async with Peer(script.talk) as peer, reading(_mailbox(peer, Marks(), notices)):
        await until(lambda: bool(notices))
        with pytest.raises(TimeoutError):
            async with asyncio.timeout(0.2):
                await script.heard_of("LOGIN", times=2)
    assert len(notices) == 1
    assert "refuses the user name or the password" in notices[0]
    assert "COCARDE_IMAP_URL" in notices[0]


async def test_a_password_that_is_mended_opens_the_mailbox_at_the_next_try() -> None:
    script = ScriptedImap({5: mail("kept")}, LOGIN=b"{tag} NO [AUTHENTICATIONFAILED] no\r\n")
    habits, notices = MailboxLimits(refused=0.05, backoff=lambda _: 60), list[str]()
    box = Marks((7, 4))
    async with (
        Peer(script.talk) as peer,
        reading(_mailbox(peer, box, notices, habits=habits)) as reader,
    ):
        async with asyncio.timeout(5):
            await script.heard_of("LOGIN", times=3)
        script.behave()
        assert await reader.subjects(1) == [b"kept"]
    assert len(notices) == 1


STRIPPED = {
    "not offered": ({"STARTTLS": b"{tag} BAD unknown\r\n"}, "no STARTTLS: unknown"),
    "followed by a line": (
        {"STARTTLS": b"{tag} OK go\r\n* CAPABILITY IMAP4rev1\r\n"},
        "text after STARTTLS",
    ),
    "followed by half a line": ({"STARTTLS": b"{tag} OK go\r\n* CAPA"}, "text after STARTTLS"),
    "followed by no TLS": ({"STARTTLS": b"{tag} OK go\r\n"}, "cannot be reached ("),
    "spared by PREAUTH": ({"greeting": b"* PREAUTH you are in\r\n"}, "greets with PREAUTH"),
}


@pytest.mark.parametrize(("says", "why"), STRIPPED.values(), ids=STRIPPED)
async def test_no_password_crosses_a_line_without_the_tls_asked_for(
    says: dict[str, bytes], why: str
) -> None:
    script = ScriptedImap()
    script.misbehave(says)
    notices, habits = list[str](), MailboxLimits(quiet=0.2, backoff=lambda _: 0.01)
    async with (
        Peer(script.talk) as peer,
        reading(_mailbox(peer, Marks(), notices, options="?starttls=1", habits=habits)),
    ):
        await until(lambda: bool(notices))
    assert why in notices[0]
    assert script.count("LOGIN") + script.count("AUTHENTICATE") == 0


async def test_no_log_line_has_the_password_or_a_mail(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    script = ScriptedImap({5: mail("private-matter")})
    async with Peer(script.talk) as peer, reading(_mailbox(peer, Marks((7, 4)), [])) as reader:
        await reader.next()
    assert "s3cret" not in caplog.text
    assert "private-matter" not in caplog.text
