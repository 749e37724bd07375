# mypy: ignore-errors
# (its imports exist only in the Python that runs it)
"""Runs in a Python of its own: the `openvc` verifier of W3C credentials over a folder, or over
a web server on this machine, in place of the site.
"""

import json
from datetime import datetime
from pathlib import Path

from asked_outside import NOW, held, tell
from openbadgeslib.baking import extract_png
from openvc.did.base import DidResolverRegistry
from openvc.did.did_web import DidWebResolver
from openvc.resolvers import default_status_list_resolver
from openvc.verify import VerificationPolicy, verify_credential

CONTEXTS = Path(__file__).parents[2] / "core" / "badges" / "openbadges" / "contexts"
OPEN_BADGES = "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json"


def one_proof(text):
    """It reads a proof, not a list with one in it, which says the same in JSON-LD."""
    credential = json.loads(text)
    [credential["proof"]] = credential["proof"]
    return credential


RESOLVER = DidResolverRegistry([DidWebResolver(lambda url: json.loads(held(url)))])
MORE = {OPEN_BADGES: json.loads((CONTEXTS / "openbadges-3.0.3.json").read_bytes())}
LISTS = default_status_list_resolver(
    resolver=RESOLVER, extra_contexts=MORE, fetch=lambda url: json.dumps(one_proof(held(url)))
)
POLICY = VerificationPolicy(
    now=datetime.fromisoformat(NOW),
    expected_types=("OpenBadgeCredential",),
    require_status_issuer_binding=True,
)


def judge(png):
    verify_credential(
        one_proof(extract_png(png.read_bytes(), keyword=b"openbadgecredential")),
        policy=POLICY,
        resolver=RESOLVER,
        resolve_status_list=LISTS,
        extra_contexts=MORE,
    )
    return True, ""


tell(judge)
