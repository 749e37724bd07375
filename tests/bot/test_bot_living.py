"""One living message for a claim: edited at each press, followed by a new one below typed words."""

from collections.abc import AsyncIterator

import pytest

from tests.servers.telegram import Message, Person
from tests.servers.telegram_talk import REPOSITORY, SITE, Scene, press, scene, told
from tests.world.world import Stage


@pytest.fixture
async def bot(stage: Stage) -> AsyncIterator[Scene]:
    async with scene(stage) as running:
        yield running


def bold(message: Message) -> list[str]:
    """The words in bold, by their place in UTF-16 units."""
    units = message.text.encode("utf-16-le")
    return [
        units[2 * each["offset"] : 2 * (each["offset"] + each["length"])].decode("utf-16-le")
        for each in message.entities
        if each["type"] == "bold"
    ]


def alive(person: Person) -> list[Message]:
    """The messages that still bear buttons which do something."""
    return [each for each in person.inbox if each.labels and not each.links]


async def test_a_press_is_answered_where_it_was_pressed(bot: Scene) -> None:
    lina = bot.learner()
    lina.opens_link("becode")
    menu = await lina.hears("BeCode")
    lina.presses("Compétences techniques")
    assert await lina.hears(lambda message: "Python avancé" in message.labels) is menu
    lina.presses("Python avancé")
    assert await lina.hears("1/2") is menu
    assert len(lina.inbox) == 1


async def test_words_are_answered_below_them_and_the_question_keeps_a_tick(bot: Scene) -> None:
    lina = bot.learner()
    first = await bot.asked(lina)
    said = lina.says(REPOSITORY)
    second = await lina.hears("2/2")
    assert second.body["reply_to_message"]["message_id"] == said.id
    assert second.text.startswith(f"✓ Dépôt GitHub : {REPOSITORY}")
    assert await lina.sees("✓ 1/2 · Dépôt GitHub") is first
    lina.says(SITE)
    await lina.hears(told("claim.recap"))
    assert await lina.sees("✓ 2/2") is second
    assert len(alive(lina)) == 1


async def test_words_that_answer_nothing_only_take_the_buttons_away(bot: Scene) -> None:
    lina = bot.learner()
    await bot.asked(lina)
    lina.says(REPOSITORY)
    second = await lina.hears("2/2")
    lina.says("je ne sais pas encore")
    again = await lina.hears("2/2")
    await lina.sees(lambda message: message is second and not message.labels)
    assert "2/2 · Site du projet" in second.text
    assert again.labels


async def test_the_yes_leaves_what_was_confirmed_and_where_it_is_now(bot: Scene) -> None:
    bot.reviewer("Sam")
    lina = bot.learner()
    await bot.submitted(lina)
    last = lina.inbox[-1]
    for line in (f"✓ Dépôt GitHub : {REPOSITORY}", f"✓ Site du projet : {SITE}", "Sam"):
        assert line in last.text
    assert last.labels == []
    assert alive(lina) == []


async def test_badge_and_deadline_stand_out(bot: Scene) -> None:
    bot.reviewer("Sam")
    lina = bot.learner("Lïna 🎓")
    first = await bot.asked(lina)
    assert bold(first) == ["Python avancé", "Dépôt GitHub"]
    lina.says(REPOSITORY)
    await lina.hears("2/2")
    lina.says(SITE)
    assert "Python avancé" in bold(await lina.hears(told("claim.recap")))
    press(lina, "claim.button_yes")
    sent = await lina.hears(told("status.in_review"))
    assert bold(sent) == ["Python avancé", "23 novembre 2026"]


async def test_each_press_is_answered_with_what_became_of_it(bot: Scene) -> None:
    sam, lina, nour = bot.reviewer("Sam"), bot.learner(), bot.learner("Nour")
    ref = await bot.submitted(lina)
    presses = [call.fields for call in bot.api.calls if call.method == "answerCallbackQuery"]
    assert [each["text"] for each in presses] == [bot.world.words.say("fr", "toast.confirmed")]
    group = bot.api.group("Coachs", [sam, nour])
    sam.says("/here becode", to=group)
    await group.hears(told("review.room_open"))
    card = await sam.hears(ref)
    approved = await sam.presses(f"approve:{ref}", on=card).answered()
    assert approved["text"] == bot.world.words.say("fr", "toast.approved")


