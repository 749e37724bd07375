"""`python -m tools.machines.relay HOST:PORT=HOST:PORT …`: ports passed on to others, so that a
stand-in of this machine answers on another's own loopback, where no TLS is asked for."""

from __future__ import annotations

import asyncio
import contextlib
import sys


async def pass_on(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    """Every byte of one side to the other, until either ends."""
    with contextlib.suppress(OSError):
        while chunk := await reader.read(65536):
            writer.write(chunk)
            await writer.drain()
    writer.close()


async def serve(listens: str, target: str) -> asyncio.Server:
    """Listen at one address, and pass each connection on to the other."""
    to_host, _, to_port = target.rpartition(":")

    async def connected(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            far_reader, far_writer = await asyncio.open_connection(to_host, int(to_port))
        except OSError:
            writer.close()
            return
        await asyncio.gather(pass_on(reader, far_writer), pass_on(far_reader, writer))

    host, _, port = listens.rpartition(":")
    return await asyncio.start_server(connected, host, int(port))


async def main(pairs: list[str]) -> None:
    """Pass on until killed."""
    for pair in pairs:
        await serve(*pair.split("="))
    await asyncio.Event().wait()


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1:]))
