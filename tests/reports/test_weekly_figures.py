"""The week in figures: each Monday at nine in the support room, once."""

from datetime import UTC, datetime, timedelta
from email import message_from_bytes, policy

import pytest
from sqlmodel import col, select

from bot.write import LONGEST_CAPTION, write
from cocarde.demo.terminal import Terminal
from core.due import due
from core.ground.message_kinds import MessageKind
from core.ground.messages import Message
from core.ground.rows import outbox, timers
from core.ground.rows.outbox import To
from core.ground.tables import Outbox, StaffGroup, Timer
from core.reports import weekly
from core.reports.picture import Picture
from tests.world.letters import mail_of
from tests.world.rows import BECODE, CIVIC, Truth
from tests.world.world import Stage

SUNDAY = datetime(2026, 11, 15, 12, 0, tzinfo=UTC)
NINE = datetime(2026, 11, 16, 8, 0, tzinfo=UTC)  # in Paris
PICTURE = str(Picture(BECODE, "fr"))


def room(stage: Stage, what: str = "support") -> None:
    with stage.world.turn() as turn:
        by = Truth(stage).key()
        here = StaffGroup(
            id=by, programme=CIVIC, what=what, door="telegram", place="-100", opened_by=by
        )
        turn.db.add(here)
        weekly.plan(turn, CIVIC)


def told(stage: Stage) -> list[Message]:
    with stage.world.glance() as turn:
        query = select(Outbox.message).where(Outbox.kind == MessageKind.WEEKLY_FIGURES)
        return [Message.from_json(text) for text in turn.db.exec(query.order_by(col(Outbox.id)))]


def test_it_comes_on_monday_at_nine_with_the_week_before(either: Stage) -> None:
    either.clock.at = SUNDAY
    truth = Truth(either)
    truth.badge(truth.ago(days=2), truth.ago(days=1), truth.ago(hours=1))
    truth.badge(truth.ago(days=9), truth.ago(days=9), truth.ago(days=8))
    room(either)
    either.clock.at = NINE - timedelta(seconds=1)
    due(either.world)
    assert told(either) == []
    either.clock.at = NINE
    due(either.world)
    (message,) = told(either)
    assert "du 9 novembre 2026 au 15 novembre 2026" in message.text
    assert "Badges délivrés : 1." in message.text
    assert Picture.parse(message.picture) == Picture(CIVIC, "fr", 7, whole=True)


def test_it_comes_once_a_week_whatever_is_repeated(stage: Stage) -> None:
    stage.clock.at = SUNDAY
    room(stage)
    for day in range(15):
        stage.clock.at = NINE + timedelta(days=day)
        due(stage.world)
        with stage.world.turn() as turn:
            weekly.tell(turn, CIVIC)
    assert len(told(stage)) == 3


def test_a_worker_that_slept_tells_the_last_monday_only(stage: Stage) -> None:
    stage.clock.at = SUNDAY
    room(stage)
    stage.clock.pass_(days=24)
    due(stage.world)
    due(stage.world)
    assert len(told(stage)) == 1
    with stage.world.glance() as turn:
        timer = turn.db.exec(select(Timer).where(Timer.kind == weekly.WEEKLY)).one()
    assert timer.due_at == NINE + timedelta(days=28)
    assert timer.done_at is None


@pytest.mark.parametrize("what", ["review", "nothing"])
def test_without_a_support_room_there_is_none(stage: Stage, what: str) -> None:
    stage.clock.at = SUNDAY
    room(stage, what)
    stage.clock.pass_(days=9)
    due(stage.world)
    assert told(stage) == []
    assert timers.take(stage.world) == []


def test_nine_stays_nine_when_the_clocks_change(stage: Stage) -> None:
    stage.clock.at = datetime(2026, 3, 25, 12, 0, tzinfo=UTC)
    room(stage)
    with stage.world.glance() as turn:
        timer = turn.db.exec(select(Timer).where(Timer.kind == weekly.WEEKLY)).one()
    assert timer.due_at == datetime(2026, 3, 30, 7, 0, tzinfo=UTC)


def test_a_picture_is_a_photo_with_its_text_below_while_it_fits() -> None:
    (photo,) = write(Message("é" * LONGEST_CAPTION, "fr", picture=PICTURE))
    assert (photo.picture, photo.badge, len(photo.text)) == (PICTURE, "", LONGEST_CAPTION)
    photo, text = write(Message("é" * (LONGEST_CAPTION + 1), "fr", picture=PICTURE))
    assert (photo.picture, photo.text, text.picture) == (PICTURE, "", "")


def test_by_mail_and_at_the_terminal_a_picture_is_a_file(stage: Stage) -> None:
    message = Message("Voici.", "fr", values={"text": "Voici."}, picture=PICTURE)
    with stage.world.turn() as turn:
        outbox.put(turn, To("mail", "mona@example.org"), MessageKind.AGAIN, "1", message)
        outbox.put(turn, To("terminal", "mona"), MessageKind.AGAIN, "2", message)
    (row,) = outbox.take(stage.world, "mail")
    mail = message_from_bytes(mail_of(stage.world, row).raw, policy=policy.default)
    (file,) = mail.iter_attachments()
    assert file.get_filename() == "cocarde-becode-2026-11-16.png"
    folder = stage.world.settings.key_path.parent / "badges"
    terminal = Terminal(stage.world, folder, write=lambda _: None)
    terminal.deliver()
    assert (folder / "cocarde-becode-2026-11-16.png").read_bytes() == file.get_content()
    assert terminal.saved == []
