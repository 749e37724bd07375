"""The log tells what happened and no secret."""

import io
import json
import logging
from collections.abc import Iterator

import pytest

from core.ground import logs
from core.ground.logs import HIDDEN, Redaction
from core.ground.settings import Settings

TOKEN = "123456789:AAbbCCddEEffGGhhIIjjKKllMMnnOOppQQr"
SETTINGS = Settings(
    telegram_token=TOKEN,
    telegram_webhook_secret="webhook-secret",
    smtp_url="smtps://mail%40x:p%40ss%2Fword@mail.example.org:465",
    database_url="postgresql://cocarde:dbpass@localhost/cocarde",
    log_level="DEBUG",
)
REPLY = "abcdefghijklmnopqrstuvwxyz"


@pytest.fixture
def written() -> Iterator[io.StringIO]:
    """The log of this test, as a machine reads it; the loggers are put back afterwards."""
    root, stream = logging.getLogger(), io.StringIO()
    before = (root.handlers[:], root.level, root.filters[:])
    others = [(handler, handler.filters[:]) for handler in root.handlers]
    levels = [(name, logging.getLogger(name).level) for name in logs.CHATTY]
    logs.configure(SETTINGS, stream)
    yield stream
    root.handlers[:], root.filters[:] = before[0], before[2]
    root.setLevel(before[1])
    for handler, filters in others:
        handler.filters = filters
    for name, level in levels:
        logging.getLogger(name).setLevel(level)


@pytest.mark.parametrize(
    "secret",
    [
        TOKEN,
        TOKEN.partition(":")[2],
        "987654321:ZZbbCCddEEffGGhhIIjjKKllMMnnOOppQQr",
        "webhook-secret",
        "p%40ss%2Fword",
        "p@ss/word",
        "dbpass",
        REPLY,
        "1234 5678",
        "12345678",
        "lina@example.org",
        "badges+abcdefghijklmnopqrstuvwxyz@cocarde.test",
    ],
)
@pytest.mark.parametrize(
    "sentence", ["{}", "at https://badges.example.org/claim/{}?a=b", "« {} »", "said {}."]
)
def test_no_secret_is_written(secret: str, sentence: str) -> None:
    assert secret not in Redaction(SETTINGS)(sentence.format(secret))


@pytest.mark.parametrize("token", [TOKEN, "987654321:ZZbbCCddEEffGGhhIIjjKKllMMnnOOppQQr"])
def test_a_bots_address_is_written_without_its_token(token: str) -> None:
    told = Redaction(SETTINGS)(f"POST https://api.example.org/bot{token}/getUpdates")
    assert told == f"POST https://api.example.org/bot{HIDDEN}/getUpdates"


@pytest.mark.parametrize(
    "told",
    [
        "Update 700000123 could not be worked",
        f"GET /b/{REPLY} 200",
        f"https://badges.example.org/ob3/b/{REPLY}.json",
        "on 2026-11-16 at 09:00:00",
        "https://github.com/lina/app",
        "019a5f3e-7000-7abc-8def-0123456789ab",
    ],
)
def test_what_is_no_secret_stays(told: str) -> None:
    assert Redaction(SETTINGS)(told) == told


def test_a_mail_address_can_be_followed_without_being_known() -> None:
    redact = Redaction(SETTINGS)
    first, again, other = map(redact, ("Lina@example.org", "lina@example.org", "sam@example.org"))
    assert first == again != other


def test_a_record_is_json_with_its_exception_redacted(written: io.StringIO) -> None:
    try:
        raise ValueError(f"https://api.example.org/bot{TOKEN}/getUpdates")
    except ValueError:
        logging.getLogger("some.library").exception("lost %s", "lina@example.org")
    (line,) = written.getvalue().splitlines()
    record = json.loads(line)
    assert (record["level"], record["logger"]) == ("ERROR", "some.library")
    assert HIDDEN in record["exception"]
    assert TOKEN not in line
    assert "lina@" not in line


def test_urls_of_every_request_are_not_written(written: io.StringIO) -> None:
    logging.getLogger("httpx").info("HTTP Request: POST https://api.example.org/bot%s", TOKEN)
    logging.getLogger("bot").debug("at work")
    assert [json.loads(line)["message"] for line in written.getvalue().splitlines()] == ["at work"]


def test_a_terminal_gets_plain_lines(written: io.StringIO) -> None:
    class Terminal(io.StringIO):
        def isatty(self) -> bool:
            return True

    terminal = Terminal()
    logs.configure(SETTINGS, terminal)
    logging.getLogger("bot").warning("the token is %s", TOKEN)
    assert terminal.getvalue().endswith(f"WARNING bot: the token is {HIDDEN}\n")
    assert written.getvalue() == ""
