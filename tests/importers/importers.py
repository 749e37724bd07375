"""The rules of those who import badges, restated from their public code: what they ask for, what
they look at, what they keep. No line of theirs is here."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Awaitable, Callable, Iterable
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

import httpx

from core.badges.picture import bake
from tests.verifiers import second

Json = dict[str, Any]
V2 = "https://w3id.org/openbadges/v2"


class Refused(Exception):
    """The importer does not take the badge, and why."""


@dataclass(frozen=True, slots=True)
class Kept:
    """What of a badge is shown after an import."""

    name: str
    issuer: str
    evidence: int
    holder: str = ""
    criteria: str = ""
    picture: str = ""


def of_account(recipient: Json, spellings: Iterable[str]) -> str:
    """The spelling of an account's address that a 2.0 badge was made for."""
    for mail in spellings:
        hashed = hashlib.sha256((mail + recipient["salt"]).encode()).hexdigest()
        if recipient["identity"] == f"sha256${hashed}":
            return mail
    raise Refused("of somebody else")


def borne(file: bytes) -> Json:
    """The 2.0 assertion in a picture; a file of JSON is one or is none."""
    text = file.decode() if file.startswith(b"{") else bake.unbake(file).get(bake.KEYWORD_2, "{}")
    found: Json = json.loads(text)
    if found.get("@context") != V2:
        raise Refused("no 2.0 badge in it")
    return found


async def document(client: httpx.AsyncClient, url: str, accept: str) -> Json:
    """The JSON at a URL."""
    answer = await client.get(url, headers={"Accept": accept})
    if answer.status_code != 200:
        raise Refused(f"answers {answer.status_code}")
    try:
        found: Json = answer.json()
    except ValueError as error:
        raise Refused("no data there") from error
    return found


async def passport(client: httpx.AsyncClient, given: bytes | str, account: str) -> Kept:
    """Open Badge Passport (public code of 2020): a picture or an address.

    It asks again for the assertion at its own id, which must be the address asked; tries the
    account's address in capitals, small letters and with a first capital; and a narrative takes
    the place of the evidence.
    """
    url = given
    if isinstance(given, bytes):
        if given.startswith(b"{"):
            raise Refused("takes pictures alone")
        url = borne(given)["id"]
    assertion = await document(client, str(url), "*/*")
    if assertion.get("@context") != V2 or assertion.get("id") != url:
        raise Refused("another address in it")
    if urlsplit(assertion["badge"]).netloc != urlsplit(str(url)).netloc:
        raise Refused("another host in it")
    spellings = (account.upper(), account.lower(), account.capitalize())
    of_account(assertion["recipient"], spellings)
    badge = await document(client, assertion["badge"], "application/json")
    issuer = await document(client, badge["issuer"], "application/json")
    in_place = isinstance(assertion.get("narrative"), str)
    return Kept(
        badge["name"],
        issuer["name"],
        0 if in_place else len(assertion.get("evidence", [])),
        criteria=badge["criteria"]["id"],
        picture=issuer.get("image", ""),
    )


async def badgr(client: httpx.AsyncClient, given: bytes | str, account: str) -> Kept:
    """Badgr: a picture or an address, through the validator of 1EdTech, which names what it reads.

    Extensions are checked against their context. The account's address counts as it was typed at
    registration, which is in small letters.
    """
    return await _validated(client, given, [account.lower()])


async def edubadges(client: httpx.AsyncClient, given: bytes | str, account: str) -> Kept:
    """edubadges: as Badgr, for hosts on its own list (ours is put there), and the address hashed
    as the person typed it."""
    return await _validated(client, given, [account])


async def _validated(
    client: httpx.AsyncClient, given: bytes | str, spellings: Iterable[str]
) -> Kept:
    accept = "application/ld+json, application/json, image/png, image/svg+xml"
    if isinstance(given, bytes):
        assertion = borne(given)
    else:
        assertion = await document(client, given, accept)
    if assertion.get("@context") != V2:
        raise Refused("no 2.0 badge there")
    assertion = await document(client, assertion["id"], accept)
    of_account(assertion["recipient"], spellings)
    badge = await document(client, assertion["badge"], accept)
    issuer = await document(client, badge["issuer"], accept)
    for picture in (assertion["image"], badge["image"], issuer["image"]):
        shown = await client.get(picture, headers={"Accept": accept})
        if shown.headers["content-type"] != "image/png":
            raise Refused("no picture")
    holder = assertion.get("extensions:recipientProfile", {})
    if holder:
        context = await document(client, holder["@context"], "application/ld+json")
        (rule,) = context["obi:validation"]
        await document(client, rule["obi:validationSchema"], "application/ld+json")
    return Kept(
        badge["name"],
        issuer["name"],
        len(assertion.get("evidence", [])),
        holder.get("name", ""),
        badge["criteria"]["id"],
        issuer["image"],
    )


async def wallet(client: httpx.AsyncClient, given: bytes | str, _: str) -> Kept:
    """A wallet for verifiable credentials that knows `eddsa-rdfc-2022` and `did:web`, as the
    successor of the Learner Credential Wallet's verifier does: JSON, or an address that gives it.
    The holder is not asked for an address."""
    if isinstance(given, bytes):
        if not given.startswith(b"{"):
            raise Refused("takes no picture")
        credential = json.loads(given)
    else:
        credential = await document(client, given, "application/json, text/plain, */*")
    if "VerifiableCredential" not in credential.get("type", []):
        raise Refused("no credential there")
    did = credential["issuer"]["id"]
    _, _, host, *path = did.split(":")
    keys = await document(client, f"https://{host}/{'/'.join(path)}/did.json", "application/json")
    (proof,) = credential["proof"]
    if proof["cryptosuite"] != "eddsa-rdfc-2022":
        raise Refused("another suite")
    if proof["verificationMethod"] not in keys["assertionMethod"]:
        raise Refused("not the issuer's key")
    status = credential["credentialStatus"]
    listed = await document(client, status["statusListCredential"], "*/*")
    if second.bit(listed["credentialSubject"]["encodedList"], int(status["statusListIndex"])):
        raise Refused("revoked")
    subject = credential["credentialSubject"]
    names = [one["identityHash"] for one in subject["identifier"] if not one["hashed"]]
    return Kept(
        subject["achievement"]["name"],
        credential["issuer"]["name"],
        len(credential.get("evidence", [])),
        names[0] if names else "",
        subject["achievement"]["criteria"]["id"],
        credential["issuer"]["image"]["id"],
    )


async def older_wallet(client: httpx.AsyncClient, given: bytes | str, account: str) -> Kept:
    """The Learner Credential Wallet (snapshot of 2024): the older suite of signatures alone, and
    issuers of its own list."""
    await wallet(client, given, account)
    raise Refused("knows an older kind of signature alone")


Importer = Callable[[httpx.AsyncClient, bytes | str, str], Awaitable[Kept]]
IMPORTERS: dict[str, Importer] = {
    "Open Badge Passport": passport,
    "Badgr": badgr,
    "edubadges": edubadges,
    "Wallet (`eddsa-rdfc-2022`)": wallet,
    "Learner Credential Wallet 2024": older_wallet,
}
