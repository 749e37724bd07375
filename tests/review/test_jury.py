"""A jury of k votes of n, and two people who must both approve: counted, secret, once each."""

import re
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from itertools import product

import pytest
from hypothesis import assume, given
from hypothesis import strategies as some
from sqlmodel import select

from core.ground.effects import Outcome
from core.ground.tables import Assignment
from core.reading.acts.kinds import ReviewVerdict
from core.review.jury import counted, disputed
from core.staff import StaffMember, add
from tests.review.test_deciding import PASSED
from tests.world.command import Cocarde
from tests.world.letters import Letters, plain
from tests.world.review_desk import Desk, desk, reviewed
from tests.world.talking import Talk, texts, word
from tests.world.visitors import visitor
from tests.world.world import Stage

APPROVE, RETURN, REFUSE = ReviewVerdict.APPROVE, ReviewVerdict.RETURN, ReviewVerdict.REFUSE
JURY = '{ by = "jury", votes = 2, of = 3 }'
THREE = ("sam", "zoe", "ana")
ORDERS = some.lists(some.sampled_from(list(ReviewVerdict)), min_size=1, max_size=15)


def first_decided(order: Sequence[ReviewVerdict], votes: int, of: int) -> tuple[int, ReviewVerdict]:
    """After how many votes a jury has decided, and what."""
    for count in range(1, len(order) + 1):
        if (verdict := counted(order[:count], votes, of)) is not None:
            return count, verdict
    raise AssertionError("a jury that has voted has decided nothing")


@given(order=ORDERS, votes=some.integers(1, 15))
def test_a_jury_decides_what_its_definition_says_in_whatever_order(
    order: list[ReviewVerdict], votes: int
) -> None:
    """Approved if and only if k of the n approve; and no later than the n-th vote."""
    of = len(order)
    assume(votes <= of)
    _, verdict = first_decided(order, votes, of)
    assert (verdict is APPROVE) == (order.count(APPROVE) >= votes)


@given(order=ORDERS, data=some.data())
def test_a_jury_decides_at_the_first_vote_after_which_nothing_else_can_come(
    order: list[ReviewVerdict], data: some.DataObject
) -> None:
    of = len(order)
    votes = data.draw(some.integers(1, of))
    count, verdict = first_decided(order, votes, of)
    before, left = order[: count - 1], of - count + 1
    assert before.count(APPROVE) < votes <= before.count(APPROVE) + left
    against = order[:count]
    if verdict is not APPROVE:
        most = REFUSE if against.count(REFUSE) > against.count(RETURN) else RETURN
        assert verdict is most


@pytest.mark.parametrize("said", list(product(ReviewVerdict, ReviewVerdict)))
def test_two_differ_when_one_approves_and_the_other_does_not(
    said: tuple[ReviewVerdict, ReviewVerdict],
) -> None:
    assert disputed(said) == (said.count(APPROVE) == 1)


def jury(stage: Stage) -> Desk:
    return desk(stage, *THREE, review=JURY)


def says(room: Desk, who: str, verdict: str, reason: str = "") -> str:
    """What a juror is answered."""
    effects = room.coaches[who].send(choice=f"{verdict}:{room.ref}")
    if reason and effects.outcome is Outcome.ASKED:
        effects = room.coaches[who].say(reason)
    return texts(effects, to=who)


def test_each_of_the_jury_gets_the_claim(stage: Stage) -> None:
    room = jury(stage)
    with stage.world.glance() as turn:
        assert len(turn.db.exec(select(Assignment)).all()) == len(THREE)
    assert room.lina.last is not None
    for who in THREE:
        assert room.ref in texts(room.lina.last, to=who)


def test_the_second_approval_of_three_brings_the_badge(stage: Stage) -> None:
    room = jury(stage)
    assert "1 sur 3" in says(room, "sam", "approve")
    assert room.state == "in_review"
    effects = room.coaches["zoe"].send(choice=f"approve:{room.ref}")
    assert (effects.outcome, room.state) == (Outcome.DECIDED, "issued")
    assert [each["verdict"] for each in effects.decisions] == ["approve"]
    assert room.moves() == ["vote", "vote", "approve", "issue"]


