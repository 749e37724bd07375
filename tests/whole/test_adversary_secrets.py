"""Secrets in the wrong hands, told as stories: each must come to nothing."""

import pytest
from sqlmodel import select

from core.desk.incoming import Incoming
from core.desk.receive import receive
from core.due import due
from core.ground.errors import Refusal
from core.ground.messages import Message
from core.ground.tables import Address, Claim
from core.ground.world import Turn
from core.joining import join, split
from core.people import people
from core.people.roles import Right, may
from core.review.awards import award
from core.staff import StaffMember, add
from tests.secrets.held import AWA, CAMPUS, LINA, SAM, address, badges, invitation, review, speak
from tests.secrets.showing import put
from tests.world.letterbox import Letterbox
from tests.world.world import Stage

EVE = "eve@evil.test"


def chat(turn: Turn, key: str) -> Address:
    found = people.find(turn, people.TERMINAL, key)
    assert found is not None
    return found


def code_of(stage: Stage, mail: str) -> str:
    row = [each for each in put(stage, mail) if each.kind == "code"][-1]
    return Message.from_json(row.message).values["code"]


def is_sam(stage: Stage, key: str) -> bool:
    with stage.world.turn() as turn:
        return chat(turn, key).person_id == address(turn, SAM).person_id


@pytest.mark.parametrize("start", ["/start {}", "/START {}", "/start@badges_bot {}", "/start  {} "])
def test_a_reviewers_letter_makes_nobody_that_reviewer(stage: Stage, start: str) -> None:
    held = review(stage)
    for secret in (held.secret, held.secret.upper(), held.secret.title()):
        speak(stage, "terminal", "eve", start.format(secret))
        speak(stage, "terminal", "eve", "0000 0000")
        speak(stage, "terminal", "eve", f"/link {EVE}")
    assert not is_sam(stage, "eve")
    assert "in_review" in str(held.does())


def test_the_reviewer_themselves_comes_in_by_a_code_and_every_channel_is_told(stage: Stage) -> None:
    """Also the mailbox that nobody had proven: a role is all that was known of it."""
    held = review(stage)
    with stage.world.turn() as turn:
        mail = address(turn, SAM)
        mail.proven_at = mail.confirmed_at = None
        turn.db.add(mail)
        turn.db.delete(chat(turn, "sam"))
    speak(stage, "terminal", "sams-phone", f"/start {held.secret}")
    assert not is_sam(stage, "sams-phone")
    speak(stage, "terminal", "sams-phone", code_of(stage, SAM))
    assert is_sam(stage, "sams-phone")
    assert "linked" in [row.kind for row in put(stage, SAM)]


def test_a_spent_letter_is_dead_58_days_later(stage: Stage) -> None:
    held = review(stage)
    Letterbox(stage).write(SAM, "oui", held.secret, vouched=True)
    stage.clock.pass_(days=58)
    due(stage.world)
    before = len([row for row in put(stage, SAM) if row.kind == "code"])
    speak(stage, "terminal", "eve", f"/start {held.secret}")
    assert len([row for row in put(stage, SAM) if row.kind == "code"]) == before


def test_a_secret_in_a_group_opens_nothing(stage: Stage) -> None:
    held = review(stage)
    told = Incoming(
        "terminal", "terminal", "g1", "eve", "-500", f"/start {held.secret}", group=True
    )
    receive(stage.world, told)
    assert not [row for row in put(stage, SAM) if row.kind == "code"]
    assert not is_sam(stage, "eve")


