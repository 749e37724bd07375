"""Cocarde's own Telegram Bot API emulator: a real HTTP server and the people who write to the bot.

It refuses what Telegram refuses, in its own words; a test parses all it emits with an independent
library's typed models. Not emulated: Markdown, inline mode, topics, channels, fetching URLs.
"""

from .api import TOKEN, BotApi
from .chats import Message
from .errors import ApiError
from .faults import Fault
from .groups import Group
from .limits import Limits
from .people import Person
from .state import Call, Press

__all__ = [
    "TOKEN",
    "ApiError",
    "BotApi",
    "Call",
    "Fault",
    "Group",
    "Limits",
    "Message",
    "Person",
    "Press",
]
