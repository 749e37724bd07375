"""What a TLS proxy in front of the pages is told: a whole file for Caddy, one for nginx."""

from urllib.parse import urlsplit

from core.ground.paths import TEMPLATES
from core.ground.settings import Settings

FILES = {"caddy": "Caddyfile", "nginx": "nginx.conf"}


def snippets(settings: Settings) -> dict[str, str]:
    """The text for each proxy, with the public host and the address of the web door filled in; none
    where the pages are not on https."""
    if not settings.base.startswith("https://"):
        return {}
    host = urlsplit(settings.base).hostname or ""
    found = {}
    for proxy, name in FILES.items():
        text = (TEMPLATES / "setup" / name).read_text(encoding="utf-8")
        found[proxy] = text.replace("@HOST@", host).replace("@LISTEN@", settings.listen)
    return found