def test_a_jury_that_cannot_approve_any_more_decides_at_once_with_all_its_reasons(
    stage: Stage,
) -> None:
    room = jury(stage)
    says(room, "sam", "refuse", "Le dépôt est vide.")
    effects = room.coaches["ana"].send(choice=f"refuse:{room.ref}")
    effects = room.coaches["ana"].say("Le site ne dit rien.")
    assert room.state == "refused"
    told = texts(effects, to="lina")
    assert "Le dépôt est vide." in told
    assert "Le site ne dit rien." in told


def test_marks_of_all_who_send_it_back_are_asked_again(stage: Stage) -> None:
    room = jury(stage)
    for who, label in (("sam", "Site du projet"), ("zoe", "Dépôt GitHub")):
        room.coaches[who].send(choice=f"return:{room.ref}")
        room.coaches[who].press(label)
        room.coaches[who].say(f"À revoir : {label}")
    assert room.state == "returned"
    assert room.wrong() == {"repository", "site"}


def test_nobody_sees_what_another_has_said_before_they_have(stage: Stage) -> None:
    room = jury(stage)
    says(room, "sam", "refuse", "Une raison secrète.")
    for effects in (
        room.coaches["zoe"].say("/queue"),
        room.coaches["ana"].send(choice=f"return:{room.ref}"),
        room.lina.say("/status"),
    ):
        told = texts(effects)
        assert "secrète" not in told
        assert "Refus" not in told


async def test_votes_by_chat_page_mail_and_command_count_alike(stage: Stage) -> None:
    reviewed(stage, "becode", "technical", '{ by = "jury", votes = 4, of = 4 }')
    stage.reviewer("max", "Max", "becode")
    room = desk(stage, *THREE)
    letters = Letters(stage)
    card = next(mail for mail in letters.sent() if mail["To"] == "max@example.org")
    says(room, "sam", "approve")
    done = letters.answer(card, "Oui", **{"From": "max@example.org", **PASSED})
    assert done.outcome is Outcome.VOTED
    assert "2 sur 4" in plain(next(m for m in letters.sent() if m["To"] == "max@example.org"))
    cocarde = Cocarde(stage.world.settings.key_path.parent)
    folder = stage.world.settings.programmes
    done_so = cocarde.json(
        "review", "approve", room.ref, "--by", "ana@example.org", COCARDE_PROGRAMMES=folder
    )
    assert (done_so["outcome"], done_so["decisions"]) == ("voted", [])
    seats = cocarde.json("review", "show", room.ref, COCARDE_PROGRAMMES=folder)["seats"]
    assert sorted(seat["said"] for seat in seats) == [False, True, True, True]
    assert {seat["verdict"] for seat in seats} == {""}
    async with visitor(stage) as client:
        link = room.link("zoe")
        page = (await client.get(f"/decide/{link}")).text
        assert "Voix données : 3 sur 4" in page
        assert not {"Sam", "Max", "Ana"} & set(re.findall(r"\w+", page))
        await client.post(f"/decide/{link}", data={"nonce": "a", "verdict": "approve"})
        assert "le jury" in (await client.get(f"/decide/{link}")).text
    assert sorted(room.moves()) == ["approve", *["vote"] * 4]


async def test_a_vote_on_the_page_is_taken_back_on_the_page(stage: Stage) -> None:
    room = jury(stage)
    link = room.link("sam")
    async with visitor(stage) as client:
        await client.post(f"/decide/{link}", data={"nonce": "a", "verdict": "approve"})
        page = (await client.get(f"/decide/{link}")).text
        assert ('value="undo"' in page, 'value="approve"' in page) == (True, False)
        await client.post(f"/decide/{link}", data={"nonce": "b", "verdict": "undo"})
        assert 'value="approve"' in (await client.get(f"/decide/{link}")).text
    assert room.moves() == ["vote", "unvote"]


def test_jurors_at_once_lose_no_vote(either: Stage) -> None:
    """Two last votes at the same moment: whichever comes second decides."""
    room = desk(either, *THREE, review='{ by = "jury", votes = 3, of = 3, grace = 5 }')
    with ThreadPoolExecutor(len(THREE)) as pool:
        list(pool.map(lambda who: says(room, who, "approve"), THREE))
    assert (room.state, room.moves()) == ("approved", ["vote", "vote", "vote", "approve"])


@pytest.mark.parametrize("again", ["approve", "refuse"])
def test_nobody_votes_twice_nor_is_asked_for_a_reason_in_vain(stage: Stage, again: str) -> None:
    room = jury(stage)
    says(room, "sam", "approve")
    told = says(room, "sam", again)
    assert word("review.voted") in told
    assert room.state == "in_review"
    assert room.moves() == ["vote"]


