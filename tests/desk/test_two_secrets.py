"""A mail that bears secrets of two things decides about neither; a thread is no such mail."""

from email.message import EmailMessage

import pytest
from sqlmodel import col, select

from core.claims.opening import open_claim
from core.ground.effects import Outcome
from core.ground.tables import Claim, Token
from core.people import people, tokens
from core.people.tokens import Purpose
from mail.listen import receive_mail
from mail.tags import message_id, tagged
from tests.world.visitors import claimed
from tests.world.world import MAILBOX, Stage

SAM = "sam@example.org"


@pytest.fixture
def secrets(stage: Stage) -> tuple[str, str, str]:
    """Sam's secrets of one claim, of the same claim once more, and of another one."""
    claimed(stage)
    stage.known("ben", "Ben", "ben@example.org")
    with stage.world.turn() as turn:
        first = turn.db.exec(select(Claim)).one()
        ben = people.find(turn, people.MAIL, "ben@example.org")
        sam = people.find(turn, people.MAIL, SAM)
        assert ben is not None
        assert sam is not None
        other = open_claim(turn, people.person_of(turn, ben), "becode", "sql")
        one, again = (tokens.give(turn, Purpose.DECIDE, sam, first) for _ in range(2))
        return one, again, tokens.give(turn, Purpose.DECIDE, sam, other)


def approves(stage: Stage, to: list[str], references: list[str]) -> Outcome:
    mail = EmailMessage()
    mail["From"], mail["Subject"], mail["Message-ID"] = SAM, "Re: Badge", "<1@example.org>"
    mail["To"] = ", ".join(tagged(MAILBOX, each) for each in to) or MAILBOX
    if references:
        mail["References"] = " ".join(message_id(MAILBOX, each, "r") for each in references)
    told = "mx.cocarde.test; dmarc=pass header.from=example.org"
    mail["Authentication-Results"] = told
    mail.set_content("Je valide.")
    return receive_mail(stage.world, mail.as_bytes()).outcome


def state(stage: Stage) -> str:
    with stage.world.glance() as turn:
        return turn.db.exec(select(Claim.state).order_by(col(Claim.opened_at))).first() or ""


@pytest.mark.parametrize(("to", "references"), [([0, 2], []), ([0], [2]), ([2], [0]), ([], [0, 2])])
def test_secrets_of_two_claims_decide_neither(
    stage: Stage, secrets: tuple[str, str, str], to: list[int], references: list[int]
) -> None:
    outcome = approves(stage, [secrets[n] for n in to], [secrets[n] for n in references])
    assert outcome == Outcome.QUARANTINED
    assert state(stage) == "in_review"


@pytest.mark.parametrize(("to", "references"), [([0], [1]), ([1], [0, 1]), ([0, 0], [])])
def test_a_thread_about_one_claim_is_heard(
    stage: Stage, secrets: tuple[str, str, str], to: list[int], references: list[int]
) -> None:
    outcome = approves(stage, [secrets[n] for n in to], [secrets[n] for n in references])
    assert outcome != Outcome.QUARANTINED


def test_a_secret_that_is_over_does_not_count(stage: Stage, secrets: tuple[str, str, str]) -> None:
    with stage.world.turn() as turn:
        over = turn.db.exec(select(Token).where(Token.digest == tokens.digest(secrets[2]))).one()
        over.expires_at = turn.at
        turn.db.add(over)
    assert approves(stage, [secrets[0]], [secrets[2]]) != Outcome.QUARANTINED
