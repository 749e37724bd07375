"""Whether the doors that are configured open: each is entered once, nothing is sent."""

import asyncio
from collections.abc import Awaitable, Callable, Iterator
from typing import TYPE_CHECKING

from cocarde.operate import doors
from core.ground.findings import Finding, Weight, beware, wrong
from core.ground.logs import Redaction
from core.ground.settings import Settings

if TYPE_CHECKING:
    import httpx

    from mail.servers.enter import KeptOut

SECONDS, STARTTLS = 5.0, "?starttls=1"
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
            yield beware("mail", "check.mail_off", setting=f"COCARDE_{name.upper()}")


def look_at_telegram(settings: Settings) -> Iterator[Finding]:
    """What the Bot API says of our token; a note where there is none."""
    if settings.telegram_token:
        yield from ask_telegram(settings)
    else:
        yield beware("telegram", "check.bot_off")


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
            yield Finding(Weight.WRONG, "mail", kept.sentence.changed(redact))
        elif MailServer.read(getattr(settings, f"{name}_url"), name, f"{name}s").clear:
            setting = f"COCARDE_{name.upper()}_URL"
            secure = f"{name}s://…"
            yield beware("mail", "check.clear_text", setting=setting, secure=secure, add=STARTTLS)


def ask_telegram(settings: Settings) -> Iterator[Finding]:
    """Whether the token is one that the Bot API knows."""
    import httpx

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
