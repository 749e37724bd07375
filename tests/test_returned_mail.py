"""What a server says about us closes no address (21); mails that decide nothing (10)."""

import pytest

from core.ground.effects import Outcome
from mail.bounce_reasons import judge
from mail.listen import receive_mail
from mail.reply import newly_written
from tests.worlds import Stage


@pytest.mark.parametrize(
    ("line", "status"),
    [
        ("550-5.7.26 Unauthenticated email from example.org, see its DMARC policy", "5.7.26"),
        ("550 5.7.1 IP address blacklisted", "5.1.1"),
        ("554 5.1.90 daily quota exceeded", "5.1.90"),
        ("550 5.5.0 Service refusé, veuillez essayer plus tard", "5.1.1"),
        ("554 5.7.1 <awa@example.org>: Relay access denied", "5.7.1"),
        ("552 5.2.2 Mailbox full", "5.2.2"),
        ("450 4.1.1 User unknown, greylisted", "4.1.1"),
    ],
)
def test_a_refusal_that_is_not_of_the_address_leaves_it_open(line: str, status: str) -> None:
    assert not judge(line, status).closes


@pytest.mark.parametrize("status", ["5.0.0", "4.0.0", "5.2.1", "5.7.1"])
def test_the_words_of_the_remote_server_outrank_the_status_of_the_report(status: str) -> None:
    assert judge("550 <awa@example.org>: User unknown", status).name == "address-unknown"


def test_a_sender_of_nothing_but_brackets_is_set_aside_with_its_case(stage: Stage) -> None:
    raw = b"From: " + b"(" * 20_000 + b"a@example.org\r\n\r\noui"
    assert receive_mail(stage.world, raw).outcome == Outcome.QUARANTINED


@pytest.mark.parametrize("header", ["X-Failed-Recipients", "X-Loop"])
def test_a_mail_that_a_machine_marked_is_not_answered(stage: Stage, header: str) -> None:
    raw = f"From: a@example.org\r\n{header}: x@example.org\r\n\r\noui".encode()
    assert receive_mail(stage.world, raw).outcome != Outcome.ASKED


@pytest.mark.parametrize(
    "struck", ["<s>oui</s>", "<del>oui</del>", '<b style="text-decoration: line-through">oui</b>']
)
def test_struck_words_are_not_said(struck: str) -> None:
    assert newly_written("", f"<p>{struck} non</p>") == "non"
