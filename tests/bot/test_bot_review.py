"""Reviewers at work in Telegram: in their own chat and in a group."""

from collections.abc import AsyncIterator

import pytest
from sqlmodel import select

from core.ground.tables import Claim
from tests.servers.telegram import Group, Person
from tests.servers.telegram_talk import Scene, press, scene, told
from tests.world.world import Stage


@pytest.fixture
async def bot(stage: Stage) -> AsyncIterator[Scene]:
    async with scene(stage) as running:
        yield running


def state(bot: Scene, ref: str) -> str:
    with bot.world.glance() as turn:
        return turn.db.exec(select(Claim.state).where(Claim.ref == ref)).one()


async def room(bot: Scene, *members: Person) -> Group:
    """A group where the first member has asked for the programme's claims."""
    group = bot.api.group("Coachs", list(members))
    members[0].says("/here becode", to=group)
    await group.hears(told("review.room_open"))
    return group


async def test_of_two_reviewers_the_second_is_told_who_was_first(bot: Scene) -> None:
    """One has the card, the other finds the claim in the queue; both press at once."""
    both, lina = {"Sam": bot.reviewer("Sam"), "Ines": bot.reviewer("Ines")}, bot.learner()
    ref = await bot.submitted(lina)
    (row,) = bot.rows(kind="review")
    holder = next(each for each in both.values() if str(each.id) == row.place)
    card = await holder.hears(ref)
    (other,) = (each for each in both.values() if each is not holder)
    other.says("/queue")
    await other.hears(ref)
    for reviewer in both.values():
        reviewer.presses(f"approve:{ref}")
    done, late = told("review.done_approve"), told("review.already")
    said = [
        await each.hears(lambda message: done(message) or late(message)) for each in both.values()
    ]
    (first,) = (who for who, answer in zip(both, said, strict=True) if done(answer))
    (second,) = (answer for answer in said if late(answer))
    assert first in second.text
    assert (await holder.sees(told("review.closed_approve"))) is card
    assert first in card.text
    assert card.labels == []
    await lina.hears(lambda message: message.document is not None)
    assert len(bot.rows(kind="badge")) == 1


async def test_the_answers_to_be_asked_again_are_marked_in_one_message(bot: Scene) -> None:
    sam, lina = bot.reviewer("Sam"), bot.learner()
    ref = await bot.submitted(lina)
    await sam.hears(ref)
    sam.presses(f"return:{ref}")
    asked = await sam.hears(told("review.reason_return"))
    for question in ("repository", "site"):
        sam.presses(f"wrong:{ref}:{question}")
    marked = await sam.sees(lambda message: "Dépôt GitHub, Site du projet" in message.text)
    assert marked is asked
    sam.says("Rien ne s'ouvre.")
    await sam.hears(told("review.done_return"))
    assert "Rien ne s'ouvre." in (await lina.hears(told("claim.returned"))).text


async def test_a_refusal_asks_for_the_reason_and_hands_it_on(bot: Scene) -> None:
    sam, lina = bot.reviewer("Sam"), bot.learner()
    ref = await bot.submitted(lina)
    await sam.hears(ref)
    sam.presses(f"refuse:{ref}")
    await sam.hears(told("review.reason_refuse"))
    assert state(bot, ref) == "in_review"
    sam.says("Le site ne s'ouvre pas.")
    await sam.hears(told("review.done_refuse"))
    news = await lina.hears(told("claim.refused"))
    assert "Le site ne s'ouvre pas." in news.text
    press(lina, "claim.button_again")
    again = await lina.hears("Le site ne s'ouvre pas.")
    assert "https://github.com/lina/app" in again.text


async def test_a_group_sees_no_more_than_reference_and_first_name(bot: Scene) -> None:
    sam, lina = bot.reviewer("Sam"), bot.learner("Lina")
    group = await room(bot, sam)
    ref = await bot.submitted(lina)
    card = await group.hears(ref)
    assert "Lina" in card.text
    for private in ("Haddad", "lina@example.org", "github.com", "lina.example.org"):
        assert all(private not in message.text for message in group.inbox)


