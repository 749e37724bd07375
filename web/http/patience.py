"""How long we wait for who has begun to speak: a request's head, then its body."""

import asyncio
import time

import h11
from starlette.exceptions import HTTPException
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from uvicorn.protocols.http.h11_impl import H11Protocol

HEAD, PIECE, BODY = 10.0, 20.0, 120.0  # seconds: a head, until the next piece, a whole body
LAST = {"Connection": "close"}


class Listening(H11Protocol):
    """Hangs up on a connection whose request never begins, or begins and never gets complete."""

    late: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Start the clock for the first request's head."""
        super().connection_made(transport)
        self.expect_head()

    def data_received(self, data: bytes) -> None:
        """Hand the bytes to uvicorn, then look whether the head is whole."""
        super().data_received(data)
        self.expect_head()

    def connection_lost(self, exc: Exception | None) -> None:
        """Stop the clock of a connection that is gone."""
        self.forget()
        super().connection_lost(exc)

    def expect_head(self) -> None:
        """Let the clock run from the first moment that a head is due until it is whole."""
        if self.conn.their_state is not h11.IDLE:
            self.forget()
        elif self.late is None:
            self.late = self.loop.call_later(HEAD, self.transport.abort)

    def forget(self) -> None:
        """Stop the clock, if it runs."""
        if self.late is not None:
            self.late.cancel()
            self.late = None


class Patience:
    """A body that stalls, or drips for too long, is answered 408 and the connection closed."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        ends, whole = time.monotonic() + BODY, scope["type"] != "http"

        async def in_time() -> Message:
            nonlocal whole
            if whole:
                return await receive()
            left = min(PIECE, ends - time.monotonic())
            try:
                message = await asyncio.wait_for(receive(), max(left, 0))
            except TimeoutError:
                raise HTTPException(408, headers=LAST) from None
            whole = message["type"] != "http.request" or not message.get("more_body", False)
            return message

        await self.app(scope, in_time, send)
