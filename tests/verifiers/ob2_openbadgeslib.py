# mypy: ignore-errors
# (its imports exist only in the Python that runs it)
"""Runs in a Python of its own: the `openbadgeslib` verifier of hosted Open Badges 2.0 over a
folder, or over a web server on this machine, in place of the site.

Arguments: SITE BASE NOW RECIPIENT PNG…; prints one line of JSON for each picture.
"""

import json
import sys
from pathlib import Path
from urllib.parse import urlsplit
from urllib.request import urlopen

from openbadgeslib.baking import extract_png
from openbadgeslib.ob2.verifier import OB2Verifier

SITE, BASE, RECIPIENT = sys.argv[1], sys.argv[2], sys.argv[4]


def download(url, *_, **__):
    parts = urlsplit(url)
    if parts.netloc != urlsplit(BASE).netloc:
        raise OSError(f"not of this site: {url}")
    if SITE.startswith("http"):
        with urlopen(SITE + parts.path) as answer:
            return answer.read()
    return Path(SITE, parts.path.lstrip("/")).read_bytes()


def judge(png):
    text = extract_png(png.read_bytes(), keyword=b"openbadges")
    verifier = OB2Verifier(download=download)
    verifier.verify_hosted(text, expected_recipient=RECIPIENT or None, check_revocation=True)
    return {"png": str(png), "accepted": True, "why": ""}


for name in sys.argv[5:]:
    try:
        told = judge(Path(name))
    except Exception as error:
        told = {"png": name, "accepted": False, "why": repr(error)}
    print(json.dumps(told))
