"""A mission gets another address by the staff's hand: when it may, when not, and when undone."""

from collections.abc import Callable

import pytest
from sqlmodel import select

from core.desk.incoming import Incoming
from core.desk.receive import receive
from core.due import due
from core.ground.effects import Effects, Outcome
from core.ground.errors import Refusal
from core.ground.messages import Message
from core.ground.tables import Badge, Case, Claim, Mission, Outbox, Person
from core.people import people
from core.support.mission_address import readdress
from tests.world.talking import Talk, texts, word
from tests.world.world import Stage

OLD, NEW = "awa@campus.example.org", "awa@example.org"
ROW = {
    "reference": "SC-1", "name": "Awa Diallo", "mail": OLD, "starts_on": "2025-10-01",
    "ends_on": "2026-05-31", "organisation": "Les Passerelles", "domain": "Solidarité",
    "place": "Rouen",
}  # fmt: skip


def settled(stage: Stage) -> Person:
    """A mission of the roster, its person at a new address, and somebody who helps."""
    stage.mission("service-civique", **ROW)
    stage.supporter("nora", "Nora Petit", "service-civique")
    return stage.known("awa", "Awa", NEW)


def change(stage: Stage, by: str = "nora", mail: str = NEW) -> Claim | None:
    with stage.world.turn() as turn:
        member = people.find(turn, people.TERMINAL, by)
        address = people.find(turn, people.MAIL, mail)
        assert member is not None
        assert address is not None
        mission = turn.db.exec(select(Mission)).one()
        return readdress(turn, mission, address, people.person_of(turn, member), "terminal")


def mission_of(stage: Stage) -> Mission:
    with stage.world.glance() as turn:
        return turn.db.exec(select(Mission)).one()


def put(stage: Stage, place: str) -> list[Outbox]:
    with stage.world.glance() as turn:
        return list(turn.db.exec(select(Outbox).where(Outbox.place == place)))


def answer(stage: Stage, mail: str, said: str, source_id: str) -> Effects:
    """Answer the last mail to an address, with its secret and nothing else to prove it."""
    token = Message.from_json(put(stage, mail)[-1].message).token
    incoming = Incoming("mail", "mail", source_id, mail, text=said, token=token, authentic=False)
    return receive(stage.world, incoming)


def test_the_mission_goes_to_the_proven_address_and_is_invited_there(either: Stage) -> None:
    awa = settled(either)
    claim = change(either)
    assert claim is not None
    assert claim.person_id == awa.id
    assert mission_of(either).mail == NEW
    assert [row.place for row in either.invite()] == [NEW]
    effects = answer(either, NEW, "oui", "yes")
    assert len(effects.badges) == 1


def test_done_twice_it_changes_nothing_more(stage: Stage) -> None:
    settled(stage)
    first, second = change(stage), change(stage)
    assert first is not None
    assert second is not None
    assert first.id == second.id
    assert len(put(stage, OLD)) == 1


def test_what_the_old_address_was_invited_to_is_over(stage: Stage) -> None:
    settled(stage)
    assert [row.place for row in stage.invite()] == [OLD]
    secret = Message.from_json(put(stage, OLD)[-1].message).token
    change(stage)
    incoming = Incoming("mail", "mail", "late", OLD, text="oui", token=secret)
    assert receive(stage.world, incoming).badges == []
    assert [row.place for row in stage.invite()] == [NEW]


def test_an_import_of_the_same_roster_leaves_the_new_address(stage: Stage) -> None:
    settled(stage)
    change(stage)
    stage.mission("service-civique", **{**ROW, "place": "Le Havre"})
    kept = mission_of(stage)
    assert (kept.mail, kept.place) == (NEW, "Le Havre")
    stage.mission("service-civique", **{**ROW, "mail": "third@example.org"})
    assert mission_of(stage).mail == "third@example.org"


def unproven(stage: Stage) -> None:
    with stage.world.turn() as turn:
        people.meet(turn, people.MAIL, "typed@example.org")


def issued(stage: Stage) -> None:
    stage.invite()
    assert answer(stage, OLD, "oui", "theirs").badges


def answered(stage: Stage) -> None:
    stage.invite()
    answer(stage, OLD, "Nom : Awa Ndiaye", "theirs")


