"""Is this badge true? A picture or a document in, a verdict out; nothing is fetched."""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from typing import Any

from core.badges import baking, recipients, signing, status, times
from core.badges.agreeing import agree
from core.badges.foreign import foreign_form
from core.badges.reading import read_object, same
from core.badges.registers import FolderRegister, KnownIssuer, Register
from core.badges.shape import Node
from core.badges.verdicts import Found, Verdict, verdict
from core.ground.errors import Refusal

__all__ = ["FolderRegister", "KnownIssuer", "Register", "Verdict", "verify"]

CLOCKS_DIFFER = timedelta(minutes=5)
_OPEN_BADGE = {"OpenBadgeCredential", "AchievementCredential"}


def verify(data: bytes, *, recipient: str | None, register: Register, now: datetime) -> Verdict:
    """The verdict on a PNG or JSON file; with a mail address, whether it is that person's."""
    found = Found()
    try:
        found = _found(data)
        if found.credential:
            _judge_credential(found, recipient, register, now)
        else:
            found = _judge_assertion(found.assertion, recipient, register, now)
        reason = "valid"
    except Refusal as refusal:
        reason = refusal.word
    return verdict(reason, found, register)


def _found(data: bytes) -> Found:
    if data.startswith(baking.SIGNATURE):
        texts = baking.unbake(data)
        credential = texts.get(baking.KEYWORD_3)
        assertion = texts.get(baking.KEYWORD_2)
        if credential is None and assertion is None:
            raise Refusal("not_a_badge")
        return Found(
            read_object(credential) if credential is not None else {},
            _hosted_text(assertion) if assertion is not None else {},
        )
    document = read_object(data, "not_a_badge")
    if _types(document) & _OPEN_BADGE:
        return Found(credential=document)
    if "Assertion" in _types(document):
        return Found(assertion=document)
    raise Refusal("not_a_badge")


def _types(document: Node) -> set[str]:
    named = document.get("type")
    return set(map(str, named if isinstance(named, list) else [named]))


def _hosted_text(text: str) -> Node:
    # Open Badges 2.0 lets the chunk hold the assertion's URL alone.
    return {"id": text} if text.startswith(("https://", "http://")) else read_object(text)


def _judge_credential(
    found: Found, recipient: str | None, register: Register, now: datetime
) -> None:
    credential = found.credential
    known = register.issuer(signing.issuer_id(credential))
    if known is None:
        raise Refusal("not_ours")
    subject = credential.get("credentialSubject")
    if not isinstance(subject, dict) or not _types(credential) & _OPEN_BADGE:
        raise Refusal("altered")
    _compare(credential, register)
    _check_proof(credential, known)
    if known.ours and found.assertion:
        _judge_twin(found, register)
    _judge_recipient(_identities(subject.get("identifier"), subject.get("id")), recipient)
    _judge_dates(credential.get("validFrom"), credential.get("validUntil"), now)
    _judge_status(credential, known, register)


def _compare(document: Node, register: Register) -> None:
    stored = register.document(str(document.get("id")))
    if stored is not None and not same(read_object(stored), document):
        raise Refusal("altered")


def _check_proof(credential: Node, known: KnownIssuer) -> None:
    did_document = read_object(known.did_document)
    if known.ours:
        signing.check_proof(credential, did_document)
    else:
        proof = signing.the_proof(credential)
        signing.check_signature(credential, proof, did_document, foreign_form)


def _judge_twin(found: Found, register: Register) -> None:
    if not agree(found.assertion, found.credential):
        raise Refusal("altered")
    _stored_assertion(found.assertion, register)


def _stored_assertion(assertion: Node, register: Register) -> Node | None:
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
) -> Found:
    """A hosted badge is true when its host says the same."""
    stored = _stored_assertion(assertion, register)
    if stored is None:
        raise Refusal("not_ours")
    _judge_recipient(_identities([stored.get("recipient")]), recipient)
    _judge_dates(stored.get("issuedOn"), stored.get("expires"), now)
    return Found(assertion=stored)


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
    if recipient is None:
        return
    for identity, salt, hashed in identities:
        if hashed and identity == recipients.hashed_with(recipient, salt):
            return
        if not hashed and identity.strip().lower() == recipient.strip().lower():
            return
    raise Refusal("other_recipient")


def _judge_dates(begins: object, ends: object, now: datetime) -> None:
    try:
        if times.read(begins) > now + CLOCKS_DIFFER:
            raise Refusal("not_yet_valid")
        if ends is not None and times.read(ends) < now:
            raise Refusal("expired")
    except ValueError as error:
        raise Refusal("altered") from error


def _judge_status(credential: Node, known: KnownIssuer, register: Register) -> None:
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
    if status.is_set(str(subject.get("encodedList")), int(position)):
        raise Refusal("revoked")
