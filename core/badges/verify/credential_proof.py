"""Did its issuer sign this 3.0 credential? By our own shape for our badges; for others by their
suites, and by signed tokens (VC-JWT)."""

from __future__ import annotations

from dataclasses import replace

from core.badges.openbadges.shape import Node
from core.badges.signing import sign
from core.badges.signing.foreign_proof import check_foreign_proof
from core.badges.signing.public_keys import PublicKey
from core.badges.verify import issuer_keys
from core.badges.verify.issuers import KnownIssuer, Register
from core.badges.verify.jws import COMPACT, SignedToken, read_token
from core.badges.verify.strict_json import read_object
from core.ground.errors import Refusal


def check_proof(credential: Node, known: KnownIssuer, register: Register) -> None:
    """Raise `Refusal` unless a key of the issuer made the proof of this credential."""
    document = read_object(known.did_document)
    if known.ours:
        proof = credential.get("proof")
        listed = {"proof": [proof]} if isinstance(proof, dict) else {}
        return _check_own(credential | listed, document, known)
    _of_issuer(document, credential)
    return check_foreign_proof(
        credential, lambda method: issuer_keys.key_named(document, method, register.document)
    )


def _check_own(credential: Node, document: Node, known: KnownIssuer) -> None:
    """A signature by a key that was stolen is let through: only what the store holds with the same
    words is true then, and `verify` looks there."""
    try:
        sign.check_proof(credential, document)
    except Refusal as refusal:
        if refusal.word != "wrong_key" or not known.former:
            raise
        sign.check_proof(credential, read_object(known.former))


def check_token(token: SignedToken, credential: Node, known: KnownIssuer, reg: Register) -> None:
    """Raise `Refusal` unless a key of the issuer signed this token, and its claims say what the
    credential says (Open Badges 3.0, section 8.2.4)."""
    subject = credential.get("credentialSubject")
    said = {
        "iss": sign.issuer_id(credential),
        "jti": credential.get("id"),
        "sub": subject.get("id") if isinstance(subject, dict) else None,
    }
    if any(name in token.claims and token.claims[name] != told for name, told in said.items()):
        raise Refusal("altered")
    document = read_object(known.did_document)
    _of_issuer(document, credential)
    token.check(lambda each: token_keys(each, document, reg))


def token_keys(token: SignedToken, document: Node, register: Register) -> list[PublicKey]:
    """The issuer's key that a token names; all of them where it names none. Raises
    `Refusal("wrong_key")` where the issuer does not list it."""
    if not token.kid:
        return issuer_keys.keys(document, register.document)
    issuer = str(document.get("id"))
    named = f"{issuer}{token.kid}" if token.kid.startswith("#") else token.kid
    below = named.startswith((f"{issuer}/", f"{issuer}#")) and not {".", "%"} & set(
        named.removeprefix(issuer).replace(".json", "")
    )
    if below and not issuer_keys.lists_keys(document):
        # Below the issuer's own address: an issuer without a list of keys hosts them there.
        published = {"id": issuer, "publicKey": named.partition("#")[0]}
        return issuer_keys.keys(published, register.document)
    return [issuer_keys.key_named(document, named, register.document)]


def check_listed(body: bytes, known: KnownIssuer, register: Register) -> Node:
    """The status list in these bytes, a credential or a token, once its issuer's signature is
    checked; raises `Refusal` where it is not the issuer's."""
    text = body.strip().decode("utf-8", "replace")
    issuer = str(read_object(known.did_document).get("id"))
    if not known.ours and COMPACT.fullmatch(text):
        token = read_token(text)
        inner = token.claims.get("vc")
        listed: Node = inner if isinstance(inner, dict) else token.claims
        listed = {"issuer": token.claims.get("iss")} | listed
        check_token(token, listed, known, register)
    else:
        listed = read_object(body)
        check_proof(listed, replace(known, former=b""), register)
    if sign.issuer_id(listed) != issuer:
        raise Refusal("wrong_key")
    return listed


def _of_issuer(document: Node, credential: Node) -> None:
    """Raise `Refusal` unless the document is that of the issuer, and says which keys are its."""
    if document.get("id") != sign.issuer_id(credential):
        raise Refusal("wrong_key")
    if "proof" in credential and not issuer_keys.lists_keys(document):
        raise Refusal("unknown_proof")
