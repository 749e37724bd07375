"""Groups with the bot in them."""

from __future__ import annotations

from collections.abc import Sequence

from .chats import PRESENT, Chat, User
from .errors import Json
from .looking import change_bot_status
from .people import Person
from .screen import Screen
from .state import State


class Group(Screen):
    """A group or supergroup; the first member made it."""

    def __init__(self, state: State, chat: Chat, creator: User) -> None:
        super().__init__(state, chat)
        self.creator = creator

    @property
    def id(self) -> int:
        """Chat id: negative, ``-100…`` for a supergroup."""
        return self.chat.id

    def adds(self, *people: Person) -> None:
        """Let people in, with the service message that a group shows."""
        with self.state.lock:
            self.chat.members |= {person.id: "member" for person in people}
            self._serves({"new_chat_members": [person.user.body() for person in people]})

    def promotes(self, person: Person) -> None:
        """Make someone administrator."""
        self.chat.members[person.id] = "administrator"

    def adds_bot(self, *, administrator: bool = False) -> None:
        """Let the bot in: ``my_chat_member`` and a service message."""
        with self.state.lock:
            status = "administrator" if administrator else "member"
            change_bot_status(self.state, self.chat, self.creator, status)
            self._serves({"new_chat_members": [self.state.bot.body()]})

    def opens_topic(self, number: int) -> int:
        """Open a topic, which makes the supergroup a forum; gives its `message_thread_id`."""
        self.chat.topics.add(number)
        return number

    def closes_topic(self, number: int) -> None:
        """Delete a topic, so that nothing can be sent there any more."""
        self.chat.topics.discard(number)

    def kicks_bot(self) -> None:
        """Throw the bot out."""
        change_bot_status(self.state, self.chat, self.creator, "kicked")

    def migrates(self) -> Group:
        """Become a supergroup: a new chat id; the old one answers 400 with the new."""
        with self.state.lock:
            chat = Chat(
                -1_000_000_000_000 + self.chat.id,
                "supergroup",
                self.state.lock,
                title=self.chat.title,
                members=dict(self.chat.members),
            )
            self.state.chats[chat.id] = chat
            self._serves({"migrate_to_chat_id": chat.id})
            self.chat.migrated_to = chat.id
            bigger = Group(self.state, chat, self.creator)
            bigger._serves({"migrate_from_chat_id": self.chat.id})
        return bigger

    def _serves(self, content: Json) -> None:
        message = self.state.add_message(self.chat, self.creator, content)
        if self.chat.members.get(self.state.bot.id) in PRESENT:
            self.state.updates.put("message", message.body, self.chat.id)


def new_group(
    state: State, title: str, members: Sequence[Person], *, administrator: bool, kind: str
) -> Group:
    """Make a group with these members and the bot; the first member is its creator."""
    with state.lock:
        number = -4_000_000_000 - len(state.chats)
        chat = Chat(number, kind, state.lock, title=title)
        if kind == "supergroup":
            chat.id -= 1_000_000_000_000
        chat.members = {person.id: "member" for person in members}
        chat.members[members[0].id] = "creator"
        state.chats[chat.id] = chat
        group = Group(state, chat, members[0].user)
        group.adds_bot(administrator=administrator)
    return group
