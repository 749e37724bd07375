"""Support staff at work in Telegram: a card in the group, its buttons, an answer that arrives."""

from collections.abc import AsyncIterator

import pytest
from sqlmodel import select

from core.ground.tables import Case
from core.staff import StaffMember, add
from tests.servers.telegram import Group, Message, Person
from tests.servers.telegram.markup import buttons_of
from tests.servers.telegram_talk import Scene, press, scene, told
from tests.world.world import Stage


@pytest.fixture
async def bot(stage: Stage) -> AsyncIterator[Scene]:
    async with scene(stage) as running:
        yield running


def supporter(bot: Scene, name: str) -> Person:
    """Somebody of the support staff of BeCode who has opened the chat."""
    person = bot.learner(name)
    with bot.world.turn() as turn:
        add(turn, StaffMember(f"{name.lower()}@example.org", "becode", "support", f"{name} Amrani"))
    return person


async def called(bot: Scene, lina: Person) -> str:
    """Lina calls a human in the middle of a claim; the reference of the case."""
    await bot.asked(lina)
    lina.says("un humain")
    await bot.settled("sent", kind="case")
    with bot.world.glance() as turn:
        return turn.db.exec(select(Case.ref).where(Case.occasion == "human")).one()


async def staff_room(bot: Scene, *members: Person) -> Group:
    group = bot.api.group("Support", list(members))
    members[0].says("/here becode support", to=group)
    await group.hears(told("case.room_open"))
    return group


async def test_a_case_is_taken_in_the_group_and_its_card_says_so(bot: Scene) -> None:
    nour, max_, lina = supporter(bot, "Nour"), supporter(bot, "Max"), bot.learner()
    group = await staff_room(bot, nour, max_)
    ref = await called(bot, lina)
    card = await group.hears(ref)
    assert "Lina" in card.text
    await nour.presses(choice(card, "case:take"), to=group).answered()
    await group.sees(lambda message: message.id == card.id and "Nour" in message.text)
    for private in ("Haddad", "lina@example.org", "github.com"):
        assert all(private not in message.text for message in group.inbox)


async def test_the_answer_of_a_human_arrives_in_the_chat(bot: Scene) -> None:
    nour, lina = supporter(bot, "Nour"), bot.learner()
    ref = await called(bot, lina)
    await nour.hears(ref)
    press(nour, "case.button_answer")
    await nour.hears(lambda message: message.markup == {"force_reply": True} or ref in message.text)
    nour.says("Bonjour Lina, envoie-moi ton dépôt ici.")
    heard = await lina.hears("envoie-moi ton dépôt ici")
    assert "Nour" in heard.text
    assert "Amrani" not in heard.text
    lina.says("https://github.com/lina/app")
    await lina.hears("2/2")


def choice(message: Message, verb: str) -> str:
    """What a button of the message stands for."""
    return next(
        str(button["callback_data"])
        for button in buttons_of(message.markup)
        if str(button.get("callback_data", "")).startswith(verb)
    )
