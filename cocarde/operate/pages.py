"""The web door, with what Telegram pushes to it instead of being asked."""

import asyncio

from core.ground.world import World
from web import listen


async def run(world: World, stop: asyncio.Event) -> None:
    """Answer on COCARDE_LISTEN until told to stop; take updates where their secret is set."""
    webhook = None
    if world.settings.telegram_webhook_secret:
        from bot.updates import webhook as bot_webhook

        webhook = bot_webhook.take
    await listen.run(world, stop, webhook=webhook)
