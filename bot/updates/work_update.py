"""One raw update worked, in the caller's thread: the way of polling, webhook and `receive`."""

import json
from collections.abc import Callable, Iterable
from dataclasses import replace

from bot.places import place_of
from bot.read import (
    DOOR,
    LARGEST_FILE,
    SOURCE,
    Update,
    badge_file,
    bot_named,
    hides,
    known_as,
    read,
    sent_file,
)
from bot.updates import one_of_many
from bot.updates.chat_changes import heed, read_happening
from core.badges.verify.verify import is_badge
from core.claims.sending import BOT_NAME
from core.desk.claim import sent_files
from core.desk.incoming import Incoming
from core.desk.receive import receive
from core.ground.effects import Effects, Outcome
from core.ground.message_kinds import MessageKind
from core.ground.messages import Message
from core.ground.rows import inbox, outbox
from core.ground.rows.outbox import To
from core.ground.tables import Bookmark
from core.ground.watched import committed
from core.ground.world import Turn, World, runs_again
from core.programmes.evidence.prepare_file import Attachment


@runs_again
def keep(world: World, updates: Iterable[Update]) -> list[Update]:
    """Store raw updates before Telegram is told that they came; gives those not known yet."""
    fresh = []
    with world.turn() as turn:
        for update in updates:
            if inbox.add(turn, SOURCE, known_as(update), json.dumps(update).encode()):
                fresh.append(update)
    return fresh


def work(world: World, raw: bytes, *, issue: bool = True) -> Effects:
    """Work the raw bytes of one update (Bot API: Update); gives what it caused, all of which is
    committed.

    Without `issue` the badges of what it approved are left to the caller. Raises `ValueError` for
    bytes that are no JSON.
    """
    update = json.loads(raw)
    if happening := read_happening(update):
        return once(world, update, lambda turn: heed(turn, happening))
    incoming = read(update)
    if hides(update) and not for_another(world, update):
        return once(world, update, lambda turn: tell_hidden(turn, update))
    if incoming is None or for_another(world, update):
        return ignore(world, update, "not for us")
    first = one_of_many.first(world, update)
    if not first and not sent_file(update):
        return once(world, update, say_once)
    brought = with_file(world, update, replace(incoming, raw=raw, beside=not first))
    if not first and not brought.files:
        return once(world, update, say_once)
    return receive(world, brought, issue=issue)


def with_file(world: World, update: Update, incoming: Incoming) -> Incoming:
    """The input with the photo or document that its message holds, fetched where a question of a
    claim may want it; else with the badge that it is. One that Telegram does not give to a bot, or
    not now, says so."""
    sent = sent_file(update)
    if sent is None or not sent_files.wanted(world, incoming):
        return with_badge(world, update, incoming)
    name, called, size = sent
    if size > LARGEST_FILE:
        return replace(incoming, files=(Attachment(called, b"", "answers.file_large"),))
    content = world.files(name)
    wrong = "" if content or not size else "answers.file_away"
    return replace(incoming, files=(Attachment(called, content, wrong),))


def with_badge(world: World, update: Update, incoming: Incoming) -> Incoming:
    """The input with the badge that its message holds, fetched; as it was where there is none."""
    named = badge_file(update)
    sent = world.files(named) if named else b""
    return replace(incoming, file=sent) if is_badge(sent) else incoming


def say_once(turn: Turn) -> None:
    """A quick repeat of a press, or one more picture of an album, has no effect."""
    turn.effects.conclude(Outcome.DUPLICATE, "pressed")
    turn.effects.toast = turn.say(turn.world.words.first, "toast.once")


def ignore(world: World, update: Update, why: str) -> Effects:
    """Remember an update of which nothing comes."""
    return once(world, update, lambda turn: turn.effects.conclude(Outcome.IGNORED, why))


def for_another(world: World, update: Update) -> bool:
    """Whether a command in a group names another bot (`/here@OtherBot`): any but ours, as Telegram
    told it to us."""
    named = bot_named(update)
    if not named:
        return False
    with world.glance() as turn:
        ours = turn.db.get(Bookmark, BOT_NAME)
    return ours is None or named.lower() != ours.value.lower()


def tell_hidden(turn: Turn, update: Update) -> None:
    """Tell an administrator who hides behind the group, or a channel, how to be known here."""
    place = str(place_of(update["message"]))
    locale = turn.world.words.first
    message = Message(turn.say(locale, "bot.anonymous"), locale)
    subject = f"{SOURCE}:{known_as(update)}"
    outbox.put(turn, To(DOOR, place), MessageKind.ANONYMOUS, subject, message)
    turn.effects.conclude(Outcome.REJECTED, "anonymous")


@runs_again
def once(world: World, update: Update, act: Callable[[Turn], None]) -> Effects:
    """Do something about an update in one transaction, unless it was worked before."""
    source_id = known_as(update)
    with world.turn() as turn:
        if inbox.first_time(turn, SOURCE, source_id):
            act(turn)
        else:
            turn.effects.conclude(Outcome.DUPLICATE, "this update was worked before")
    committed.worked(DOOR, turn.effects)
    return turn.effects


@runs_again
def apologise(world: World, update: Update) -> None:
    """Tell the person whose update was set aside, as they wait for an answer."""
    with world.turn() as turn:
        tell_writer(turn, update, "bot.trouble")


def set_aside(world: World, update: Update, *, tell: bool) -> Effects:
    """Remember an update of somebody who sends too many without reading it; `tell` says so to
    them."""

    def act(turn: Turn) -> None:
        turn.effects.conclude(Outcome.IGNORED, "too many at once")
        if tell:
            tell_writer(turn, update, "bot.too_fast")

    return once(world, update, act)


def tell_writer(turn: Turn, update: Update, word: str) -> None:
    """Say something about an update to who sent it, but not in a group."""
    incoming = read(update)
    if incoming is None or incoming.group:
        return
    locale = incoming.language or turn.world.words.first
    message = Message(turn.say(locale, word), locale)
    there = To(incoming.door, incoming.place)
    kind = MessageKind(word.removeprefix("bot."))
    outbox.put(turn, there, kind, f"{SOURCE}:{incoming.source_id}", message)
