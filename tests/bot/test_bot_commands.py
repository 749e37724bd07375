"""The menus that people see, by scope and language."""

import pytest

from bot.command_menu import commands_of
from core.claims.sending import BOT_NAME
from core.ground.tables import Bookmark
from core.staff import remove
from tests.servers.telegram_talk import Scene, scene
from tests.world.world import Stage

EVERYBODY = [
    "start",
    "badge",
    "lost",
    "status",
    "mybadges",
    "mypage",
    "report",
    "faq",
    "link",
    "language",
    "help",
    "cancel",
    "privacy",
]
CHANGES = ("setMyCommands", "setMyDescription", "setMyShortDescription", "deleteMyCommands")


def changes(bot: Scene) -> int:
    return len([call for call in bot.api.calls if call.method in CHANGES])


async def settled(bot: Scene, looks: int) -> None:
    """Wait until the menus of reviewers, which come last, were read back so often."""
    await bot.api.called("getMyCommands", times=looks)


async def test_each_sees_the_commands_that_are_theirs_in_their_language(stage: Stage) -> None:
    async with scene(stage, started=False) as bot:
        sam, lina, finn = bot.reviewer("Sam"), bot.learner(), bot.learner("Finn", "nl")
        group = bot.api.group("Coachs", [sam, lina])
        await bot.start()
        await settled(bot, 7)
        await bot.end()
        assert list(lina.commands()) == EVERYBODY
        assert lina.commands()["badge"] == bot.world.words.say("fr", "bot.badge")
        assert finn.commands()["badge"] == bot.world.words.say("nl", "bot.badge")
        assert list(sam.commands()) == ["queue", "award", "away", "back", *EVERYBODY]
        assert list(lina.commands(group)) == ["here", "stats"]
        assert finn.description() == bot.world.words.say("nl", "bot.description")
        short = bot.world.words.say("fr", "bot.short_description")
        assert lina.description("short_description") == short


async def test_what_is_right_already_is_not_set_again(stage: Stage) -> None:
    async with scene(stage, started=False) as bot:
        sam = bot.reviewer("Sam")
        await bot.start()
        await settled(bot, 7)
        await bot.end()
        before = changes(bot)
        await bot.start()
        await settled(bot, 14)
        await bot.end()
        assert changes(bot) == before > 0
        with bot.world.turn() as turn:
            remove(turn, "sam@example.org", "becode", "reviewer")
        await bot.start()
        await bot.api.called("deleteMyCommands")
        assert list(sam.commands()) == EVERYBODY


async def test_letters_learn_the_name_of_the_bot(stage: Stage) -> None:
    async with scene(stage) as bot:
        with bot.world.glance() as turn:
            mark = turn.db.get(Bookmark, BOT_NAME)
    assert mark is not None
    assert mark.value == "cocarde_test_bot"


@pytest.mark.parametrize(
    ("roles", "commands"),
    [
        (["reviewer"], ["queue", "award", "away", "back"]),
        (["support"], ["queue", "find", "case", "stats"]),
        (["operator"], ["queue", "find", "case", "stats"]),
        (["support", "reviewer"], ["queue", "find", "case", "award", "stats", "away", "back"]),
        (["manager"], ["queue", "find", "case", "award", "stats", "away", "back"]),
    ],
)
def test_the_commands_of_a_role_are_those_that_it_may_use(
    roles: list[str], commands: list[str]
) -> None:
    found: list[str] = []
    for role in roles:
        found = commands_of(role, found)
    assert found == commands
