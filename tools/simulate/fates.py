"""What befalls the people of the simulation: what went wrong, and what they can still do."""

from dataclasses import dataclass
from enum import StrEnum


class Mailbox(StrEnum):
    """What becomes of a mail that is sent to an address."""

    READ = "read"
    SPAM = "spam"  # arrives, and is seen only by who looks for it
    FULL = "full"  # bounces for good with 5.2.2 until it is emptied
    UNKNOWN = "unknown"  # bounces for good with 5.1.1


@dataclass(frozen=True, slots=True)
class Fate:
    """One way in which a badge goes missing, and how many of a thousand it befalls.

    `told` is the cause that one who is not entitled has to hear of. `at` is the door where the
    person asks; `own` whether they still read the address of the roster.
    """

    name: str
    share: int
    entitled: bool = True
    told: str = ""
    at: str = "chat"
    own: bool = True
    first: Mailbox = Mailbox.READ
    second: Mailbox = Mailbox.READ
    mistypes: bool = False
    elsewhere: bool = False
    impostor: bool = False


FATES = (
    Fate("answers at once", 60, at="mail"),
    Fate("invitation in the spam folder, asks by chat", 110, first=Mailbox.SPAM),
    Fate("invitation in the spam folder, asks by mail", 100, at="mail", first=Mailbox.SPAM),
    Fate("invitation bounced, mailbox emptied since", 90, first=Mailbox.FULL),
    Fate("mistypes the address when asked", 90, first=Mailbox.SPAM, mistypes=True),
    Fate("second mail lost, asks by mail", 90, at="mail", second=Mailbox.SPAM),
    Fate("second mail lost, asks by chat", 60, second=Mailbox.SPAM),
    Fate("second mail bounced, asks by chat", 60, second=Mailbox.FULL),
    Fate("asks from another address, reads both", 60, at="mail", elsewhere=True,
         first=Mailbox.SPAM),
    Fate("the address of the roster was mistyped", 25, own=False, first=Mailbox.UNKNOWN),
    Fate("the old mailbox is gone", 25, own=False, first=Mailbox.UNKNOWN, at="mail",
         elsewhere=True),
    Fate("mission too short", 60, entitled=False, told="too_short"),
    Fate("mission too short, asks by mail", 20, entitled=False, told="too_short", at="mail"),
    Fate("mission interrupted", 40, entitled=False, told="interrupted"),
    Fate("mission not ended yet", 40, entitled=False, told="not_ended", at="mail"),
    Fate("never on the roster", 30, entitled=False, told="not_on_roster"),
    Fate("somebody else, who knows name, dates and place", 40, entitled=False, impostor=True,
         elsewhere=True, own=False),
)  # fmt: skip
