"""The menu of commands and the bot's description, by scope and language; changed when different."""

import json
import logging
from collections.abc import Iterable

from sqlmodel import col, select
from telegram import (
    BotCommand,
    BotCommandScope,
    BotCommandScopeAllGroupChats,
    BotCommandScopeAllPrivateChats,
    BotCommandScopeChat,
)
from telegram.error import BadRequest, Forbidden

from bot.api.connection import Connection
from bot.read import DOOR
from core.claims.sending import locale_of
from core.desk import commands
from core.ground.tables import Address, Bookmark, Person, Role
from core.ground.world import World

log = logging.getLogger(__name__)

EVERYBODY = (
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
)
GROUPS = ("here", "stats")
MARK = "telegram.reviewers"


async def settle(line: Connection) -> None:
    """Bring the menus and descriptions that people see to what this version says."""
    words = line.world.words
    for language in words.languages:
        # The first language is the one of everybody whose own is not known.
        code = "" if language == words.first else language
        private, groups = BotCommandScopeAllPrivateChats(), BotCommandScopeAllGroupChats()
        await show(line, private, code, menu(line.world, language, EVERYBODY))
        await show(line, groups, code, menu(line.world, language, GROUPS))
        await describe(line, language, code)
    await settle_staff(line)


def menu(world: World, locale: str, names: Iterable[str]) -> list[BotCommand]:
    return [BotCommand(name, world.words.say(locale, f"bot.{name}")) for name in names]


async def show(
    line: Connection, scope: BotCommandScope, code: str, wanted: list[BotCommand]
) -> None:
    if list(await line.bot.get_my_commands(scope, code)) != wanted:
        await line.bot.set_my_commands(wanted, scope, code)


async def describe(line: Connection, language: str, code: str) -> None:
    """What people read before they press Start, and under the bot's name."""
    bot, say = line.bot, line.world.words.say
    long, short = say(language, "bot.description"), say(language, "bot.short_description")
    if (await bot.get_my_description(code)).description != long:
        await bot.set_my_description(long, code)
    if (await bot.get_my_short_description(code)).short_description != short:
        await bot.set_my_short_description(short, code)


async def settle_staff(line: Connection) -> None:
    """The staff see their commands in their own chat, in their language; former ones no more."""
    before, now = await line.core(staff, line.world)
    for place, (locale, names) in now.items():
        await in_chat(line, place, menu(line.world, locale, (*names, *EVERYBODY)))
    for place in before - now.keys():
        await in_chat(line, place, [])
    await line.core(remember, line.world, sorted(now))


async def in_chat(line: Connection, place: str, wanted: list[BotCommand]) -> None:
    """Show this menu of commands in one chat, or none (Bot API: BotCommandScopeChat)."""
    scope = BotCommandScopeChat(int(place))
    try:
        if wanted:
            await show(line, scope, "", wanted)
        else:
            await line.bot.delete_my_commands(scope)
    except (BadRequest, Forbidden) as error:  # they never opened the chat, or left it
        log.info("No menu for chat %s: %s", place, error.message)


def staff(world: World) -> tuple[set[str], dict[str, tuple[str, list[str]]]]:
    """The chats that had a menu of the staff, and those that get one: language and commands."""
    with world.glance() as turn:
        mark = turn.db.get(Bookmark, MARK)
        query = (
            select(Address, Person, Role)
            .join(Role, col(Role.person_id) == col(Address.person_id))
            .join(Person, col(Person.id) == col(Address.person_id))
            .where(Address.door == DOOR, col(Address.unreachable_at).is_(None))
        )
        now: dict[str, tuple[str, list[str]]] = {}
        for address, person, role in turn.db.exec(query):
            _, known = now.get(address.value, ("", []))
            now[address.value] = locale_of(turn, person), commands_of(role.role, known)
        return set(json.loads(mark.value)) if mark else set(), now


def commands_of(role: str, known: Iterable[str]) -> list[str]:
    """The commands of a role beside those that are known, in the order of the menu."""
    return commands.of_roles([role], known)


def remember(world: World, places: list[str]) -> None:
    with world.turn() as turn:
        turn.db.merge(Bookmark(name=MARK, value=json.dumps(places)))
