"""Is this badge true? A picture or a document in, a verdict out; nothing is fetched."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from typing import Any

from core.badges.openbadges import paths, recipient_hash, status_list, timestamps
from core.badges.openbadges.shape import Node
from core.badges.signing import sign
from core.badges.signing.canonical_foreign import foreign_form
from core.badges.verify import open_file
from core.badges.verify.compare_twins import agree
from core.badges.verify.issuers import FolderRegister, KnownIssuer, Register, Standing
from core.badges.verify.open_file import OPEN_BADGE, UNOPENED, OpenedFile, find, types
from core.badges.verify.strict_json import read_object, same
from core.badges.verify.verdict import VERDICTS, Verdict, verdict
from core.ground.errors import Refusal

__all__ = ["FolderRegister", "KnownIssuer", "Register", "Standing", "Verdict", "verify"]

UNREACHED = "register_missing"
CLOCKS_DIFFER = timedelta(minutes=5)


def verify(data: bytes, *, recipient: str | None, register: Register, now: datetime) -> Verdict:
    """The verdict on a PNG, SVG or JSON file; with a mail address, also whether the badge is that
    person's.

    Nothing is fetched, and nothing is raised: whatever cannot be read or told is a verdict too.
    `now` is aware.
    """
    try:
        found = find(data)
    except Refusal as refusal:
        return _unopened(refusal.word, data, register)
    try:
        if found.foreign:
            raise Refusal("never_issued" if _names_us(found, register) else "not_ours")
        if found.credential:
            _judge_credential(found, recipient, register, now)
        else:
            found = _judge_assertion(found.assertion, recipient, register, now)
    except Refusal as refusal:
        return verdict(refusal.word, found, register)
    return verdict("valid", found, register, _page(map(str, (_named(found),)), register))


def _unopened(word: str, data: bytes, register: Register) -> Verdict:
    """The verdict on a file that is not as it should be: whose it is, and where a damaged one is
    whole."""
    whole = open_file.laid_open(data) if word == "compressed" else data
    named = list(open_file.names(whole))
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


def _first(*checks: Callable[[], None]) -> None:
    """Whatever one of the checks finds against the badge; else what one of them cannot tell."""
    untold: Refusal | None = None
    for check in checks:
        try:
            check()
        except Refusal as refusal:
            if VERDICTS[refusal.word] is False:
                raise
            untold = untold or refusal
    if untold is not None:
        raise untold


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
    _check_proof(credential, known)
    identities = _identities(subject.get("identifier"), subject.get("id"))
    _first(
        lambda: _judge_key(credential, known),
        lambda: _judge_standing(credential, known, register),
        lambda: _judge_twin(found, known),
        lambda: _judge_status(credential, known, register),
        lambda: _judge_dates(credential.get("validFrom"), credential.get("validUntil"), now),
        lambda: _judge_recipient(identities, recipient),
    )


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


def _check_proof(credential: Node, known: KnownIssuer) -> None:
    """Raise `Refusal` unless the issuer signed: by our own shape for our badges, by a full
    canonicaliser for a partner's."""
    did_document = read_object(known.did_document)
    if known.ours:
        proof = credential.get("proof")
        listed = {"proof": [proof]} if isinstance(proof, dict) else {}
        sign.check_proof(credential | listed, did_document)
    else:
        proof = sign.the_proof(credential)
        sign.check_signature(credential, proof, did_document, foreign_form)


def _judge_key(credential: Node, known: KnownIssuer) -> None:
    """A retired key signs nothing any more; the clocks of two machines may differ a little."""
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
    if standing is Standing.NEVER or (stored and not same(read_object(stored), credential)):
        raise Refusal("unknown_here")
    if standing is Standing.REVOKED:
        raise Refusal("revoked")
    if standing is Standing.UNTOLD:
        raise Refusal(UNREACHED)
    _stored_assertion({"id": url.replace("/ob3/b/", "/ob2/a/")}, register)


