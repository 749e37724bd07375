"""Figures in Telegram: a photo with a line below it, and a link for one's own eyes only."""

from collections.abc import AsyncIterator

import pytest

from core.staff import StaffMember, add
from tests.servers.telegram import Person
from tests.servers.telegram_talk import Scene, scene, told
from tests.world.world import Stage


@pytest.fixture
async def bot(stage: Stage) -> AsyncIterator[Scene]:
    async with scene(stage) as running:
        yield running


def supporter(bot: Scene) -> Person:
    """Nour, who helps people, has joined this chat to her mailbox."""
    nour = bot.learner("Nour")
    with bot.world.turn() as turn:
        add(turn, StaffMember("nour@example.org", "becode", "support", "Nour", "", "fr"))
    return nour


async def test_figures_are_a_photo_and_only_in_private_with_a_link(bot: Scene) -> None:
    nour = supporter(bot)
    nour.says("/stats")
    private = await nour.hears("/staff/")
    group = bot.api.group("Support", [nour])
    nour.says("/stats becode", to=group)
    public = await group.hears("Chiffres · BeCode")
    assert "/staff/" not in public.text
    for message in (private, public):
        largest = message.body["photo"][-1]
        assert largest["width"] == 1200


async def test_who_may_not_see_them_is_told_so_without_a_picture(bot: Scene) -> None:
    lina = bot.learner("Lina")
    lina.says("/stats")
    await lina.hears(told("figures.refused"))
    assert [call for call in bot.api.calls if call.method == "sendPhoto"] == []
