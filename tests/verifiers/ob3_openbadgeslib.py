# mypy: ignore-errors
# (its imports exist only in the Python that runs it)
"""Runs in a Python of its own: the `openbadgeslib` verifier over a folder, or over a web
server on this machine, in place of the site.
"""

import json

from asked_outside import RECIPIENT, held, tell
from openbadgeslib.baking import extract_png
from openbadgeslib.ob3.credential import IdentityObject
from openbadgeslib.ob3.ldp import OB3LdpVerifier


def judge(png):
    text = extract_png(png.read_bytes(), keyword=b"openbadgecredential")
    did = json.loads(text)["issuer"]["id"]
    verifier = OB3LdpVerifier.for_issuer_did(did)
    credential = verifier.verify(
        text,
        check_status=True,
        download=held,
        verify_status_list=False,  # it knows signed lists as JWT only; the others check ours
    )
    return is_for(credential), credential.achievement.name


def is_for(credential):
    """Its own recipient check wants an address in clear; the hash is made by the library."""
    return not RECIPIENT or any(
        each.identity_hash == IdentityObject.create(RECIPIENT, each.salt).identity_hash
        for each in credential.identifiers
    )


tell(judge)
