"""Contacts that reach nobody: addresses and sites of domains that are kept for examples."""

from collections.abc import Iterator
from urllib.parse import urlsplit

from cocarde.operate.doors import senders
from core.ground.findings import Finding, beware, wrong
from core.ground.settings import Settings
from core.programmes.contacts import written_contact
from core.programmes.programme import Programme

# RFC 2606 and 6761: nobody can ever own these.
SHIPPED = ("becode", "biklab", "maillage", "normandie", "service-civique")
RESERVED = ("example", "test", "invalid", "localhost", "example.com", "example.net", "example.org")


def look(settings: Settings, programmes: list[Programme]) -> Iterator[Finding]:
    """A finding for each contact that stands in badges and reaches nobody: of every programme on an
    installation that reaches people, else of one's own, but not of those that come along."""
    real = is_real(settings)
    for programme in programmes if real else [each for each in programmes if is_own(each)]:
        contacts = [("email", written_contact(settings, programme)), ("url", programme.url)]
        for place in programme.organisation:
            contacts += [(f"{place.name}: {key}", getattr(place, key)) for key in ("email", "url")]
        for key, contact in contacts:
            if is_reserved(contact):
                about = f"programmes: {programme.slug}"
                word = "check.placeholder_mail" if key == "email" else "check.placeholder"
                told = {"setting": f"{key} = {contact}", "slug": programme.slug}
                yield beware(about, word, **told)
    known = {programme.slug for programme in programmes}
    for slug in sorted(settings.contact_addresses.keys() - known):
        yield wrong("settings", "check.contact_of_nobody", slug=slug)
    if real and is_reserved(settings.mail_address):
        yield beware("settings", "check.placeholder_sender", mail=settings.mail_address)


def is_own(programme: Programme) -> bool:
    """Whether a programme is none of those that come with Cocarde, whose contacts nobody has."""
    return programme.slug not in SHIPPED


def is_real(settings: Settings) -> bool:
    """Whether people are reached from here; the demo and a first look reach nobody."""
    host = urlsplit(settings.base).hostname or ""
    local = host in ("127.0.0.1", "::1", "localhost")
    return not settings.fetch_map and bool(senders(settings) or not local)


def is_reserved(contact: str) -> bool:
    """Whether an address or a site lies in a domain that is kept for examples and tests."""
    told = (urlsplit(contact).hostname or "") if "://" in contact else contact.rpartition("@")[2]
    host = f".{told.lower().strip().rstrip('.')}"
    return any(host.endswith(f".{domain}") for domain in RESERVED)
