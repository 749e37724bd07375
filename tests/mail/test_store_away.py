"""The store goes away after a server took a mail: it is noted later, and never sent again."""

from dataclasses import replace
from typing import Any

import pytest
from sqlalchemy.exc import OperationalError

from core.ground.database.store import Store
from core.ground.message_kinds import MessageKind
from core.ground.messages import Message
from core.ground.rows import in_hand, outbox
from mail.deliver import SentRows
from tests.world.world import Stage


async def test_a_mail_that_was_taken_while_the_store_was_away_is_noted_when_it_is_back(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    with stage.world.turn() as turn:
        to = outbox.To("mail", "lina@example.org")
        outbox.put(turn, to, MessageKind.REPLY, "1", Message("Bonjour", "fr"))
    (row,) = outbox.take(stage.world, "mail")
    note, tries = outbox.sent_together, []

    def away_twice(*given: Any) -> None:
        tries.append(given)
        if len(tries) < 3:
            raise OperationalError("UPDATE outbox", {}, Exception("server closed the connection"))
        note(*given)

    monkeypatch.setattr(outbox, "sent_together", away_twice)
    monkeypatch.setattr("mail.deliver.AGAIN", 0.0)
    await SentRows(stage.world).note(outbox.Receipt(row, "<1@cocarde.test>"))
    assert len(tries) == 3
    stage.clock.pass_(minutes=10)
    another = Store(stage.world.store.url)
    assert outbox.take(replace(stage.world, store=another), "mail") == []
    another.close()
    assert in_hand.ids(stage.world) == []
