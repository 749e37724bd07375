"""People who claim by chat and answer by mail while machines fail; then what became of each."""

from __future__ import annotations

import asyncio
import itertools
import smtplib
import time
from collections import Counter
from dataclasses import dataclass, field
from datetime import timedelta
from email.utils import parseaddr
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy.exc import SQLAlchemyError
from sqlmodel import col, select

from core.ground.clock import real_now
from core.ground.tables import Badge, Claim, Person
from core.people import people
from core.roster import import_file
from tests.servers.telegram_talk import REPOSITORY, SITE, press, told
from tests.world.letters import MISSION, parsed, reply

if TYPE_CHECKING:
    from core.ground.world import World
    from tests.servers.mail import MailServers
    from tests.servers.telegram import BotApi
    from tests.servers.telegram import Person as Chatter

PATIENCE = 120.0  # seconds after which somebody who gets no answer has lost it


@dataclass(slots=True)
class Waited:
    """How long somebody waited for an answer, and when they had asked."""

    at: float
    seconds: float


@dataclass(slots=True)
class Crowd:
    """People of both doors, the waits that they had, and who never got an answer."""

    world: World
    api: BotApi
    post: MailServers
    waits: list[Waited] = field(default_factory=list)
    lost: list[str] = field(default_factory=list)
    chatters: list[Chatter] = field(default_factory=list)
    mailers: list[str] = field(default_factory=list)
    tasks: list[asyncio.Task[None]] = field(default_factory=list)
    numbers: itertools.count[int] = field(default_factory=itertools.count)

    def prepare(self, chatters: int, mailers: int) -> None:
        """Everybody is known to the store before anything fails."""
        for number in range(chatters):
            name = f"Lina{number}"
            person = self.api.person(name, "fr")
            person.user.started = True
            with self.world.turn() as turn:
                chat = people.meet(
                    turn, people.TELEGRAM, str(person.id), name=f"{name} Haddad", language="fr"
                )
                mail = f"{name.lower()}@example.org"
                known = people.person_of(turn, chat)
                people.confirm(turn, people.add_address(turn, known, people.MAIL, mail))
                people.used(turn, chat)
            self.chatters.append(person)
        today = (real_now() - timedelta(days=2)).date()
        rows = []
        for number in range(mailers):
            mail = self.post.create(f"awa{number}")
            rows.append({
                **MISSION, "reference": f"m{number}", "mail": mail, "name": surname(number),
                "starts_on": str(today - timedelta(days=250)), "ends_on": str(today),
            })  # fmt: skip
            self.mailers.append(mail)
        with self.world.turn() as turn:
            done = import_file.write(turn, "service-civique", rows)
        assert not done.refused, done.refused[0].why

    async def come(self, every: float) -> None:
        """Somebody new opens the chat every so many seconds; mail is answered as it comes."""
        self.tasks += [asyncio.create_task(self.answer(mail)) for mail in self.mailers]
        for person in self.chatters:
            self.tasks.append(asyncio.create_task(self.claim(person)))
            await asyncio.sleep(every)

    async def end(self) -> None:
        """Wait until everybody has got what they waited for, or has given up."""
        await asyncio.gather(*self.tasks)

    async def claim(self, person: Chatter) -> None:
        """One claim by chat, up to the review."""
        try:
            person.opens_link("becode_python-avance")
            await self.heard(person, "1/2")
            person.says(REPOSITORY)
            await self.heard(person, "2/2")
            person.says(SITE)
            await self.heard(person, told("claim.recap"))
            press(person, "claim.button_yes")
            await self.heard(person, told("status.in_review"))
        except (AssertionError, LookupError) as error:
            self.lost.append(f"chat {person.id}: {str(error)[:120]}")

    async def heard(self, person: Chatter, what: object) -> None:
        """Wait for an answer, and note how long that took."""
        asked = time.monotonic()
        await person.hears(what, PATIENCE)  # type: ignore[arg-type]
        self.waits.append(Waited(asked, time.monotonic() - asked))

    async def answer(self, mail: str) -> None:
        """Say yes to the invitation, and wait for the badge."""
        invited = await self.letters(mail, 1, PATIENCE * 3)
        if not invited:
            self.lost.append(f"mail {mail}: no invitation")
            return
        raw = reply(parsed(invited[0]), "oui", next(self.numbers), From=mail)
        to = parseaddr(str(parsed(raw)["To"]))[1]
        await asyncio.to_thread(self.send, mail, to, raw)
        asked = time.monotonic()
        if await self.letters(mail, 2, PATIENCE):
            self.waits.append(Waited(asked, time.monotonic() - asked))
        else:
            self.lost.append(f"mail {mail}: no badge")

    def send(self, sender: str, to: str, raw: bytes) -> None:
        """Hand a mail to the server of its reader."""
        with smtplib.SMTP("127.0.0.1", self.post.ports["smtp"]) as line:
            line.sendmail(sender, [to], raw)

    async def letters(self, mail: str, count: int, seconds: float) -> list[bytes]:
        """The person's mails, once there are so many different ones; none where it takes too
        long."""
        until = time.monotonic() + seconds
        while time.monotonic() < until:
            found = self.arrived(mail)
            if len({parsed(each)["Message-ID"] for each in found}) >= count:
                return found
            await asyncio.sleep(0.5)
        return []

    def arrived(self, mail: str) -> list[bytes]:
        """Every mail in somebody's mailbox, as it lies there."""
        home = self.post.folder / "home" / mail.partition("@")[0]
        return [path.read_bytes() for path in sorted(home.rglob("*")) if is_letter(path)]

    def longest(self, begun: float, ended: float) -> float:
        """The longest wait of those who asked within this time."""
        return max((each.seconds for each in self.waits if begun <= each.at < ended), default=0.0)

    def asked(self, begun: float, ended: float) -> int:
        """How many answers were asked for within this time."""
        return sum(begun <= each.at < ended for each in self.waits)


