"""Whether the mail servers can be entered, for `cocarde check`: each is entered once, no mail is
sent."""

import asyncio
from collections.abc import Awaitable, Callable, Iterator
from functools import partial
from typing import TYPE_CHECKING

from core.ground.findings import Finding, Weight, beware
from core.ground.logs import Redaction
from core.ground.settings import Settings

if TYPE_CHECKING:
    from mail.servers.enter import KeptOut

STARTTLS = "?starttls=1"
Enter = Callable[[Settings], Awaitable["KeptOut | None"]]


def look(settings: Settings) -> Iterator[Finding]:
    """What keeps us out of the mail servers, and which of them is not set."""
    if settings.smtp_urls or settings.imap_url:
        yield from enter_mail(settings)
    for name in ("smtp_url", "imap_url"):
        if not getattr(settings, name):
            yield beware("mail", "check.mail_off", setting=f"COCARDE_{name.upper()}")


def reach_mail(settings: Settings, kind: str) -> Iterator[Finding]:
    """What keeps us from the server of `smtp` or `imap`, before any login."""
    from mail.servers.enter import reach  # noqa: PLC0415 - slow to load, seldom needed

    kept = asyncio.run(reach(settings, kind))
    if kept is not None:
        yield Finding(Weight.WRONG, "mail", kept.sentence.changed(Redaction(settings)))


def enter_mail(settings: Settings) -> Iterator[Finding]:
    """What keeps us out of the mail servers, and whether a password would cross in clear text."""
    from mail.servers.enter import enter_imap, enter_smtp  # noqa: PLC0415 - slow to load, seldom needed
    from mail.servers.server import MailServer  # noqa: PLC0415 - slow to load, seldom needed

    second: Enter = partial(enter_smtp, setting="smtp_url_2")
    ways = {"smtp_url": enter_smtp, "smtp_url_2": second, "imap_url": enter_imap}
    on: dict[str, Enter] = {name: enter for name, enter in ways.items() if getattr(settings, name)}

    async def enter_all() -> "list[KeptOut | None]":
        return await asyncio.gather(*(enter(settings) for enter in on.values()))

    redact = Redaction(settings)
    for name, kept in zip(on, asyncio.run(enter_all()), strict=True):
        if kept is not None:
            yield Finding(Weight.WRONG, "mail", kept.sentence.changed(redact))
        elif MailServer.read(getattr(settings, name), scheme := name[:4], f"{scheme}s").clear:
            setting = f"COCARDE_{name.upper()}"
            secure = f"{scheme}s://…"
            yield beware("mail", "check.clear_text", setting=setting, secure=secure, add=STARTTLS)
