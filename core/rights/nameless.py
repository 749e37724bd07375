"""A badge that stays public without its holder: signed anew under its own id, with nobody in it.

What is left says what was achieved, who gave it and when. The recipient is a hash of chance whose
salt nobody has, as both formats demand one. A file in its holder's hands is not changed by this.
"""

import hashlib
import json
from typing import Any

from core.badges.openbadges import paths
from core.badges.openbadges.shape import Node
from core.badges.signing import sign
from core.badges.signing.key_file import Keyring
from core.ground.tables import Badge
from core.ground.world import Turn

SUBJECT = ("type", "achievement", "result")  # what stays of an AchievementSubject
OF_SOMEBODY = ("evidence", "narrative", "extensions:recipientProfile")


def take_name_away(turn: Turn, keyring: Keyring, badge: Badge) -> None:
    """Sign the badge anew without its holder's name, address, days and evidence; one that another
    service issued has nothing here to sign."""
    if not badge.credential:
        return
    nobody = nobodys_hash(turn)
    credential: Node = json.loads(badge.credential)
    assertion: Node = json.loads(badge.assertion)
    issuer, base = paths.issuer_slug(badge.programme, badge.issuer), paths.root(turn.settings.base)
    badge.credential = sign.sign(
        nameless_credential(credential, nobody), keyring.signer(issuer, base), turn.at
    )
    badge.assertion = sign.written(nameless_assertion(assertion, nobody))
    turn.db.add(badge)


def nobodys_hash(turn: Turn) -> Node:
    """A salt, and the hash of a chance that is forgotten at once."""
    hidden = turn.chance.salt() + turn.chance.salt()
    salt = turn.chance.salt().hex()
    return {"salt": salt, "hash": "sha256$" + hashlib.sha256(hidden + salt.encode()).hexdigest()}


def nameless_credential(credential: Node, nobody: Node) -> Node:
    """The credential of Open Badges 3.0 without its proof, and without its holder."""
    subject: dict[str, Any] = credential["credentialSubject"]
    kept = {name: subject[name] for name in SUBJECT if name in subject}
    kept["identifier"] = [
        {
            "type": "IdentityObject",
            "identityHash": nobody["hash"],
            "identityType": "emailAddress",
            "hashed": True,
            "salt": nobody["salt"],
        }
    ]
    left = {k: v for k, v in credential.items() if k not in ("proof", *OF_SOMEBODY)}
    return left | {"credentialSubject": kept}


def nameless_assertion(assertion: Node, nobody: Node) -> Node:
    """The assertion of Open Badges 2.0 without its holder."""
    left = {name: value for name, value in assertion.items() if name not in OF_SOMEBODY}
    recipient = {
        "type": "email",
        "hashed": True,
        "salt": nobody["salt"],
        "identity": nobody["hash"],
    }
    return left | {"recipient": recipient}
