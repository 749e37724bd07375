"""Where everything about a badge lives on the web: one function a place.

Each takes the public root first (`https://badges.example.org`, from `root`); an empty root gives
the path alone, which is how the web door and the static export name the same document.
"""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from core.badges.openbadges.plain_urls import normal
from core.ground.errors import Refusal, Trouble

# A programme, or an organisation that issues in it: `normandie.atelier-du-bocage`.
ISSUER = r"[a-z][a-z0-9-]{0,39}(?:\.[a-z0-9][a-z0-9-]{0,39})?"
_ID = re.compile("[a-z2-7]{26}")
_OF_ISSUER = re.compile(rf"/ob[23]/i/({ISSUER})(?:\.json|/[^/]+)")
_OF_BADGE = re.compile(r"(https?://[^/]+)/(?:ob3/b|ob2/a|b)/([A-Za-z0-9_-]{1,64})\.(?:json|png)")


def root(address: str) -> str:
    """The public root without a final slash; raises `Trouble` when it is not scheme and host."""
    try:
        whole = normal(address)
    except Refusal:
        whole = ""
    parts = urlsplit(whole)
    if not whole or parts.path != "/" or parts.query or parts.fragment:
        raise Trouble("trouble.no_root", address=repr(address))
    return whole.rstrip("/")


def issuer_slug(programme: str, organisation: str) -> str:
    """The slug under which an issuer's keys and documents are known: that of its programme, with
    that of the organisation where it issues in its own name."""
    return f"{programme}.{organisation}" if organisation else programme


def programme_and_organisation(issuer: str) -> tuple[str, str]:
    """The two parts of an issuer's slug; the second is empty for a programme."""
    programme, _, organisation = issuer.partition(".")
    return programme, organisation


def did(base: str, issuer: str) -> str:
    """The issuer's `did:web` (did:web method, section 3.1: the colon of a port is encoded)."""
    return f"did:web:{urlsplit(base).netloc.replace(':', '%3A')}:i:{issuer}"


def at(base: str, name: str) -> bool:
    """Whether a URL or a DID is one that is given to a badge or an issuer at this public root; the
    same host may have held somebody else's badges before, at other paths."""
    if name.startswith((did(base, ""), f"{base}/ob2/", f"{base}/ob3/")):
        return True
    place = named(name)
    return place is not None and place[0] == base and _ID.fullmatch(place[1]) is not None


def named(url: str) -> tuple[str, str] | None:
    """The public root and the id of the badge whose credential, assertion or picture has that URL;
    None for another URL."""
    found = _OF_BADGE.fullmatch(url)
    return (found[1], found[2]) if found else None


def issuer_at(path: str) -> str:
    """The issuer whose profile or logo may stand at that URL path; empty for none."""
    found = _OF_ISSUER.fullmatch(path)
    return found[1] if found else ""


def did_document(base: str, issuer: str) -> str:
    """The issuer's DID document, where `did:web` is resolved (did:web method, section 3.2)."""
    return f"{base}/i/{issuer}/did.json"


def issuer_page(base: str, issuer: str) -> str:
    """The page about an issuer that a person opens."""
    return f"{base}/i/{issuer}"


def badge_page(base: str, badge: str) -> str:
    """The page about one badge that a person opens; `badge` is its id of 26 letters."""
    return f"{base}/b/{badge}"


def badge_data(base: str, badge: str) -> str:
    """The credential of one badge, once more under the page's own address."""
    return f"{base}/b/{badge}.json"


def badge_picture(base: str, badge: str) -> str:
    """The PNG of one badge with both credentials baked in."""
    return f"{base}/b/{badge}.png"


def certificate(base: str, badge: str, language: str) -> str:
    """One badge as a certificate to print (PDF), in a language that we speak."""
    return f"{base}/b/{badge}.{language}.pdf"


def assertion(base: str, badge: str) -> str:
    """The hosted assertion of one badge (Open Badges 2.0, Assertion, its `id`)."""
    return f"{base}/ob2/a/{badge}.json"


def credential(base: str, badge: str) -> str:
    """The signed credential of one badge (Open Badges 3.0, OpenBadgeCredential, its `id`)."""
    return f"{base}/ob3/b/{badge}.json"


def issuer_2(base: str, issuer: str, language: str = "") -> str:
    """The issuer's profile in Open Badges 2.0 (Profile, its `id`), in its first language or
    in another one."""
    return f"{base}/ob2/i/{issuer}{language and f'/{language}'}.json"


def logo(base: str, issuer: str, digest: str) -> str:
    """The issuer's picture as PNG; `digest` changes with what it shows."""
    return f"{base}/ob2/i/{issuer}/logo-{digest}.png"


def recipient_profile(base: str, file: str) -> str:
    """The JSON-LD `context` or the JSON `schema` of the extension that names a holder (Open Badges
    2.0, Extensions)."""
    return f"{base}/ob2/extensions/recipient-profile/{file}.json"


def issuer_3(base: str, issuer: str) -> str:
    """The issuer's profile in Open Badges 3.0 (Profile), beside the DID that is its `id`."""
    return f"{base}/ob3/i/{issuer}.json"


def revocations(base: str, issuer: str) -> str:
    """The issuer's list of revoked assertions (Open Badges 2.0, RevocationList)."""
    return f"{base}/ob2/i/{issuer}/revoked.json"


def badge_class(base: str, issuer: str, badge: str, language: str, version: str) -> str:
    """One edition of a badge class in one language (Open Badges 2.0, BadgeClass, its `id`);
    `version` is that of the achievement."""
    return f"{base}/ob2/c/{issuer}/{badge}/{language}/{version}.json"


def class_picture(base: str, issuer: str, badge: str, language: str, version: str) -> str:
    """The picture of one edition of a badge class in one language, with no award baked in."""
    return f"{base}/ob2/c/{issuer}/{badge}/{language}/{version}.png"


def achievement(base: str, issuer: str, badge: str, language: str, version: str) -> str:
    """One edition of an achievement in one language (Open Badges 3.0, Achievement, its `id`);
    `version` is that of the achievement."""
    return f"{base}/ob3/a/{issuer}/{badge}/{language}/{version}.json"


def criteria_page(base: str, issuer: str, badge: str, language: str, version: str) -> str:
    """The page that tells people what one edition of an achievement takes (Open Badges, Criteria,
    its `id`)."""
    return f"{base}/ob3/a/{issuer}/{badge}/{language}/{version}.html"


def status_list(base: str, issuer: str, number: int) -> str:
    """One status list of an issuer (W3C Bitstring Status List, its `id`); `number` counts from 1,
    and `status_list.place` tells which list holds a badge."""
    return f"{base}/ob3/status/{issuer}/{number}.json"
