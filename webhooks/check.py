"""What keeps events from leaving, for `cocarde check`; nobody is asked."""

from collections.abc import Iterator
from urllib.parse import urlsplit

from core.ground.errors import Trouble
from core.ground.findings import Finding, Weight, beware, wrong
from core.ground.settings import Settings
from core.programmes.catalogue import read_all
from core.programmes.programme_parts import Webhook
from webhooks import sign


def look(settings: Settings) -> Iterator[Finding]:
    """A finding for each webhook that cannot work, and for each secret of none."""
    if not settings.programmes_folder.is_dir():  # which is told already
        return
    hooks = [
        (f"{found.programme.slug}: webhook {hook.name}", hook)
        for found in read_all(settings.programmes_folder)
        if found.programme
        for hook in found.programme.webhook
    ]
    for about, hook in hooks:
        yield from wrong_address(about, hook, settings)
        yield from wrong_secrets(about, settings.webhook_keys.get(hook.name, ()))
    for name in sorted(settings.webhook_keys.keys() - {hook.name for _, hook in hooks}):
        yield beware("COCARDE_WEBHOOK_SECRETS", "check.webhook_unknown", name=name)


def wrong_address(about: str, hook: Webhook, settings: Settings) -> Iterator[Finding]:
    """Events go over https, but to a host of our own network."""
    url = urlsplit(hook.url)
    if url.scheme != "https" and (url.hostname or "") not in settings.inside:
        yield wrong(about, "check.webhook_http", url=hook.url)


def wrong_secrets(about: str, secrets: tuple[str, ...]) -> Iterator[Finding]:
    """Without a good secret nothing is signed, and nothing leaves."""
    if not secrets:
        yield wrong(about, "check.webhook_no_secret")
    for secret in secrets:
        try:
            sign.key(secret)
        except Trouble as trouble:
            yield Finding(Weight.WRONG, about, trouble.sentence)
