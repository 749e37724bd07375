"""Conversations written down before version 2: each kind had a format of its own.

Of those who come back after an upgrade, nobody is asked anew for what they were just asked.
"""

import json
from collections.abc import Callable
from uuid import UUID

from core.desk.expecting import (
    NOTHING,
    AddressAsked,
    AddressPurpose,
    Expecting,
    ExpectingAddress,
    ExpectingAddressDoubt,
    ExpectingAwardReason,
    ExpectingAwardYes,
    ExpectingCaseAnswer,
    ExpectingCaseOrder,
    ExpectingCaseReason,
    ExpectingCaseReply,
    ExpectingChoice,
    ExpectingCode,
    ExpectingLostBadge,
    ExpectingOtherCase,
    ExpectingQuestion,
    ExpectingReason,
    ExpectingRecipient,
    ExpectingRecipientDoubt,
    ExpectingUndo,
    LostBadgeFacts,
    LostBadgeStep,
    OpenedLink,
)
from core.programmes.answers.answer import CheckedAnswer
from core.reading.acts.kinds import ReviewVerdict

ADDRESSES = {
    "mail": AddressPurpose.CLAIM,
    "lost-mail": AddressPurpose.LOST,
    "lost-reads": AddressPurpose.READS,
    "link-mail": AddressPurpose.ADD,
    "open-mail": AddressPurpose.LETTER,
}
CODES = {
    "code": AddressPurpose.CLAIM,
    "lost-code": AddressPurpose.LOST,
    "lost-reads-code": AddressPurpose.READS,
    "link-code": AddressPurpose.ADD,
    "open-code": AddressPurpose.LETTER,
}
STEPS = {
    "lost-in": LostBadgeStep.PROGRAMME,
    "lost-who": LostBadgeStep.FACTS,
    "lost-letter": LostBadgeStep.LETTER,
}


def read(name: str, about: str) -> Expecting:
    """What a name and its text said; nothing for a name that never was one."""
    if name in ADDRESSES:
        return ExpectingAddress(_asked(ADDRESSES[name], about))
    if name in CODES:
        mail, _, known = about.partition("\n")
        return ExpectingCode(_asked(CODES[name], known), mail)
    if name in STEPS:
        return ExpectingLostBadge(STEPS[name], _facts(about))
    return OTHERS[name](about) if name in OTHERS else NOTHING


def _asked(purpose: AddressPurpose, known: str) -> AddressAsked:
    """Why an address was asked for, with the facts or the link that stood behind it."""
    if purpose is AddressPurpose.LETTER and known:
        reader, _, claim_id = known.partition(":")
        return AddressAsked(purpose, link=OpenedLink(reader, UUID(claim_id)))
    if purpose in (AddressPurpose.LOST, AddressPurpose.READS):
        return AddressAsked(purpose, _facts(known))
    return AddressAsked(purpose)


def _facts(known: str) -> LostBadgeFacts:
    fields = json.loads(known or "{}")
    return LostBadgeFacts(**{**fields, "passed": tuple(fields.get("passed", ()))})


def _doubt(about: str) -> Expecting:
    likely, said, name, known = about.split("\n", 3)
    return ExpectingAddressDoubt(_asked(ADDRESSES[name], known), likely, said)


def _choice(about: str) -> Expecting:
    return ExpectingChoice(tuple(CheckedAnswer(**each) for each in json.loads(about or "[]")))


def _reason(about: str) -> Expecting:
    verdict, ref, marks, seen, subject = about.split(":", 4)
    wrong = tuple(filter(None, marks.split(",")))
    return ExpectingReason(ReviewVerdict(verdict), ref, wrong, seen, subject)


def _recipient_doubt(about: str) -> Expecting:
    award, likely, said = about.split("\n")
    programme, _, badge = award.partition(":")
    return ExpectingRecipientDoubt(programme, badge, likely, said)


def _case_answer(about: str) -> Expecting:
    ref, seen, *laid_out = about.split(":")
    return ExpectingCaseAnswer(ref, int(seen) if seen.isdecimal() else 0, *laid_out)


OTHERS: dict[str, Callable[[str], Expecting]] = {
    "mail-typo": _doubt,
    "choice": _choice,
    "faq": ExpectingQuestion,
    "undo": ExpectingUndo,
    "reason": _reason,
    "award-to": lambda about: ExpectingRecipient(*about.split(":")),
    "award-typo": _recipient_doubt,
    "award-why": lambda about: ExpectingAwardReason(*about.split(":", 2)),
    "award-sure": lambda about: ExpectingAwardYes(*about.split(":", 3)),
    "case": ExpectingCaseOrder,
    "case-answer": _case_answer,
    "case-reason": ExpectingCaseReason,
    "case-merge": ExpectingOtherCase,
    "case-reply": ExpectingCaseReply,
}
