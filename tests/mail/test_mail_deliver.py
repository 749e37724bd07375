"""The outbox of the mail door: many mails ready at once, each with its own fate."""

import asyncio
from uuid import UUID

from sqlalchemy import event
from sqlalchemy.engine import Engine
from sqlmodel import select

from core.ground.errors import DeliveryError
from core.ground.message_kinds import MessageKind
from core.ground.messages import Message
from core.ground.rows import outbox
from core.ground.rows.outbox import SENT, WAITING, To
from core.ground.tables import Claim, Outbox
from core.people import people
from mail import deliver
from mail.servers.routes import Sending
from tests.world.letters import Letters
from tests.world.world import Stage

MAILS = 70


class Post:
    """A server that takes a mail when it is let; it refuses some addresses."""

    several = False

    def __init__(self, refused: str = "") -> None:
        self.taken: list[str] = []
        self._refused = refused

    async def send(self, mail: Sending) -> str:
        await asyncio.sleep(0)
        if mail.to == self._refused:
            raise DeliveryError("550 5.7.1 Not here", permanent=True)
        self.taken.append(mail.to)
        return "mx.example.org:25"


def put(stage: Stage, count: int) -> list[str]:
    places = [f"reader{number:02}@example.org" for number in range(count)]
    with stage.world.turn() as turn:
        for place in places:
            outbox.put(
                turn, To(people.MAIL, place), MessageKind.AGAIN, place, Message("Bonjour.", "fr")
            )
    return places


def states(stage: Stage) -> dict[str, str]:
    with stage.world.glance() as turn:
        return {row.place: row.state for row in turn.db.exec(select(Outbox))}


async def test_everything_that_is_due_is_sent_once_and_noted(either: Stage) -> None:
    places, post = put(either, MAILS), Post()
    assert await deliver.deliver_due(either.world, post) == MAILS  # type: ignore[arg-type]
    assert sorted(post.taken) == places
    assert states(either) == dict.fromkeys(places, SENT)
    assert await deliver.deliver_due(either.world, post) == 0  # type: ignore[arg-type]


async def test_mails_that_the_server_takes_together_are_noted_together(stage: Stage) -> None:
    put(stage, MAILS)
    commits: list[object] = []

    def watch(connection: object) -> None:
        commits.append(connection)

    event.listen(Engine, "commit", watch)
    try:
        await deliver.deliver_due(stage.world, Post())  # type: ignore[arg-type]
    finally:
        event.remove(Engine, "commit", watch)
    assert len(commits) < MAILS


async def test_told_to_stop_it_sends_what_it_took_and_takes_no_more(stage: Stage) -> None:
    put(stage, MAILS)
    post, stop = Post(), asyncio.Event()
    stop.set()
    count = await deliver.deliver_due(stage.world, post, stop)  # type: ignore[arg-type]
    assert count == len(post.taken) == 30
    assert sum(state == WAITING for state in states(stage).values()) == MAILS - 30


async def test_one_that_is_refused_or_cannot_be_written_holds_nobody_up(stage: Stage) -> None:
    places = put(stage, 5)
    with stage.world.turn() as turn:
        row = turn.db.exec(select(Outbox).where(Outbox.place == places[1])).one()
        row.place = "broken\n@example.org"
        other = turn.db.exec(select(Outbox).where(Outbox.place == places[2])).one()
        other.message = '{"text": "of another version", "buttons": []}'
        turn.db.add_all([row, other])
    post = Post(refused=places[3])
    assert await deliver.deliver_due(stage.world, post) == 5  # type: ignore[arg-type]
    assert sorted(post.taken) == [places[0], places[4]]
    found = states(stage)
    assert (found["broken\n@example.org"], found[places[2]], found[places[3]]) == (
        WAITING, WAITING, WAITING
    )  # fmt: skip  # a 5.7.1 is about us, not about the address


def test_a_row_read_once_in_a_turn_is_not_read_again(stage: Stage) -> None:
    stage.clock.pass_(days=2)
    Letters(stage).invited()
    reads: list[str] = []

    def watch(connection: object, cursor: object, statement: str, *_: object) -> None:
        reads.append(statement)

    with stage.world.glance() as turn:
        found: UUID = turn.db.exec(select(Claim)).one().id
        event.listen(Engine, "before_cursor_execute", watch)
        try:
            assert turn.db.get_one(Claim, found).id == found
        finally:
            event.remove(Engine, "before_cursor_execute", watch)
    assert reads == []
