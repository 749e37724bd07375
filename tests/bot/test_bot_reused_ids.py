"""Line 6: after a week without updates Telegram begins its numbers anew."""

from bot.read import known_as
from bot.updates.work_update import keep, work
from tests.world.world import Stage


def said(number: int, date: int, text: str) -> dict[str, object]:
    who = {"id": 4242, "first_name": "Lina", "is_bot": False, "language_code": "fr"}
    message = {"message_id": 1, "date": date, "text": text, "from": who}
    message["chat"] = {"id": 4242, "type": "private"}
    return {"update_id": number, "message": message}


def test_a_number_of_telegram_that_comes_back_another_day_is_heard(either: Stage) -> None:
    first, reused = said(7, 1_780_000_000, "/start"), said(7, 1_790_000_000, "/start")
    assert keep(either.world, [first, first, reused]) == [first, reused]
    assert known_as(first) != known_as(reused)


def test_a_repeat_of_an_update_has_no_second_effect(stage: Stage) -> None:
    raw = b'{"update_id": 8, "message": {"message_id": 1, "date": 1780000000, "text": "/start",'
    raw += b'"from": {"id": 4, "first_name": "Lina", "is_bot": false},'
    raw += b'"chat": {"id": 4, "type": "private"}}}'
    assert work(stage.world, raw).replies
    assert work(stage.world, raw).outcome == "duplicate"
    assert work(stage.world, raw.replace(b"1780000000", b"1790000000")).replies
