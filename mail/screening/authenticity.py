"""Whether a mail is from the one it names: what our own mail server found, nobody else's word.

Only the topmost Authentication-Results that bears our authserv-id counts (RFC 8601, section 5).
"""

from email.message import Message
from typing import Any

from authres import AuthenticationResultsHeader  # type: ignore[import-untyped]
from authres.core import AuthResError  # type: ignore[import-untyped]

from mail.parsing.headers import author, raw_values

LONGEST = 4000
MOST_COMMENTS = 50  # authres recurses once per comment
METHODS = ("dmarc", "dkim", "spf")


def authenticate(message: Message, authserv_id: str) -> dict[str, Any]:
    """What our own server found of a mail: `from`, `by`, `dmarc`, `dkim`, `spf`, and `aligned`,
    which says that From is true (RFC 8601)."""
    address = author(message)[1].lower()
    domain = address.rpartition("@")[2]
    told = {"from": address, "by": "", "dmarc": "none", "dkim": "none", "spf": "none"}
    found = results(message, authserv_id) if authserv_id and address else None
    if found is None:
        return {**told, "aligned": False}
    told |= {"by": authserv_id, **verdicts(found)}
    dmarc = any(passed(each, "dmarc") and header_domain(each, "from") == domain for each in found)
    dkim = any(
        passed(each, "dkim") and is_aligned(header_domain(each, "d"), domain) for each in found
    )
    return {**told, "aligned": dmarc or (dkim and told["dmarc"] != "fail")}


def verdicts(found: list[Any]) -> dict[str, str]:
    """One word a method; of several DKIM signatures a passed one."""
    said: dict[str, str] = {}
    for each in found:
        method, verdict = str(each.method).lower(), str(each.result).lower()
        if method in METHODS and said.get(method) != "pass":
            said[method] = verdict
    return said


def passed(result: Any, method: str) -> bool:
    return str(result.method).lower() == method and str(result.result).lower() == "pass"


def results(message: Message, authserv_id: str) -> list[Any] | None:
    """The findings of our own server, none without them."""
    for written in raw_values(message, "authentication-results"):
        named = written.strip().partition(";")[0].split()
        if not named or named[0].strip('"').lower() != authserv_id.lower():
            continue
        if len(written) > LONGEST or written.count("(") > MOST_COMMENTS:
            return None
        try:
            header = AuthenticationResultsHeader.parse(f"Authentication-Results: {written}")
        except (AuthResError, ValueError, RecursionError):
            return None
        return list(header.results)
    return None


def header_domain(result: Any, name: str) -> str:
    """A domain that a finding tells: `header.from`, or `header.d` (else that of `header.i`)."""
    told = {
        str(each.name).lower(): str(each.value).rpartition("@")[2].lower()
        for each in reversed(result.properties)
        if str(each.type).lower() == "header"
    }
    return told.get(name, told.get("i", "") if name == "d" else "")


def is_aligned(signed: str, domain: str) -> bool:
    """Whether the domain that signed is the one of the sender, or one above it that is more than an
    ending such as `org` (RFC 7489 section 3.1.1, relaxed)."""
    return signed == domain or ("." in signed and domain.endswith(f".{signed}"))
