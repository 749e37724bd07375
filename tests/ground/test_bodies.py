"""The words of a message are gone after seven days; that it was sent stays."""

from dataclasses import replace

import pytest
from sqlmodel import col, select

from core.ground.errors import Trouble
from core.ground.message_kinds import MessageKind
from core.ground.messages import Button, Message
from core.ground.rows import bodies, outbox
from core.ground.rows.outbox import Failure, To
from core.ground.settings import read_settings
from core.ground.tables import Outbox
from mail.letters.sent_before import sent_before
from mail.parsing.limits import parse
from tests.world.letters import Letters, reply
from tests.world.query_plans import listening, scans
from tests.world.world import Stage

CANARY = "Siobhán-canari"
SAID = Message(
    f"Bonjour {CANARY}", "fr", ((Button(f"Oui, {CANARY}", "confirm:abcd2345:1"),),), "recap",
    {"answers": CANARY, "stands": "abcd2345"}, strong=(CANARY,), done=CANARY,
)  # fmt: skip


def put(stage: Stage, number: int = 1) -> Outbox:
    with stage.world.turn() as turn:
        to = To("mail", f"awa{number}@example.org")
        outbox.put(turn, to, MessageKind.AGAIN, str(number), SAID)
    return outbox.take(stage.world, "mail")[-1]


def kept(stage: Stage) -> list[Outbox]:
    with stage.world.glance() as turn:
        return list(turn.db.exec(select(Outbox).order_by(col(Outbox.subject))))


def test_the_words_go_and_the_fact_stays(either: Stage) -> None:
    outbox.sent(either.world, put(either, 1), "<1@cocarde.test>")
    outbox.failed(either.world, put(either, 2), Failure("550 no", permanent=True))
    put(either, 3)
    either.clock.pass_(days=6, hours=23)
    assert bodies.forget(either.world) == 0
    either.clock.pass_(hours=2)
    assert bodies.forget(either.world) == 2
    sent, dead, waiting = kept(either)
    assert [CANARY in each.message for each in (sent, dead, waiting)] == [False, False, True]
    assert (sent.bare, sent.state, sent.place, sent.remote_id, sent.kind) == (
        True, "sent", "awa1@example.org", "<1@cocarde.test>", "again"
    )  # fmt: skip
    left = Message.from_json(sent.message)
    assert (left.locale, left.letter, left.buttons[0][0].choice, left.values) == (
        "fr", "recap", "confirm:abcd2345:1", {"stands": "abcd2345"}
    )  # fmt: skip
    assert bodies.forget(either.world) == 0


def test_no_table_is_read_whole_for_it(either: Stage) -> None:
    outbox.sent(either.world, put(either))
    either.clock.pass_(days=8)
    with listening() as asked:
        bodies.forget(either.world)
    assert scans(either.world.store, asked) == {}


@pytest.mark.parametrize("days", ["2", "91", "a week", "-3"])
def test_the_days_have_bounds(days: str) -> None:
    with pytest.raises(Trouble, match="from 3 to 90"):
        read_settings({"COCARDE_KEEP_BODIES": days})


def test_the_setting_says_how_long(stage: Stage) -> None:
    stage.world = replace(stage.world, settings=replace(stage.world.settings, keep_bodies="30"))
    outbox.sent(stage.world, put(stage))
    stage.clock.pass_(days=29)
    assert bodies.forget(stage.world) == 0


def test_an_answer_that_quotes_a_mail_whose_words_are_gone_is_still_read(stage: Stage) -> None:
    """Our sentences are known again from the letter and the claim: none passes for theirs."""
    stage.clock.pass_(days=2)
    letters = Letters(stage)
    invitation = letters.invited()
    raw = reply(invitation, "oui")
    with stage.world.glance() as turn:
        before = sent_before(turn, parse(raw), stage.world.settings.mail_address, None)
    stage.clock.pass_(days=8)
    assert bodies.forget(stage.world) == 1
    with stage.world.glance() as turn:
        after = sent_before(turn, parse(raw), stage.world.settings.mail_address, None)
    known = [line for line in before[0].splitlines() if len(line.split()) > 3]
    assert len([line for line in known if line in after[0]]) > len(known) / 2
    assert "Association Les Passerelles" in after[0]
    assert letters.answer(invitation, "oui").outcome == "claim_recorded"
