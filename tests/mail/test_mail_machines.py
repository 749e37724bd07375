"""Mail that machines send, and mail that nobody can read or take: bounces, robots, poison."""

import pytest
from sqlmodel import col, select

from core.claims.moves import history
from core.desk.repeats import MOST as MOST_ALIKE
from core.ground.effects import Outcome
from core.ground.paths import ROOT
from core.ground.rows import outbox
from core.ground.rows.outbox import Failure
from core.ground.tables import Address, Claim, Outbox
from core.support import open_cases
from core.support.returned_mail.bounces import not_taken
from mail.listen import receive_mail
from mail.row_tags import bounce_address
from mail.screening import brake
from tests.support.test_cases import staff
from tests.world.letters import Letters, plain
from tests.world.talking import texts
from tests.world.world import MAILBOX, Stage

INBOX = ROOT / "tests" / "inbox"


@pytest.fixture
def letters(stage: Stage) -> Letters:
    stage.clock.pass_(days=2)
    return Letters(stage)


FORGED = {"To": MAILBOX, "In_Reply_To": "", "References": ""}


def bounce(letters: Letters, status: str, action: str = "failed") -> tuple[bytes, Outbox]:
    """What a mail server sends back for the latest mail."""
    with letters.stage.world.glance() as turn:
        row = turn.db.exec(select(Outbox).order_by(col(Outbox.id).desc())).first()
    assert row is not None
    raw = (INBOX / "bounce-unknown-user.eml").read_bytes()
    verp = bounce_address(MAILBOX, row.id).encode()
    raw = raw.replace(b"badges+b-aaaaaaaaaaaaaaaaaaaaaaaabm@cocarde.test", verp)
    return raw.replace(b"5.1.1", status.encode()).replace(b"failed", action.encode()), row


def test_a_bounce_marks_the_delivery_and_the_address(letters: Letters) -> None:
    letters.invited()
    raw, row = bounce(letters, "5.1.1")
    assert receive_mail(letters.stage.world, raw).outcome == Outcome.BOUNCE_HARD
    with letters.stage.world.glance() as turn:
        known = turn.db.get_one(Outbox, row.id)
        address = turn.db.exec(select(Address)).one()
    assert (known.state, "5.1.1" in known.error) == (outbox.DEAD, True)
    assert address.unreachable_at is not None
    assert letters.sent() == []


def test_a_mail_that_is_only_late_marks_no_address(letters: Letters) -> None:
    letters.invited()
    raw, row = bounce(letters, "4.4.1", "delayed")
    assert receive_mail(letters.stage.world, raw).outcome == Outcome.BOUNCE_SOFT
    with letters.stage.world.glance() as turn:
        assert turn.db.get_one(Outbox, row.id).state == outbox.SENT
        assert turn.db.exec(select(Address)).one().unreachable_at is None


def test_a_mail_given_up_after_days_goes_to_the_staff(letters: Letters) -> None:
    """The address is not marked: the mailbox may only have been full, or the server away."""
    letters.invited()
    raw, row = bounce(letters, "4.4.7")
    raw = raw.replace(b"User doesn't exist", b"delivery time expired")
    assert receive_mail(letters.stage.world, raw).outcome == Outcome.BOUNCE_SOFT
    with letters.stage.world.glance() as turn:
        assert turn.db.get_one(Outbox, row.id).state == outbox.DEAD
        assert turn.db.exec(select(Address)).one().unreachable_at is None
        assert [case.occasion for case in open_cases(turn)] == ["bounced"]


def test_a_bounce_goes_on_where_else_the_person_reads(letters: Letters) -> None:
    letters.stage.known("awa", "Awa Diallo", "awa@example.org")
    letters.invited()
    raw, _ = bounce(letters, "5.1.1")
    done = receive_mail(letters.stage.world, raw)
    assert [(sent["door"], sent["to"]) for sent in done.outbox] == [("terminal", "awa")]
    assert "Volontaire" in texts(done)


