"""Is this badge true? A picture, a document or its address in, a verdict out.

What a register cannot give is never fetched: a stranger's badge sends us nowhere.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from itertools import islice

from core.badges.openbadges import paths, timestamps
from core.badges.openbadges.shape import Node
from core.badges.signing import sign
from core.badges.verify import open_badges_2, open_file
from core.badges.verify.checks import (
    CLOCKS_DIFFER,
    first,
    identities,
    judge_dates,
    judge_recipient,
)
from core.badges.verify.compare_twins import agree
from core.badges.verify.credential_proof import check_proof, check_token
from core.badges.verify.issuers import FolderRegister, KnownIssuer, Register, Standing
from core.badges.verify.jws import read_token
from core.badges.verify.lifetime import lifetime
from core.badges.verify.open_file import (
    OPEN_BADGE,
    UNOPENED,
    OpenedFile,
    address,
    find,
    types,
)
from core.badges.verify.revocation import judge_status
from core.badges.verify.strict_json import read_object, same
from core.badges.verify.verdict import Verdict, verdict
from core.ground.errors import Refusal

__all__ = ["FolderRegister", "KnownIssuer", "Register", "Standing", "Verdict", "address", "verify"]

UNREACHED = "register_missing"
MOST_NAMED = 100  # URLs that are looked up of a file that cannot be opened


def verify(data: bytes, *, recipient: str | None, register: Register, now: datetime) -> Verdict:
    """The verdict on a PNG, an SVG, a JSON document, a signed token, or the URL of one of them;
    with a mail address, also whether the badge is that person's.

    Nothing is asked but the register, and nothing is raised: whatever cannot be read or told is a
    verdict too. `now` is aware.
    """
    if url := address(data):
        try:
            data = _standing_at(url, register)
        except Refusal as refusal:
            return verdict(refusal.word, OpenedFile({"id": url}), register)
    try:
        found = find(data)
    except Refusal as refusal:
        return _unopened(refusal.word, data, register)
    try:
        if (found.token or found.old) and _names_us(found, register):
            raise Refusal("never_issued")
        if found.old:
            raise Refusal("old_version")
        if found.credential:
            _judge_credential(found, recipient, register, now)
        else:
            found = _judge_assertion(found, recipient, register, now)
    except Refusal as refusal:
        return verdict(refusal.word, found, register)
    return verdict("valid", found, register, _page(map(str, (_named(found),)), register))


def _standing_at(url: str, register: Register) -> bytes:
    """What the register has for a URL, that of one of our badge pages too; raises `Refusal`:
    `not_ours`, `never_issued`, `issuer_silent`."""
    page = url if paths.named(url) else f"{url.partition('?')[0].rstrip('/')}.json"
    ours = paths.named(page) if register.hosts(page) else None
    if ours is not None and register.standing(page) is Standing.NEVER:
        raise Refusal("never_issued")
    body = register.document(paths.credential(*ours) if ours else url)
    if body is None:
        raise Refusal(UNREACHED if ours else "not_ours")
    if address(body):  # an address that leads to another is followed no further
        raise Refusal("not_a_badge")
    return body


def is_badge(data: bytes) -> bool:
    """Whether a file holds a badge of any form, true or not; a logo or a letter holds none."""
    try:
        return bool(find(data))
    except Refusal as refusal:
        return refusal.word not in ("not_a_badge", "picture_too_big", "not_a_picture") and (
            open_file.is_marked(data)
        )


def bare(data: bytes) -> bytes:
    """A badge without its picture, to be judged alike: a token, a document, or its address. Raises
    `Refusal` for what is none."""
    if named := address(data):
        return named.encode()
    found = find(data)
    return (found.token or json.dumps(found.credential or found.assertion)).encode()


def _unopened(word: str, data: bytes, register: Register) -> Verdict:
    """The verdict on a file that is not as it should be: whose it is, and where a damaged one is
    whole."""
    whole = open_file.laid_open(data) if word == "compressed" else data
    named = list(islice(open_file.names(whole), MOST_NAMED))
    others = bool(named) and not any(map(register.hosts, named))
    if word in UNOPENED and others and open_file.is_marked(whole):
        word = "not_ours"
    if word != "damaged":
        return verdict(word, OpenedFile(), register)
    told = next(filter(paths.named, named), "")
    return verdict(word, OpenedFile({"id": told}), register, _page(named, register))


def _page(named: Iterator[str] | list[str], register: Register) -> str:
    """The page of the first badge of ours among these URLs; none for one that we never issued."""
    for url in named:
        place = paths.named(url)
        if place and register.hosts(url) and register.standing(url) is not Standing.NEVER:
            return paths.badge_page(*place)
    return ""


def _named(found: OpenedFile) -> object:
    return (found.credential or found.assertion).get("id")


def _names_us(found: OpenedFile, register: Register) -> bool:
    """Whether the badge says that it was issued at an address of ours."""
    issuer, proof = sign.issuer_id(found.credential), found.assertion.get("verify")
    told = [issuer, _named(found), proof.get("url") if isinstance(proof, dict) else None]
    return any(register.hosts(name) for name in told if isinstance(name, str))


def _judge_credential(
    found: OpenedFile, recipient: str | None, register: Register, now: datetime
) -> None:
    """Raise `Refusal` for whatever speaks against a 3.0 credential: its issuer, its signature, then
    all the rest."""
    credential = found.credential
    known = register.issuer(sign.issuer_id(credential))
    if known is None:
        raise Refusal(_stranger(found, register))
    subject = credential.get("credentialSubject")
    if not isinstance(subject, dict) or not types(credential) & OPEN_BADGE:
        raise Refusal("altered")
    whose = identities(subject.get("identifier"), subject.get("id"))
    if found.token:
        check_token(read_token(found.token), credential, known, register)
    else:
        check_proof(credential, known, register)
    first(
        lambda: _judge_key(credential, known),
        lambda: _judge_standing(credential, known, register),
        lambda: _judge_twin(found, known),
        lambda: judge_status(credential, known, register),
        lambda: judge_dates(*lifetime(found), now),
        lambda: judge_recipient(whose, recipient),
        lambda: _judge_issuer(known),
    )


def _judge_issuer(known: KnownIssuer) -> None:
    """A badge may be true, and its issuer nobody that is known here."""
    if not known.registered:
        raise Refusal("another_issuer")


def _stranger(found: OpenedFile, register: Register) -> str:
    """The reason for a badge whose issuer is not known here: somebody else's, or one that names
    us."""
    if not _names_us(found, register):
        return "not_ours"
    url = str(_named(found))
    if not register.hosts(url) or register.standing(url) is Standing.NEVER:
        return "never_issued"
    stored = register.document(url)
    return "altered" if stored and not same(read_object(stored), found.credential) else UNREACHED


def _judge_key(credential: Node, known: KnownIssuer) -> None:
    """A retired key signs nothing any more; the clocks of two machines may differ a little."""
    if not known.retired:
        return
    proof = sign.the_proof(credential)
    since = known.retired.get(str(proof.get("verificationMethod")))
    if since is None:
        return
    signed = max(
        timestamps.read(proof.get("created")), timestamps.read(credential.get("validFrom"))
    )
    if signed > since + CLOCKS_DIFFER:
        raise Refusal("retired_key")


def _judge_standing(credential: Node, known: KnownIssuer, register: Register) -> None:
    """A badge of ours is one that the register holds, word for word, whoever has our key."""
    if not known.ours:
        return
    url = str(credential.get("id"))
    standing = register.standing(url)
    stored = register.document(url)
    if standing is Standing.NEVER or (stored and not _as_issued(stored, credential, known)):
        raise Refusal("unknown_here")
    if standing is Standing.REVOKED:
        raise Refusal("revoked")
    if standing is Standing.UNTOLD or (known.former and not stored):
        raise Refusal(UNREACHED)
    _stored_assertion({"id": url.replace("/ob3/b/", "/ob2/a/")}, register)


def _as_issued(stored: bytes, credential: Node, known: KnownIssuer) -> bool:
    """Whether the store holds this credential: word for word, and but for its signature where a
    stolen key has made it necessary to sign anew."""
    held = read_object(stored)
    if not known.former:
        return same(held, credential)
    bare = [{name: each[name] for name in each if name != "proof"} for each in (held, credential)]
    return same(*bare)


def _judge_twin(found: OpenedFile, known: KnownIssuer) -> None:
    if known.ours and found.assertion and not agree(found.assertion, found.credential):
        raise Refusal("altered")


def _stored_assertion(assertion: Node, register: Register) -> Node | None:
    """The assertion as its host gives it now; None where that is out of reach. Raises `Refusal`:
    `revoked`, `altered`, `issuer_silent`."""
    body = register.document(str(assertion.get("id")))
    if body is None:
        return None
    stored = read_object(body)
    if stored.get("revoked") is True:
        raise Refusal("revoked")
    alike = same if register.hosts(str(assertion.get("id"))) else open_badges_2.agrees
    if assertion.keys() != {"id"} and not alike(assertion, stored):
        raise Refusal("altered")
    return stored


def _judge_assertion(
    found: OpenedFile, recipient: str | None, register: Register, now: datetime
) -> OpenedFile:
    """A hosted badge is true when its host says the same, a signed one when its issuer signed;
    gives the badge as it truly reads."""
    known = open_badges_2.judge_signed(found.token, register) if found.token else None
    stored = found.assertion if found.token else _stored_assertion(found.assertion, register)
    if stored is None:
        raise Refusal(_stranger(found, register))
    if known is None and not register.hosts(str(found.assertion.get("id"))):
        if stored.get("id") != found.assertion.get("id"):  # its host speaks of another badge
            raise Refusal("altered")
        known = open_badges_2.issuer_of_hosted(stored, register)
    judged = replace(found, assertion=stored)
    first(
        lambda: judge_dates(*lifetime(judged), now),
        lambda: judge_recipient(identities([stored.get("recipient")]), recipient),
        lambda: _judge_issuer(known) if known else None,
    )
    return judged
