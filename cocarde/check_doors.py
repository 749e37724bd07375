"""Whether the doors that are configured open: a connection each, nothing sent."""

import socket
from collections.abc import Iterator
from urllib.parse import urlsplit

from core.ground.findings import Finding, beware, wrong
from core.ground.settings import Settings

SECONDS = 5.0
PORTS = {"smtp": 587, "smtps": 465, "imap": 143, "imaps": 993}


def look(settings: Settings) -> Iterator[Finding]:
    for name in ("smtp_url", "imap_url"):
        url = getattr(settings, name)
        if url:
            yield from reach(f"COCARDE_{name.upper()}", url)
        else:
            yield beware("mail", f"COCARDE_{name.upper()} is not set: that way is off.")
    if settings.telegram_token:
        yield from ask_telegram(settings)
    else:
        yield beware("telegram", "COCARDE_TELEGRAM_TOKEN is not set: the bot is off.")


def reach(name: str, url: str) -> Iterator[Finding]:
    """Whether something listens where a mail setting points."""
    parts = urlsplit(url)
    host, port = parts.hostname or "", parts.port or PORTS[parts.scheme]
    try:
        socket.create_connection((host, port), timeout=SECONDS).close()
    except OSError as error:
        what = f"{host}:{port} does not answer ({error.strerror or error})."
        yield wrong("mail", what, f"Check {name}, and that the server runs.")


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
