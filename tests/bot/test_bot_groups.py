"""The bot among others in a group: topics, other bots' commands, who hides, being thrown out."""

from collections.abc import AsyncIterator

import pytest

from tests.servers.telegram import Group, Person
from tests.servers.telegram_talk import Scene, scene, told
from tests.world.world import Stage

TOPIC = 12


@pytest.fixture
async def bot(stage: Stage) -> AsyncIterator[Scene]:
    async with scene(stage) as running:
        yield running


def forum(bot: Scene, *members: Person) -> Group:
    group = bot.api.group("Jury", list(members), kind="supergroup")
    group.opens_topic(TOPIC)
    return group


async def test_what_is_said_in_a_topic_is_answered_there(bot: Scene) -> None:
    sam, lina = bot.reviewer("Sam"), bot.learner()
    group = forum(bot, sam)
    sam.says("/here becode", to=group, topic=TOPIC)
    opened = await group.hears(told("review.room_open"))
    card = await group.hears(await bot.submitted(lina))
    assert [each.body.get("message_thread_id") for each in (opened, card)] == [TOPIC, TOPIC]


async def test_a_topic_that_is_gone_is_told_to_who_opened_it(bot: Scene) -> None:
    sam, lina = bot.reviewer("Sam"), bot.learner()
    group = forum(bot, sam)
    sam.says("/here becode", to=group, topic=TOPIC)
    await group.hears(told("review.room_open"))
    group.closes_topic(TOPIC)
    await bot.submitted(lina)
    await sam.hears(told("bot.left_review"))


@pytest.mark.parametrize(
    "said", ["/here@AutreBot becode", "/help@autre_bot", "/weather", "/weather@AutreBot Lille"]
)
async def test_the_command_of_another_bot_is_not_answered(bot: Scene, said: str) -> None:
    sam = bot.reviewer("Sam")
    group = bot.api.group("Jury", [sam], administrator=True)  # who gets every message
    sam.says(said, to=group)
    sam.says("/here@Cocarde_Test_Bot becode", to=group)
    await group.hears(told("review.room_open"))
    assert len(group.inbox) == 1


async def test_who_hides_behind_the_group_is_told_how_to_be_known(bot: Scene) -> None:
    sam = bot.reviewer("Sam")
    group = bot.api.group("Jury", [sam], administrator=True)
    sam.says("/here@autre_bot", to=group, hidden=True)
    sam.says("Bonjour", to=group, hidden=True)
    sam.says("/here becode", to=group, hidden=True)
    await group.hears(told("bot.anonymous"))
    assert len(group.inbox) == 1


async def test_who_brought_the_claims_to_a_group_learns_that_it_threw_the_bot_out(
    bot: Scene,
) -> None:
    sam = bot.reviewer("Sam")
    group = bot.api.group("Coachs", [sam])
    sam.says("/here becode", to=group)
    await group.hears(told("review.room_open"))
    group.kicks_bot()
    left = await sam.hears(told("bot.left_review"))
    assert "/here becode" in left.text


async def test_who_presses_see_gets_the_evidence_alone(bot: Scene) -> None:
    sam, lina = bot.reviewer("Sam"), bot.learner()
    group = bot.api.group("Coachs", [sam, lina])
    sam.says("/here becode", to=group)
    await group.hears(told("review.room_open"))
    ref = await bot.submitted(lina)
    card = await group.hears(ref)
    assert card.labels[0] == "Voir"
    await sam.hears(ref)
    pressed = await sam.presses("Voir", on=card).answered()
    assert ref in pressed["text"]
    assert "https://github.com/lina/app" in (await sam.hears(ref)).text
    curious = await lina.presses("Voir", on=card).answered()
    assert curious["show_alert"]
    assert all("github.com" not in message.text for message in group.inbox)


async def test_nobody_decides_in_a_group_on_what_they_have_not_seen(bot: Scene) -> None:
    """Ines may decide, but the claim was not sent to her."""
    sam, ines = bot.reviewer("Sam"), bot.reviewer("Ines")
    lina = bot.learner()
    group = bot.api.group("Coachs", [sam, ines])
    sam.says("/here becode", to=group)
    await group.hears(told("review.room_open"))
    ref = await bot.submitted(lina)
    card = await group.hears(ref)
    holder = next(row.place for row in bot.rows(kind="review") if not row.place.startswith("-"))
    other = ines if holder == str(sam.id) else sam
    other.presses("Valider", on=card)
    await group.hears(told("review.look_first"))
    await other.hears("https://github.com/lina/app")
    bot.stage.clock.pass_(seconds=10)
    other.presses("Valider", on=card)
    await lina.hears(lambda message: message.document is not None)
    await group.sees(lambda message: message is card and not message.labels)