async def test_a_card_is_decided_in_the_group(bot: Scene) -> None:
    sam, lina = bot.reviewer("Sam"), bot.learner()
    group = await room(bot, sam)
    ref = await bot.submitted(lina)
    card = await group.hears(ref)
    sam.presses(f"approve:{ref}", to=group)
    await lina.hears(lambda message: message.document is not None)
    await group.sees(lambda message: message.id == card.id and "Sam" in message.text)
    assert card.labels == []
    assert state(bot, ref) == "issued"


async def test_in_a_group_the_presser_counts_not_the_membership(bot: Scene) -> None:
    sam, lina, nour = bot.reviewer("Sam"), bot.learner("Lina"), bot.learner("Nour")
    group = await room(bot, sam, nour, lina)
    ref = await bot.submitted(lina)
    await group.hears(ref)
    for stranger in (nour, lina):
        pressed = stranger.presses(f"approve:{ref}", to=group)
        await group.hears(told("review.not_yours"))
        await pressed.answered()
    assert state(bot, ref) == "in_review"


async def test_in_a_group_the_reason_is_a_reply(bot: Scene) -> None:
    sam, lina, nour = bot.reviewer("Sam"), bot.learner(), bot.learner("Nour")
    group = await room(bot, sam, nour)
    ref = await bot.submitted(lina)
    await group.hears(ref)
    sam.presses(f"return:{ref}", to=group)
    asked = await group.hears(told("review.reason_return"))
    assert asked.markup == {"force_reply": True}
    nour.says("Moi, je refuserais", to=group, reply_to=asked)
    sam.says("hors sujet", to=group)
    sam.says("Ajoutez un README.", to=group, reply_to=asked)
    await group.hears(told("review.done_return"))
    assert "Ajoutez un README." in (await lina.hears(told("claim.returned"))).text


@pytest.mark.parametrize("command", ["/mybadges", "/status", "/queue", "/award", "/start becode"])
async def test_what_is_private_is_not_said_in_a_group(bot: Scene, command: str) -> None:
    sam, lina = bot.reviewer("Sam"), bot.learner()
    ref = await bot.submitted(lina)
    group = bot.api.group("Coachs", [sam, lina])
    for member in (sam, lina):
        member.says(command, to=group)
        answer = await group.hears(told("menu.in_private"))
        assert ref not in answer.text


async def test_a_stranger_cannot_bring_the_claims_to_their_group(bot: Scene) -> None:
    lina = bot.learner()
    group = bot.api.group("Autres", [lina])
    lina.says("/here becode", to=group)
    await group.hears(told("review.room_refused"))


async def test_a_group_that_moves_keeps_its_claims(bot: Scene) -> None:
    sam, lina = bot.reviewer("Sam"), bot.learner()
    group = await room(bot, sam)
    bigger = group.migrates()
    ref = await bot.submitted(lina)
    await bigger.hears(ref)
    sam.presses(f"refuse:{ref}", to=bigger)
    asked = await bigger.hears(told("review.reason_refuse"))
    sam.says("Ajoutez un README.", to=bigger, reply_to=asked)
    await bigger.hears(told("review.done_refuse"))


async def test_a_group_that_throws_the_bot_out_gets_no_more_claims(bot: Scene) -> None:
    sam, lina = bot.reviewer("Sam"), bot.learner()
    group = await room(bot, sam)
    group.kicks_bot()
    await bot.api.settles()
    ref = await bot.submitted(lina)
    await sam.hears(ref)
    assert [row.place for row in bot.rows(kind="review")] == [str(sam.id)]


async def test_a_coach_gives_a_badge_unasked(bot: Scene) -> None:
    sam, lina = bot.reviewer("Sam"), bot.learner()
    sam.says("/award")
    await sam.hears(told("award.which"))
    sam.presses("award:becode:python-avance")
    await sam.hears(told("award.to"))
    sam.says("lina@example.org")
    await sam.hears(told("award.why"))
    sam.says("Elle a aidé tout le groupe.")
    await sam.hears(told("award.sure"))
    press(sam, "award.button_give")
    await sam.hears(told("award.given"))
    badge = await lina.hears(lambda message: message.document is not None)
    assert badge.document is not None
