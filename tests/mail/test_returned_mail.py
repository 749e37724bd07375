"""What a server says about us closes no address (21); mails that decide nothing (10)."""

import pytest

from core.ground.effects import Outcome
from core.support import open_cases
from mail.listen import receive_mail
from mail.quoting.reply import read_reply
from mail.screening.bounce_reasons import judge
from tests.world.letters import Letters, reply
from tests.world.world import Stage


@pytest.fixture
def letters(stage: Stage) -> Letters:
    stage.clock.pass_(days=2)
    return Letters(stage)


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


@pytest.mark.parametrize(
    "sender",
    [
        b"(" * 20_000 + b"a@example.org",
        b"a@example.org " + b"(" * 20_000,
        b"<" * 20_000 + b"a@example.org" + b">" * 20_000,
        b"a:" + b"[" * 20_000 + b";",
        b"(\r\n " * 20_000 + b"a@example.org",
    ],
    ids=["before", "behind", "angles", "square", "folded"],
)
def test_a_sender_of_nothing_but_brackets_is_set_aside_with_its_case(
    stage: Stage, sender: bytes
) -> None:
    """And tried no second time: what breaks a parser once breaks it again."""
    raw = b"From: " + sender + b"\r\nMessage-ID: <1@example.org>\r\n\r\noui"
    assert receive_mail(stage.world, raw).outcome == Outcome.QUARANTINED
    assert receive_mail(stage.world, raw).outcome == Outcome.DUPLICATE
    with stage.world.glance() as turn:
        assert [case.occasion for case in open_cases(turn)] == ["poison_mail"]


@pytest.mark.parametrize(
    ("header", "outcome"),
    [
        ("X-Failed-Recipients: lea@example.org", Outcome.BOUNCE_SOFT),
        ("X-MS-Exchange-Inbox-Rules-Loop: lea@example.org", Outcome.IGNORED),
        ("X-Loop: lea@example.org", Outcome.IGNORED),
        ("x-loop:", Outcome.IGNORED),
    ],
)
def test_a_mail_that_a_machine_marked_is_not_answered(
    letters: Letters, header: str, outcome: Outcome
) -> None:
    """Not even with our secret: a rule that hands mails on has it too."""
    raw = reply(letters.invited(), "oui")
    done = receive_mail(letters.stage.world, header.encode() + b"\r\n" + raw)
    assert (done.outcome, done.outbox, done.badges) == (outcome, [], [])


@pytest.mark.parametrize(("hops", "heard"), [(12, True), (50, True), (51, False), (300, False)])
def test_a_mail_that_goes_round_is_not_answered(letters: Letters, hops: int, heard: bool) -> None:
    """A long way through an office's gates is none yet."""
    hop = b"Received: from a.example.org by b.example.org; Mon, 8 Jun 2026 10:00:00 +0200\r\n"
    done = receive_mail(letters.stage.world, hop * hops + reply(letters.invited(), "oui"))
    assert done.outcome == (Outcome.CLAIM_RECORDED if heard else Outcome.IGNORED)


@pytest.mark.parametrize(
    "struck", ["<s>oui</s>", "<del>oui</del>", '<b style="text-decoration: line-through">oui</b>']
)
def test_struck_words_are_not_said(struck: str) -> None:
    assert read_reply("", f"<p>{struck} non</p>").text == "non"
