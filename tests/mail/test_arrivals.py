"""Reports that a mail arrived: asked of a real server, and read from any."""

from itertools import count

import pytest
from sqlmodel import select

from core.ground.rows.ends import end_of, in_words
from core.ground.tables import Inbox, Outbox
from mail.listen import receive_mail
from mail.row_tags import bounce_address, tag
from tests.servers.mail import MailServers
from tests.servers.mail_talk import RealPost, begun, running
from tests.servers.mailbox_reader import until
from tests.world.letters import MISSION, Letters
from tests.world.world import MAILBOX, WORDS, Stage

_names = count(1)


def became(stage: Stage) -> str:
    with stage.world.glance() as turn:
        row = turn.db.exec(select(Outbox)).first()
        assert row is not None
        return in_words(WORDS, "en", end_of(row, stage.clock.at))


@pytest.mark.parametrize(
    ("them", "told", "later"),
    [
        ("kept", "delivered (reported by its server)", "delivered (reported by its server)"),
        ("handed-on", "on its way (taken by its server)", "delivered (nothing came back)"),
    ],
)
async def test_a_real_server_reports_that_the_mail_arrived_or_went_on(
    mail_servers: MailServers, stage: Stage, them: str, told: str, later: str
) -> None:
    """Who delivers says so; who hands on to a server that reports nothing (LMTP) says that."""
    ours = mail_servers.create(f"arrive{next(_names)}")
    mail_servers.create(them)
    talk = begun(stage, RealPost(mail_servers), ours, f"{them}@example.org")
    async with running(talk.world):
        talk.invite()
        await until(lambda: reports(stage) != [])
    assert (talk.worked(), reports(stage)) == ([], [b""])  # no word of it is kept
    assert became(stage) == told
    stage.clock.pass_(days=1)
    assert became(stage) == later


def reports(stage: Stage) -> list[bytes]:
    """What is kept of the reports that have come."""
    with stage.world.glance() as turn:
        worked = select(Inbox).where(Inbox.outcome == "delivered")
        return [report.raw for report in turn.db.exec(worked)]


REPORT = """From: MAILER-DAEMON@mx.example.org
To: {to}
Subject: Successful Mail Delivery Report
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary="b"

--b
Content-Type: text/plain

Your message was successfully delivered.

--b
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.example.org
{envelope}
Final-Recipient: rfc822; awa@example.org
Action: {action}
Status: 2.0.0

--b--
"""


def report(stage: Stage, action: str, *, tagged: bool = True) -> str:
    """A report on the one mail that was sent, to the address of its bounces or by its name."""
    with stage.world.glance() as turn:
        row = turn.db.exec(select(Outbox)).one()
    told = REPORT.format(
        to=bounce_address(MAILBOX, row.id) if tagged else MAILBOX,
        envelope="" if tagged else f"Original-Envelope-Id: {tag(row.id)}\n",
        action=action,
    )
    return receive_mail(stage.world, told.encode()).outcome


@pytest.mark.parametrize(
    ("action", "told"),
    [
        ("delivered", "delivered (reported by its server)"),
        ("expanded (to multi-recipient alias)", "delivered (reported by its server)"),
        ("relayed", "on its way (taken by its server)"),
    ],
)
@pytest.mark.parametrize("tagged", [True, False], ids=["by its address", "by its name"])
def test_what_a_report_says_is_believed_as_far_as_it_goes(
    stage: Stage, action: str, told: str, tagged: bool
) -> None:
    stage.clock.pass_(days=2)
    Letters(stage).invited()
    assert report(stage, action, tagged=tagged) == "delivered"
    assert became(stage) == told


def test_a_report_ends_a_doubt(stage: Stage) -> None:
    """The server had the mail and could not say so: it is not sent again."""
    stage.clock.pass_(days=2)
    stage.mission("service-civique", **MISSION)
    stage.invite()
    assert report(stage, "delivered") == "delivered"
    assert became(stage) == "delivered (reported by its server)"


def test_one_that_came_back_is_not_delivered_by_a_later_report(stage: Stage) -> None:
    stage.clock.pass_(days=2)
    Letters(stage).invited()
    assert report(stage, "failed") == "bounce_soft"
    report(stage, "delivered")
    assert became(stage) == "the inbox refuses for now"


def test_a_report_on_a_mail_of_nobodys_changes_nothing(stage: Stage) -> None:
    told = REPORT.format(to=MAILBOX, envelope="", action="delivered")
    assert receive_mail(stage.world, told.encode()).outcome == "ignored"
