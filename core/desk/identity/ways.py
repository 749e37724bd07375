"""Why somebody is asked for a mail address, and what the conversation awaits meanwhile."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Way:
    """`mail` awaits an address and `code` its code; `ask` is the word that asks."""

    mail: str
    code: str
    ask: str


CLAIM = Way("mail", "code", "account.mail_ask")
LOST = Way("lost-mail", "lost-code", "proving.mail_ask")  # the address that the organisation had
READS = Way("lost-reads", "lost-reads-code", "proving.reads_ask")  # one that the person reads now
LINK = Way("link-mail", "link-code", "link.ask")  # a further one of the person's
OPEN = Way("open-mail", "open-code", "account.mail_ask")  # the mailbox of a letter opened here
WAYS = (CLAIM, LOST, READS, LINK, OPEN)


def way_at(expecting: str) -> Way | None:
    """The way on which something is awaited."""
    return next((way for way in WAYS if expecting in (way.mail, way.code)), None)