def test_a_vote_taken_back_can_be_said_anew(stage: Stage) -> None:
    room = jury(stage)
    says(room, "sam", "approve")
    told = texts(room.coaches["sam"].press("Annuler"))
    assert word("review.unvoted", ref=room.ref) in told
    says(room, "zoe", "approve")
    assert room.state == "in_review"
    says(room, "sam", "approve")
    assert room.moves() == ["vote", "unvote", "vote", "vote", "approve", "issue"]


def test_nobody_votes_on_their_own_claim(stage: Stage) -> None:
    room = jury(stage)
    with stage.world.turn() as turn:
        add(turn, StaffMember("lina@example.org", "becode", "reviewer"))
    effects = room.lina.send(choice=f"approve:{room.ref}")
    assert word("review.not_yours", "fr-informal") in texts(effects)
    assert room.moves() == []


def test_a_complete_jury_needs_no_more_votes(stage: Stage) -> None:
    room = jury(stage)
    stage.reviewer("max", "Max", "becode")
    room.coaches["max"] = Talk(stage, "max")
    assert word("review.jury_full") in says(room, "max", "approve")
    assert room.moves() == []


def test_who_votes_too_late_is_told_that_the_jury_has_decided(stage: Stage) -> None:
    room = jury(stage)
    says(room, "sam", "approve")
    says(room, "zoe", "approve")
    assert "Le jury a déjà décidé" in says(room, "ana", "refuse")
    assert room.state == "issued"


def test_the_jury_gets_the_claim_again_when_it_comes_back(stage: Stage) -> None:
    room = jury(stage)
    stage.reviewer("aab", "Aab", "becode")
    for who in ("sam", "zoe"):
        says(room, who, "return", "Le site est vide.")
    room.resubmits("https://meteo2.example.org")
    with stage.world.glance() as turn:
        seated = {seat.person_id for seat in turn.db.exec(select(Assignment))}
    assert {room.person("sam").id, room.person("zoe").id} <= seated
    assert len(seated) == len(THREE)


TWO = '{ by = "coach", second = true }'


def test_two_must_approve_where_the_programme_asks_for_it(stage: Stage) -> None:
    room = desk(stage, "sam", "zoe", review=TWO)
    effects = room.coaches["sam"].send(choice=f"approve:{room.ref}")
    assert word("review.voted_first", ref=room.ref) in texts(effects, to="sam")
    assert "doit être validée par deux personnes" in texts(effects)
    assert word("review.voted") in says(room, "sam", "approve")
    says(room, "zoe", "approve")
    assert room.state == "issued"


def test_one_no_is_enough_where_two_must_approve(stage: Stage) -> None:
    room = desk(stage, "sam", "zoe", review=TWO)
    says(room, "sam", "refuse", "Le dépôt est vide.")
    assert room.state == "refused"


def manager(stage: Stage, room: Desk) -> None:
    stage.known("ines", "Ines", "ines@example.org")
    with stage.world.turn() as turn:
        add(turn, StaffMember("ines@example.org", "becode", "manager", "Ines"))
    room.coaches["ines"] = Talk(stage, "ines")
    room.coaches["ines"].say("/help")


def test_where_two_differ_a_manager_decides(stage: Stage) -> None:
    room = desk(stage, "sam", "zoe", review=TWO)
    manager(stage, room)
    says(room, "sam", "approve")
    room.coaches["zoe"].send(choice=f"return:{room.ref}")
    effects = room.coaches["zoe"].say("Il manque des tests.")
    assert word("review.voted_disputed", ref=room.ref) in texts(effects, to="zoe")
    assert "Il manque des tests." in texts(effects, to="ines")
    assert room.state == "in_review"
    stage.reviewer("max", "Max", "becode")
    room.coaches["max"] = Talk(stage, "max")
    assert word("review.for_manager") in says(room, "max", "approve")
    says(room, "ines", "approve")
    assert room.state == "issued"


def test_where_two_differ_and_there_is_no_manager_the_claim_is_sent_back(stage: Stage) -> None:
    """Two approvals are what the programme asks for, and they cannot come any more."""
    room = desk(stage, "sam", "zoe", review=TWO)
    says(room, "sam", "approve")
    says(room, "zoe", "return", "Il manque des tests.")
    assert room.state == "returned"
