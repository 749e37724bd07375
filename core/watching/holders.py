"""Whether somebody reads each source that one process reads at a time."""

from datetime import timedelta

from core.ground.leases import names
from core.ground.settings import Settings
from core.ground.tables import Lease
from core.ground.world import Turn

GRACE = timedelta(seconds=30)  # in which another process takes over


def wanted(settings: Settings) -> list[str]:
    """The leases that somebody has to hold with these settings: a bot that Telegram calls holds
    none."""
    found = [names.MAILBOX] if settings.imap_url else []
    polls = settings.telegram_token and not settings.telegram_webhook_secret
    return [*found, names.UPDATES] if polls else found


def unheld(turn: Turn) -> list[str]:
    """The leases that nobody holds, or whose holder has not been heard of since it ran out."""
    held = [turn.db.get(Lease, name) for name in wanted(turn.settings)]
    alive = {each.name for each in held if each is not None and each.until + GRACE > turn.at}
    return [name for name in wanted(turn.settings) if name not in alive]
