"""Whether the doors that are configured open: each is entered once, nothing is sent."""

import asyncio
from collections.abc import Awaitable, Callable, Iterator
from typing import TYPE_CHECKING

from cocarde.operate import doors
from core.ground.findings import Finding, beware, wrong
from core.ground.logs import Redaction
from core.ground.settings import Settings

if TYPE_CHECKING:
    import httpx

    from mail.servers.enter import KeptOut

SECONDS = 5.0
Enter = Callable[[Settings], Awaitable["KeptOut | None"]]


def look(settings: Settings) -> Iterator[Finding]:
    """What is wrong with each configured door, and a note for each that is off, by their names.
    It connects and signs in; it sends no message."""
    for door in sorted(doors.DOORS, key=lambda each: each.name):
        if door.check:
            yield from doors.load(door.check)(settings)


def look_at_mail(settings: Settings) -> Iterator[Finding]:
    """What keeps us out of the mail servers, and which of them is not set."""
    if settings.smtp_url or settings.imap_url:
        yield from enter_mail(settings)
    for name in ("smtp_url", "imap_url"):
        if not getattr(settings, name):
            yield beware("mail", f"COCARDE_{name.upper()} is not set: that way is off.")


def look_at_telegram(settings: Settings) -> Iterator[Finding]:
    """What the Bot API says of our token; a note where there is none."""
    if settings.telegram_token:
        yield from ask_telegram(settings)
    else:
        yield beware("telegram", "COCARDE_TELEGRAM_TOKEN is not set: the bot is off.")


def enter_mail(settings: Settings) -> Iterator[Finding]:
    """What keeps us out of the mail servers, and whether a password would cross in clear text."""
    from mail.servers.enter import enter_imap, enter_smtp
    from mail.servers.server import MailServer

    ways: dict[str, Enter] = {"smtp": enter_smtp, "imap": enter_imap}
    on = {name: enter for name, enter in ways.items() if getattr(settings, f"{name}_url")}

    async def enter_all() -> "list[KeptOut | None]":
        return await asyncio.gather(*(enter(settings) for enter in on.values()))

    redact = Redaction(settings)
    for name, kept in zip(on, asyncio.run(enter_all()), strict=True):
        if kept is not None:
            yield wrong("mail", redact(kept.what), kept.mend)
        elif MailServer.read(getattr(settings, f"{name}_url"), name, f"{name}s").clear:
            setting = f"COCARDE_{name.upper()}_URL"
            what = f"the password of {setting} crosses the network in clear text."
            yield beware("mail", what, f"Write {name}s://… there, or add ?starttls=1.")


def ask_telegram(settings: Settings) -> Iterator[Finding]:
    """Whether the token is one that the Bot API knows."""
    import httpx

    address = f"{settings.telegram_api.rstrip('/')}/bot{settings.telegram_token}/getMe"
    try:
        answer = httpx.get(address, timeout=SECONDS)
    except (httpx.HTTPError, httpx.InvalidURL) as error:
        what = f"the Bot API does not answer ({type(error).__name__})."
        yield wrong("telegram", what, "Check COCARDE_TELEGRAM_API and the network.")
        return
    if answer.status_code in (401, 404):
        yield wrong("telegram", "the token is not known.", "Ask @BotFather for the right one.")
    elif not answer.is_success:
        yield wrong("telegram", f"the Bot API answers {answer.status_code}.", "Try again later.")
    elif not is_bot(answer):
        what = "what answers at COCARDE_TELEGRAM_API is not the Bot API."
        yield wrong("telegram", what, "Write https://api.telegram.org, or your own Bot API server.")


def is_bot(answer: "httpx.Response") -> bool:
    """Whether the answer to `getMe` is what the Bot API says of a bot."""
    try:
        told = answer.json()
        return bool(told["ok"] and told["result"]["is_bot"])
    except (ValueError, KeyError, TypeError):
        return False
