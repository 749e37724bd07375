# mypy: ignore-errors
# (its imports exist only in the Python that runs it)
"""Runs in a Python of its own: the `openbadgeslib` verifier over a folder, or over a web
server on this machine, in place of the site.

Arguments: SITE BASE NOW RECIPIENT PNG…; prints one line of JSON for each picture.
"""

import json
import sys
from pathlib import Path
from urllib.parse import urlsplit
from urllib.request import urlopen

from openbadgeslib.baking import extract_png
from openbadgeslib.ob3.credential import IdentityObject
from openbadgeslib.ob3.ldp import OB3LdpVerifier

SITE, BASE, RECIPIENT = sys.argv[1], sys.argv[2], sys.argv[4]


def download(url, *_, **__):
    # did:web always means https; the demo's own root is http.
    parts = urlsplit(url)
    if parts.netloc != urlsplit(BASE).netloc:
        raise OSError(f"not of this site: {url}")
    if SITE.startswith("http"):
        with urlopen(SITE + parts.path) as answer:
            return answer.read()
    return Path(SITE, parts.path.lstrip("/")).read_bytes()


def judge(png):
    text = extract_png(png.read_bytes(), keyword=b"openbadgecredential")
    did = json.loads(text)["issuer"]["id"]
    verifier = OB3LdpVerifier.for_issuer_did(did)
    credential = verifier.verify(
        text,
        check_status=True,
        download=download,
        verify_status_list=False,  # it knows signed lists as JWT only; the others check ours
    )
    return {"png": str(png), "accepted": is_for(credential), "why": credential.achievement.name}


def is_for(credential):
    """Its own recipient check wants an address in clear; the hash is made by the library."""
    return not RECIPIENT or any(
        each.identity_hash == IdentityObject.create(RECIPIENT, each.salt).identity_hash
        for each in credential.identifiers
    )


for name in sys.argv[5:]:
    try:
        told = judge(Path(name))
    except Exception as error:
        told = {"png": name, "accepted": False, "why": repr(error)}
    print(json.dumps(told))
