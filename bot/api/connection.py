"""The line to Telegram: one bot with its pace, and the threads that core works in."""

import asyncio
import os
from collections.abc import AsyncIterator, Callable, Coroutine
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from functools import partial
from typing import Any, ParamSpec, TypeVar
from urllib.parse import urlsplit

from telegram.error import InvalidToken, RetryAfter, TelegramError
from telegram.ext import BaseRateLimiter, ExtBot
from telegram.request import HTTPXRequest

from bot.api.errors import seconds
from bot.api.lanes import Lanes
from bot.api.rate_limit import Pace
from bot.api.receipts import Receipts, write_receipts
from bot.brake import Brake
from core.ground.effects import Effects
from core.ground.errors import Trouble
from core.ground.leases import names
from core.ground.leases.ownership import Ownership
from core.ground.rows.outbox import Receipt
from core.ground.settings import Settings
from core.ground.tables import Outbox
from core.ground.world import World

THREADS = 16
PRESSES = 64  # answered at once; each waits a moment for what it is answered with
AGAIN = 2  # tries after a refusal, before the row goes back to the outbox
SHORTEST, LONGEST_HELD = 0.5, 5.0  # seconds that a refused message holds its place in the queues
CONNECT, READ, POOL = 10.0, 20.0, 30.0  # seconds
LOOPBACK = {"127.0.0.1", "::1", "localhost"}

# python-telegram-bot 22 gives times as numbers with a warning, unless this asks for timedelta.
os.environ.setdefault("PTB_TIMEDELTA", "1")

Bot = ExtBot[int]
Given = ParamSpec("Given")
Got = TypeVar("Got")


class RateLimiter(BaseRateLimiter[int]):
    """A refusal (429) slows the chat that it was about, and no other."""

    def __init__(self, pace: Pace) -> None:
        self._pace = pace

    async def initialize(self) -> None:
        """Nothing to open."""

    async def shutdown(self) -> None:
        """Nothing to close."""

    async def process_request(
        self,
        callback: Callable[..., Coroutine[Any, Any, Any]],
        args: Any,
        kwargs: dict[str, Any],
        endpoint: str,
        data: dict[str, Any],
        rate_limit_args: int | None,  # noqa: ARG002 - the library gives it
    ) -> Any:
        """Call the Bot API; after a refusal the chat waits as long as asked, then once more.

        That we are writing is shown now or not at all.
        """
        if endpoint == "sendChatAction":
            return await callback(*args, **kwargs)
        for _ in range(AGAIN):
            try:
                return await callback(*args, **kwargs)
            except RetryAfter as error:
                wait = seconds(error)
                self._pace.complained(str(data.get("chat_id", "")))
                if wait > LONGEST_HELD:
                    raise
                await asyncio.sleep(max(wait, SHORTEST))
        return await callback(*args, **kwargs)


def is_pushed_to(settings: Settings) -> bool:
    """Whether Telegram is to push updates here: there is a secret, and the public address is https
    or the Bot API is on this machine."""
    local = urlsplit(settings.telegram_api).hostname in LOOPBACK
    return bool(settings.telegram_webhook_secret) and (local or settings.base.startswith("https:"))


@dataclass(frozen=True, slots=True)
class Connection:
    """What the bot door holds while it runs: `people`, `chats`, `badges` and `presses` are its
    queues of updates, messages, badges to issue and presses to answer; `hands` are the updates
    being worked, `toasts` what the presses among them will be answered with. One process is the
    `owner` of polling and of the outbox of this door."""

    world: World
    bot: Bot
    pace: Pace
    threads: ThreadPoolExecutor
    people: Lanes
    chats: Lanes
    badges: Lanes
    presses: Lanes
    receipts: Receipts
    owner: Ownership
    brake: Brake = field(default_factory=Brake)
    hands: dict[int, asyncio.Future[bool]] = field(default_factory=dict)
    toasts: dict[int, asyncio.Future[Effects]] = field(default_factory=dict)

    def may_send(self, row: Outbox, term: int) -> bool:
        """Whether a message that was taken in this term of the owner is still ours to send: another
        process may have taken it up, once we no longer own the door for certain.

        Where updates are pushed whoever got one answers it, but in groups, whose limit all share.
        """
        if self.owner.sure and self.owner.term == term:
            return True
        return is_pushed_to(self.world.settings) and not row.place.startswith("-")

    async def core(
        self, act: Callable[Given, Got], *args: Given.args, **named: Given.kwargs
    ) -> Got:
        """Call a function of core in a thread, off the event loop; gives what it gives and raises
        what it raises."""
        call = partial(act, *args, **named)
        return await asyncio.get_running_loop().run_in_executor(self.threads, call)


@asynccontextmanager
async def open_line(world: World) -> AsyncIterator[Connection]:
    """Everything that talking to Telegram needs; nothing is asked of Telegram yet."""
    pace, threads = Pace(), ThreadPoolExecutor(THREADS, thread_name_prefix="bot")

    async def write(receipts: list[Receipt]) -> None:
        loop = asyncio.get_running_loop()
        await loop.run_in_executor(threads, write_receipts, world, receipts)

    bot = new_bot(world.settings, pace)
    line = Connection(
        world=replace(world, files=partial(file_of, bot, asyncio.get_running_loop())),
        bot=bot,
        pace=pace,
        threads=threads,
        people=Lanes(THREADS // 2),
        chats=Lanes(THREADS),
        badges=Lanes(2),
        presses=Lanes(PRESSES),
        receipts=Receipts(write),
        owner=Ownership(world, names.UPDATES),
    )
    async with line.bot.request:
        try:
            yield line
        finally:
            lanes = (line.people, line.badges, line.presses, line.chats)
            for each in lanes:
                each.cancel()
            for each in lanes:
                await each.empty()
            line.threads.shutdown(wait=True)


def file_of(bot: Bot, loop: asyncio.AbstractEventLoop, name: str) -> bytes:
    """A file that was sent to the bot, asked for from one of its threads (Bot API: getFile); empty
    where Telegram does not give it in time."""

    async def fetch() -> bytes:
        file = await bot.get_file(name)
        return bytes(await file.download_as_bytearray())

    asked = asyncio.run_coroutine_threadsafe(fetch(), loop)
    try:
        return asked.result(READ)
    except (TelegramError, TimeoutError):
        asked.cancel()
        return b""


def new_bot(settings: Settings, pace: Pace) -> Bot:
    """The bot of the settings; raises `Trouble` where its token would travel in the clear."""
    root = settings.telegram_api.rstrip("/")
    parts = urlsplit(root)
    if parts.scheme != "https" and parts.hostname not in LOOPBACK:
        raise Trouble("trouble.plain_http", setting=f"COCARDE_TELEGRAM_API={root}")
    try:
        return ExtBot(
            settings.telegram_token,
            base_url=f"{root}/bot",
            base_file_url=f"{root}/file/bot",
            request=new_request(),
            rate_limiter=RateLimiter(pace),
        )
    except InvalidToken as error:
        raise token_trouble() from error


def new_request() -> HTTPXRequest:
    """The HTTP client of the bot: as many connections as its threads need, and a time limit on each
    step."""
    return HTTPXRequest(
        connection_pool_size=THREADS * 2,
        connect_timeout=CONNECT,
        read_timeout=READ,
        write_timeout=READ,
        pool_timeout=POOL,
    )


def token_trouble() -> Trouble:
    """The error for a token that Telegram does not know (Bot API: 401 or 404), with its mend."""
    return Trouble("trouble.no_such_bot")
