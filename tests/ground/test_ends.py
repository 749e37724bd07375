"""What became of a message: each reaches one of five plain states within three days."""

from datetime import timedelta
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.ground.message_kinds import DeliveryNews
from core.ground.rows.ends import MessageEnd, end_of, in_words
from core.ground.rows.outbox import DEAD, DROPPED, HELD, SENT, WAITING
from core.ground.tables import Outbox
from tests.world.world import START, WORDS

HOUR, DAY = timedelta(hours=1), timedelta(days=1)


def row(state: str, door: str = "mail", *, told: str = "", after: timedelta = HOUR) -> Outbox:
    """A message of the start, sent an hour later, of which was told `after` so long."""
    return Outbox(
        id=UUID(int=1), kind="again", subject="1", door=door, place="awa@example.org",
        message="{}", state=state, due_at=START, created_at=START, told=told,
        sent_at=START + HOUR if state == SENT else None, told_at=START + after if told else None,
    )  # fmt: skip


def said(message: Outbox, after: timedelta) -> str:
    return in_words(WORDS, "en", end_of(message, START + after))


@pytest.mark.parametrize(
    ("message", "after", "told"),
    [
        (row(WAITING), HOUR, "on its way (waits for its turn)"),
        (row(WAITING), 3 * DAY, "our fault (not sent within three days)"),
        (row(SENT), 2 * HOUR, "on its way (taken by its server)"),
        (row(SENT), 26 * HOUR, "delivered (nothing came back)"),
        (row(SENT, told="delivered"), 2 * HOUR, "delivered (reported by its server)"),
        (row(SENT, told="relayed"), 2 * HOUR, "on its way (taken by its server)"),
        (row(SENT, told="delayed"), 2 * DAY, "on its way (a server goes on trying)"),
        (row(SENT, told="delayed"), 3 * DAY, "the inbox refuses for now (a server goes on trying)"),
        (row(SENT, "telegram"), 2 * HOUR, "delivered (taken by its server)"),
        (row(DEAD, told="address"), HOUR, "the address does not exist"),
        (row(DEAD, told="inbox"), HOUR, "the inbox refuses for now"),
        (row(DEAD, told="ours"), HOUR, "our fault"),
        (row(DEAD), HOUR, "our fault"),
        (row(HELD), 9 * DAY, "held back in the trial"),
        (row(DROPPED), HOUR, "called off"),
    ],
)
def test_it_is_told_in_plain_words(message: Outbox, after: timedelta, told: str) -> None:
    assert said(message, after) == told


def test_one_handed_over_on_its_last_day_is_not_waited_for_beyond_the_third() -> None:
    late = row(SENT)
    late.sent_at = START + 70 * HOUR
    assert said(late, 71 * HOUR) == "on its way (taken by its server)"
    assert said(late, 72 * HOUR) == "delivered (nothing came back)"


@given(
    st.sampled_from((WAITING, SENT, DEAD)),
    st.sampled_from(("", *DeliveryNews)),
    st.sampled_from(("mail", "telegram")),
    st.integers(0, 72),
    st.booleans(),
)
def test_nothing_is_on_its_way_after_three_days(
    state: str, told: str, door: str, hours: int, tried: bool
) -> None:
    message = row(state, door, told=told, after=hours * HOUR)
    message.sent_at = message.sent_at and START + hours * HOUR
    message.attempts = int(tried)
    ended = end_of(message, START + 3 * DAY)
    assert ended.end in (MessageEnd.DELIVERED, MessageEnd.NO_ADDRESS, MessageEnd.REFUSED,
                         MessageEnd.OUR_FAULT)  # fmt: skip
    assert ended.at <= START + 3 * DAY
