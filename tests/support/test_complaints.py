"""Issue 9, line 21: a complaint report unsubscribes its reader, and is counted as what it is."""

from prometheus_client import generate_latest
from sqlmodel import col, select

from core.ground.tables import Address, Inbox, Outbox
from core.ground.watched import tallies
from core.people.opt_outs import stopped
from core.programmes.period import period
from core.reports.mails import complaints
from core.watching import beating
from mail.listen import receive_mail
from mail.row_tags import bounce_address
from tests.world.letters import Letters
from tests.world.world import MAILBOX, Stage
from web.public.metrics import DoorCounters

REPORT = """\
From: feedback@isp.example
To: {to}
Subject: Complaint
Message-ID: <fbl@isp.example>
MIME-Version: 1.0
Content-Type: multipart/report; report-type=feedback-report; boundary=b

--b
Content-Type: text/plain

This is an abuse report.
--b
Content-Type: message/feedback-report

Feedback-Type: abuse
Version: 1

--b--
"""


def test_a_complaint_unsubscribes_and_is_counted(stage: Stage) -> None:
    tallies.take()  # what others counted in this process
    stage.clock.pass_(days=2)
    Letters(stage).invited()
    with stage.world.glance() as turn:
        row = turn.db.exec(select(Outbox).order_by(col(Outbox.id).desc())).first()
    assert row is not None
    raw = REPORT.format(to=bounce_address(MAILBOX, row.id)).encode()
    assert receive_mail(stage.world, raw).outcome == "complaint"
    with stage.world.glance() as turn:
        address = turn.db.exec(select(Address)).one()
        assert stopped(turn, address, "service-civique")
        assert turn.db.exec(select(Inbox.outcome)).one() == "complaint"
        assert complaints(turn, period(turn)) == 1
    beating.beat(stage.world, "one/1", ["mail"])
    figures_page = generate_latest(DoorCounters(stage.world).registry).decode()
    assert "cocarde_complaints 1.0" in figures_page
