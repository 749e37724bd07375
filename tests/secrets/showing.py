"""Showing a secret at a door, by everything that its holder can do there."""

import re
from dataclasses import dataclass
from html import unescape

from sqlmodel import col, select

from core import staff
from core.due import due
from core.ground.messages import Message
from core.ground.tables import Claim, Link, Outbox
from core.joining import split
from core.people import people
from core.people.tokens import CODE_LIFE
from tests.secrets.held import HELD, Held, address, code, join_chat, speak
from tests.world.letterbox import Letterbox
from tests.world.visitors import visitor
from tests.world.world import Stage

DOORS = ("telegram", "terminal", "mail", "web")
HOLDERS = ("owner", "another", "staff removed", "after undo", "spent", "expired")
EVE, FRESH = "eve@evil.test", {"telegram": "900", "terminal": "fresh"}
PAGES = ("claim", "decide", "stop", "unlink", "staff", "show", "report")
HIDDEN = re.compile(r'<input type="hidden" name="(\w+)" value="([^"]*)"')


@dataclass(frozen=True, slots=True)
class Found:
    """What a secret brought: the thing done, a code or a word to its mailbox, a page, a chat that
    is the owner's person now."""

    done: bool
    code: bool
    told: bool
    page: bool
    joined: bool


def held_for(stage: Stage, kind: str, door: str) -> Held:
    return code(stage, door) if kind == "link code" else HELD[kind](stage)


async def found(stage: Stage, kind: str, door: str, holder: str) -> Found:
    """Play one cell of the matrix."""
    held = held_for(stage, kind, door)
    await come_to(held, kind, door, holder)
    reads = holder in ("owner", "staff removed")
    before, letters = held.does(), put(stage, held.mail)
    page = False
    if door == "web":
        page = await on_the_web(held)
    elif door == "mail":
        by_mail(held, holder)
    else:
        in_a_chat(held, door, reads=reads)
    new = put(stage, held.mail)[len(letters) :]
    codes = [row for row in new if row.kind == "code"]
    return Found(
        done=held.does() != before,
        code=bool(codes),
        told=len(new) > len(codes),
        page=page,
        joined=is_joined(held, door),
    )


async def come_to(held: Held, kind: str, door: str, holder: str) -> None:
    """What has happened to the secret before it is shown."""
    stage = held.stage
    if holder == "staff removed":
        assert held.role is not None
        with stage.world.turn() as turn:
            staff.remove(turn, held.mail, *held.role)
    elif holder == "after undo":
        if kind != "undo":
            join_chat(stage, held.mail)
        with stage.world.turn() as turn:
            link = turn.db.exec(select(Link).order_by(col(Link.made_at).desc())).first()
            assert link is not None
            assert split.undo(turn, link)
    elif holder == "spent":
        await used(held, kind, door)
    elif holder == "expired":
        stage.clock.at += held.life
        stage.clock.pass_(seconds=1)


async def used(held: Held, kind: str, door: str) -> None:
    """Its owner has used it, and nothing can be undone any more."""
    if kind == "link code":
        in_chat = door in FRESH
        speak(held.stage, door, held.chat, held.words) if in_chat else by_mail(held, "owner")
    else:
        by_mail(held, "owner")
    held.stage.clock.pass_(minutes=5)
    if held.life > CODE_LIFE:
        held.stage.clock.pass_(hours=1)
        due(held.stage.world)


def put(stage: Stage, place: str) -> list[Outbox]:
    with stage.world.glance() as turn:
        query = select(Outbox).where(Outbox.place == place, Outbox.message != "")
        return list(turn.db.exec(query.order_by(col(Outbox.id))))


def by_mail(held: Held, holder: str) -> None:
    """Its words with the secret: by the owner as their server vouches for, by another from their
    own mailbox; a secret that should be dead, in the owner's name."""
    box, known = Letterbox(held.stage, count=len(put(held.stage, held.mail))), held.mail
    if holder == "another":
        box.write(EVE, held.words, held.secret, vouched=True)
        box.write(EVE, held.words, held.secret.upper(), vouched=True)
    else:
        vouched = holder in ("owner", "staff removed")
        box.write(known, held.words, held.secret, vouched=vouched)


def in_a_chat(held: Held, door: str, *, reads: bool) -> None:
    """`/start` with the secret; the code, if one was sent and they can read it; then its use."""
    who = held.chat if held.chat and reads else FRESH[door]
    if held.chat and reads:
        speak(held.stage, door, who, held.words)
        return
    shown = held.secret if reads else held.secret.upper()
    replies = list(speak(held.stage, door, who, f"/start {shown}").replies)
    if codes := [row for row in put(held.stage, held.mail) if row.kind == "code"]:
        digits = Message.from_json(codes[-1].message).values["code"]
        said = digits if reads else "1234 5678"
        replies += speak(held.stage, door, who, said).replies
    for choice in choices(held, replies):
        speak(held.stage, door, who, choice=choice)
    speak(held.stage, door, who, held.words)


def choices(held: Held, replies: list[dict[str, object]]) -> list[str]:
    """The buttons that were shown for it, and those that one can make up."""
    if not held.press:
        return []
    told = re.findall(rf"'({held.press}[^']*)'", repr(replies))
    with held.stage.world.glance() as turn:
        guessed = [f"{held.press}{ref}" for ref in turn.db.exec(select(Claim.ref))]
    return told or guessed


async def on_the_web(held: Held) -> bool:
    """Every page with the secret, and what can be posted there; whether its own is shown."""
    shown = False
    async with visitor(held.stage) as web:
        for page in (held.page,) if held.page else PAGES:
            read = await web.get(f"/{page}/{held.secret}")
            shown = shown or read.status_code == 200
            hidden = {name: unescape(value) for name, value in HIDDEN.findall(read.text)}
            await web.post(f"/{page}/{held.secret}", data={**hidden, **held.form})
    return shown


def is_joined(held: Held, door: str) -> bool:
    """Whether the fresh chat or the stranger's mailbox is the owner's person."""
    place = (people.MAIL, EVE) if door not in FRESH else (door, FRESH[door])
    with held.stage.world.turn() as turn:
        came = people.find(turn, *place)
        return came is not None and came.person_id == address(turn, held.mail).person_id
