"""The settings: environment variables `COCARDE_…`, or the same lines in `.env`."""

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from functools import cached_property
from ipaddress import IPv4Network, IPv6Network, ip_network
from pathlib import Path
from urllib.parse import urlsplit

from core.ground.errors import Trouble
from core.ground.paths import TEMPLATES, at_home, dotenv, home
from core.ground.sentences import either

PREFIX = "COCARDE_"
DAYS_OF_BODIES = 3, 90
Network = IPv4Network | IPv6Network
SECRET = {
    "metrics_token",
    "telegram_token",
    "telegram_webhook_secret",
    "smtp_url",
    "smtp_url_2",
    "imap_url",
    "database_url",
    "database_read_url",
}
# settings of `name=secret`, a comma between two
PAIRS = ("webhook_secrets", "factory_secrets", "talents_tokens")


@dataclass(frozen=True)
class Settings:
    """One field a setting, `COCARDE_` and the name in capitals; `.env.example` explains each."""

    database_url: str = "sqlite:///var/cocarde.db"
    database_read_url: str = ""
    public_url: str = "http://127.0.0.1:8000"
    programmes: str = str(TEMPLATES / "programmes")
    telegram_token: str = ""
    telegram_api: str = "https://api.telegram.org"
    telegram_webhook_secret: str = ""
    smtp_url: str = ""
    smtp_url_2: str = ""
    imap_url: str = ""
    mail_address: str = ""
    mail_authserv_id: str = ""
    mail_pace: str = "300"
    keep_bodies: str = "7"
    ca_file: str = ""
    key_file: str = "var/keys.json"
    fetch_map: str = ""
    log_level: str = "INFO"
    listen: str = "127.0.0.1:8000"
    run: str = ""
    home: str = ""
    proxies: str = ""
    contacts: str = ""
    metrics_token: str = ""
    metrics_allow: str = ""
    webhook_secrets: str = ""
    internal_hosts: str = ""
    talents_tokens: str = ""
    factory_secrets: str = ""
    factory_api: str = "https://openbadgefactory.com"
    unknown: tuple[str, ...] = field(default=(), repr=False)

    @property
    def base(self) -> str:
        """The public address without a slash at its end."""
        return self.public_url.rstrip("/")

    @cached_property
    def key_path(self) -> Path:
        """The file of the private keys (`COCARDE_KEY_FILE`), within the home unless it is
        absolute."""
        return at_home(self.key_file)

    @property
    def ca_path(self) -> Path:
        """The file of further authorities whose certificates are believed of a mail server
        (`COCARDE_CA_FILE`); without that setting it means nothing."""
        return at_home(self.ca_file)

    @cached_property
    def programmes_folder(self) -> Path:
        """The folder of the programmes (`COCARDE_PROGRAMMES`), within the home unless it is
        absolute."""
        return at_home(self.programmes)

    @property
    def listen_at(self) -> tuple[str, int]:
        """Host and port of the web door (`COCARDE_LISTEN`); the brackets of an IPv6 host are
        gone."""
        host, _, port = self.listen.rpartition(":")
        return host.strip("[]"), int(port)

    @property
    def proxy_networks(self) -> tuple[Network, ...]:
        """The proxies whose word for a visitor's address is believed (`COCARDE_PROXIES`)."""
        return networks("proxies", self.proxies)

    @property
    def metrics_networks(self) -> tuple[Network, ...]:
        """Who may read the figures without a token."""
        return networks("metrics_allow", self.metrics_allow)

    @property
    def smtp_urls(self) -> list[str]:
        """The servers by which mails go out, the one to use first."""
        return [url for url in (self.smtp_url, self.smtp_url_2) if url]

    @property
    def days_of_bodies(self) -> int:
        """For how many days the words of a message that has gone are kept."""
        return int(self.keep_bodies)

    @property
    def mails_a_minute(self) -> int:
        """How many mails of a campaign go out in a minute; answers are not held back."""
        return int(self.mail_pace)

    @cached_property
    def contact_addresses(self) -> dict[str, str]:
        """Where a person answers at this installation, by the slug of the programme
        (`COCARDE_CONTACTS`); its file says it for the others."""
        return pairs(self.contacts)

    @cached_property
    def webhook_keys(self) -> dict[str, tuple[str, ...]]:
        """The secrets that sign what a webhook gets, by its name: the first signs first; a second
        one is named while the receiver changes over."""
        return {name: tuple(told.split()) for name, told in pairs(self.webhook_secrets).items()}

    @cached_property
    def talents_keys(self) -> dict[str, tuple[str, ...]]:
        """The tokens that the readers of a programme's talents bring, by its slug; a second one is
        named while a reader changes over."""
        return {name: tuple(told.split()) for name, told in pairs(self.talents_tokens).items()}

    @property
    def factory_clients(self) -> dict[str, str]:
        """The secret of each organisation at Open Badge Factory, by its client id there."""
        return pairs(self.factory_secrets)

    @property
    def inside(self) -> frozenset[str]:
        """The hosts on a network of our own that a webhook may reach (`COCARDE_INTERNAL_HOSTS`)."""
        return frozenset(self.internal_hosts.replace(",", " ").lower().split())

    @property
    def fetch_hosts(self) -> dict[str, str]:
        """The hosts whose evidence check goes to a stand-in on this machine (demo and tests only),
        each with its address."""
        return pairs(self.fetch_map)


