"""What setup has been told so far: settings, and who manages first."""

import os
from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace
from typing import Any
from urllib.parse import quote, unquote, urlsplit

from core.ground.settings import PREFIX, Settings, read_settings
from core.programmes.catalogue import catalogue

# Answers that are no setting of their own.
USER, PASSWORD = "mail_user", "mail_password"
RUN, MANAGER, MANAGER_NAME, CONTACT = "run_programmes", "manager", "manager_name", "contact"
MAIL_SERVERS = ("smtp_url", "imap_url")
SETTINGS = frozenset(each.name for each in fields(Settings)) - {"unknown"}
PROXY_HERE = "127.0.0.1,::1"


@dataclass
class Answers:
    """The settings that stand already, what was told on top of them by name, and who manages a
    programme already."""

    before: Settings
    told: dict[str, str] = field(default_factory=dict)
    managers: tuple[str, ...] = ()

    @classmethod
    def read(cls) -> "Answers":
        """What the environment and `.env` say; raises `Trouble` where they say what cannot be."""
        return cls(read_settings())

    def __getitem__(self, name: str) -> str:
        """What was told of it, else what stands in the settings; "" for nothing."""
        if name in self.told:
            return self.told[name]
        if name in (USER, PASSWORD):
            return self.login[name]
        if name in MAIL_SERVERS:
            return without_login(str(getattr(self.before, name)))
        return str(getattr(self.before, name)) if name in SETTINGS and self.is_set(name) else ""

    def is_set(self, name: str) -> bool:
        """Whether a setting differs from what it is by itself."""
        return bool(getattr(self.before, name) != getattr(Settings, name))

    @property
    def login(self) -> Mapping[str, str]:
        """The user and the password in the mail servers' addresses; "" where there are none."""
        for name in MAIL_SERVERS:
            parts = urlsplit(getattr(self.before, name))
            if parts.username:
                return {USER: unquote(parts.username), PASSWORD: unquote(parts.password or "")}
        return {USER: "", PASSWORD: ""}

    def settings(self, *, login: bool = True) -> Settings:
        """The settings as they would be, with or without the login of the mail servers."""
        values = {name: self[name] for name in self.told if name in SETTINGS}
        for name in MAIL_SERVERS:
            values[name] = self.whole(name) if login else self[name]
        return changed(self.before, values)

    def whole(self, name: str) -> str:
        """The address of a mail server as its setting has it: with user and password, unless it has
        its own or wants none."""
        url, before = self[name], str(getattr(self.before, name))
        same = all(self[part] == self.login[part] for part in (USER, PASSWORD))
        if urlsplit(before).username and url == without_login(before) and same:
            return before
        if not self[USER] or not takes_login(url):
            return url
        parts, login = urlsplit(url), (quote(self[part], safe="") for part in (USER, PASSWORD))
        return parts._replace(netloc=f"{':'.join(login)}@{parts.netloc}").geturl()

    def to_write(self) -> dict[str, str]:
        """The settings that were told, as the file of settings has them."""
        whole = self.settings()
        names = {name for name in self.told if name in SETTINGS}
        if names & {*MAIL_SERVERS} or {USER, PASSWORD} & self.told.keys():
            names |= {name for name in MAIL_SERVERS if self[name]}
        values = {name: str(getattr(whole, name)) for name in sorted(names)}
        if "public_url" in names and whole.base.startswith("https") and not whole.proxies:
            values["proxies"] = PROXY_HERE
        if self[CONTACT]:
            contacts = dict.fromkeys(self.running, self[CONTACT]) | self.before.contact_addresses
            values["contacts"] = ",".join(f"{slug}={mail}" for slug, mail in contacts.items())
        return values

    @property
    def running(self) -> list[str]:
        """The programmes that were told; all of the installation where none was."""
        known = catalogue(self.before.programmes_folder).programmes
        return self[RUN].replace(",", " ").split() or list(known)

    def overruled(self) -> list[str]:
        """The settings told that the environment says otherwise, which comes before the file."""
        names = [f"{PREFIX}{name.upper()}" for name in self.to_write()]
        return [name for name in names if os.environ.get(name, "").strip()]


def changed(settings: Settings, values: Mapping[str, str]) -> Settings:
    """The settings with these in place of theirs, by name."""
    return replace(settings, **dict[str, Any](values))


def takes_login(url: str) -> bool:
    """Whether the address of a mail server lacks a user that it wants: a relay that is entered
    without TLS gets no password."""
    parts = urlsplit(url)
    relay = parts.scheme == "smtp" and "starttls" not in parts.query
    return bool(url) and not parts.username and not relay


def without_login(url: str) -> str:
    """The address of a mail server without user and password."""
    parts = urlsplit(url)
    return parts._replace(netloc=parts.netloc.rpartition("@")[2]).geturl()
