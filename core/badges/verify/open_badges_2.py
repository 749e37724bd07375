"""Open Badges 2.0 and 2.1 of other issuers: hosted, where the host has the word, and signed."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from core.badges.openbadges.shape import Node
from core.badges.verify.credential_proof import token_keys
from core.badges.verify.issuers import KnownIssuer, Register
from core.badges.verify.jws import read_token
from core.badges.verify.revocation import judge_revocation_list
from core.badges.verify.strict_json import read_object
from core.ground.errors import Refusal

# What a baked assertion may say in its own way: wallets and issuers rewrite these.
_AS_WRITTEN = frozenset({"@context", "image", "verification", "verify", "type"})

# A path that leads out of the folder that it begins with (RFC 3986, section 5.2.4).
_CLIMBS = re.compile(r"/(?:\.|%2e){1,2}(?:[/?#]|$)|\\|%5c|%2f", re.IGNORECASE)


def agrees(baked: Node, hosted: Node) -> bool:
    """Whether a picture says nothing that its host does not say: a member may be left out, or name
    by its URL what the host writes out."""
    named = baked.keys() - _AS_WRITTEN
    return all(name in hosted and _named(baked[name]) == _named(hosted[name]) for name in named)


def _named(value: object) -> object:
    if isinstance(value, list):
        return [_named(each) for each in value] if len(value) != 1 else _named(value[0])
    return value["id"] if isinstance(value, dict) and set(value) > {"id", "type"} else value


def issuer_of_hosted(assertion: Node, register: Register) -> KnownIssuer:
    """The issuer of an assertion as its host gave it; raises `Refusal`: `altered` (its class is
    written out as another issuer's than it is), `wrong_place` (its issuer does not issue at that
    address), `not_ours`, `issuer_silent`."""
    name = _issuer_id(assertion, register)
    known = register.issuer(name)
    place = str(assertion.get("id"))
    if known is None:
        raise Refusal("wrong_place" if _host(place) != _host(name) else "not_ours")
    if not _allows(read_object(known.did_document), _host(name), place):
        raise Refusal("wrong_place")
    badge_class = assertion.get("badge")
    written = badge_class.get("id") if isinstance(badge_class, dict) else None
    held = isinstance(written, str) and register.document(written) is not None
    if held and _issuer_id({"badge": written}, register) != name:
        raise Refusal("altered")
    return known


def judge_signed(token: str, register: Register) -> KnownIssuer:
    """The issuer of a signed assertion whose signature holds; raises `Refusal` for whatever speaks
    against it (Open Badges 2.0, SignedBadge)."""
    signed = read_token(token)
    assertion = signed.claims
    name = _issuer_id(assertion, register)
    known = register.issuer(name)
    if known is None:
        raise Refusal("not_ours")
    profile = read_object(known.did_document)
    if profile.get("id") != name:
        raise Refusal("wrong_key")
    verification = assertion.get("verification")
    creator = verification.get("creator") if isinstance(verification, dict) else None
    if creator is not None and not signed.kid:
        signed.head["kid"] = creator
    signed.check(lambda each: token_keys(each, profile, register))
    judge_revocation_list(assertion, profile, register)
    return known


def _issuer_id(assertion: Node, register: Register) -> str:
    """The id of the issuer that the badge class of an assertion names."""
    badge_class = assertion.get("badge")
    if isinstance(badge_class, str):
        body = register.document(badge_class)
        if body is None:
            raise Refusal("not_ours")
        held = read_object(body)
        if held.get("id", badge_class) != badge_class:
            raise Refusal("altered")
        badge_class = held
    issuer = badge_class.get("issuer") if isinstance(badge_class, dict) else None
    name = issuer.get("id") if isinstance(issuer, dict) else issuer
    if not isinstance(name, str):
        raise Refusal("not_ours")
    return name


def _allows(profile: Node, host: str, place: str) -> bool:
    """Whether assertions of the issuer at that host may stand there: where its profile says that
    they begin (`startsWith`), else at its own host and those that it names (Open Badges 2.0,
    VerificationObject of a Profile)."""
    told = profile.get("verification")
    rules = told if isinstance(told, dict) else {}
    begins, origins = rules.get("startsWith"), rules.get("allowedOrigins")
    starts = list(map(str, begins if isinstance(begins, list) else [begins] if begins else []))
    if starts:
        below = any(place.startswith(each) and _host(place) == _host(each) for each in starts)
        return below and not _CLIMBS.search(place)
    return _host(place) in (host, *map(str, origins if isinstance(origins, list) else [origins]))


def _host(url: str) -> str:
    try:
        return urlsplit(url).netloc.lower()
    except ValueError:
        return ""
