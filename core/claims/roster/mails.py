"""The mail address of a roster's cell, however it was pasted there."""

import re

from email_validator import SPECIAL_USE_DOMAIN_NAMES as SPECIAL
from email_validator import EmailNotValidError, validate_email

# What the library takes without a second thought: ASCII, no quotes, no encoded (xn--) label.
_USUAL = re.compile(
    r"[a-z0-9_+-]{1,64}(?:\.[a-z0-9_+-]{1,64}){0,9}@"
    r"(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.){1,8}[a-z]{2,24}",
    re.IGNORECASE | re.ASCII,
)
_NAMED = re.compile(r"[^<>]*<([^<>]+)>")
LONGEST, LONGEST_LOCAL = 200, 64


def read_mail(cell: str) -> str | None:
    """The address in lower case, out of « mailto:… » or « Prénom NOM <…> » too; none if it is none.

    The verdict is that of the library; an address of the most usual kind is not shown to it.
    """
    written = unwrapped(cell.strip())
    if usual(written):
        return written.lower()
    try:
        checked = validate_email(written, check_deliverability=False, test_environment=True)
    except EmailNotValidError:
        return None
    return checked.normalized.lower()


def unwrapped(cell: str) -> str:
    named = _NAMED.fullmatch(cell)
    inner = (named[1] if named else cell).strip().rstrip(";,").strip()
    return inner[7:].strip() if inner[:7].lower() == "mailto:" else inner


def usual(address: str) -> bool:
    if len(address) > LONGEST or not _USUAL.fullmatch(address) or "--" in address:
        return False
    local, _, domain = address.partition("@")
    top = domain.rpartition(".")[2].lower()
    return len(local) <= LONGEST_LOCAL and top not in SPECIAL
