"""``python -m tests.servers.telegram --port N --token T``: the emulator as a process of its own."""

from __future__ import annotations

import argparse
import json
import signal
import threading

from .api import TOKEN, BotApi
from .limits import Limits


def main() -> None:
    """Serve until SIGTERM or SIGINT; the first line printed tells root URL and token as JSON."""
    options = argparse.ArgumentParser(prog="botapi", description=main.__doc__)
    options.add_argument("--port", type=int, default=0, help="0 takes a free one")
    options.add_argument("--token", default=TOKEN)
    options.add_argument("--no-limits", action="store_true", help="no flood control")
    given = options.parse_args()
    stop = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stop.set())
    with BotApi(given.token, port=given.port, limits=Limits(on=not given.no_limits)) as api:
        print(json.dumps({"url": api.url, "token": api.token}), flush=True)
        stop.wait()


if __name__ == "__main__":
    main()
