"""Whether the Bot API knows our token, for `cocarde check`: it is asked once, nothing is sent."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from core.ground.findings import Finding, beware, wrong
from core.ground.settings import Settings

if TYPE_CHECKING:
    import httpx

SECONDS = 5.0


def look(settings: Settings) -> Iterator[Finding]:
    """What the Bot API says of our token; a note where there is none."""
    if settings.telegram_token:
        yield from ask_telegram(settings)
    else:
        yield beware("telegram", "check.bot_off")


def ask_telegram(settings: Settings) -> Iterator[Finding]:
    """Whether the token is one that the Bot API knows."""
    import httpx  # noqa: PLC0415 - slow to load, seldom needed

    address = f"{settings.telegram_api.rstrip('/')}/bot{settings.telegram_token}/getMe"
    try:
        answer = httpx.get(address, timeout=SECONDS)
    except (httpx.HTTPError, httpx.InvalidURL) as error:
        yield wrong("telegram", "check.bot_api_away", error=type(error).__name__)
        return
    if answer.status_code in (401, 404):
        yield wrong("telegram", "check.bot_token")
    elif not answer.is_success:
        yield wrong("telegram", "check.bot_api_answers", status=answer.status_code)
    elif not is_bot(answer):
        yield wrong("telegram", "check.no_bot_api")


def is_bot(answer: "httpx.Response") -> bool:
    """Whether the answer to `getMe` is what the Bot API says of a bot."""
    try:
        told = answer.json()
        return bool(told["ok"] and told["result"]["is_bot"])
    except (ValueError, KeyError, TypeError):
        return False
