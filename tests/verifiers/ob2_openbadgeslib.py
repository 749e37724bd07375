# mypy: ignore-errors
# (its imports exist only in the Python that runs it)
"""Runs in a Python of its own: the `openbadgeslib` verifier of hosted Open Badges 2.0 over a
folder, or over a web server on this machine, in place of the site.
"""

from asked_outside import RECIPIENT, held, tell
from openbadgeslib.baking import extract_png
from openbadgeslib.ob2.verifier import OB2Verifier


def judge(png):
    text = extract_png(png.read_bytes(), keyword=b"openbadges")
    verifier = OB2Verifier(download=held)
    verifier.verify_hosted(text, expected_recipient=RECIPIENT or None, check_revocation=True)
    return True, ""


tell(judge)
