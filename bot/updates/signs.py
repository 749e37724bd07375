"""What a person sees before the answer: the clock of a press ends, the chat shows that we write."""

import asyncio
from contextlib import suppress
from functools import partial

from telegram.constants import ChatAction
from telegram.error import TelegramError

from bot.api.connection import Connection
from bot.places import place_of
from bot.read import Update
from core.ground.effects import Effects

PATIENCE = 1.0  # seconds in which a press is answered, with what became of it or without
SHOWN = 4.0  # seconds; a chat action shows for five
FIRST = 0.5  # seconds that an answer waits at most for the sign that it is coming

Writing = asyncio.Future[None]


def expect_toast(line: Connection, update: Update) -> None:
    """Let a press be answered as soon as it was worked, or after a moment (Bot API:
    answerCallbackQuery)."""
    if press := update.get("callback_query"):
        worked: asyncio.Future[Effects] = asyncio.get_running_loop().create_future()
        line.toasts[update["update_id"]] = worked
        worked.add_done_callback(lambda _: line.toasts.pop(update["update_id"], None))
        line.presses.put(press["id"], partial(answer, line, press["id"], worked))


def tell_toast(line: Connection, update: Update, effects: Effects) -> None:
    """Hand over what a press is answered with, now that it was worked."""
    worked = line.toasts.get(update["update_id"])
    if worked is not None and not worked.done():
        worked.set_result(effects)


async def answer(line: Connection, press_id: str, worked: asyncio.Future[Effects]) -> None:
    """End the clock that a pressed button shows, with a few words once there are any."""
    await asyncio.wait({worked}, timeout=PATIENCE)
    effects = worked.result() if worked.done() else Effects()
    worked.cancel()
    with suppress(TelegramError):  # too old after a restart: there is nobody left to tell
        await line.bot.answer_callback_query(
            press_id, effects.toast or None, show_alert=effects.alert
        )


def show_writing(line: Connection, update: Update) -> Writing:
    """Begin to show a person's own chat that we are writing, where they have written; nothing for
    an update that is not read."""
    message = update.get("message", {})
    private = message.get("chat", {}).get("type") == "private"
    return asyncio.ensure_future(writing(line, message) if private else asyncio.sleep(0))


async def writing(line: Connection, message: Update) -> None:
    """Show a chat that we are writing (Bot API: sendChatAction); what fails is left out."""
    place = place_of(message)
    with suppress(TelegramError):
        await line.bot.send_chat_action(
            place.chat, ChatAction.TYPING, message_thread_id=place.thread
        )


async def keep_showing(line: Connection, update: Update, task: asyncio.Future[Effects]) -> None:
    """Wait for the work; while it is slow, the chat goes on to show that we are writing."""
    said = update.get("message") or update.get("callback_query", {}).get("message") or {}
    while not task.done():
        await asyncio.wait({task}, timeout=SHOWN if "message" in update else PATIENCE)
        if not task.done() and "chat" in said:
            await writing(line, said)


async def before_answer(sign: Writing) -> None:
    """Let the sign reach the chat first: after the answer it would show for five seconds."""
    await asyncio.wait({sign}, timeout=FIRST)
