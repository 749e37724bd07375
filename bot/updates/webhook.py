"""Updates pushed by Telegram to the web door, instead of polled."""

import hashlib
import hmac
import json
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any
from weakref import WeakKeyDictionary

from sqlalchemy.exc import SQLAlchemyError
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from bot.api.connection import Connection, is_pushed_to, open_line
from bot.read import Update
from bot.updates.polling import ALLOWED
from bot.updates.work_update import keep
from bot.updates.worker import hear_out
from core.ground.database.store import Store
from core.ground.settings import Settings
from core.ground.world import World

log = logging.getLogger(__name__)

CONNECTIONS = 20
UPDATE_CAP = 1_000_000
SECRET_HEADER = "x-telegram-bot-api-secret-token"  # noqa: S105 - a name (Bot API, setWebhook)
DEEPEST, LARGEST = 60, 2**53

# The line that is open in this process, so that a pushed update finds its connections.
LINES: WeakKeyDictionary[Store, Connection] = WeakKeyDictionary()


def path(settings: Settings) -> str:
    """The path that updates are pushed to; guessing it takes the secret."""
    key = settings.telegram_webhook_secret.encode()
    return f"/telegram/{hmac.new(key, b'path', hashlib.sha256).hexdigest()[:32]}"


async def settle(line: Connection) -> None:
    """Let Telegram push where the settings say so (Bot API: setWebhook), else make sure that it
    does not."""
    settings = line.world.settings
    if is_pushed_to(settings):
        await line.bot.set_webhook(
            settings.base + path(settings),
            secret_token=settings.telegram_webhook_secret,
            allowed_updates=ALLOWED,
            max_connections=CONNECTIONS,
        )
    elif (await line.bot.get_webhook_info()).url:
        await line.bot.delete_webhook()


def routes(world: World) -> list[Route]:
    """The path that Telegram pushes updates to, for the web door; its header proves who pushes."""

    async def pushed(request: Request) -> Response:
        body = b""
        async for piece in request.stream():
            body += piece
            if len(body) > UPDATE_CAP:
                raise HTTPException(413)
        status = await take(world, body, request.headers.get(SECRET_HEADER))
        return Response(status_code=status)

    return [Route("/telegram/{secret}", pushed, methods=["POST"])]


async def take(world: World, body: bytes, secret_header: str | None) -> int:
    """Keep and work one pushed update; the HTTP status to answer with.

    200 only once its effect is in the store. `secret_header` is X-Telegram-Bot-Api-Secret-Token.
    """
    secret = world.settings.telegram_webhook_secret
    if not secret or not hmac.compare_digest((secret_header or "").encode(), secret.encode()):
        return 403
    update = read_body(body)
    if update is None:
        return 400
    async with borrowed(world) as line:
        try:
            fresh = await line.core(keep, world, [update])
        except SQLAlchemyError:
            log.exception("Update %s could not be kept", update["update_id"])
            return 503
        return 200 if await hear_out(line, update, new=bool(fresh)) else 500


def read_body(body: bytes) -> Update | None:
    """An update as Telegram writes them; none for anything else, however deep or odd."""
    try:
        update = json.loads(body)
    except (ValueError, RecursionError):
        return None
    number = update.get("update_id") if isinstance(update, dict) else None
    known = type(number) is int and 0 <= number <= LARGEST and shallow(update)
    return update if known else None


def shallow(update: object) -> bool:
    """Whether values lie no deeper in each other than any real update's."""
    inside: list[Any] = [update]
    for _ in range(DEEPEST):
        lists = (each.values() if isinstance(each, dict) else each for each in inside)
        inside = [each for many in lists for each in many if isinstance(each, dict | list)]
        if not inside:
            return True
    return False


@asynccontextmanager
async def borrowed(world: World) -> AsyncIterator[Connection]:
    """The line that is open in this process, else one for this update alone."""
    if line := LINES.get(world.store):
        yield line
        return
    async with open_line(world) as line:
        yield line
        await line.badges.empty()
        await line.presses.empty()
        await line.chats.empty()
        await line.receipts.written()
