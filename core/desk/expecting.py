"""What a conversation awaits: one frozen class for each thing that plain words may answer.

`expecting_columns` writes it down and reads it back by its `name`.
"""

from dataclasses import dataclass
from enum import StrEnum
from typing import ClassVar
from uuid import UUID
from zlib import crc32

from core.programmes.answers.answer import CheckedAnswer
from core.reading.acts.kinds import ActKind, ReviewVerdict


def in_few_signs(words: str) -> str:
    """Eight signs that differ where the words do: the data of a button holds no more."""
    return f"{crc32(words.encode()):08x}"


class AddressPurpose(StrEnum):
    """Why somebody is asked for a mail address."""

    CLAIM = "claim"  # a badge bears one
    LOST = "lost"  # the one that the organisation had
    READS = "reads"  # one that the person reads now
    ADD = "add"  # a further one of the person's
    LETTER = "letter"  # the mailbox of a letter whose link was opened in a chat


class LostBadgeStep(StrEnum):
    """What somebody whose mailbox is not proven is asked about a lost badge."""

    PROGRAMME = "programme"
    FACTS = "facts"  # name, dates and place
    LETTER = "letter"  # all of it at once


@dataclass(frozen=True, slots=True)
class LostBadgeFacts:
    """What was told of a mission so far; `passed` are the fields that the person does not know."""

    programme: str = ""
    name: str = ""
    dates: str = ""
    place: str = ""
    mail: str = ""
    passed: tuple[str, ...] = ()

    @property
    def missing(self) -> list[str]:
        """What was neither told nor given up."""
        told = {"name": self.name, "dates": self.dates, "place": self.place}
        return [each for each, value in told.items() if not value and each not in self.passed]


@dataclass(frozen=True, slots=True)
class OpenedLink:
    """What the link of a letter leads to: a claim, for its learner or for who decides on it."""

    purpose: str
    claim_id: UUID


@dataclass(frozen=True, slots=True)
class AddressAsked:
    """Why an address is asked for, and what was known before it was."""

    purpose: AddressPurpose = AddressPurpose.CLAIM
    facts: LostBadgeFacts = LostBadgeFacts()
    link: OpenedLink | None = None


@dataclass(frozen=True, slots=True)
class ExpectingNothing:
    """Words may be about anything; `unfit` times in a row they answered no question that stood."""

    name: ClassVar[str] = ""
    unfit: int = 0


@dataclass(frozen=True, slots=True)
class ExpectingAddress:
    """The next words are a mail address; `unfit` times in a row they were none."""

    name: ClassVar[str] = "address"
    asked: AddressAsked = AddressAsked()
    unfit: int = 0


@dataclass(frozen=True, slots=True)
class ExpectingCode:
    """The next words are the digits that were sent to an address; `unfit` times in a row they were
    not."""

    name: ClassVar[str] = "address-code"
    asked: AddressAsked
    mail: str
    unfit: int = 0


@dataclass(frozen=True, slots=True)
class ExpectingAddressDoubt:
    """The next words say which was meant: the likely address, or the one that was `said` and looks
    mistyped."""

    name: ClassVar[str] = "address-doubt"
    asked: AddressAsked
    likely: str
    said: str


@dataclass(frozen=True, slots=True)
class ExpectingLostBadge:
    """The next words tell of the mission whose badge is lost."""

    name: ClassVar[str] = "lost-badge"
    step: LostBadgeStep
    facts: LostBadgeFacts = LostBadgeFacts()


@dataclass(frozen=True, slots=True)
class ExpectingChoice:
    """The next words say which of several readings of an answer was meant; `unfit` times in a row
    the words before were hardly one."""

    name: ClassVar[str] = "choice"
    readings: tuple[CheckedAnswer, ...]
    unfit: int = 0


@dataclass(frozen=True, slots=True)
class ExpectingQuestion:
    """The next question asked often is about this programme."""

    name: ClassVar[str] = "faq"
    programme: str


@dataclass(frozen=True, slots=True)
class ExpectingUndo:
    """The word « Annuler » takes the decision on this claim back."""

    name: ClassVar[str] = "undo"
    ref: str


@dataclass(frozen=True, slots=True)
class ExpectingReason:
    """The next words are the reason of a verdict on a claim as it was `seen`; `marks` are the
    answers found wrong.

    `subject` is the message that asks.
    """

    name: ClassVar[str] = "reason"
    verdict: ReviewVerdict
    ref: str
    marks: tuple[str, ...] = ()
    seen: str = ""
    subject: str = ""


@dataclass(frozen=True, slots=True)
class ExpectingOrderYes:
    """The next words are the yes to an order that a reviewer typed: a verdict on a claim as it was
    `seen` with its `reason` and the answers marked as wrong, or a decision to take back."""

    name: ClassVar[str] = "order-yes"
    order: ActKind
    ref: str
    reason: str = ""
    seen: str = ""
    marks: tuple[str, ...] = ()

    @property
    def key(self) -> str:
        """What the button of this question says, and that of no other with other words."""
        return f"{self.ref}:{in_few_signs(self.reason)}"


