"""What a person is in the middle of beside a claim: shown by /status, left by /cancel."""

from core.desk.expecting import (
    AddressPurpose,
    ExpectingAddress,
    ExpectingAddressDoubt,
    ExpectingAnswerYes,
    ExpectingAwardReason,
    ExpectingAwardYes,
    ExpectingCaseAnswer,
    ExpectingCaseReason,
    ExpectingCode,
    ExpectingLostBadge,
    ExpectingOrderYes,
    ExpectingOtherCase,
    ExpectingReason,
    ExpectingRecipient,
    ExpectingRecipientDoubt,
    ExpectingWhichClaim,
)
from core.desk.speaker import Speaker

ADDRESS = ExpectingAddress | ExpectingAddressDoubt | ExpectingCode
AWARD = ExpectingRecipient | ExpectingRecipientDoubt | ExpectingAwardReason | ExpectingAwardYes
CASE = ExpectingCaseAnswer | ExpectingAnswerYes | ExpectingCaseReason | ExpectingOtherCase
DECISION = ExpectingReason | ExpectingOrderYes | ExpectingWhichClaim


def doing(speaker: Speaker) -> str:
    """One sentence on what is awaited of the person; empty where that is nothing, or is a step of
    their claim."""
    awaited = speaker.awaited
    if isinstance(awaited, ADDRESS):
        return address(speaker, awaited.asked.purpose)
    if isinstance(awaited, ExpectingLostBadge):
        return speaker.word("status.doing_search")
    if isinstance(awaited, AWARD):
        return speaker.word("status.doing_award")
    if isinstance(awaited, CASE):
        return speaker.word("status.doing_case")
    return speaker.word("status.doing_decision") if isinstance(awaited, DECISION) else ""


def address(speaker: Speaker, purpose: AddressPurpose) -> str:
    """What an address is asked for; nothing where it is the first step of a claim."""
    if purpose is AddressPurpose.CLAIM:
        return ""
    searching = purpose in (AddressPurpose.LOST, AddressPurpose.READS)
    return speaker.word("status.doing_search" if searching else "status.doing_address")
