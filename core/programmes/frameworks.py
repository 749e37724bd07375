"""The public skill frameworks that a badge may answer to: their codes, their addresses.

A framework that is known here is checked by its code and its address; any other is taken at its
word.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from core.ground.sentences import Sentence
from core.programmes.badge_class import FrameworkEntry


@dataclass(frozen=True, slots=True)
class SkillFramework:
    """A public framework: what its codes look like, where its entries stand (with the code in
    it, where one is), and what they are (`targetType` of Open Badges 3.0)."""

    codes: str
    address: str
    kind: str = ""
    example: str = ""


KNOWN = {
    # The address of an ESCO skill is its identifier, and begins with http:// for good.
    "ESCO": SkillFramework(
        r"[A-Z]?[0-9a-f.-]*",
        r"https?://(data\.europa\.eu/esco|esco\.ec\.europa\.eu)/.+",
        "ceasn:Competency",
        "http://data.europa.eu/esco/skill/…",
    ),
    "RNCP": SkillFramework(
        r"RNCP\d{2,6}",
        r"https://www\.francecompetences\.fr/recherche/rncp/{number}/?",
        "ceterms:Credential",
        "RNCP37674, https://www.francecompetences.fr/recherche/rncp/37674/",
    ),
    "RS": SkillFramework(
        r"RS\d{2,6}",
        r"https://www\.francecompetences\.fr/recherche/rs/{number}/?",
        "ceterms:Credential",
        "RS5616, https://www.francecompetences.fr/recherche/rs/5616/",
    ),
    "EQF": SkillFramework(
        r"[1-8]", r"https://[a-z0-9.-]*europa\.eu/.+", "", "4, https://europass.europa.eu/…"
    ),
    "DigComp": SkillFramework(
        r"[1-5](\.[1-6])?",
        r"https?://[a-z0-9.-]*europa\.eu/.+",
        "ceasn:Competency",
        "2.1, https://joint-research-centre.ec.europa.eu/digcomp…",
    ),
    "ROME": SkillFramework(
        r"[A-N]\d{4}",
        r"https://[a-z0-9.-]*francetravail\.(fr|org)/.+",
        "",
        "M1805, https://candidat.francetravail.fr/metierscope/fiche-metier/M1805",
    ),
}


def kind_of(entry: FrameworkEntry) -> str:
    """The `targetType` of an entry; empty for a framework that is not known here."""
    known = KNOWN.get(entry.framework)
    return known.kind if known else ""


def wrong_entry(entry: FrameworkEntry) -> Iterator[tuple[str, Sentence]]:
    """What is wrong with an entry of a known framework: its code, or an address that is not its
    own; pairs of key and sentence."""
    known = KNOWN.get(entry.framework)
    if known is None:
        return
    named = {"framework": entry.framework, "example": known.example}
    if not re.fullmatch(known.codes, entry.code):
        yield "code", Sentence("programme.framework_code", code=repr(entry.code), **named)
    number = re.sub(r"\D", "", entry.code)
    if not re.fullmatch(known.address.replace("{number}", number or r"\d+"), entry.url):
        yield "url", Sentence("programme.framework_url", url=entry.url, **named)
