"""The running door under nasty mails: each gets what is right, and the next one is served."""

import logging
import time
from base64 import b64encode
from collections.abc import AsyncIterator, Iterator

import pytest
from sqlmodel import col, select

from cocarde.demo.servers.mail_loop import MailLoop
from core.ground.effects import Outcome
from core.ground.rows import inbox
from core.ground.tables import Inbox, Outbox, Person
from mail.read import read
from mail.servers.imap_types import MailboxLimits
from tests.servers.mail_talk import Correspondence, DemoPost, begun, running
from tests.servers.mailbox_reader import until
from tests.servers.nasty_mails import TABLE, Nasty
from tests.world.world import Stage

OURS = "badges@demo.invalid"
SECONDS, NEXT = 2.0, 1.0  # of CPU: that another program has the machine is not the mail's doing


@pytest.fixture
async def loop(stage: Stage) -> AsyncIterator[tuple[MailLoop, Correspondence]]:
    async with MailLoop() as loop:
        talk = begun(stage, DemoPost(loop), OURS, "nora@example.net")
        async with running(talk.world):
            yield loop, talk


def good(number: int = 1) -> bytes:
    head = f"From: nora@example.net\r\nTo: {OURS}\r\nMessage-ID: <good-{number}@example.net>\r\n"
    return f"{head}Content-Type: text/plain; charset=utf-8\r\n\r\nBonjour.\r\n".encode()


WORKED_BY = "core.ground.watched.committed"  # who writes what became of each input


class Spent(logging.Filter):
    """Writes on each record how many seconds of CPU this process had spent."""

    def filter(self, record: logging.LogRecord) -> bool:
        record.spent = time.process_time()
        return True


@pytest.fixture(autouse=True)
def spending() -> Iterator[None]:
    door, spent = logging.getLogger(WORKED_BY), Spent()
    door.addFilter(spent)
    yield
    door.removeFilter(spent)


def worked(caplog: pytest.LogCaptureFixture) -> list[logging.LogRecord]:
    """What the door says of each mail that it has worked."""
    return [each for each in caplog.records if each.msg == "Input worked: %s %s"]


def told(record: logging.LogRecord) -> tuple[Outcome, str]:
    assert isinstance(record.args, tuple)
    outcome, why = record.args
    return Outcome(str(outcome)), str(why)


@pytest.mark.parametrize("nasty", TABLE.values(), ids=TABLE)
async def test_a_nasty_mail_gets_what_is_right_and_the_next_one_is_served(
    loop: tuple[MailLoop, Correspondence], caplog: pytest.LogCaptureFixture, nasty: Nasty
) -> None:
    post, talk = loop
    caplog.set_level(logging.INFO, WORKED_BY)
    raw, begun = nasty.make(), time.process_time()
    await post.post.deliver(raw, "lina@example.org", OURS)
    await post.post.deliver(good(), "nora@example.net", OURS)
    await until(lambda: len(worked(caplog)) == 2)
    first, second = worked(caplog)
    done: list[float] = [record.__dict__["spent"] for record in (first, second)]
    seconds, after = done[0] - begun, done[1] - done[0]
    print(f"\n{len(raw):>10} bytes {seconds:6.2f} s, the next {after:5.2f} s")
    assert (told(first)[0], nasty.why in told(first)[1]) == (nasty.outcome, True), told(first)
    assert seconds < SECONDS
    assert after < NEXT
    assert told(second)[0] is Outcome.ASKED
    assert (await talk.mail())["In-Reply-To"] == "<good-1@example.net>"
    kept(talk, raw, nasty)


def kept(talk: Correspondence, raw: bytes, nasty: Nasty) -> None:
    """The raw mail is kept, and nobody is answered that should not be."""
    with talk.world.glance() as turn:
        row = turn.db.exec(select(Inbox).order_by(col(Inbox.id))).first()
        answers = turn.db.exec(select(Outbox).where(Outbox.place == "lina@example.org")).all()
    assert row is not None
    assert row.raw.endswith(raw[-20:]) or len(raw) > MailboxLimits().most
    aside = nasty.outcome is Outcome.QUARANTINED
    assert row.state == (inbox.QUARANTINED if aside else inbox.WORKED)
    assert len(answers) == (nasty.outcome in (Outcome.ASKED, Outcome.REJECTED))
    if nasty.said is not None:
        reading = read(talk.world, row.raw)
        assert reading.incoming is not None
        assert reading.incoming.text == nasty.said


async def test_two_mails_of_one_message_id_are_two_mails_when_their_words_differ(
    loop: tuple[MailLoop, Correspondence], caplog: pytest.LogCaptureFixture
) -> None:
    """A second copy is a repeat, whatever its way; other words under the same name are not."""
    post, talk = loop
    caplog.set_level(logging.INFO, WORKED_BY)
    again = b"Received: by another.example.org; Mon, 16 Nov 2026 10:00:00 +0000\r\n" + good(1)
    other = good(1).replace(b"Bonjour.", b"Salut.")
    for raw in (good(1), again, other):
        await post.post.deliver(raw, "nora@example.net", OURS)
    await until(lambda: len(worked(caplog)) == 3)
    outcomes = [told(record)[0] for record in worked(caplog)]
    assert outcomes == [Outcome.ASKED, Outcome.DUPLICATE, Outcome.ASKED]
    assert (await talk.mail(2))["In-Reply-To"] == "<good-1@example.net>"


async def test_a_name_that_turns_the_line_round_is_written_straight(
    loop: tuple[MailLoop, Correspondence],
) -> None:
    post, talk = loop
    name = (
        "=?utf-8?b?" + b64encode("No\u202era\u200b\r\nBcc: x@example.org".encode()).decode() + "?="
    )
    raw = good().replace(b"nora@example.net", f"{name} <nora@example.net>".encode(), 1)
    await post.post.deliver(raw, "nora@example.net", OURS)
    await talk.mail()
    with talk.world.glance() as turn:
        assert turn.db.exec(select(Person.name)).one() == "Nora Bcc: x@example.org"
