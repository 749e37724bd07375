"""Addresses that fail on purpose: the whole way of a bounce, and no network."""

import pytest
from sqlmodel import select

from core.ground.message_kinds import MessageKind
from core.ground.messages import Message
from core.ground.rows import outbox
from core.ground.rows.ends import end_of
from core.ground.rows.outbox import To
from core.ground.tables import Address, Outbox
from core.people import people
from mail import deliver
from mail.servers.routes import Sending
from tests.world.world import Stage


class NoNetwork:
    """A way out that must not be asked."""

    several = False

    async def send(self, mail: Sending) -> str:
        raise AssertionError(f"a mail went to {mail.to}")


@pytest.mark.parametrize(
    ("name", "end"),
    [
        ("delivered", "delivered"),
        ("quiet", "on_its_way"),
        ("bounce+lea", "no_address"),
        ("full", "inbox_refuses"),
        ("delay", "on_its_way"),
        ("refuse", "on_its_way"),
    ],
)
async def test_an_address_has_its_fate(either: Stage, name: str, end: str) -> None:
    place = f"{name}@simulator.test"
    with either.world.turn() as turn:
        people.meet(turn, people.MAIL, place)
        outbox.put(turn, To("mail", place), MessageKind.AGAIN, "1", Message("Bonjour.", "fr"))
    assert await deliver.deliver_due(either.world, NoNetwork()) == 1  # type: ignore[arg-type]
    with either.world.glance() as turn:
        row = turn.db.exec(select(Outbox).where(Outbox.place == place)).one()
        address = turn.db.exec(select(Address).where(Address.value == place)).one()
    assert end_of(row, either.clock.at).end == end
    assert (address.unreachable_at is not None) is (end == "no_address")


async def test_a_delay_that_never_ends_is_a_refusal_after_three_days(stage: Stage) -> None:
    with stage.world.turn() as turn:
        to = To("mail", "delay@simulator.test")
        outbox.put(turn, to, MessageKind.AGAIN, "1", Message("Bonjour.", "fr"))
    await deliver.deliver_due(stage.world, NoNetwork())  # type: ignore[arg-type]
    stage.clock.pass_(days=3)
    with stage.world.glance() as turn:
        (row,) = turn.db.exec(select(Outbox)).all()
    assert end_of(row, stage.clock.at).end == "inbox_refuses"
