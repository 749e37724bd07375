"""Where a mailbox's servers may be, guessed from its address: what its domain announces, else its
provider, else the usual names."""

import tomllib
from dataclasses import dataclass
from functools import cache

import dns.exception
import dns.resolver

from core.ground.paths import TEMPLATES

SECONDS = 2.0
# RFC 6186 and 8314: where a domain announces its servers.
ANNOUNCED = {
    "smtp": (("_submissions._tcp", "smtps", ""), ("_submission._tcp", "smtp", "?starttls=1")),
    "imap": (("_imaps._tcp", "imaps", ""), ("_imap._tcp", "imap", "?starttls=1")),
}
# RFC 8314: TLS from the first byte.
IMPLICIT = {"smtp": 465, "imap": 993}
STARTTLS = {"smtp": (25, 587), "imap": (143,)}


@dataclass(frozen=True, slots=True)
class Provider:
    """A provider of mailboxes, known by the names of its mail exchangers."""

    exchangers: tuple[str, ...]
    smtp: str
    imap: str
    spf: str


@cache
def providers() -> tuple[Provider, ...]:
    """Those that come along."""
    read = tomllib.loads((TEMPLATES / "setup" / "mail_hosts.toml").read_text(encoding="utf-8"))
    return tuple(
        Provider(**{**each, "exchangers": tuple(each["exchangers"])}) for each in read["provider"]
    )


def guess(mail: str, kind: str) -> str:
    """The address of the server that takes (`smtp`) or gives out (`imap`) the mails of a mailbox;
    "" without a domain."""
    domain = mail.rpartition("@")[2].strip()
    if not domain:
        return ""
    if announced := _announced(domain, kind):
        return announced
    if known := provider(domain):
        return known.smtp if kind == "smtp" else known.imap
    names = (f"{kind}.{domain}", f"mail.{domain}")
    host = next((name for name in names if look_up(name, "A") or look_up(name, "AAAA")), names[1])
    return f"{kind}s://{host}:{IMPLICIT[kind]}"


def _announced(domain: str, kind: str) -> str:
    for service, scheme, more in ANNOUNCED[kind]:
        for record in look_up(f"{service}.{domain}", "SRV"):
            _, _, port, host = record.split()
            if host != ".":  # RFC 6186: the service is not offered
                return f"{scheme}://{host.rstrip('.')}:{port}{more}"
    return ""


@cache
def provider(domain: str) -> Provider | None:
    """The provider of a domain's mailboxes, where it is one that we know."""
    hosts = [record.split()[-1].rstrip(".").lower() for record in look_up(domain, "MX")]
    for each in providers():
        ends = tuple(f".{end}" for end in each.exchangers)
        if any(f".{host}".endswith(ends) for host in hosts):
            return each
    return None


@cache
def look_up(name: str, kind: str) -> tuple[str, ...]:
    """The DNS records of a name, as text; none where there are none or nobody answers."""
    try:
        return tuple(each.to_text() for each in dns.resolver.resolve(name, kind, lifetime=SECONDS))
    except (dns.exception.DNSException, OSError, ValueError):
        return ()


def as_url(said: str, kind: str) -> str:
    """The address of a server as a setting has it, from a host, `host:port` or such an address."""
    if not said or "://" in said:
        return said
    host, _, port = said.partition(":")
    if port.isdigit() and int(port) in STARTTLS[kind]:
        return f"{kind}://{host}:{port}?starttls=1"
    return f"{kind}s://{host}:{port or IMPLICIT[kind]}"