@dataclass(frozen=True, slots=True)
class ExpectingWhichClaim:
    """The next words say on which of the claims that wait a typed order is to be done."""

    name: ClassVar[str] = "which-claim"
    order: ActKind
    reason: str = ""


@dataclass(frozen=True, slots=True)
class ExpectingRecipient:
    """The next words are the mail address of who is given a badge."""

    name: ClassVar[str] = "award-recipient"
    programme: str
    badge: str


@dataclass(frozen=True, slots=True)
class ExpectingRecipientDoubt:
    """The next words say which recipient was meant: the likely address or the one that was
    `said`."""

    name: ClassVar[str] = "award-recipient-doubt"
    programme: str
    badge: str
    likely: str
    said: str


@dataclass(frozen=True, slots=True)
class ExpectingAwardReason:
    """The next words say why a badge is given."""

    name: ClassVar[str] = "award-reason"
    programme: str
    badge: str
    mail: str


@dataclass(frozen=True, slots=True)
class ExpectingAwardYes:
    """The next words are the yes that gives a badge."""

    name: ClassVar[str] = "award-yes"
    programme: str
    badge: str
    mail: str
    why: str


@dataclass(frozen=True, slots=True)
class ExpectingCaseOrder:
    """The next words may order something about the case whose card was just shown."""

    name: ClassVar[str] = "case-order"
    ref: str


@dataclass(frozen=True, slots=True)
class ExpectingCaseAnswer:
    """The next words go to the person of a case, or are a yes to the ready ones that were shown.

    `seen` is how many answers the case had by then.
    """

    name: ClassVar[str] = "case-answer"
    ref: str
    seen: int = 0
    laid_out: str = ""


@dataclass(frozen=True, slots=True)
class ExpectingAnswerYes:
    """The next words are the yes that sends the `words` which the staff typed to the person of a
    case; `seen` is how many answers it had by then."""

    name: ClassVar[str] = "case-answer-yes"
    ref: str
    words: str
    seen: int = 0

    @property
    def key(self) -> str:
        """What the button of this question says, and that of no other with other words."""
        return f"{self.ref}:{in_few_signs(self.words)}"


@dataclass(frozen=True, slots=True)
class ExpectingCaseReason:
    """The next words are the staff's reason to issue or revoke the badge of a case, or the right
    name for it, as its `action` needs: `shown` is what a yes makes it."""

    name: ClassVar[str] = "case-reason"
    ref: str
    action: str = "issue"
    shown: str = ""


@dataclass(frozen=True, slots=True)
class ExpectingOtherCase:
    """The next words are the reference of the case to be merged into this one."""

    name: ClassVar[str] = "other-case"
    ref: str


@dataclass(frozen=True, slots=True)
class ExpectingCaseReply:
    """The next words are what the person of a case says to the human who answered: `asked` where
    they said so by a button, else as far as the words are for a human. `held` are words that hardly
    were, and go there on a yes."""

    name: ClassVar[str] = "case-reply"
    ref: str
    asked: bool = False
    held: str = ""


@dataclass(frozen=True, slots=True)
class ExpectingOffer:
    """The next words may be the number of one of these acts; `unfit` times in a row nothing fit."""

    name: ClassVar[str] = "offer"
    kinds: tuple[ActKind, ...] = ()
    unfit: int = 0


@dataclass(frozen=True, slots=True)
class ExpectingTalents:
    """The next words are the answer to whether somebody wants to be in a programme's feed of
    talents; `key` is that of the question as it was put."""

    name: ClassVar[str] = "talents"
    programme: str
    key: str


@dataclass(frozen=True, slots=True)
class ExpectingErasureCode:
    """The next words are the digits that were sent to the mailbox of who wants their data erased;
    `keep` their badges, without a name."""

    name: ClassVar[str] = "erasure-code"
    keep: bool


@dataclass(frozen=True, slots=True)
class ExpectingErasureYes:
    """The next words are the yes to an erasure whose code was right; it holds `until` a moment (ISO
    8601)."""

    name: ClassVar[str] = "erasure-yes"
    keep: bool
    until: str


Expecting = (
    ExpectingNothing
    | ExpectingAddress
    | ExpectingCode
    | ExpectingAddressDoubt
    | ExpectingLostBadge
    | ExpectingChoice
    | ExpectingQuestion
    | ExpectingUndo
    | ExpectingReason
    | ExpectingOrderYes
    | ExpectingWhichClaim
    | ExpectingRecipient
    | ExpectingRecipientDoubt
    | ExpectingAwardReason
    | ExpectingAwardYes
    | ExpectingCaseOrder
    | ExpectingCaseAnswer
    | ExpectingAnswerYes
    | ExpectingCaseReason
    | ExpectingOtherCase
    | ExpectingCaseReply
    | ExpectingOffer
    | ExpectingTalents
    | ExpectingErasureCode
    | ExpectingErasureYes
)

NOTHING = ExpectingNothing()
