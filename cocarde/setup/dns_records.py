"""The DNS records that an installation wants: where its pages are, and who may send its mails."""

from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urlsplit

from cocarde.setup.mail_hosts import look_up, provider
from core.ground.sentences import Sentence, Told, value_text
from core.ground.settings import Settings


@dataclass(frozen=True, slots=True)
class Record:
    """One record: its name, kind and value, why it is wanted, and what DNS has there now."""

    name: str
    kind: str
    value: str | Told
    why: Sentence
    there: tuple[str, ...] = ()

    def as_dict(self, language: str) -> dict[str, object]:
        """The record as programs read it, its reason in a language."""
        return {
            "name": self.name,
            "type": self.kind,
            "value": value_text(self.value, language),
            "why": self.why.in_words(language),
            "there": list(self.there),
        }


def wanted(settings: Settings, reports_to: str = "") -> Iterator[Record]:
    """The records for the pages, and for the mails of the domain that they come from; receivers
    report to `reports_to` what became of them."""
    host = urlsplit(settings.base).hostname or ""
    if settings.base.startswith("https://"):
        there = look_up(host, "A") + look_up(host, "AAAA")
        yield Record(host, "A", Sentence("setup.dns_server"), Sentence("setup.dns_pages"), there)
    domain = settings.mail_address.rpartition("@")[2]
    if domain:
        yield from of_mails(domain, urlsplit(settings.smtp_url).hostname or "", reports_to)


def of_mails(domain: str, sender: str, reports_to: str) -> Iterator[Record]:
    """SPF (RFC 7208), DKIM (RFC 6376) and DMARC (RFC 7489) of a domain whose mails `sender`
    takes."""
    known = provider(domain)
    allowed = known.spf if known else f"a:{sender}" if sender else ""
    spf = " ".join(filter(None, ("v=spf1", "mx", allowed, "~all")))
    yield Record(domain, "TXT", spf, Sentence("setup.dns_spf"), texts(domain, "v=spf1"))
    name = Sentence("setup.dns_selector").in_words()
    yield Record(
        f"{name}._domainkey.{domain}", "TXT", Sentence("setup.dns_key"), Sentence("setup.dns_dkim")
    )
    report = f"; rua=mailto:{reports_to}" if reports_to else ""
    dmarc = f"_dmarc.{domain}"
    there = texts(dmarc, "v=DMARC1")
    yield Record(dmarc, "TXT", f"v=DMARC1; p=none{report}", Sentence("setup.dns_dmarc"), there)


def texts(name: str, beginning: str) -> tuple[str, ...]:
    """The text records of a name that begin so."""
    whole = ("".join(record.strip('"').split('" "')) for record in look_up(name, "TXT"))
    return tuple(text for text in whole if text.lower().startswith(beginning.lower()))
