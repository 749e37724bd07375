"""A returned mail attached to an answer is a file: the answer counts, no address closes."""

import pytest
from sqlmodel import select

from core.ground.effects import Outcome
from core.ground.tables import Address
from mail.listen import receive_mail
from tests.world.letters import Letters, reply
from tests.world.world import Stage

RETURNED = (
    "From: MAILER-DAEMON@example.net\r\nTo: awa@example.org\r\n"
    "Subject: Undelivered Mail Returned to Sender\r\nMIME-Version: 1.0\r\n"
    "Content-Type: multipart/report; report-type=delivery-status; boundary=in\r\n\r\n"
    "--in\r\nContent-Type: text/plain\r\n\r\n550 5.1.1 User unknown\r\n"
    "--in\r\nContent-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; mx.test\r\n\r\n"
    "Final-Recipient: rfc822; lea@example.org\r\nAction: failed\r\nStatus: 5.1.1\r\n\r\n--in--\r\n"
)
KINDS = {
    "forwarded": "message/rfc822",
    "named": "message/rfc822\r\nContent-Disposition: attachment; filename=retour.eml",
    "status": "message/delivery-status\r\nContent-Disposition: attachment; filename=d.txt",
    "text": "text/plain\r\nContent-Disposition: attachment; filename=retour.txt",
}


@pytest.mark.parametrize("words", ["oui", "Oui, tout est exact.\r\n\r\nAwa"])
@pytest.mark.parametrize("kind", KINDS)
def test_a_yes_with_an_old_bounce_attached_is_a_yes(stage: Stage, kind: str, words: str) -> None:
    stage.clock.pass_(days=2)
    head, _, _ = reply(Letters(stage).invited(), words).partition(b"\r\n\r\n")
    kept = [line for line in head.split(b"\r\n") if not line.lower().startswith(b"content-")]
    body = (
        f"Content-Type: multipart/mixed; boundary=out\r\n\r\n--out\r\n"
        f"Content-Type: text/plain; charset=utf-8\r\n\r\n{words}\r\n"
        f"--out\r\nContent-Type: {KINDS[kind]}\r\n\r\n{RETURNED}\r\n--out--\r\n"
    )
    done = receive_mail(stage.world, b"\r\n".join(kept) + b"\r\n" + body.encode())
    assert done.outcome == Outcome.CLAIM_RECORDED
    with stage.world.glance() as turn:
        assert turn.db.exec(select(Address)).one().unreachable_at is None
