"""What reading an answer costs beside parsing it: CPU of one thread, each mail of `tests/inbox/`.

The mails: all that a person wrote about a claim.
Parse: `email` with the policy `compat32`, as the door has it, from bytes to message.
Extract: parts decoded, HTML made text, quotes, footers and signatures taken away, with the text of
our own mail that it answers at hand.
Understand: the words read against every question of a claim (form lines, dates, places, links,
names …), a yes looked for, and all of it read as acts. No store, no network.
Beside it: what reading a message of `tests/reading/understanding/tune` as acts costs, and looking
for the phrase that is nearest to it among all phrases.
"""

import statistics
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from email import message_from_bytes
from email.message import Message
from email.policy import compat32
from functools import partial
from pathlib import Path

from sqlmodel import select

from core.claims import claim_form
from core.claims.claim_form import ClaimForm
from core.desk.claim import read_answers
from core.desk.incoming import Incoming
from core.desk.understood import ReadAnswers
from core.ground.tables import Claim
from core.ground.world import Turn
from core.reading.acts.read import Reading, read
from core.reading.acts.situation import Asked, Situation
from core.reading.acts.yes_no import assents
from mail.parsing.bodies import body
from mail.parsing.headers import author
from mail.quoting.reply import read_reply
from tests.world.inbox_claims import INBOX, Expected, sent
from tools.bench.volunteers import invite, new_world
from tools.understanding.floor import nearest_phrase
from tools.understanding.labelled import Labelled, labelled
from tools.understanding.understanding import MESSAGES

ROUNDS = 15
MESSAGES_READ = 300
AT_RECAP = Situation(Asked.RECAP)


@dataclass(frozen=True, slots=True)
class Cost:
    """Milliseconds of CPU, one figure a mail: the least of the rounds, for what the machine's
    other work adds is not ours."""

    parse: tuple[float, ...]
    read: tuple[float, ...]

    @property
    def p95(self) -> float:
        return statistics.quantiles(self.read, n=20, method="inclusive")[-1]


def bench(rounds: int = ROUNDS) -> Cost:
    """The milliseconds of CPU for parsing and for reading each mail of `tests/inbox/`, the least of
    so many rounds."""
    with tempfile.TemporaryDirectory() as folder:
        world = new_world(Path(folder), mail_address="badges@cocarde.test")
        invite(world, ["awa@example.org"])
        with world.glance() as turn:
            claim = turn.db.exec(select(Claim)).one()
            empty = replace(claim_form.form_of(turn, claim), rows={})
            costs = [cost(turn, empty, raw, sent, rounds) for raw, sent in answers()]
    return Cost(tuple(parse for parse, _ in costs), tuple(read for _, read in costs))


def answers() -> list[tuple[bytes, list[str]]]:
    """Every mail that a person wrote about a claim, with our mail that it answers."""
    mails = [(mail, Expected.of(mail).claim) for mail in sorted(INBOX.glob("*.eml"))]
    return [(mail.read_bytes(), [sent(claim)]) for mail, claim in mails if claim]


def cost(
    turn: Turn, empty: ClaimForm, raw: bytes, sent: Sequence[str], rounds: int
) -> tuple[float, float]:
    """Milliseconds of parsing a mail, and of reading it."""
    message = parse(raw)
    understand(turn, empty, extract(message, sent))  # what is built at first use is built
    each = [
        (spent(lambda: parse(raw)), spent(lambda: understand(turn, empty, extract(message, sent))))
        for _ in range(rounds)
    ]
    return min(one for one, _ in each), min(two for _, two in each)


def spent(work: Callable[[], object]) -> float:
    begun = time.thread_time_ns()
    work()
    return (time.thread_time_ns() - begun) / 1e6


def parse(raw: bytes) -> Message:
    return message_from_bytes(raw, policy=compat32)


def extract(message: Message, sent: Sequence[str]) -> Incoming:
    """The person's own words, as the door hands them to the desk."""
    name, address = author(message)
    found = body(message)
    text = read_reply(found.text, found.html, sent).text
    return Incoming("mail", "bench", "", address, text=text, name=name)


def understand(
    turn: Turn, empty: ClaimForm, incoming: Incoming
) -> tuple[bool, ReadAnswers, Reading]:
    """Whether it is a yes, what it answers, and which acts it says."""
    text = incoming.text
    return assents(text), read_answers.read(turn, empty, incoming), read(text, AT_RECAP)


@dataclass(frozen=True, slots=True)
class ActsCost:
    """Milliseconds of CPU a message, for reading it as acts and for finding the nearest phrase."""

    acts: float
    nearest: float
    messages: int


def bench_acts() -> ActsCost:
    """What a message costs on average, each message the least of three times."""
    told = labelled(MESSAGES)[:MESSAGES_READ]
    acts = mean_cost(told, lambda message: read(message.given["text"], AT_RECAP))
    return ActsCost(acts, mean_cost(told, nearest_phrase), len(told))


def mean_cost(told: Sequence[Labelled], work: Callable[[Labelled], object]) -> float:
    """The mean of the milliseconds of CPU that this work takes for each message."""
    work(told[0])  # what is built at first use is built
    each = (min(spent(partial(work, one)) for _ in range(3)) for one in told)
    return statistics.fmean(each)
