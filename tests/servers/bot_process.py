"""``python -m tests.servers.bot_process``: the door in a process of its own, to be killed."""

import asyncio
import signal

from bot.listen import run
from core.desk.staff_actions import STAFF_ACTIONS
from core.followers import FOLLOWERS
from core.ground import logs
from core.ground.database.store import Store
from core.ground.settings import read_settings
from core.ground.words import Words
from core.ground.world import World
from core.programmes.link_check import LinkCheck


async def main() -> None:
    """Run over the store and the Bot API of the settings until SIGTERM; evidence is found."""
    settings = read_settings()
    logs.configure(settings)
    stop = asyncio.Event()
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, stop.set)
    store = Store(settings.database_url)
    await run(
        World(
            store,
            Words.read(),
            settings,
            fetch=lambda url: LinkCheck("found", 200),
            followers=FOLLOWERS,
            staff_actions=STAFF_ACTIONS,
        ),
        stop,
    )
    store.close()


if __name__ == "__main__":
    asyncio.run(main())