async def test_the_chat_shows_that_we_write_before_the_answer_comes(bot: Scene) -> None:
    lina = bot.learner()
    lina.says("/help")
    await lina.hears(told("menu.help"))
    asked = [call.method for call in bot.api.calls if call.method.startswith("send")]
    assert asked == ["sendChatAction", "sendMessage"]


async def test_an_edit_of_what_is_gone_comes_as_a_new_message(bot: Scene) -> None:
    lina = bot.learner()
    lina.opens_link("becode")
    menu = await lina.hears("BeCode")
    lina.presses("Compétences techniques")
    menu.deleted = True  # as a person clears the chat
    shown = await lina.hears(lambda message: "Python avancé" in message.labels)
    assert shown is not menu


async def test_the_recap_shows_the_badge_and_the_end_brings_picture_and_file(bot: Scene) -> None:
    sam, lina = bot.reviewer("Sam"), bot.learner()
    ref = await bot.submitted(lina)
    recap = lina.inbox[-1]
    assert recap.photo is not None
    await sam.hears(ref)
    sam.presses(f"approve:{ref}")
    badge = await lina.hears(lambda message: message.document is not None)
    picture = lina.inbox[-2]
    assert picture.photo is not None
    assert len(badge.text) < 300
    lina.presses("Champs pour LinkedIn")
    fields = await lina.hears(told("badge.fields"))
    assert fields.labels[:2] == ["Nom", "Organisme"]
    assert badge.labels[-2:] == ["Champs pour LinkedIn", "Me montrer aux employeurs"]


async def test_a_picture_that_cannot_be_sent_holds_up_no_badge(bot: Scene) -> None:
    sam, lina = bot.reviewer("Sam"), bot.learner()
    ref = await bot.submitted(lina)
    await sam.hears(ref)
    bot.api.fails(400, method="sendPhoto")
    sam.presses(f"approve:{ref}")
    await lina.hears(lambda message: message.document is not None)
    assert sum(message.photo is not None for message in lina.inbox) == 1


async def test_what_is_said_in_between_leaves_the_buttons(bot: Scene) -> None:
    lina = bot.learner()
    await bot.asked(lina)
    lina.says(f"{REPOSITORY} et {SITE}")
    recap = await lina.hears(told("claim.recap"))
    lina.says("/help")
    await lina.hears(told("menu.help"))
    await bot.api.settles()
    assert recap.labels
    press(lina, "claim.button_yes")
    await lina.hears(told("status.in_review"))


async def test_what_was_told_of_a_claim_is_kept_true(bot: Scene) -> None:
    sam, lina = bot.reviewer("Sam"), bot.learner()
    ref = await bot.submitted(lina)
    living = lina.inbox[-1]
    assert "▸ chez Sam" in living.text
    await sam.hears(ref)
    sam.presses(f"approve:{ref}")
    await lina.hears(lambda message: message.document is not None)
    assert "✓ envoyée → ✓ validée → ✓ badge" in living.text
    assert f"✓ Dépôt GitHub : {REPOSITORY}" in living.text


async def test_news_of_a_message_that_is_gone_come_once(bot: Scene) -> None:
    sam, lina = bot.reviewer("Sam"), bot.learner()
    ref = await bot.submitted(lina)
    lina.inbox[-1].deleted = True  # as a person clears the chat
    await sam.hears(ref)
    sam.presses(f"refuse:{ref}")
    await sam.hears(told("review.reason_refuse"))
    sam.says("Le site ne s'ouvre pas.")
    await lina.hears(told("claim.refused"))
    await bot.settled("sent", kind="progress")
    assert sum("Le site ne s'ouvre pas." in message.text for message in lina.inbox) == 1
