"""Issue 9, line 21: what is about us waits: the mail is tried once a day, three days long."""

from datetime import timedelta

import pytest
from sqlmodel import col, select

from core.ground.messages import Message
from core.ground.paths import ROOT
from core.ground.rows import outbox
from core.ground.tables import Address, Case, Outbox
from core.support import Occasion
from mail.listen import receive_mail
from mail.row_tags import bounce_address
from tests.world.letters import Letters
from tests.world.world import MAILBOX, Stage

REPORT = ROOT / "tests" / "inbox" / "bounce-unknown-user.eml"
ABOUT_US = {
    "5.7.1": b"550 5.7.1 IP address blacklisted",
    "5.7.26": b"550 5.7.26 Unauthenticated email is not accepted due to the domain's DMARC policy",
    "5.7.0": b"554 5.7.1 Relay access denied",
    "5.4.5": b"550 5.4.5 Daily user sending quota exceeded",
}


@pytest.fixture
def letters(either: Stage) -> Letters:
    either.clock.pass_(days=2)
    found = Letters(either)
    found.invited()
    return found


def latest(letters: Letters) -> Outbox:
    with letters.stage.world.glance() as turn:
        query = select(Outbox).where(Outbox.door == "mail").order_by(col(Outbox.id).desc())
        row = turn.db.exec(query).first()
    assert row is not None
    return row


def report(letters: Letters, row: Outbox, status: str, line: bytes, number: int = 1) -> None:
    """The mail of that row comes back with this line of the remote server."""
    raw = REPORT.read_bytes()
    raw = raw.replace(
        b"badges+b-aaaaaaaaaaaaaaaaaaaaaaaabm@cocarde.test",
        bounce_address(MAILBOX, row.id).encode(),
    )
    lines = raw.replace(b"5.1.1", status.encode()).splitlines(keepends=True)
    at = next(i for i, each in enumerate(lines) if each.lower().startswith(b"diagnostic-code"))
    lines[at] = b"Diagnostic-Code: smtp; " + line + b"\r\n"
    while at + 1 < len(lines) and lines[at + 1][:1] in b" \t" and lines[at + 1].strip():
        del lines[at + 1]
    told = [each for each in lines if not each.lower().startswith(b"message-id: ")]
    head = f"Message-ID: <report-{row.id}-{number}@mx.test>\r\n".encode()
    receive_mail(letters.stage.world, head + b"".join(told))


def alarms(letters: Letters) -> int:
    with letters.stage.world.glance() as turn:
        return len(turn.db.exec(select(Case).where(Case.occasion == Occasion.REFUSED)).all())


@pytest.mark.parametrize(("status", "line"), ABOUT_US.items(), ids=ABOUT_US)
def test_what_is_about_us_waits_a_day_and_the_staff_are_told_once(
    letters: Letters, status: str, line: bytes
) -> None:
    row = latest(letters)
    report(letters, row, status, line, 1)
    report(letters, row, status, line, 2)
    found = latest(letters)
    assert (found.state, found.attempts) == (outbox.WAITING, row.attempts + 1)
    assert found.due_at == letters.stage.clock.at + timedelta(days=1)
    assert alarms(letters) == 1
    with letters.stage.world.glance() as turn:
        assert turn.db.exec(select(Address)).one().unreachable_at is None


def test_the_mail_goes_out_once_it_was_mended(letters: Letters) -> None:
    row = latest(letters)
    report(letters, row, "5.7.1", ABOUT_US["5.7.1"])
    letters.stage.clock.pass_(hours=23)
    assert row.id not in [each.id for each in outbox.take(letters.stage.world, "mail")]
    letters.stage.clock.pass_(hours=2)
    (again,) = [each for each in outbox.take(letters.stage.world, "mail") if each.id == row.id]
    outbox.sent(letters.stage.world, again)
    assert (latest(letters).state, latest(letters).error) == (outbox.SENT, "")


def test_a_mail_whose_secret_was_not_kept_gets_another(letters: Letters) -> None:
    row = latest(letters)
    message = Message.from_json(row.message)
    with letters.stage.world.turn() as turn:
        kept = turn.db.get_one(Outbox, row.id)
        kept.message = row.message.replace(message.token, "-")
        turn.db.add(kept)
    report(letters, row, "5.7.1", ABOUT_US["5.7.1"])
    again = latest(letters)
    token = Message.from_json(again.message).token
    assert again.state == outbox.WAITING
    assert (len(token), token == message.token) == (26, False)
    assert token in Message.from_json(again.message).values["link"]


def test_after_three_days_it_is_given_up_and_told(letters: Letters) -> None:
    row = latest(letters)
    tries = 0
    while latest(letters).state == outbox.SENT:
        report(letters, row, "5.7.1", ABOUT_US["5.7.1"], tries)
        tries += 1
        letters.stage.clock.pass_(days=1, minutes=1)
        for each in outbox.take(letters.stage.world, "mail"):
            outbox.sent(letters.stage.world, each)
    assert tries in (3, 4)
    assert latest(letters).state == outbox.DEAD
    assert alarms(letters) == 1


def test_an_unknown_address_is_still_given_up_at_once(letters: Letters) -> None:
    report(letters, latest(letters), "5.1.1", b"550 5.1.1 User unknown")
    assert latest(letters).state == outbox.DEAD
    assert alarms(letters) == 0
