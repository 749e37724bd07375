"""Was it revoked? What the lists of an issuer say, and whether they can be believed."""

from __future__ import annotations

import re
from typing import Any

from core.badges.openbadges import status_list
from core.badges.openbadges.shape import Node
from core.badges.signing import sign
from core.badges.verify.credential_proof import check_listed
from core.badges.verify.issuers import KnownIssuer, Register
from core.badges.verify.strict_json import read_object
from core.ground.errors import Refusal

# Its forerunner has the same bits, written without the sign of their alphabet in front.
BITS = ("BitstringStatusListEntry", "StatusList2021Entry")


def judge_status(credential: Node, known: KnownIssuer, register: Register) -> None:
    """Raise `Refusal`: `revoked` where a list of the issuer says so, `status_unknown` where one
    cannot be had or believed."""
    entries: Any = credential.get("credentialStatus")
    for entry in entries if isinstance(entries, list) else [] if entries is None else [entries]:
        kind = entry.get("type") if isinstance(entry, dict) else None
        if kind == BITS[0] or (kind == BITS[1] and not known.ours):
            _judge_place(entry, known, register)
        elif kind == "1EdTechRevocationList" and not known.ours:
            _judge_listed(credential, entry, register)
        else:
            raise Refusal("status_unknown")


def _judge_place(entry: Node, known: KnownIssuer, register: Register) -> None:
    """A place in a signed list (W3C Bitstring Status List)."""
    url, position = entry.get("statusListCredential"), str(entry.get("statusListIndex"))
    body = _held(url, register)
    if not re.fullmatch(r"[0-9]{1,9}", position):
        raise Refusal("status_unknown")
    try:
        listed = check_listed(body, known, register)
    except Refusal as refusal:
        raise Refusal("status_unknown") from refusal
    subject = listed.get("credentialSubject")
    if (
        listed.get("id") != url
        or not isinstance(subject, dict)
        or subject.get("statusPurpose") != entry.get("statusPurpose")
    ):
        raise Refusal("status_unknown")
    bits = str(subject.get("encodedList"))
    if entry.get("type") != BITS[0] and not bits.startswith("u"):
        bits = f"u{bits}"
    if status_list.is_set(bits, int(position)):
        raise Refusal("revoked")


def _judge_listed(credential: Node, entry: Node, register: Register) -> None:
    """A list of the ids of revoked credentials, hosted by the issuer (Open Badges 3.0,
    1EdTechRevocationList)."""
    listed = read_object(_held(entry.get("id"), register), "status_unknown")
    gone = listed.get("revokedCredential", listed.get("revokedCredentials"))
    if listed.get("issuer") != sign.issuer_id(credential) or not isinstance(gone, list):
        raise Refusal("status_unknown")
    ids = {each.get("id") if isinstance(each, dict) else each for each in gone}
    if credential.get("id") in ids:
        raise Refusal("revoked")


def judge_revocation_list(assertion: Node, profile: Node, register: Register) -> None:
    """Raise `Refusal` where a signed 2.0 assertion stands in its issuer's `revocationList`:
    `revoked`; `status_unknown` where that list cannot be had."""
    url = profile.get("revocationList")
    if url is None:
        return
    listed = read_object(_held(url, register), "status_unknown").get("revokedAssertions")
    if not isinstance(listed, list):
        raise Refusal("status_unknown")
    told = [each if isinstance(each, dict) else {"id": each} for each in listed]
    gone = {str(each.get(name)) for each in told for name in ("id", "uid") if each.get(name)}
    if {str(assertion.get("id")), str(assertion.get("uid"))} & gone:
        raise Refusal("revoked")


def _held(url: object, register: Register) -> bytes:
    try:
        body = register.document(str(url))
    except Refusal as silent:
        raise Refusal("status_unknown") from silent
    if body is None:
        raise Refusal("status_unknown")
    return body
