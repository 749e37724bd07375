"""In which form a client wants a badge at its page's address: the page, a credential, the picture.

Who imports a badge is often given the address of its page, and says in Accept what it can read.
"""

from enum import StrEnum

from starlette.requests import Request

from core.badges.publish.documents import OB2_TYPE, OB3_TYPE
from core.issuing.documents import PNG
from web.badge.hosted_files import JSON_TYPE
from web.http.accepts import PAGES, weighed


class BadgeForm(StrEnum):
    """The forms in which one badge is given."""

    PAGE = "page"
    ASSERTION = "assertion"
    CREDENTIAL = "credential"
    PICTURE = "picture"


# Backpacks that read Open Badges 2.0 ask for JSON-LD (the validator of 1EdTech, and so Badgr and
# edubadges); wallets ask for a verifiable credential, or for plain JSON alone.
FORMS = {
    OB2_TYPE: BadgeForm.ASSERTION,
    OB3_TYPE: BadgeForm.CREDENTIAL,
    "application/vc": BadgeForm.CREDENTIAL,
    JSON_TYPE: BadgeForm.CREDENTIAL,
    PNG: BadgeForm.PICTURE,
}


def asked_form(request: Request) -> BadgeForm:
    """The form that the client likes best; the page for one that names none of them."""
    accepted = weighed(request.headers.get("accept", ""))
    for kind in accepted:
        if kind in PAGES:
            return BadgeForm.PAGE
        if kind == JSON_TYPE and OB2_TYPE in accepted:
            return BadgeForm.ASSERTION
        if kind in FORMS:
            return FORMS[kind]
        if kind.endswith("+json"):
            return BadgeForm.CREDENTIAL
    return BadgeForm.PAGE
