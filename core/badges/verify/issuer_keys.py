"""Which keys may sign in another issuer's name: those that its own document lists.

The document is a DID document (W3C DID Core) or an issuer profile (Open Badges 2.0 and 3.0).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from core.badges.openbadges.shape import Node
from core.badges.signing.multibase import LONGEST
from core.badges.signing.public_keys import PublicKey, of_method
from core.badges.verify.strict_json import read_object
from core.ground.errors import Refusal

MOST = 30  # keys of one issuer that are looked at
Document = Callable[[str], bytes | None]
DID_KEY = "did:key:"


def did_key_document(did: str) -> Node:
    """The DID document of a `did:key`: the key is the name."""
    text = did.removeprefix(DID_KEY)[: LONGEST + 1]
    method = {
        "id": f"{did}#{text}",
        "type": "Multikey",
        "controller": did,
        "publicKeyMultibase": text,
    }
    return {"id": did, "verificationMethod": [method], "assertionMethod": [method["id"]]}


def key_named(document: Node, method: str, fetched: Document) -> PublicKey:
    """The issuer's key of that id; raises `Refusal("wrong_key")` where its document does not list
    it."""
    for listed in _listed(document, fetched):
        if _is(listed, method, str(document.get("id"))):
            return _key(listed)
    raise Refusal("wrong_key")


def keys(document: Node, fetched: Document) -> list[PublicKey]:
    """All keys of the issuer that are of a kind known here; raises `Refusal("wrong_key")` where
    there is none."""
    found = []
    for listed in _listed(document, fetched):
        try:
            found.append(_key(listed))
        except Refusal:
            continue
    if not found:
        raise Refusal("wrong_key")
    return found


def lists_keys(document: Node) -> bool:
    """Whether an issuer says which keys are its own."""
    return any(document.get(name) for name in ("assertionMethod", "publicKey", "jwks"))


def _key(method: Node) -> PublicKey:
    try:
        return of_method(method)
    except (ValueError, TypeError) as error:
        raise Refusal("wrong_key") from error


def _is(listed: Node, method: str, issuer: str) -> bool:
    """Whether this is the method of that name; documents also write `#key-1` alone."""
    named = str(listed.get("id") or listed.get("kid"))
    whole = f"{issuer}{named}" if named.startswith("#") else named
    bare = not {"#", ":", "/"} & set(method)  # the name of a key without its issuer
    return method in (named, whole) or (bare and whole == f"{issuer}#{method}")


def _listed(document: Node, fetched: Document) -> Iterator[Node]:
    """The keys that may assert, each of the issuer's own: what a document lists of another's
    (`controller`, `owner`) is not its key."""
    issuer = document.get("id")
    held = {str(each.get("id")): each for each in _objects(document.get("verificationMethod"))}
    entries = [*_all(document.get("assertionMethod")), *_all(document.get("publicKey"))]
    jwks = document.get("jwks")
    entries += _all(jwks.get("keys")) if isinstance(jwks, dict) else []
    for entry in entries[:MOST]:
        method = entry if isinstance(entry, dict) else held.get(str(entry))
        methods = [] if method is None else [method]
        if method is None and isinstance(entry, str) and entry in _all(document.get("publicKey")):
            methods = _fetched(entry, fetched)
        for each in methods:
            if each.get("controller", each.get("owner", issuer)) == issuer:
                yield each


def _fetched(url: str, fetched: Document) -> list[Node]:
    """A key that stands at a URL of its own (Open Badges 2.0, CryptographicKey), or the set of keys
    there (RFC 7517); raises `Refusal("issuer_silent")` where it is out of reach."""
    body = fetched(url)
    if body is None:
        raise Refusal("issuer_silent")
    key = read_object(body, "wrong_key")
    if "keys" in key:
        return _objects(key["keys"])[:MOST]
    return [key] if key.get("id", url) == url else []


def _all(value: object) -> list[object]:
    return value if isinstance(value, list) else [] if value is None else [value]


def _objects(value: object) -> list[Node]:
    return [each for each in _all(value) if isinstance(each, dict)]
