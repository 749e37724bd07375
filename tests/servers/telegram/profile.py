"""Commands and descriptions of the bot, by scope and language (Bot API setMyCommands)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from .arguments import Arguments
from .chats import Chat, User
from .errors import Json, bad_request
from .methods import Method, method
from .state import CommandKey, State

SCOPES: Final = {
    "default": (),
    "all_private_chats": (),
    "all_group_chats": (),
    "all_chat_administrators": (),
    "chat": ("chat_id",),
    "chat_administrators": ("chat_id",),
    "chat_member": ("chat_id", "user_id"),
}
DESCRIPTIONS: Final = {"Name": ("name", 64), "Description": ("description", 512)} | {
    "ShortDescription": ("short_description", 120)
}


@method("setMyCommands")
def set_my_commands(state: State, given: Arguments) -> bool:
    """Bot API setMyCommands: at most 100, each told in at most 256 characters."""
    commands = given.structure("commands") or []
    if len(commands) > 100:
        raise bad_request("BOT_COMMANDS_TOO_MUCH")
    state.commands[_key(state, given)] = [_checked(command) for command in commands]
    return True


@method("getMyCommands")
def get_my_commands(state: State, given: Arguments) -> list[Json]:
    """Bot API getMyCommands: exactly this scope and language, no falling back."""
    return state.commands.get(_key(state, given), [])


@method("deleteMyCommands")
def delete_my_commands(state: State, given: Arguments) -> bool:
    """Bot API deleteMyCommands."""
    state.commands.pop(_key(state, given), None)
    return True


def shown_commands(state: State, user: User, chat: Chat) -> list[Json]:
    """What a person sees in a chat: the narrowest scope, own language first (Bot API
    "Determining list of commands")."""
    language = user.language_code.partition("-")[0]
    for kind, chat_id, user_id in _scopes_of(user, chat):
        for code in dict.fromkeys((language, "")):
            if found := state.commands.get((kind, chat_id, user_id, code)):
                return found
    return []


def shown_description(state: State, user: User, field: str = "description") -> str:
    """What a person reads about the bot, in their language if there is one."""
    own = state.descriptions.get((field, user.language_code.partition("-")[0]), "")
    return own or state.descriptions.get((field, ""), "")


def _scopes_of(user: User, chat: Chat) -> Iterator[tuple[str, int, int]]:
    administrator = chat.members.get(user.id) in {"creator", "administrator"}
    if chat.is_group:
        yield "chat_member", chat.id, user.id
        if administrator:
            yield "chat_administrators", chat.id, 0
    yield "chat", chat.id, 0
    if not chat.is_group:
        yield "all_private_chats", 0, 0
    elif administrator:
        yield "all_chat_administrators", 0, 0
    if chat.is_group:
        yield "all_group_chats", 0, 0
    yield "default", 0, 0


def _key(state: State, given: Arguments) -> CommandKey:
    scope = given.structure("scope") or {"type": "default"}
    kind = scope.get("type")
    if kind not in SCOPES:
        raise bad_request("can't parse BotCommandScope: Unsupported type specified")
    chat_id = state.open_chat(str(scope.get("chat_id", ""))).id if "chat_id" in SCOPES[kind] else 0
    user_id = int(scope.get("user_id", 0)) if "user_id" in SCOPES[kind] else 0
    return kind, chat_id, user_id, _language(given)


def _language(given: Arguments) -> str:
    code = given.text("language_code")
    if not re.fullmatch(r"([a-z]{2})?", code):
        raise bad_request("invalid language code specified")
    return code


def _checked(command: Json) -> Json:
    name, description = str(command.get("command", "")), str(command.get("description", ""))
    if not re.fullmatch(r"/?[a-z0-9_]{1,32}", name):
        raise bad_request("BOT_COMMAND_INVALID")
    if not 1 <= len(description) <= 256:
        raise bad_request("BOT_COMMAND_DESCRIPTION_INVALID")
    return {"command": name.removeprefix("/"), "description": description}


def _setter(field: str, most: int) -> Method:
    def set_it(state: State, given: Arguments) -> bool:
        if len(given.text(field)) > most:
            raise bad_request(f"BOT_{field.upper()}_TOO_LONG")
        state.descriptions[field, _language(given)] = given.text(field)
        return True

    return set_it


def _getter(field: str) -> Method:
    def get_it(state: State, given: Arguments) -> Json:
        default = state.bot.first_name if field == "name" else ""
        return {field: state.descriptions.get((field, _language(given)), default)}

    return get_it


for _name, (_field, _most) in DESCRIPTIONS.items():
    method(f"setMy{_name}")(_setter(_field, _most))
    method(f"getMy{_name}")(_getter(_field))
