"""Addresses at `simulator.test`: what is sent there comes back, is late or is taken on purpose.

Nothing leaves the machine: a report of the kind that a mail server writes (RFC 3464) goes the way
of all mails that come in. `bounce+lea@simulator.test` is another address than `bounce@…`, with the
same fate.
"""

import logging
from dataclasses import dataclass
from datetime import datetime
from email.utils import format_datetime

from core.ground.world import World
from core.people.trials import SIMULATOR
from mail.listen import receive_mail
from mail.write import Written

log = logging.getLogger(__name__)

PLACE = f"mx.{SIMULATOR}:25"
REPORT = """From: MAILER-DAEMON@{host}
To: {sender}
Subject: {subject}
Date: {date}
Auto-Submitted: auto-replied
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary="simulated"

--simulated
Content-Type: text/plain; charset=utf-8

{words}

--simulated
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.{host}

Final-Recipient: rfc822; {to}
Action: {action}
Status: {status}
Diagnostic-Code: smtp; {words}

--simulated
Content-Type: text/rfc822-headers

Message-ID: {message_id}

--simulated--
"""


@dataclass(frozen=True, slots=True)
class Simulated:
    """What the server of an address would report."""

    action: str
    status: str
    words: str


FATES = {
    "delivered": Simulated("delivered", "2.0.0", "250 2.0.0 delivered"),
    "bounce": Simulated("failed", "5.1.1", "550 5.1.1 User unknown"),
    "full": Simulated("failed", "5.2.2", "552 5.2.2 Mailbox full"),
    "delay": Simulated("delayed", "4.4.1", "450 4.4.1 delivery temporarily suspended"),
    "refuse": Simulated("failed", "5.7.1", "550 5.7.1 Sender address blacklisted"),
}


def is_simulated(to: str) -> bool:
    """Whether an address is a simulator's."""
    return to.rpartition("@")[2] == SIMULATOR


def report_of(mail: Written, at: datetime) -> bytes | None:
    """What comes back of a mail to a simulator's address; None where nothing does, as at `quiet@…`
    and for a mail of which nobody is to hear."""
    name = mail.to.partition("@")[0].partition("+")[0]
    fate = FATES.get(name)
    if fate is None or not mail.sender:
        return None
    subject = {"delayed": "Delayed Mail", "delivered": "Successful Mail Delivery Report"}
    told = REPORT.format(
        host=SIMULATOR,
        sender=mail.sender,
        subject=subject.get(fate.action, "Undelivered Mail Returned to Sender"),
        date=format_datetime(at),
        to=mail.to,
        action=fate.action,
        status=fate.status,
        words=fate.words,
        message_id=mail.message_id,
    )
    return told.replace("\n", "\r\n").encode()


def come_back(world: World, mail: Written) -> None:
    """Work what comes back of a mail that was handed over, as if it had come into the mailbox."""
    raw = report_of(mail, world.now())
    try:
        if raw is not None:
            receive_mail(world, raw)
    except Exception:  # what comes back is of this one mail, and others wait
        log.exception("The report of a simulator's address could not be worked.")
