"""A reader called a mail of ours spam, and their provider tells us (RFC 5965)."""

from email.message import Message

from mail.parsing.bodies import content_type, parts

REPORT = "message/feedback-report"


def is_complaint(message: Message) -> bool:
    """Whether the mail itself is such a report; one that a person attached is a file."""
    told = content_type(message) == "multipart/report"
    return told and any(content_type(part) == REPORT for part in parts(message))