def nothing(stage: Stage) -> None:
    """As settled."""


REFUSED: list[tuple[Callable[[Stage], None], str, str, str]] = [
    (unproven, "nora", "typed@example.org", "readdress_unproven"),
    (nothing, "awa", NEW, "readdress_not_yours"),
    (nothing, "nora", "nora@example.org", "readdress_not_yours"),
    (issued, "nora", NEW, "readdress_issued"),
    (answered, "nora", NEW, "readdress_theirs"),
]


@pytest.mark.parametrize(("before", "by", "mail", "why"), REFUSED)
def test_it_is_refused_and_nothing_is_changed(
    stage: Stage, before: Callable[[Stage], None], by: str, mail: str, why: str
) -> None:
    settled(stage)
    before(stage)
    with pytest.raises(Refusal, match=why):
        change(stage, by, mail)
    assert mission_of(stage).mail == OLD
    assert "address_changed" not in {row.kind for row in put(stage, OLD)}


def test_support_of_another_programme_may_not(stage: Stage) -> None:
    settled(stage)
    stage.supporter("ben", "Ben", "becode")
    with pytest.raises(Refusal, match="not_yours"):
        change(stage, "ben")


def test_the_old_address_is_told_and_can_take_it_back(either: Stage) -> None:
    settled(either)
    claim = change(either)
    notice = put(either, OLD)
    assert [row.kind for row in notice] == ["address_changed"]
    assert NEW not in notice[0].message
    effects = answer(either, OLD, "Ce n'est pas moi !", "objection")
    assert effects.outcome == Outcome.CASE
    assert mission_of(either).mail == OLD
    with either.world.glance() as turn:
        assert claim is not None
        assert turn.db.get_one(Claim, claim.id).state == "withdrawn"
        assert "SC-1" in turn.db.exec(select(Case)).one().why
    again = answer(either, OLD, "Ce n'est pas moi !", "again")
    assert not again.moves


def test_after_three_days_it_can_no_longer_be_taken_back(stage: Stage) -> None:
    settled(stage)
    change(stage)
    stage.clock.pass_(hours=73)
    answer(stage, OLD, "Ce n'est pas moi !", "late")
    assert mission_of(stage).mail == NEW


def test_a_badge_that_went_out_meanwhile_is_for_the_staff(stage: Stage) -> None:
    settled(stage)
    change(stage)
    stage.invite()
    badge = answer(stage, NEW, "oui", "yes").badges[0]
    answer(stage, OLD, "Ce n'est pas moi !", "objection")
    with stage.world.glance() as turn:
        claim = turn.db.get_one(Claim, turn.db.get_one(Badge, badge).claim_id)
        assert claim.ref in turn.db.exec(select(Case)).one().why


def test_a_mission_that_goes_on_is_invited_there_when_it_ends(stage: Stage) -> None:
    stage.mission("service-civique", **{**ROW, "ends_on": "2027-05-31"})
    stage.supporter("nora", "Nora Petit", "service-civique")
    stage.known("awa", "Awa", NEW)
    assert change(stage) is None
    due(stage.world)
    assert put(stage, NEW) == []
    stage.clock.pass_(days=200)
    assert [row.place for row in stage.invite()] == [NEW]


def test_the_whole_way_from_lost_mailbox_to_badge(stage: Stage) -> None:
    """A stranger tells, a human compares and presses, the person confirms: one badge."""
    stage.mission("service-civique", **ROW)
    stage.supporter("nora", "Nora Petit", "service-civique")
    awa = Talk(stage, "guest")
    awa.say("Je n'ai jamais reçu mon badge")
    awa.press(word("proving.button_no_mailbox"))
    awa.press("Service Civique")
    awa.say("Awa Diallo, du 1er octobre 2025 au 31 mai 2026, Les Passerelles")
    sent = awa.say(NEW)
    code = next(each["text"] for each in sent.replies if each["door"] == "mail").partition(".")[0]
    opened = awa.say(code)
    card = Talk(stage, "nora", last=opened)
    card.press(word("case.button_address"))
    assert "SC-1" in texts(card.last) if card.last else False
    card.press(word("case.button_readdress"))
    assert mission_of(stage).mail == NEW