def test_a_bounce_of_a_mail_that_nobody_knows_changes_nothing(letters: Letters) -> None:
    raw = (INBOX / "bounce-unknown-user.eml").read_bytes()
    done = receive_mail(letters.stage.world, raw)
    assert (done.outcome, "not a mail of ours" in done.why) == (Outcome.BOUNCE_HARD, True)


@pytest.mark.parametrize("headers", [FORGED, {}], ids=["without", "with"])
def test_a_robot_that_hides_gets_the_same_answer_six_times(
    letters: Letters, headers: dict[str, str]
) -> None:
    """What is understood is still kept: nobody can silence a person in their name."""
    mail = letters.invited(domain="")
    robot = "Votre demande a bien été reçue."
    for _ in range(9):
        letters.answer(mail, robot, **headers)
    assert len(letters.sent()) == MOST_ALIKE
    assert letters.answer(mail, "Domaine de la mission : santé").answers == {"domain": "sante"}
    assert len(letters.sent()) == 1


@pytest.mark.parametrize(
    ("headers", "most"), [(FORGED, brake.MOST), ({}, brake.MOST_PROVEN)], ids=["without", "with"]
)
def test_a_robot_that_says_many_things_is_answered_so_often_an_hour(
    letters: Letters, headers: dict[str, str], most: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With our secret more often than without."""
    monkeypatch.setattr("core.desk.speaker.said_often", lambda *_: False)
    mail = letters.invited(domain="")
    found = [letters.answer(mail, f"Reçu, {n}.", **headers).outcome for n in range(most + 3)]
    assert found[most:] == [Outcome.IGNORED] * 3
    assert Outcome.IGNORED not in found[:most]
    if headers:
        assert letters.answer(mail, "Domaine de la mission : santé").answers
    letters.stage.clock.pass_(hours=2)
    assert letters.answer(mail, "Domaine : santé", **headers).outcome != Outcome.IGNORED


def test_many_addresses_that_share_a_secret_are_answered_so_often_an_hour(
    letters: Letters, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("core.desk.speaker.said_often", lambda *_: False)
    mail = letters.invited(domain="")
    found = [
        letters.answer(mail, "Reçu.", From=f"robot{n}@example.net").outcome
        for n in range(brake.MOST_PROVEN + 2)
    ]
    assert found[brake.MOST_PROVEN :] == [Outcome.IGNORED] * 2
    assert Outcome.IGNORED not in found[: brake.MOST_PROVEN]


def test_an_absence_is_noted_on_the_claim(letters: Letters) -> None:
    letters.answer(letters.invited(), "Je suis absente.", Auto_Submitted="auto-replied")
    with letters.stage.world.glance() as turn:
        claim = turn.db.exec(select(Claim)).one()
        last = history(turn, claim)[-1]
    assert (last.move, last.to_state, "Auto-Submitted" in last.reason) == ("noted", "ready", True)


def test_a_poisoned_mail_is_told_to_the_staff_once_an_hour(letters: Letters) -> None:
    staff(letters.stage, "ines", "support")
    deep = b"Content-Type: message/rfc822\r\n\r\n" * 500
    for number in range(3):
        receive_mail(letters.stage.world, b"From: a%d@example.org\r\n" % number + deep)
    assert [mail["To"] for mail in letters.sent()] == ["ines@example.org"]
    with letters.stage.world.glance() as turn:
        assert [case.occasion for case in open_cases(turn)] == ["poison_mail"] * 3


def test_a_mail_that_no_server_takes_is_told_to_the_staff(letters: Letters) -> None:
    staff(letters.stage, "ines", "support", "service-civique")
    letters.answer(letters.invited(), "oui")
    row = next(row for row in outbox.take(letters.stage.world, "mail") if row.kind == "badge")
    not_taken(letters.stage.world, row, Failure("552 too large", permanent=True))
    notice = letters.sent()[-1]
    assert notice["To"] == "ines@example.org"
    assert "552 too large" in plain(notice)
