"""Do the two halves of one PNG say the same? No Open Badges 2.0 verifier looks at the text of the
hosted assertion that was baked in, so what a reader sees there could have been changed."""

from __future__ import annotations

from core.badges.openbadges.ob2 import CONTEXT, RECIPIENT_PROFILE, recipient_profile
from core.badges.openbadges.shape import Node


def agree(assertion: Node, credential: Node) -> bool:
    """Whether a 2.0 assertion is the one that belongs to this 3.0 credential of ours, which was
    linted before; until the end of 2026 the holder's name stood in the narrative."""
    subject = credential["credentialSubject"]
    whole, name, told = _whole(credential), _name(subject), subject.get("narrative")
    before = whole | {"narrative": told or name}
    base, _, _ = credential["id"].partition("/ob3/")
    since = whole | {
        "narrative": None if whole["evidence"] else told,
        RECIPIENT_PROFILE: recipient_profile(base, name) if name else None,
    }
    return assertion in (_filled(since), _filled(before))


def _whole(credential: Node) -> Node:
    """What was the same at all times, empty members included."""
    subject = credential["credentialSubject"]
    page = credential["id"].replace("/ob3/b/", "/b/").removesuffix(".json")
    mail = next(each for each in subject["identifier"] if each["hashed"])
    return {
        "@context": CONTEXT,
        "type": "Assertion",
        "id": credential["id"].replace("/ob3/b/", "/ob2/a/"),
        "recipient": {
            "type": "email",
            "hashed": True,
            "salt": mail["salt"],
            "identity": mail["identityHash"],
        },
        "badge": subject["achievement"]["id"].replace("/ob3/a/", "/ob2/c/"),
        "issuedOn": credential["validFrom"],
        "verification": {"type": "hosted"},
        "image": f"{page}.png",
        "expires": credential.get("validUntil"),
        "evidence": [{**each, "type": "Evidence"} for each in credential.get("evidence", [])],
    }


def _filled(document: Node) -> Node:
    return {name: value for name, value in document.items() if value}


def _name(subject: Node) -> str | None:
    names = (each["identityHash"] for each in subject["identifier"] if not each["hashed"])
    return next(names, None)
