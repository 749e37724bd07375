"""One kept update on its way through core: worked in order, retried, and told to the person."""

import asyncio
import json
import logging
from collections.abc import Callable, Coroutine
from contextlib import suppress
from dataclasses import replace
from functools import partial
from typing import Any

from sqlalchemy.exc import SQLAlchemyError

from bot.api.connection import Connection
from bot.brake import Admission
from bot.deliver import hand_out
from bot.read import DOOR, SOURCE, Update, known_as
from bot.updates import signs
from bot.updates.work_update import apologise, keep, set_aside, work
from core.ground.database.store import is_away
from core.ground.effects import Effects
from core.ground.rows import inbox
from core.ground.watched.about import about, input_name
from core.ground.world import World
from core.issuing.issue import issue_approved

log = logging.getLogger(__name__)

PAUSE, LONGEST_PAUSE = 0.2, 20.0  # seconds before an update that failed is worked again
Job = Callable[[World, bytes], Effects]
KINDS = ("message", "edited_message", "callback_query", "my_chat_member")


def hear(line: Connection, update: Update) -> asyncio.Future[bool]:
    """Put an update in the queue of its person; the future becomes true once it was worked.

    A press is answered at once, and once (Bot API: answerCallbackQuery); an update under way is not
    heard a second time.
    """
    number = update["update_id"]
    if number not in line.hands:
        signs.expect_toast(line, update)
        enqueue(line, update, partial(try_until_done, line, update, job_for(line, update)))
    return line.hands[number]


async def hear_out(line: Connection, update: Update, *, new: bool) -> bool:
    """Work an update with one try, in the queue of its person, and wait for it; false when it has
    to come again.

    `new` is false for one that Telegram sent before: its press was answered then.
    """
    number = update["update_id"]
    if number not in line.hands:
        if new:
            signs.expect_toast(line, update)
        act = job_for(line, update)
        enqueue(line, update, partial(try_once, line, update, json.dumps(update).encode(), act))
    return await asyncio.shield(line.hands[number])


def job_for(line: Connection, update: Update) -> Job:
    """How to work an update: as what it is, or, of somebody who sends too many, as one of them."""
    held = line.brake.look(who(update))
    return (
        work_and_take
        if held is Admission.FREE
        else partial(brake, tell=held is Admission.FIRST_HELD)
    )


def enqueue(
    line: Connection, update: Update, work_it: Callable[[], Coroutine[Any, Any, bool]]
) -> None:
    """Put an update into the queue of its person, and keep it in hand until it is done."""
    done: asyncio.Future[bool] = asyncio.get_running_loop().create_future()
    line.hands[update["update_id"]] = done
    done.add_done_callback(lambda _: line.hands.pop(update["update_id"]))

    async def job() -> None:
        worked = False
        try:
            with about(input=input_name(SOURCE, known_as(update))):
                worked = await work_it()
        finally:
            done.set_result(worked)

    line.people.put(who(update), job)


def who(update: Update) -> str:
    """The person whose updates stay in order."""
    said: Update = next((update[kind] for kind in KINDS if kind in update), {})
    return str(said.get("from", {}).get("id", ""))


async def try_until_done(line: Connection, update: Update, act: Job) -> bool:
    """Work an update until it is done or set aside, then deliver what it caused."""
    raw, pause = json.dumps(update).encode(), PAUSE
    while not await try_once(line, update, raw, act):
        await asyncio.sleep(pause)
        pause = min(pause * 4, LONGEST_PAUSE)
    return True


async def try_once(line: Connection, update: Update, raw: bytes, act: Job) -> bool:
    """One try; false when the update has to be tried again."""
    sign = signs.show_writing(line, update if act is work_and_take else {})
    task = asyncio.ensure_future(line.core(act, line.world, raw))
    try:
        await signs.keep_showing(line, update, task)
        effects = task.result()
        signs.tell_toast(line, update, effects)
        await signs.before_answer(sign)
        hand_out(line, effects.taken)
        if effects.approved:  # answers leave before a badge is drawn
            line.badges.put(effects.approved[0], partial(issue, line, effects.approved))
    except Exception as error:
        log.exception("Update %s could not be worked", update["update_id"])
        if is_away(error):  # no fault of the update, no strike
            return False
        with suppress(SQLAlchemyError):
            return await line.core(struck, line.world, update, repr(error))
        return False
    return True


def work_and_take(world: World, raw: bytes) -> Effects:
    """Work it; what it puts for this door is taken in the same transaction."""
    return work(replace(world, takes=DOOR), raw, issue=False)


def brake(world: World, raw: bytes, *, tell: bool) -> Effects:
    """Keep it unread; the first of many is answered."""
    return set_aside(replace(world, takes=DOOR), json.loads(raw), tell=tell)


async def issue(line: Connection, approved: list[str]) -> None:
    """Issue what an update has approved, and send what that causes."""
    world = replace(line.world, takes=DOOR)
    effects = await line.core(issue_approved, world, Effects(approved=approved))
    hand_out(line, effects.taken)


def struck(world: World, update: Update, why: str) -> bool:
    """Keep it and count the failure; the third time it is set aside and the person told."""
    keep(world, [update])
    if not inbox.strike(world, SOURCE, known_as(update), why):
        return False
    log.error("Update %s is set aside after three tries", update["update_id"])
    apologise(world, update)
    return True
