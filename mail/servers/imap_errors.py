"""Sentences for the operator when the mailbox cannot be read."""

import ssl

from mail.servers.imap_connection import ImapRefusal, WrongPassword

PATIENT = 2  # a connection may fail so many times in a row before anybody is told

CLEAR = (
    "The password of the mailbox crosses the network in clear text. "
    "Write COCARDE_IMAP_URL with imaps:// or add ?starttls=1."
)


def explain(error: Exception, failures: int) -> str:
    """What happened to the connection and what to do, in a sentence; empty while a passing fault is
    too young to tell."""
    match error:
        case WrongPassword():
            return (
                f"The mailbox refuses the user name or the password ({error}). "
                "Mend COCARDE_IMAP_URL; the next try is in 15 minutes."
            )
        case ssl.SSLCertVerificationError():
            return (
                f"The mail server's certificate is not trusted ({error.verify_message}). "
                "Mend the host name in COCARDE_IMAP_URL, or the certificate."
            )
        case ImapRefusal():
            return f"The mailbox answers no: {error}. It is tried again by itself."
        case _ if failures < PATIENT:
            return ""
        case _:
            why = str(error) or type(error).__name__
            return f"The mailbox cannot be reached ({why}). It is tried again by itself."


def is_settled(error: Exception) -> bool:
    """Whether only a change of the settings can help."""
    return isinstance(error, WrongPassword | ssl.SSLCertVerificationError)


def renumbered(count: int, days: int) -> str:
    """The sentence for a folder that was made anew, or restored from a backup (RFC 3501 section
    2.3.1.1)."""
    return (
        f"The mail server numbered the mailbox anew. The {count} unread mails of the last {days} "
        "days are read again; look into the mailbox for older ones."
    )


def unmovable(no: ImapRefusal) -> str:
    """The sentence for a worked mail that cannot be moved; it stays where it is, and nothing is
    lost."""
    return f"A mail was worked, but the server would not let it be moved: {no}."
