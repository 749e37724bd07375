"""What a badge says, as plain values: who gives it, for what, to whom. Times are aware and UTC."""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict, dataclass, field, replace
from datetime import date, datetime

from core.badges.openbadges import paths
from core.badges.openbadges.plain_urls import normal
from core.ground.errors import Refusal


@dataclass(frozen=True, slots=True)
class IssuerWording:
    """What an issuer says of itself in one language."""

    language: str
    name: str
    description: str


@dataclass(frozen=True, slots=True)
class Issuer:
    """A programme, or an organisation that issues in it, as a giver of badges, in one language.

    `slug` is from `paths.issuer_slug`; `base` is the public root, from `paths.root`; `logo` is the
    path of its picture below it, empty for none. `others` are its further languages; `language` is
    empty in the first one.
    """

    slug: str
    name: str
    description: str
    url: str
    email: str
    base: str
    logo: str = ""
    others: tuple[IssuerWording, ...] = ()
    language: str = ""

    @property
    def organisation(self) -> str:
        """The name of an organisation; empty for a programme, which has one in each language."""
        return self.name if paths.programme_and_organisation(self.slug)[1] else ""

    def spoken(self, language: str) -> Issuer:
        """The issuer in this language, or in its first one where it has no other."""
        for said in self.others:
            if said.language == language:
                return replace(
                    self, name=said.name, description=said.description, language=said.language
                )
        return self


@dataclass(frozen=True, slots=True)
class Organisation:
    """A body that made an achievement or that validated one award; `id` is its own (a `did:web`),
    empty for one that has none here."""

    name: str
    url: str | None = None
    id: str = ""


@dataclass(frozen=True, slots=True)
class Alignment:
    """What an achievement answers to in a skill framework (Open Badges, Alignment); `kind` is a
    value of `targetType`."""

    name: str
    url: str
    framework: str = ""
    code: str = ""
    description: str = ""
    kind: str = ""


@dataclass(frozen=True, slots=True)
class Wording:
    """What an achievement says in one language; `competence` and `level` go together."""

    language: str
    name: str
    description: str
    criteria: str
    tags: tuple[str, ...] = ()
    competence: str | None = None
    level: str | None = None
    alignments: tuple[Alignment, ...] = ()


@dataclass(frozen=True, slots=True)
class Achievement:
    """A badge class in all its languages; `degree` is the level as a number, `picture` the
    digest of its artwork, `code` what its maker calls it, `credits` how many it is worth.

    Any change of these gives a new `version`, and so new URLs."""

    badge: str
    wordings: tuple[Wording, ...]
    degree: int | None = None
    picture: str = ""
    creator: Organisation | None = None
    code: str = ""
    credits: float | None = None
    version: str = field(init=False, compare=False)

    def __post_init__(self) -> None:
        """Twelve hexadecimal digits of the SHA-256 of everything it says, in every language."""
        told = {
            "badge": self.badge,
            "wordings": [asdict(wording) for wording in self.wordings],
            "degree": self.degree,
            "picture": self.picture,
            "creator": _told(self.creator) if self.creator else None,
            "code": self.code,
            "credits": self.credits,
        }
        whole = json.dumps(told, sort_keys=True, ensure_ascii=False)
        version = hashlib.sha256(whole.encode()).hexdigest()[:12]
        object.__setattr__(self, "version", version)

    def wording(self, language: str) -> Wording:
        """The wording in that language, or the first one."""
        return next((each for each in self.wordings if each.language == language), self.wordings[0])


def _told(body: Organisation) -> dict[str, str | None]:
    """What makes a version of a body: its id only where it has one."""
    return {"name": body.name, "url": body.url} | ({"id": body.id} if body.id else {})


@dataclass(frozen=True, slots=True)
class Evidence:
    """One proof of what was done: an address, or a narrative alone (dates, host, domain)."""

    genre: str
    name: str
    narrative: str
    url: str | None = None


@dataclass(frozen=True, slots=True)
class Award:
    """One achievement given to one person; `status` is its place in the issuer's status lists.

    `salt` is 16 random bytes; `name` is given only where the programme shows it. What Open
    Badges 2.0 has no member for (mission, validating third party) has to be in `evidence` too.
    """

    id: str
    recipient: str
    salt: bytes
    issued_at: datetime
    language: str
    status: int
    name: str | None = None
    narrative: str | None = None
    mission: tuple[date, date] | None = None
    evidence: tuple[Evidence, ...] = ()
    validated_by: Organisation | None = None
    expires_at: datetime | None = None


def signable(url: str) -> str:
    """The URL in the form in which it is signed; empty where it has none."""
    try:
        return normal(url)
    except Refusal:
        return ""


def distinct(evidence: tuple[Evidence, ...]) -> tuple[Evidence, ...]:
    """The evidence with normal URLs, the first of each URL only: two RDF nodes of one id merge,
    and what each of them says could then be exchanged without breaking the signature. Raises
    `Refusal("not_a_link")`."""
    kept: dict[object, Evidence] = {}
    for each in evidence:
        url = normal(each.url) if each.url else None
        mended = Evidence(each.genre, each.name, each.narrative, url)
        kept.setdefault(url or mended, mended)
    return tuple(kept.values())