def test_a_forwarded_invitation_leads_the_badge_nowhere_else(stage: Stage) -> None:
    """Eve opens Awa's: it goes on, but every way to a mailbox of hers asks Awa's first."""
    held = invitation(stage)
    speak(stage, "terminal", "eve", f"/start {held.secret}")
    assert "linked" in [row.kind for row in put(stage, AWA)]
    for said in (f"/link {EVE}", "/lost", EVE, "J'ai aussi une autre adresse"):
        speak(stage, "terminal", "eve", said)
    assert not put(stage, EVE)
    with stage.world.glance() as turn:
        ref = turn.db.exec(select(Claim.ref)).one()
    speak(stage, "terminal", "eve", choice=f"again:{ref}")
    speak(stage, "terminal", "eve", choice=f"confirm:{ref}")
    (badge,) = badges(stage)
    with stage.world.glance() as turn:
        assert turn.db.get_one(Address, badge.address_id).value == AWA
    assert "badge" in [row.kind for row in put(stage, AWA)]


def test_who_has_a_mailbox_of_their_own_needs_the_code_of_the_letters(stage: Stage) -> None:
    held = invitation(stage)
    stage.known("eve", "Eve", EVE)
    speak(stage, "terminal", "eve", f"/start {held.secret}")
    with stage.world.turn() as turn:
        assert chat(turn, "eve").person_id != address(turn, AWA).person_id
    assert [row for row in put(stage, AWA) if row.kind == "code"]


def test_who_only_opened_a_letter_gets_no_role_with_its_reader(stage: Stage) -> None:
    """Awa becomes a reviewer later: the chat that her forwarded letter brought leaves."""
    held = invitation(stage)
    speak(stage, "terminal", "eve", f"/start {held.secret}")
    with stage.world.turn() as turn:
        add(turn, StaffMember(AWA, "becode", "reviewer", "Awa Diallo", "", "fr"))
    with stage.world.turn() as turn:
        awa = people.person_of(turn, address(turn, AWA))
        assert may(turn, awa, Right.DECIDE, "becode")
        assert chat(turn, "eve").person_id != awa.id


@pytest.mark.parametrize("vouched", [True, False])
@pytest.mark.parametrize("said", ["oui", "Ce n'est pas moi", "annuler", "je retire ma demande"])
def test_a_strangers_mail_with_a_secret_proves_and_decides_nothing(
    stage: Stage, said: str, vouched: bool
) -> None:
    held = invitation(stage)
    before = held.does()
    Letterbox(stage).write(EVE, said, held.secret, vouched=vouched)
    assert held.does() == before
    with stage.world.turn() as turn:
        mail = address(turn, AWA)
        assert (mail.proven_at, mail.confirmed_at, mail.last_used_at) == (None, None, None)
    assert not badges(stage)


def test_whoever_was_joined_with_a_learner_never_decides_or_awards(either: Stage) -> None:
    """Sam links themselves with Lina, undoes it, and then would decide."""
    held = review(either)
    either.reviewer("ana", "Ana Lima", "becode")
    with either.world.turn() as turn:
        sam, lina = (people.person_of(turn, address(turn, each)) for each in (SAM, LINA))
        link = join.join(turn, sam, lina, via=address(turn, LINA))
        assert link is not None
        assert split.undo(turn, link)
    with either.world.turn() as turn:
        claim = turn.db.exec(select(Claim)).one()
        sam = people.person_of(turn, address(turn, SAM))
        ana = people.person_of(turn, address(turn, "ana@example.org"))
        assert not may(turn, sam, Right.DECIDE, "becode", claim)
        assert may(turn, ana, Right.DECIDE, "becode", claim)
        with pytest.raises(Refusal, match=r"award\.own"):
            award(turn, sam, "becode", "sql", LINA, "Bravo", "mail")
    before = held.does()
    Letterbox(either).write(SAM, "oui", held.secret, vouched=True)
    assert held.does() == before


def test_the_secret_of_a_merged_person_opens_nothing_without_the_code(stage: Stage) -> None:
    held = invitation(stage)
    stage.known("awa2", "Awa", CAMPUS)
    with stage.world.turn() as turn:
        guest, host = (people.person_of(turn, address(turn, each)) for each in (AWA, CAMPUS))
        join.join(turn, guest, host)
    speak(stage, "terminal", "eve", f"/start {held.secret}")
    with stage.world.turn() as turn:
        assert chat(turn, "eve").person_id != address(turn, AWA).person_id
