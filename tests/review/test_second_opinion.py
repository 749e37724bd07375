"""A second opinion: another looks as well, their view comes to the first, and the first decides."""

import pytest
from sqlmodel import select

from core.ground.effects import Outcome
from core.ground.tables import Claim
from core.reading.acts.decisions import consults
from tests.review.test_deciding import PASSED
from tests.world.command import Cocarde
from tests.world.letters import Letters, plain
from tests.world.review_desk import Desk, desk
from tests.world.talking import texts, word
from tests.world.visitors import visitor
from tests.world.world import Stage


@pytest.fixture
def room(stage: Stage) -> Desk:
    return desk(stage, "sam", "zoe")


def asks(room: Desk) -> tuple[str, str]:
    """Who has the claim asks for a second opinion; gives them and the other."""
    first = next(who for who in room.coaches if has_card(room, who))
    room.coaches[first].send(choice=f"second:{room.ref}")
    (other,) = room.coaches.keys() - {first}
    return first, other


def has_card(room: Desk, who: str) -> bool:
    assert room.lina.last is not None
    return room.ref in texts(room.lina.last, to=who)


def test_the_other_gets_the_card_and_is_told_who_asks(room: Desk) -> None:
    first, other = asks(room)
    effects = room.coaches[first].last
    assert effects is not None
    assert f"{first.capitalize()} vous demande un second avis" in texts(effects, to=other)
    assert room.ref in texts(effects, to=other)
    assert f"chez {other.capitalize()}, pour un second avis" in texts(effects, to=first)


@pytest.mark.parametrize(
    ("verdict", "reason", "view"),
    [
        ("approve", "", "validerait la demande"),
        ("return", "Il manque des tests.", "demanderait une correction"),
        ("refuse", "Ce n'est pas son travail.", "refuserait la demande"),
    ],
)
def test_the_view_comes_to_the_first_and_decides_nothing(
    room: Desk, verdict: str, reason: str, view: str
) -> None:
    first, other = asks(room)
    effects = room.coaches[other].send(choice=f"{verdict}:{room.ref}")
    if reason:
        effects = room.coaches[other].say(reason)
    assert (effects.outcome, room.state) == (Outcome.VOTED, "in_review")
    assert "qui décide" in texts(effects, to=other)
    told = texts(effects, to=first)
    assert f"{other.capitalize()} {view}" in told
    assert reason in told
    assert "lina" not in {each["to"] for each in effects.replies}


def test_the_first_decides_with_or_without_the_view(room: Desk) -> None:
    first, other = asks(room)
    room.coaches[first].send(choice=f"approve:{room.ref}")
    assert room.state == "issued"
    late = room.coaches[other].send(choice=f"approve:{room.ref}")
    assert f"par {first.capitalize()}" in texts(late, to=other)


def test_one_second_opinion_at_a_time(room: Desk) -> None:
    first, other = asks(room)
    again = room.coaches[first].send(choice=f"second:{room.ref}")
    assert word("review.second_asked", who=other.capitalize()) in texts(again)


def test_who_advises_cannot_hand_the_question_on(room: Desk) -> None:
    _, other = asks(room)
    told = texts(room.coaches[other].send(choice=f"second:{room.ref}"))
    assert word("review.second_advising") in told


def test_with_nobody_else_to_ask_the_first_is_told_so(stage: Stage) -> None:
    room = desk(stage, "sam")
    told = texts(room.coaches["sam"].send(choice=f"second:{room.ref}"))
    assert word("review.second_nobody") in told
    assert room.moves() == []


def test_the_claimant_cannot_ask(room: Desk) -> None:
    effects = room.lina.send(choice=f"second:{room.ref}")
    assert word("review.not_yours", "fr-informal") in texts(effects)


def test_a_jury_needs_no_second_opinion(stage: Stage) -> None:
    room = desk(stage, "sam", "zoe", review='{ by = "jury", votes = 1, of = 2 }')
    effects = room.coaches["sam"].send(choice=f"second:{room.ref}")
    assert word("review.second_several") in texts(effects)


