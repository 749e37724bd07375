"""Typing errors in a mail address: what was most likely meant, or nothing. Precision first."""

import re
from collections.abc import Container

from rapidfuzz.distance import OSA

from core.reading.addresses.mail_providers import DOMAINS, ENDINGS, EVERYWHERE, ONE_ENDING, slips
from core.reading.languages import compiled, either
from core.reading.text import clean

NONE: frozenset[str] = frozenset()
SPOKEN = (
    (compiled(rf"\s*(?:\(at\)|\[at\]|\b(?:{either('around_answers.at_sign')})\b)\s*"), "@"),
    (compiled(rf"\s+(?:{either('around_answers.dot')})\s+"), "."),
)
LOOSE = re.compile(r"\s*([@.,;])\s*")
USUAL = re.compile(r"[a-z0-9_+-]+(?:\.[a-z0-9_+-]+)*@[a-z0-9-]+(?:\.[a-z0-9-]+)*\.[a-z]{2,24}")
JOINED = {domain.replace(".", ""): domain for domain in DOMAINS}
ALONE = {name: f"{name}.{ends[0]}" for name, ends in ENDINGS.items() if len(ends) == 1}
# Endings that no domain of the world has (IANA, Root Zone Database), and what they are a slip for.
NO_ENDINGS = {
    wrong: right
    for right, typed in {
        "com": "con cmo ocm comm coom ccom xom vom cpm cim cok copm clm cmm ciom comn come",
        "fr": "f frr ffr rf fre gfr frf",
        "be": "bee bbe eb",
        "nl": "nll nnl ln nlm",
        "net": "nett nte ent netr",
        "org": "ogr orgg rog",
    }.items()
    for wrong in typed.split()
}


def meant(said: str, own: Container[str] = NONE) -> str:
    """The address that was most likely meant by one that looks mistyped; empty where nothing looks
    wrong.

    `own` are domains that people here do have, however near they are to those of a provider.
    """
    typed = clean(said).lower().strip(" <>.,;\"'")
    local, _, domain = parted(plain(typed))
    if not local or domain in own:
        return ""
    likely = f"{local}@{mended(domain, own)}"
    return likely if likely != typed and USUAL.fullmatch(likely) else ""


def plain(typed: str) -> str:
    """The text with signs for the spoken « arobase » and « point », and no space around them."""
    for spoken, sign in SPOKEN:
        typed = spoken.sub(sign, typed)
    return re.sub(r"@{2,}", "@", LOOSE.sub(r"\1", typed))


def parted(typed: str) -> tuple[str, str, str]:
    """What stands before and after the @, which may be missing before a provider's name."""
    if "@" in typed:
        return typed.partition("@") if typed.count("@") == 1 else ("", "", "")
    for domain in sorted(DOMAINS, key=len, reverse=True):
        local = typed.removesuffix(domain).rstrip(' .#"à')
        if typed.endswith(domain) and len(local) > 1:
            return local, "@", domain
    return "", "", ""


def mended(domain: str, own: Container[str] = NONE) -> str:
    """The domain as it was most likely meant, or as it is where nothing looks wrong."""
    dotted = re.sub(r"[.,;\s]+", ".", domain)
    if dotted in own or dotted in DOMAINS:
        return dotted
    if "." not in dotted:
        return JOINED.get(dotted) or ALONE.get(dotted, dotted)
    name, _, ending = dotted.rpartition(".")
    known = name if name in ENDINGS else slips().get(name, "")
    if known:
        return of_provider(known, name, ending)
    return f"{name}.{NO_ENDINGS.get(ending, ending)}"


def of_provider(known: str, name: str, ending: str) -> str:
    """A provider's domain; as it was said where the ending makes it somebody else's."""
    ends = ENDINGS[known]
    if ending in ends:
        return f"{known}.{ending}"
    foreign = len(ending) == 2 and known in EVERYWHERE
    if known in ONE_ENDING:
        return f"{known}.{ends[0]}"
    if ending in NO_ENDINGS or (not foreign and len(ending) == 1):
        return f"{known}.{nearest(ends, NO_ENDINGS.get(ending, ending))}"
    if foreign:
        return f"{known}.{ending}" if name != known else f"{name}.{ending}"
    return f"{name}.{ending}"


def nearest(ends: tuple[str, ...], typed: str) -> str:
    """The provider's ending that is most like what was typed; the likeliest of equals."""
    return min(ends, key=lambda each: (OSA.distance(each, typed), ends.index(each)))
