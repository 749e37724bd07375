"""The emulator: one bot's Telegram on a free port of 127.0.0.1, in a thread of its own."""

from __future__ import annotations

import asyncio
import socket
import threading
import time
from collections.abc import Callable, Sequence
from types import TracebackType
from typing import Final, Self

import uvicorn

from .chats import Chat, User
from .control import control_routes
from .faults import Fault
from .groups import Group, new_group
from .limits import Limits
from .people import Person
from .screen import PATIENCE
from .server import Cuttable, bot_application
from .state import Call, State
from .webhook import Webhook

TOKEN: Final = "700100200:emulated-token-for-the-tests-only_AA"


class BotApi:
    """Telegram for one bot: ``async with BotApi(token) as api`` or plain ``with``.

    ``limits`` is flood control (``Limits(on=False)`` switches it off), ``privacy`` the privacy
    mode in groups, ``webhook_delay`` the first wait before a webhook is tried again, in seconds.
    """

    def __init__(
        self,
        token: str = TOKEN,
        *,
        port: int = 0,
        username: str = "cocarde_test_bot",
        limits: Limits | None = None,
        privacy: bool = True,
        webhook_delay: float = 1.0,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        bot = User(int(token.partition(":")[0]), "Cocarde", username=username, is_bot=True)
        self.token = token
        self.state = State(token, bot, limits or Limits(), privacy, clock)
        self._port = port
        self._webhook = Webhook(self.state, webhook_delay)
        self._people: dict[int, Person] = {}

    @property
    def url(self) -> str:
        """Root of the Bot API; ``/bot<token>/`` and ``/file/bot<token>/`` are below it."""
        return f"http://127.0.0.1:{self._port}"

    @property
    def calls(self) -> list[Call]:
        """What the bot asked so far, oldest first."""
        with self.state.lock:
            return list(self.state.calls)

    @property
    def limits(self) -> Limits:
        """Flood control, to be changed at will."""
        return self.state.limits

    def person(
        self,
        first_name: str,
        language_code: str = "",
        username: str = "",
        *,
        last_name: str = "",
    ) -> Person:
        """Someone new who has not yet met the bot."""
        with self.state.lock:
            number = 500_000_001 + len(self.state.users)
            user = User(number, first_name, last_name, username, language_code)
            chat = Chat(number, "private", self.state.lock, person=user)
            self.state.users[number] = user
            self.state.chats[number] = chat
            self._people[number] = Person(self.state, user, chat)
        return self._people[number]

    def people(self) -> dict[int, Person]:
        """Everyone by user id."""
        return dict(self._people)

    def group(
        self,
        title: str,
        members: Sequence[Person],
        *,
        administrator: bool = False,
        kind: str = "group",
    ) -> Group:
        """A new group ("group" or "supergroup") with the bot; the first member made it."""
        return new_group(self.state, title, members, administrator=administrator, kind=kind)

    def fails(
        self, code: int, *, times: int = 1, method: str | None = None, retry_after: int = 1
    ) -> None:
        """Refuse the next calls with this status (any method but getUpdates when None)."""
        self.state.faults.add(Fault(times, method, code=code, retry_after=retry_after))

    def cuts(self, when: str, *, times: int = 1, method: str | None = None) -> None:
        """Drop the connection of the next calls "before" or "after" their effect."""
        self.state.faults.add(Fault(times, method, cut=when))

    def slows(self, seconds: float, *, times: int = 1, method: str | None = None) -> None:
        """Answer the next calls late."""
        self.state.faults.add(Fault(times, method, seconds=seconds))

    async def settles(self, seconds: float = PATIENCE) -> None:
        """Wait until the bot has confirmed every update."""
        updates = self.state.updates
        done = await updates.changed.until(lambda: not updates.pending or None, seconds)
        assert done, f"{len(updates.pending)} updates are still unconfirmed"

    async def called(self, method: str, *, times: int = 1, seconds: float = PATIENCE) -> list[Call]:
        """Wait until the bot has called a method so often; all those calls."""

        def enough() -> list[Call] | None:
            found = [c for c in self.state.calls if c.method.lower() == method.lower()]
            return found if len(found) >= times else None

        found = await self.state.called.until(enough, seconds)
        assert found is not None, f"{method} was not called {times} times"
        return found

    def start(self) -> None:
        """Listen; returns once requests are taken. After ``stop`` all goes on where it was."""
        self.state.updates.closed = False
        listener = socket.create_server(("127.0.0.1", self._port))
        self._port = listener.getsockname()[1]
        routes = control_routes(self)
        config = uvicorn.Config(
            bot_application(self.state, *routes),
            http=Cuttable,
            ws="none",
            lifespan="off",
            log_config=None,
            access_log=False,
            proxy_headers=False,
            timeout_graceful_shutdown=1,
        )
        self._server = _Server(config)
        self._thread = threading.Thread(target=self._run, args=(listener,), name="botapi")
        self._thread.start()
        if not self._server.ready.wait(10):
            raise RuntimeError("the Bot API emulator did not start")

    def stop(self) -> None:
        """Stop listening; waiting calls are answered at once."""
        self._server.should_exit = True
        self.state.updates.close()
        self._thread.join(10)

    def _run(self, listener: socket.socket) -> None:
        async def serve() -> None:
            pushing = asyncio.create_task(self._webhook.run())
            await self._server.serve([listener])
            self.state.updates.close()
            await pushing

        asyncio.run(serve())

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.stop()

    async def __aenter__(self) -> Self:
        await asyncio.to_thread(self.start)
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        await asyncio.to_thread(self.stop)


class _Server(uvicorn.Server):
    def __init__(self, config: uvicorn.Config) -> None:
        super().__init__(config)
        self.ready = threading.Event()

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Start, and tell the thread that waits for it."""
        await super().startup(sockets)
        self.ready.set()