@pytest.mark.parametrize(
    "said", ["second avis", "Un second avis.", "Second opinion", "Bonjour,\nsecond avis"]
)
def test_it_is_asked_for_in_one_line_of_a_letter(said: str) -> None:
    assert consults(said)


@pytest.mark.parametrize("said", ["second avis ?", "oui", "second avis : non", ""])
def test_other_words_ask_nobody(said: str) -> None:
    assert not consults(said)


def test_it_is_asked_for_by_mail(stage: Stage) -> None:
    stage.reviewer("sam", "Sam Okafor", "becode")
    room = desk(stage)
    letters = Letters(stage)
    card = next(mail for mail in letters.sent() if mail["To"] == "sam@example.org")
    stage.reviewer("zoe", "Zoé Martin", "becode")
    sender = {"From": "Sam <sam@example.org>", **PASSED}
    assert letters.answer(card, "Second avis", **sender).outcome is Outcome.ASKED
    mails = {str(mail["To"]): plain(mail) for mail in letters.sent()}
    assert "Sam Okafor vous demande un second avis" in mails["zoe@example.org"]
    assert "chez Zoé Martin" in mails["sam@example.org"]
    assert room.state == "in_review"


def test_a_letter_that_nothing_proves_asks_nobody(stage: Stage) -> None:
    stage.reviewer("sam", "Sam Okafor", "becode")
    room = desk(stage)
    letters = Letters(stage)
    card = next(mail for mail in letters.sent() if mail["To"] == "sam@example.org")
    stage.reviewer("zoe", "Zoé Martin", "becode")
    done = letters.answer(card, "Second avis", From="Sam <sam@example.org>")
    assert done.outcome is Outcome.NEEDS_CONFIRMATION
    assert room.moves() == []


async def test_it_is_asked_for_and_read_on_the_page(room: Desk) -> None:
    first = next(who for who in room.coaches if has_card(room, who))
    (other,) = room.coaches.keys() - {first}
    link = room.link(first)
    async with visitor(room.stage) as client:
        await client.post(f"/decide/{link}", data={"nonce": "a", "verdict": "second"})
        asked = (await client.get(f"/decide/{link}")).text
        assert f"Second avis de {other.capitalize()}" in asked
        assert 'value="second"' not in asked
        adviser = (await client.get(f"/decide/{room.link(other)}")).text
        assert f"{first.capitalize()} vous demande un second avis" in adviser
        room.coaches[other].send(choice=f"approve:{room.ref}")
        assert "validerait la demande" in (await client.get(f"/decide/{link}")).text


async def test_on_the_page_too_one_is_told_that_there_is_nobody_to_ask(stage: Stage) -> None:
    room = desk(stage, "sam")
    async with visitor(stage) as client:
        told = await client.post(
            f"/decide/{room.link('sam')}", data={"nonce": "a", "verdict": "second"}
        )
    assert told.status_code == 422
    assert "Personne d'autre ne peut donner d'avis" in told.text.replace("&#39;", "'")


def test_it_is_asked_for_by_the_command(stage: Stage) -> None:
    room = desk(stage, "sam", "zoe")
    first = next(who for who in room.coaches if has_card(room, who))
    cocarde = Cocarde(stage.world.settings.key_path.parent)
    done = cocarde.json("review", "second", room.ref, "--by", f"{first}@example.org")
    assert done["outcome"] == "asked"
    told = cocarde.json("review", "show", room.ref)
    assert [(seat["advises"], seat["said"]) for seat in told["seats"]] == [
        (False, False),
        (True, False),
    ]


def test_an_unknown_claim_is_nobodys_to_ask_about(room: Desk) -> None:
    told = texts(room.coaches["sam"].send(choice="second:nothing1"))
    assert word("review.not_yours") in told
    with room.stage.world.glance() as turn:
        assert turn.db.exec(select(Claim.state)).one() == "in_review"
