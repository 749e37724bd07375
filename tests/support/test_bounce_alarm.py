"""Many mails of one domain coming back: one case, told once, with a count that grows."""

from datetime import UTC, datetime, timedelta
from itertools import pairwise
from uuid import UUID

import pytest
from sqlmodel import col, select

from core.due import due
from core.ground.message_kinds import MessageKind
from core.ground.rows.outbox import Failure
from core.ground.tables import Bounce, Case, Outbox
from core.staff import StaffMember, add
from core.support import Occasion
from core.support.returned_mail import bounce_alarm
from core.support.returned_mail.bounce_alarm import looked_at
from core.support.returned_mail.bounces import bounced, not_taken
from mail.listen import receive_mail
from mail.row_tags import bounce_address
from tests.world.rows import Truth
from tests.world.world import MAILBOX, Stage

ORANGE = "orange.example"
DSN = """\
From: MAILER-DAEMON@mx.orange.example
To: {to}
Subject: Undelivered Mail Returned to Sender
Message-ID: <{number}@mx.orange.example>
Date: Mon, 16 Nov 2026 09:00:00 +0000
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary="b"
Return-Path: <>

--b
Content-Type: text/plain

Your mail could not be delivered.
--b
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.orange.example

Final-Recipient: rfc822; {recipient}
Action: failed
Status: 5.7.1
Diagnostic-Code: smtp; 550 5.7.1 OFR_506 refused by policy

--b--
"""


@pytest.fixture
def truth(stage: Stage) -> Truth:
    """A support member who reads mail, at eleven in Paris."""
    return staffed(stage)


def staffed(stage: Stage) -> Truth:
    with stage.world.turn() as turn:
        add(turn, StaffMember("mona@example.org", "service-civique", "support", "Mona", "", "fr"))
    stage.clock.at = datetime(2026, 11, 16, 10, 0, tzinfo=UTC)
    return Truth(stage)


def sent(truth: Truth, count: int, domain: str = ORANGE, **ago: float) -> list[UUID]:
    at = truth.ago(**(ago or {"minutes": 30}))
    return truth.mails([f"v{number}@{domain}" for number in range(count)], at)


def come_back(truth: Truth, rows: list[UUID], *, hard: bool = True) -> None:
    for row in rows:
        with truth.stage.world.turn() as turn:
            bounced(turn, row, "550 5.7.1 refused", hard=hard)


def alarms(stage: Stage) -> list[Case]:
    with stage.world.glance() as turn:
        query = select(Case).where(Case.occasion == Occasion.BOUNCES)
        return list(turn.db.exec(query.order_by(col(Case.id))))


def notices(stage: Stage) -> list[str]:
    """What Mona was told of the alarm."""
    ids = [case.ref for case in alarms(stage)]
    with stage.world.glance() as turn:
        rows = turn.db.exec(
            select(Outbox.message).where(Outbox.kind == MessageKind.CASE).order_by(col(Outbox.id))
        )
        return [text for text in rows if any(ref in text for ref in ids)]


def later(stage: Stage, **time: float) -> None:
    stage.clock.pass_(**time)
    due(stage.world)


def test_41_real_reports_are_one_case_that_is_told_once(truth: Truth) -> None:
    stage = truth.stage
    for number, row in enumerate(sent(truth, 41)):
        to = bounce_address(MAILBOX, row)
        report = DSN.format(to=to, number=number, recipient=f"v{number}@{ORANGE}")
        assert receive_mail(stage.world, report.encode()).outcome == "bounce_soft"
        assert receive_mail(stage.world, report.encode()).outcome == "duplicate"
    (case,) = alarms(stage)
    assert "41 retours chez orange.example depuis 08:00, le 16/11" in case.why
    assert notices(stage) == []
    for _ in range(3):
        later(stage, minutes=6)
    (told,) = notices(stage)
    assert "41 retours" in told


def test_it_is_told_again_when_it_has_doubled_and_not_before(truth: Truth) -> None:
    stage, rows = truth.stage, sent(truth, 30)
    come_back(truth, rows[:12])
    later(stage, minutes=6)
    come_back(truth, rows[12:23])
    later(stage, minutes=6)
    assert len(notices(stage)) == 1
    come_back(truth, rows[23:])
    assert "30 retours" in alarms(stage)[0].why
    for _ in range(3):
        later(stage, minutes=6)
    first, second = notices(stage)
    assert "12 retours" in first
    assert "30 retours" in second


