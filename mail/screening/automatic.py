"""Mails that no person wrote: they are never answered (RFC 3834, section 2)."""

import re
from email.message import Message

from core.reading.languages import compiled, either
from mail.parsing.bodies import content_type, is_file, parameter, parts
from mail.parsing.headers import author, raw_headers, raw_value, raw_values
from mail.row_tags import by_a_cocarde, rows_in
from mail.screening.absences import is_away

_LISTS = {"list", "bulk"}
_LOOPED = {"x-failed-recipients", "x-ms-exchange-inbox-rules-loop", "x-loop"}
_BULK = {"bulk", "list", "junk", "auto_reply", "auto-reply"}
_MACHINES = compiled(
    rf"(?:mailer-daemon|postmaster|bounces?|auto-?(?:reply|responder)|{either('quoting.no_reply')})"
    r"(?:[+=-][^@]*)?@",
    re.I,
)
_LISTED = re.compile(r"list-(?:id|post|unsubscribe|help|subscribe|owner|archive)", re.I)
MOST_HOPS = 50  # `Received` lines: more is a loop
_AUTO_HEADERS = {"x-autoreply", "x-autorespond", "x-autoresponse", "x-auto-reply"}


def why_automatic(message: Message, base: str, *, answered: bool = False) -> str:
    """Why a mail is not a person's, in a few words; empty for a person's.

    `answered`: it bears a live secret of ours, so that it may have come through a list or a group.
    """
    submitted = raw_value(message, "auto-submitted").partition(";")[0].strip().lower()
    if submitted and submitted != "no":
        return f"Auto-Submitted: {submitted[:40]}"
    if raw_value(message, "return-path").replace(" ", "") == "<>":
        return "a null return path"
    precedence = raw_value(message, "precedence").lower()
    if precedence in _BULK - (_LISTS if answered else set()):
        return f"Precedence: {precedence}"
    if len(raw_values(message, "received")) > MOST_HOPS:
        return f"more than {MOST_HOPS} servers on its way"
    return (
        by_header_name(message, answered=answered)
        or by_author(message, base)
        or by_content(message)
    )


def is_reply_of_a_machine(message: Message) -> bool:
    """Whether an answering machine says that it is one (RFC 3834, section 5)."""
    submitted = raw_value(message, "auto-submitted").partition(";")[0].strip().lower()
    named = {name.lower() for name, _ in raw_headers(message)}
    return submitted == "auto-replied" or bool(named & _AUTO_HEADERS)


def by_header_name(message: Message, *, answered: bool = False) -> str:
    """What a header alone tells: a list, a mail sent round before, an automatic answer; empty
    otherwise."""
    for name, value in raw_headers(message):
        if _LISTED.fullmatch(name) and not answered:
            return f"from a list ({name})"
        if name.lower() in _LOOPED:
            return f"an automatic mail ({name})"
        if name.lower() in _AUTO_HEADERS and value.strip().lower() not in ("no", "false"):
            return f"an automatic answer ({name})"
    return ""


def by_author(message: Message, base: str) -> str:
    """Our own mail come back, or a sender that nobody reads."""
    address = author(message)[1].lower()
    local, _, domain = base.lower().partition("@")
    if re.fullmatch(rf"{re.escape(local)}(?:\+[^@]*)?@{re.escape(domain)}", address):
        return "our own address"
    if rows_in(raw_values(message, "message-id"), base):
        return "our own Message-ID"
    if by_a_cocarde(raw_value(message, "message-id")):
        return "another Cocarde's Message-ID"
    return "a machine's address" if _MACHINES.match(address) else ""


def by_content(message: Message) -> str:
    """What the kind of the mail tells: a report, a calendar's answer, a note of absence; empty
    otherwise."""
    kind = content_type(message)
    if kind == "multipart/report":
        return "a report"
    if any(is_calendar(part) for part in parts(message) if not is_file(part)):
        return "a calendar's answer"
    if not raw_value(message, "auto-submitted") and is_away(message):
        return "an out-of-office note by its subject"
    return ""


def is_calendar(part: Message) -> bool:
    return content_type(part) == "text/calendar" and parameter(part, "method") != ""
