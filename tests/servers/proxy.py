"""A TCP proxy between a door and its server, which delays, falls silent, cuts and refuses."""

import asyncio
from collections.abc import Callable
from types import TracebackType
from typing import Self


class Proxy:
    """Set `delay` (seconds per chunk), `silent`, `refuse` or `cut_after` (bytes) at any time.

    `holds(chunk, answer)` is asked before a chunk is passed on; from its first yes nothing is.
    """

    def __init__(self, host: str, port: int) -> None:
        self._target = (host, port)
        self.host, self.port = "127.0.0.1", 0
        self.delay = 0.0
        self.silent = False
        self.refuse = False
        self.cut_after: int | None = None
        self.holds: Callable[[bytes, bool], bool] | None = None
        self.held = asyncio.Event()
        self.connections = 0
        self._pairs: set[asyncio.StreamWriter] = set()
        self._tasks: set[asyncio.Task[None]] = set()

    async def __aenter__(self) -> Self:
        self._server = await asyncio.start_server(self._accept, self.host, 0)
        self.port = self._server.sockets[0].getsockname()[1]
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._server.close()
        self.cut()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        await self._server.wait_closed()

    def cut(self) -> None:
        """Break every connection that is open now, without a goodbye."""
        for writer in list(self._pairs):
            writer.transport.abort()

    async def _accept(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.connections += 1
        if self.refuse:
            writer.transport.abort()
            return
        far_reader, far_writer = await asyncio.open_connection(*self._target)
        self._pairs |= {writer, far_writer}
        for source, sink, answer in ((reader, far_writer, False), (far_reader, writer, True)):
            task = asyncio.create_task(self._carry(source, sink, answer=answer))
            self._tasks.add(task)
            task.add_done_callback(self._tasks.discard)

    async def _carry(
        self, source: asyncio.StreamReader, sink: asyncio.StreamWriter, *, answer: bool
    ) -> None:
        try:
            while chunk := await source.read(65536):
                await asyncio.sleep(self.delay)
                if self.holds is not None and self.holds(chunk, answer):
                    self.silent, self.holds = True, None
                    self.held.set()
                if not self.silent:
                    await self._pass_on(chunk, sink, answer=answer)
        except OSError:
            pass
        finally:
            sink.close()
            self._pairs.discard(sink)

    async def _pass_on(self, chunk: bytes, sink: asyncio.StreamWriter, *, answer: bool) -> None:
        if answer and self.cut_after is not None:
            sink.write(chunk[: self.cut_after])
            self.cut_after -= len(chunk)
            if self.cut_after <= 0:
                self.cut_after = None
                await sink.drain()
                sink.close()
                self.cut()
                return
        else:
            sink.write(chunk)
        await sink.drain()
