"""Methods that look at chats, members and files."""

from __future__ import annotations

import time

from .arguments import Arguments
from .chats import Chat, User
from .errors import Json, bad_request
from .methods import method
from .state import State

_RIGHTS = [
    "can_be_edited",
    "is_anonymous",
    "can_manage_chat",
    "can_delete_messages",
    "can_manage_video_chats",
    "can_restrict_members",
    "can_promote_members",
    "can_change_info",
    "can_invite_users",
    "can_post_stories",
    "can_edit_stories",
    "can_delete_stories",
    "can_send_welcome_messages",
]
_GIFTS = [
    "unlimited_gifts",
    "limited_gifts",
    "unique_gifts",
    "premium_subscription",
    "gifts_from_channels",
]


@method("getChat")
def get_chat(state: State, given: Arguments) -> Json:
    """Bot API getChat: a ChatFullInfo with the fields that are never absent."""
    chat = state.open_chat(given.text("chat_id"))
    return chat.body() | {
        "accent_color_id": abs(chat.id) % 7,
        "max_reaction_count": 11,
        "accepted_gift_types": dict.fromkeys(_GIFTS, not chat.is_group),
    }


@method("getChatMember")
def get_chat_member(state: State, given: Arguments) -> Json:
    """Bot API getChatMember."""
    chat = state.open_chat(given.text("chat_id"))
    user = state.users.get(given.integer("user_id"))
    if user is None:
        raise bad_request("invalid user_id specified")
    if not chat.is_group:
        if user.id not in {chat.id, state.bot.id}:
            raise bad_request("member not found")
        return member_body(user, "member")
    return member_body(user, chat.members.get(user.id, "left"))


@method("leaveChat")
def leave_chat(state: State, given: Arguments) -> bool:
    """Bot API leaveChat."""
    chat = state.open_chat(given.text("chat_id"))
    if not chat.is_group:
        raise bad_request("chat member status can't be changed in private chats")
    change_bot_status(state, chat, state.bot, "left")
    return True


@method("getFile")
def get_file(state: State, given: Arguments) -> Json:
    """Bot API getFile: up to 20 MB."""
    file = state.files.open(given.text("file_id"))
    return file.identity() | {"file_path": file.path}


def member_body(user: User, status: str) -> Json:
    """Bot API ChatMember in the form that belongs to a status."""
    body: Json = {"user": user.body(), "status": status}
    if status == "creator":
        body["is_anonymous"] = False
    elif status == "administrator":
        body |= dict.fromkeys(_RIGHTS, False) | {"can_manage_chat": True}
    elif status == "kicked":
        body["until_date"] = 0
    return body


def change_bot_status(state: State, chat: Chat, by: User, status: str) -> None:
    """Change what the bot is in a chat, and tell it so (update ``my_chat_member``)."""
    before = chat.members.get(state.bot.id, "left" if chat.is_group else "member")
    chat.members[state.bot.id] = status
    body = {
        "chat": chat.body(),
        "from": by.body(),
        "date": int(time.time()),
        "old_chat_member": member_body(state.bot, before),
        "new_chat_member": member_body(state.bot, status),
    }
    state.updates.put("my_chat_member", body, chat.id)
    chat.changed.ring()