def read_settings(environ: Mapping[str, str] | None = None) -> Settings:
    """The settings of this process; raises `Trouble` for one that no door could work with.

    The environment comes first, then `.env` of the working directory, then that of the home.
    """
    if environ is None:
        environ = {**dotenv(home() / ".env"), **dotenv(Path(".env")), **os.environ}
    known = {name.name for name in fields(Settings)} - {"unknown"}
    given = {
        name.removeprefix(PREFIX).lower(): value.strip()
        for name, value in environ.items()
        if name.startswith(PREFIX) and value.strip()
    }
    unknown = tuple(sorted(PREFIX + name.upper() for name in given if name not in known))
    values = {name: value for name, value in given.items() if name in known}
    settings = Settings(**values, unknown=unknown)
    refuse_broken(settings)
    return settings


def pairs(told: str) -> dict[str, str]:
    """What a setting of the form `name=value,name=value` says."""
    parts = (pair.partition("=") for pair in told.split(",") if pair.strip())
    return {name.strip(): value.strip() for name, _, value in parts}


def networks(name: str, told: str) -> tuple[Network, ...]:
    """Addresses and networks of a setting: `127.0.0.1, ::1, 10.0.0.0/8`."""
    try:
        return tuple(ip_network(each) for each in told.replace(",", " ").split())
    except ValueError as error:
        setting = PREFIX + name.upper()
        raise Trouble("trouble.networks", setting=setting, value=told, error=error) from None


def refuse_broken(settings: Settings) -> None:
    """Raise `Trouble` for a setting that no door could work with; it says how to mend it."""
    host, _, port = settings.listen.rpartition(":")
    if not host or not port.isdigit():
        setting = f"COCARDE_LISTEN={settings.listen}"
        raise Trouble("trouble.listen", setting=setting, example="127.0.0.1:8000")
    if not settings.mail_pace.isdecimal() or int(settings.mail_pace) < 1:
        raise Trouble("trouble.mail_pace", setting=f"COCARDE_MAIL_PACE={settings.mail_pace}")
    least, most = DAYS_OF_BODIES
    if not settings.keep_bodies.isdecimal() or not least <= int(settings.keep_bodies) <= most:
        setting = f"COCARDE_KEEP_BODIES={settings.keep_bodies}"
        raise Trouble("trouble.keep_bodies", setting=setting, least=least, most=most)
    for slug, mail in settings.contact_addresses.items():
        if not re.fullmatch(r"[^\s@<>,;]+@[^\s@<>,;]+\.[^\s@<>,;.]+", mail):
            raise Trouble("trouble.contacts", setting=f"COCARDE_CONTACTS={slug}={mail}")
    networks("proxies", settings.proxies)
    networks("metrics_allow", settings.metrics_allow)
    if settings.ca_file:
        refuse_broken_authorities(settings.ca_path)
    for name, schemes in URLS.items():
        url = getattr(settings, name)
        if url and urlsplit(url).scheme not in schemes:
            setting = PREFIX + name.upper()
            shown = "…" if name in SECRET else url
            raise Trouble("trouble.scheme", setting=f"{setting}={shown}", schemes=either(schemes))


def refuse_broken_authorities(path: Path) -> None:
    """Stop at a file of certificates that is not there or holds none."""
    import ssl  # noqa: PLC0415 - slow to load, seldom needed

    try:
        ssl.create_default_context(cafile=path)
    except (OSError, ValueError) as error:
        raise Trouble("trouble.ca_file", setting=f"COCARDE_CA_FILE={path}", error=error) from None


URLS: dict[str, tuple[str, ...]] = {
    "database_url": ("sqlite", "postgresql"),
    "database_read_url": ("postgresql",),
    "public_url": ("https", "http"),
    "telegram_api": ("https", "http"),
    "factory_api": ("https", "http"),
    "smtp_url": ("smtp", "smtps"),
    "smtp_url_2": ("smtp", "smtps"),
    "imap_url": ("imap", "imaps"),
}
