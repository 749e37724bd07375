# mypy: ignore-errors
# (its imports exist only in the Python that runs it)
"""Runs in a Python of its own: the `openvc` verifier of W3C credentials over a folder, or over
a web server on this machine, in place of the site.

Arguments: SITE BASE NOW RECIPIENT PNG…; prints one line of JSON for each picture.
"""

import json
import sys
from datetime import datetime
from pathlib import Path
from urllib.parse import urlsplit
from urllib.request import urlopen

from openbadgeslib.baking import extract_png
from openvc.did.base import DidResolverRegistry
from openvc.did.did_web import DidWebResolver
from openvc.resolvers import default_status_list_resolver
from openvc.verify import VerificationPolicy, verify_credential

SITE, BASE, NOW = sys.argv[1], sys.argv[2], datetime.fromisoformat(sys.argv[3])
CONTEXTS = Path(__file__).parents[2] / "core" / "badges" / "openbadges" / "contexts"
OPEN_BADGES = "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json"


def held(url):
    parts = urlsplit(url)
    if parts.netloc != urlsplit(BASE).netloc:
        raise OSError(f"not of this site: {url}")
    if SITE.startswith("http"):
        with urlopen(SITE + parts.path) as answer:
            return answer.read()
    return Path(SITE, parts.path.lstrip("/")).read_bytes()


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
    now=NOW, expected_types=("OpenBadgeCredential",), require_status_issuer_binding=True
)


def judge(png):
    verify_credential(
        one_proof(extract_png(png.read_bytes(), keyword=b"openbadgecredential")),
        policy=POLICY,
        resolver=RESOLVER,
        resolve_status_list=LISTS,
        extra_contexts=MORE,
    )
    return {"png": str(png), "accepted": True, "why": ""}


for name in sys.argv[5:]:
    try:
        told = judge(Path(name))
    except Exception as error:
        told = {"png": name, "accepted": False, "why": repr(error)}
    print(json.dumps(told))