def test_a_mail_that_comes_back_twice_counts_once(truth: Truth) -> None:
    rows = sent(truth, 9)
    for _ in range(2):
        come_back(truth, rows, hard=False)
        come_back(truth, rows)
    with truth.stage.world.glance() as turn:
        assert len(turn.db.exec(select(Bounce)).all()) == 18
    assert alarms(truth.stage) == []


def test_each_domain_and_each_day_has_a_case_of_its_own(truth: Truth) -> None:
    come_back(truth, sent(truth, 12))
    come_back(truth, sent(truth, 12, "poste.example"))
    truth.stage.clock.pass_(hours=20)
    come_back(truth, sent(truth, 3))
    truth.stage.clock.pass_(hours=2)
    come_back(truth, sent(truth, 12))
    subjects = [case.subject for case in alarms(truth.stage)]
    assert subjects == [
        "orange.example:2026-11-16", "poste.example:2026-11-16", "orange.example:2026-11-17",
    ]  # fmt: skip
    assert "15 retours" in alarms(truth.stage)[0].why


CASES = {
    "nine of nine are too few": (9, 9, 0, False),
    "a fifth is many": (50, 10, 0, True),
    "two in a hundred are usual": (500, 10, 0, False),
    "three times what comes back everywhere is many": (500, 30, 0, True),
    "three times its own usual is many": (200, 15, 4, True),
    "what is usual for it is not": (200, 30, 12, False),
}


@pytest.mark.parametrize(("left", "back", "usual", "alarming"), CASES.values(), ids=CASES)
def test_the_alarm_is_raised_for_what_is_unusual(
    truth: Truth, left: int, back: int, usual: int, alarming: bool
) -> None:
    for day in range(1, 29):
        for _ in range(usual):
            truth.bounce(truth.key(), ORANGE, truth.ago(days=day))
    come_back(truth, sent(truth, left)[:back])
    assert bool(alarms(truth.stage)) is alarming


def test_what_was_sent_yesterday_and_comes_back_today_is_odd(truth: Truth) -> None:
    come_back(truth, sent(truth, 10, days=2))
    assert len(alarms(truth.stage)) == 1


def test_a_provider_that_refuses_at_once_counts_as_well(truth: Truth) -> None:
    for row_id in sent(truth, 12):
        with truth.stage.world.glance() as turn:
            row = turn.db.get_one(Outbox, row_id)
        not_taken(truth.stage.world, row, Failure("554 5.7.1 blocked", permanent=True))
    (case,) = alarms(truth.stage)
    assert "12 retours" in case.why


def test_a_case_that_was_closed_is_not_told_again(truth: Truth) -> None:
    come_back(truth, sent(truth, 12))
    with truth.stage.world.turn() as turn:
        case = turn.db.exec(select(Case).where(Case.occasion == Occasion.BOUNCES)).one()
        case.state = "closed"
        turn.db.add(case)
    later(truth.stage, minutes=6)
    assert notices(truth.stage) == []


def test_the_night_belongs_to_the_day_before(truth: Truth) -> None:
    stage = truth.stage
    for at, day in (("2026-11-17T06:59", "16"), ("2026-11-17T07:01", "17")):
        stage.clock.at = datetime.fromisoformat(at).replace(tzinfo=UTC)
        with stage.world.glance() as turn:
            assert bounce_alarm.today(turn, ORANGE).date.isoformat() == f"2026-11-{day}"


def test_ten_thousand_bounces_are_looked_at_less_than_300_times_and_each_tenth_more() -> None:
    looks = [count for count in range(1, 10_001) if looked_at(count)]
    assert looks[:3] == [10, 11, 12]
    assert len(looks) < 300
    assert all(b - a <= max(1, a // 10) for a, b in pairwise(looks))


def test_bounces_are_counted_on_both_engines(either: Stage) -> None:
    truth = staffed(either)
    come_back(truth, sent(truth, 11))
    come_back(truth, sent(truth, 30, "poste.example")[:2], hard=False)
    (case,) = alarms(either)
    assert case.subject == "orange.example:2026-11-16"
    later(either, minutes=6)
    assert len(notices(either)) == 1
    assert case.opened_at + timedelta(minutes=6) == either.clock.at