def surname(number: int) -> str:
    """A name of letters for each number."""
    return "Awa Diallo" + "".join("abcdefghij"[int(digit)] for digit in str(number))


def is_letter(path: Path) -> bool:
    """Whether a file of a Maildir is a mail."""
    return path.is_file() and path.parent.name in ("new", "cur")


@dataclass(slots=True)
class Account:
    """What the store and the people hold at the end."""

    lost: list[str]
    doubled: list[str]
    repeated: int


def account(crowd: Crowd) -> Account:
    """What was lost or came twice: one claim a person by chat and one badge a person by mail; a
    message that came again, word for word, is repeated, which a kill between sending and noting
    cannot help."""
    lost, doubled, repeated = list(crowd.lost), [], 0
    with crowd.world.glance() as turn:
        claims = Counter(
            turn.db.exec(
                select(Person.name)
                .join(Claim, col(Claim.person_id) == col(Person.id))
                .where(Claim.programme == "becode", Claim.state == "in_review")
            )
        )
        badges = Counter(
            turn.db.exec(select(Person.name).join(Badge, col(Badge.person_id) == col(Person.id)))
        )
    for person in crowd.chatters:
        count = claims[f"{person.user.first_name} Haddad"]
        lost += [f"claim of {person.id}"] * (count < 1)
        doubled += [f"claim of {person.id}"] * (count > 1)
        texts = Counter(message.text for message in person.inbox)
        repeated += sum(texts.values()) - len(texts)
    for number, mail in enumerate(crowd.mailers):
        count = badges[surname(number)]
        lost += [f"badge of {mail}"] * (count < 1)
        doubled += [f"badge of {mail}"] * (count > 1)
        found = Counter(parsed(each)["Message-ID"] for each in crowd.arrived(mail))
        repeated += sum(found.values()) - len(found)
    return Account(lost, doubled, repeated)


def answers(world: World) -> bool:
    """Whether the database answers."""
    try:
        with world.glance() as turn:
            return turn.db.exec(select(Person).limit(1)).first() is not None
    except SQLAlchemyError:
        return False
