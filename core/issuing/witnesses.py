"""Our signed word that a partner's badge was true when its holder handed it in.

Issuers fall silent: what their hosts said on that day is kept beside the note, and the badge is
judged with it once more, by the same checks, when they answer no longer.
"""

import base64
import hashlib
import json
import zlib
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from sqlmodel import col, select

from core.badges.openbadges import paths
from core.badges.signing import key_file
from core.badges.signing.key_file import Keyring
from core.badges.verify.issuer_keys import key_named
from core.badges.verify.jws import read_token
from core.badges.verify.partners import PartnersRegister, https_host
from core.badges.verify.verify import Verdict, verify
from core.ground.errors import Refusal
from core.ground.tables import Person, Witness
from core.ground.world import Turn
from core.programmes.answers_as_text import day
from core.programmes.catalogue import catalogue
from core.programmes.organisations import partners_of

SILENT = frozenset({"issuer_silent", "status_unknown"})
LARGEST = 3_000_000  # bytes of all documents of one badge


@dataclass(frozen=True, slots=True)
class HandedIn:
    """A badge as it was handed in and judged: `mail` is the address of theirs that it was issued
    to, empty for none; `documents` what its issuer's hosts gave, by URL."""

    verdict: Verdict
    mail: str = ""
    documents: Mapping[str, bytes] = field(default_factory=dict)


def witness(turn: Turn, person: Person, handed: HandedIn) -> bool:
    """Keep a signed note that this badge of a partner is true today and this person's; false where
    there is nothing to keep. A later note takes the place of an earlier one."""
    told, documents = handed.verdict, {url: body for url, body in handed.documents.items() if body}
    programme = registering(turn, told.issuer_id or "")
    keyring = key_file.read(turn.settings.key_path)
    theirs = told.reason == "valid" and told.partner and handed.mail
    small = sum(map(len, documents.values())) <= LARGEST
    if not theirs or not small or not told.id or not keyring.of(programme):
        return False
    row = next((each for each in of_badge(turn, told.id) if each.person_id == person.id), None)
    row = row or Witness(
        id=turn.chance.uuid(),
        person_id=person.id,
        programme=programme,
        badge=told.id,
        issuer=told.issuer_id or "",
        achievement=told.achievement or "",
        made_at=turn.at,
        note="",
        documents=b"",
    )
    row.made_at, row.documents = turn.at, packed(documents)
    row.note = signed(turn, keyring, row, documents)
    turn.db.add(row)
    turn.db.flush()
    return True


def recalled(turn: Turn, file: bytes, told: Verdict, recipient: str | None) -> Verdict:
    """The verdict on a badge whose issuer is silent: `witnessed` where a note of ours says that it
    was true, and it still is by what was kept; else as it was told."""
    keyring = key_file.read(turn.settings.key_path)
    for row in of_badge(turn, told.id or "") if told.reason in SILENT else []:
        kept = unpacked(row.documents)
        if not holds(turn, keyring, row, kept):
            continue
        hosts = frozenset(map(https_host, kept))
        register = PartnersRegister(frozenset({row.issuer}), hosts, lambda _: None, dict(kept))
        again = verify(file, recipient=recipient, register=register, now=turn.at)
        if again.valid:
            day = row.made_at.date().isoformat()
            return replace(again, reason="witnessed", partner=True, witnessed=day)
        if again.valid is False:
            return again
    return told


def values_in(told: Verdict, language: str) -> dict[str, str]:
    """The values of a verdict's sentence, its day in words."""
    when = date.fromisoformat(told.witnessed) if told.witnessed else None
    return {**told.values, "day": day(when, language) if when else ""}


def of_badge(turn: Turn, badge: str) -> list[Witness]:
    """The notes about a badge of this id, the last one first."""
    query = select(Witness).where(Witness.badge == badge).order_by(col(Witness.made_at).desc())
    return list(turn.db.exec(query))


def registering(turn: Turn, issuer: str) -> str:
    """The first programme that has this issuer for a partner; empty for none."""
    known = catalogue(turn.settings.programmes_folder).programmes
    believed = (
        slug
        for slug, each in known.items()
        for partner in partners_of(turn, each)
        if issuer in partner.issuers
    )
    return next(believed, "")


def signed(turn: Turn, keyring: Keyring, row: Witness, documents: Mapping[str, bytes]) -> str:
    """The note as a compact JWS (RFC 7515, EdDSA) by the programme's key."""
    base = paths.root(turn.settings.base)
    signer = keyring.signer(row.programme, base)
    head = {"alg": "EdDSA", "typ": "JWT", "kid": signer.method}
    claims = {
        "iss": paths.did(base, row.programme),
        "iat": int(row.made_at.timestamp()),
        "verdict": "valid",
        "badge": row.badge,
        "issuer": row.issuer,
        "achievement": row.achievement,
        "documents": digests(documents),
    }
    text = ".".join(_b64(json.dumps(part).encode()) for part in (head, claims))
    return f"{text}.{_b64(signer.private.sign(text.encode()))}"


def holds(turn: Turn, keyring: Keyring, row: Witness, documents: Mapping[str, bytes]) -> bool:
    """Whether a note bears our signature and speaks of this badge and these documents."""
    base = paths.root(turn.settings.base)
    try:
        note = read_token(row.note)
        listed = keyring.did_document(row.programme, base)
        note.check(lambda token: [key_named(listed, token.kid, lambda _: None)])
    except Refusal:
        return False
    said = [note.claims.get(name) for name in ("badge", "issuer", "documents")]
    return said == [row.badge, row.issuer, digests(documents)]


def digests(documents: Mapping[str, bytes]) -> dict[str, str]:
    """The SHA-256 of each document, by its URL."""
    return {url: hashlib.sha256(body).hexdigest() for url, body in sorted(documents.items())}


def packed(documents: Mapping[str, bytes]) -> bytes:
    """Documents as the store keeps them."""
    texts = {url: base64.b64encode(body).decode() for url, body in documents.items()}
    return zlib.compress(json.dumps(texts).encode())


def unpacked(body: bytes) -> dict[str, bytes]:
    """The documents that `packed` wrote."""
    return {url: base64.b64decode(text) for url, text in json.loads(zlib.decompress(body)).items()}


def _b64(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()