def _judge_twin(found: OpenedFile, known: KnownIssuer) -> None:
    if known.ours and found.assertion and not agree(found.assertion, found.credential):
        raise Refusal("altered")


def _stored_assertion(assertion: Node, register: Register) -> Node | None:
    """The assertion as its host gives it now; None where that is out of reach. Raises `Refusal`:
    `revoked` or `altered`."""
    body = register.document(str(assertion.get("id")))
    if body is None:
        return None
    stored = read_object(body)
    if stored.get("revoked") is True:
        raise Refusal("revoked")
    if assertion.keys() != {"id"} and not same(stored, assertion):
        raise Refusal("altered")
    return stored


def _judge_assertion(
    assertion: Node, recipient: str | None, register: Register, now: datetime
) -> OpenedFile:
    """A hosted badge is true when its host says the same."""
    stored = _stored_assertion(assertion, register)
    if stored is None:
        raise Refusal(_stranger(OpenedFile(assertion=assertion), register))
    _first(
        lambda: _judge_dates(stored.get("issuedOn"), stored.get("expires"), now),
        lambda: _judge_recipient(_identities([stored.get("recipient")]), recipient),
    )
    return OpenedFile(assertion=stored)


def _identities(identifiers: object, subject: object = None) -> list[tuple[str, str, bool]]:
    """Identity, salt, hashed? — of each identifier but names, and of a `mailto:` subject."""
    entries = identifiers if isinstance(identifiers, list) else [identifiers]
    mails = [subject.removeprefix("mailto:")] if isinstance(subject, str) else []
    return [(mail, "", False) for mail in mails] + [
        (
            str(each.get("identityHash", each.get("identity"))),
            str(each.get("salt", "")),
            each.get("hashed") is True,
        )
        for each in entries
        if isinstance(each, dict) and each.get("identityType") != "name"
    ]


def _judge_recipient(identities: list[tuple[str, str, bool]], recipient: str | None) -> None:
    """Raise `Refusal("other_recipient")` unless one identity of the badge is this mail address,
    hashed or plain."""
    if recipient is None:
        return
    for identity, salt, hashed in identities:
        if hashed and identity == recipient_hash.hashed_with(recipient, salt):
            return
        if not hashed and identity.strip().lower() == recipient.strip().lower():
            return
    raise Refusal("other_recipient")


def _judge_dates(begins: object, ends: object, now: datetime) -> None:
    """Raise `Refusal` for a badge that is not yet valid, expired, or whose dates are none; clocks
    may differ a little."""
    try:
        if timestamps.read(begins) > now + CLOCKS_DIFFER:
            raise Refusal("not_yet_valid")
        if ends is not None and timestamps.read(ends) < now:
            raise Refusal("expired")
    except ValueError as error:
        raise Refusal("altered") from error


def _judge_status(credential: Node, known: KnownIssuer, register: Register) -> None:
    """Raise `Refusal` where the status list says that the badge is revoked, or cannot be had or
    believed (W3C Bitstring Status List)."""
    entry: Any = credential.get("credentialStatus")
    if entry is None:
        return
    if not isinstance(entry, dict) or entry.get("type") != "BitstringStatusListEntry":
        raise Refusal("status_unknown")
    url, position = entry.get("statusListCredential"), str(entry.get("statusListIndex"))
    body = register.document(str(url))
    if body is None or not re.fullmatch(r"[0-9]{1,9}", position):
        raise Refusal("status_unknown")
    try:
        listed = read_object(body)
        _check_proof(listed, known)
    except Refusal as refusal:
        raise Refusal("status_unknown") from refusal
    subject = listed.get("credentialSubject")
    if (
        listed.get("id") != url
        or not isinstance(subject, dict)
        or subject.get("statusPurpose") != entry.get("statusPurpose")
    ):
        raise Refusal("status_unknown")
    if status_list.is_set(str(subject.get("encodedList")), int(position)):
        raise Refusal("revoked")
