"""What a conversation awaits is written to two columns and read back; older ones are read too."""

from typing import get_args
from uuid import UUID

import pytest

from core.desk.expecting import (
    NOTHING,
    AddressAsked,
    AddressPurpose,
    Expecting,
    ExpectingAddress,
    ExpectingAddressDoubt,
    ExpectingAnswerYes,
    ExpectingAwardReason,
    ExpectingAwardYes,
    ExpectingCaseAnswer,
    ExpectingCaseOrder,
    ExpectingCaseReason,
    ExpectingCaseReply,
    ExpectingChoice,
    ExpectingCode,
    ExpectingErasureCode,
    ExpectingErasureYes,
    ExpectingLostBadge,
    ExpectingNothing,
    ExpectingOffer,
    ExpectingOrderYes,
    ExpectingOtherCase,
    ExpectingQuestion,
    ExpectingReason,
    ExpectingRecipient,
    ExpectingRecipientDoubt,
    ExpectingTalents,
    ExpectingUndo,
    ExpectingWhichClaim,
    LostBadgeFacts,
    LostBadgeStep,
    OpenedLink,
)
from core.desk.expecting_columns import read, written
from core.ground.tables import Conversation
from core.programmes.answers.answer import CheckedAnswer
from core.reading.acts.kinds import ActKind, ReviewVerdict
from tests.world.talking import Talk, texts, word
from tests.world.world import Stage

CLAIM_ID = UUID("0193c2a4-0000-7000-8000-000000000001")
DATES = "2024-09-01/2025-04-30"
FACTS = LostBadgeFacts("becode", "Łukasz « O'Brien »", DATES, "à\nRouen", "x@y.test", ("place",))
TOLD = (
    '{"programme": "becode", "name": "Łukasz « O\'Brien »", "dates": "2024-09-01/2025-04-30", '
    '"place": "à\\nRouen", "mail": "x@y.test", "passed": ["place"]}'
)
LETTER = AddressAsked(AddressPurpose.LETTER, link=OpenedLink(purpose="decide", claim_id=CLAIM_ID))
READINGS = (
    CheckedAnswer("2025-02-01", "1/2/2025 : « février »"),
    CheckedAnswer("2025-01-02", "2 janvier"),
)

AWAITED: list[Expecting] = [
    ExpectingNothing(),
    ExpectingOffer((ActKind.LOST, ActKind.HUMAN), unfit=1),
    ExpectingAddress(),
    ExpectingAddress(AddressAsked(AddressPurpose.LOST, FACTS)),
    ExpectingAddress(LETTER),
    ExpectingCode(AddressAsked(AddressPurpose.ADD), "lina@example.org"),
    ExpectingCode(LETTER, "lina@example.org"),
    ExpectingAddressDoubt(AddressAsked(AddressPurpose.READS, FACTS), "a@gmail.com", ""),
    ExpectingLostBadge(LostBadgeStep.FACTS, FACTS),
    ExpectingLostBadge(LostBadgeStep.PROGRAMME),
    ExpectingChoice(READINGS),
    ExpectingQuestion("becode"),
    ExpectingUndo("abc234"),
    ExpectingReason(ReviewVerdict.RETURN, "abc234", ("site", "dates"), "f00", "terminal:12:1"),
    ExpectingOrderYes(ActKind.REFUSE, "abc234", "Le site : « 404 »", "f00"),
    ExpectingWhichClaim(ActKind.APPROVE),
    ExpectingAnswerYes("abc234", "Le lien : réparé\n!", 2),
    ExpectingRecipient("becode", "python-avance"),
    ExpectingRecipientDoubt("becode", "python-avance", "a@gmail.com", "a@gmial.com"),
    ExpectingAwardReason("becode", "python-avance", "lina@example.org"),
    ExpectingAwardYes("becode", "python-avance", "lina@example.org", "Elle : « aide »\ntous."),
    ExpectingCaseOrder("abc234"),
    ExpectingCaseAnswer("abc234", 2, "wait"),
    ExpectingCaseReason("abc234"),
    ExpectingOtherCase("abc234"),
    ExpectingCaseReply("abc234"),
    ExpectingCaseReply("abc234", held="Il fait : « beau »\n!"),
    ExpectingTalents("becode", "0a1b2c3d"),
    ExpectingErasureCode(keep=True),
    ExpectingErasureYes(keep=False, until="2026-11-16T10:00:00+00:00"),
    ExpectingNothing(unfit=1),
]

BEFORE: list[tuple[str, str, Expecting]] = [
    ("", "", NOTHING),
    ("mail", "", ExpectingAddress()),
    ("code", "lina@example.org", ExpectingCode(AddressAsked(), "lina@example.org")),
    ("lost-mail", TOLD, ExpectingAddress(AddressAsked(AddressPurpose.LOST, FACTS))),
    ("lost-mail", "{}", ExpectingAddress(AddressAsked(AddressPurpose.LOST))),
    (
        "lost-code",
        f"old@example.org\n{TOLD}",
        ExpectingCode(AddressAsked(AddressPurpose.LOST, FACTS), "old@example.org"),
    ),
    ("lost-reads", TOLD, ExpectingAddress(AddressAsked(AddressPurpose.READS, FACTS))),
    (
        "lost-reads-code",
        f"new@example.org\n{TOLD}",
        ExpectingCode(AddressAsked(AddressPurpose.READS, FACTS), "new@example.org"),
    ),
    ("link-mail", "", ExpectingAddress(AddressAsked(AddressPurpose.ADD))),
    (
        "link-code",
        "lina@example.org",
        ExpectingCode(AddressAsked(AddressPurpose.ADD), "lina@example.org"),
    ),
    ("open-mail", f"decide:{CLAIM_ID}", ExpectingAddress(LETTER)),
    (
        "open-code",
        f"lina@example.org\ndecide:{CLAIM_ID}",
        ExpectingCode(LETTER, "lina@example.org"),
    ),
    (
        "open-code",
        "lina@example.org",
        ExpectingCode(AddressAsked(AddressPurpose.LETTER), "lina@example.org"),
    ),
    (
        "mail-typo",
        "a@gmail.com\na@gmial.com\nmail\n",
        ExpectingAddressDoubt(AddressAsked(), "a@gmail.com", "a@gmial.com"),
    ),
    (
        "mail-typo",
        f"a@gmail.com\n\nlost-mail\n{TOLD}",
        ExpectingAddressDoubt(AddressAsked(AddressPurpose.LOST, FACTS), "a@gmail.com", ""),
    ),
    ("lost-in", "{}", ExpectingLostBadge(LostBadgeStep.PROGRAMME)),
    ("lost-who", TOLD, ExpectingLostBadge(LostBadgeStep.FACTS, FACTS)),
    ("lost-letter", TOLD, ExpectingLostBadge(LostBadgeStep.LETTER, FACTS)),
    (
        "choice",
        '[{"value": "2025-02-01", "said": "1/2/2025 : « février »"}, '
        '{"value": "2025-01-02", "said": "2 janvier"}]',
        ExpectingChoice(READINGS),
    ),
    ("faq", "becode", ExpectingQuestion("becode")),
    ("undo", "abc234", ExpectingUndo("abc234")),
    (
        "reason",
        "return:abc234:site,dates:f00:terminal:12:1",
        ExpectingReason(ReviewVerdict.RETURN, "abc234", ("site", "dates"), "f00", "terminal:12:1"),
    ),
    (
        "reason",
        "refuse:abc234:::mail:9:1",
        ExpectingReason(ReviewVerdict.REFUSE, "abc234", subject="mail:9:1"),
    ),
    ("award-to", "becode:python-avance", ExpectingRecipient("becode", "python-avance")),
    (
        "award-typo",
        "becode:python-avance\na@gmail.com\na@gmial.com",
        ExpectingRecipientDoubt("becode", "python-avance", "a@gmail.com", "a@gmial.com"),
    ),
    (
        "award-why",
        "becode:python-avance:lina@example.org",
        ExpectingAwardReason("becode", "python-avance", "lina@example.org"),
    ),
    (
        "award-sure",
        "becode:python-avance:lina@example.org:Elle : « aide »\ntous.",
        ExpectingAwardYes("becode", "python-avance", "lina@example.org", "Elle : « aide »\ntous."),
    ),
    ("case", "abc234", ExpectingCaseOrder("abc234")),
    ("case-answer", "abc234:2", ExpectingCaseAnswer("abc234", 2)),
    ("case-answer", "abc234:0:wait", ExpectingCaseAnswer("abc234", 0, "wait")),
    ("case-reason", "abc234", ExpectingCaseReason("abc234")),
    ("case-merge", "abc234", ExpectingOtherCase("abc234")),
    ("case-reply", "abc234", ExpectingCaseReply("abc234")),
]


@pytest.mark.parametrize("awaited", AWAITED, ids=lambda each: type(each).__name__)
def test_what_is_awaited_comes_back_as_it_was_written(awaited: Expecting) -> None:
    assert read(*written(awaited)) == awaited


def test_each_thing_awaited_has_a_name_of_its_own_that_fits_its_column() -> None:
    kinds = get_args(Expecting)
    assert {type(each) for each in AWAITED} == set(kinds)
    assert len({each.name for each in kinds}) == len(kinds)
    assert max(len(each.name) for each in kinds) <= 24


@pytest.mark.parametrize(("name", "about", "awaited"), BEFORE, ids=lambda each: str(each)[:40])
def test_what_an_older_version_wrote_is_still_awaited(
    name: str, about: str, awaited: Expecting
) -> None:
    assert read(name, about) == awaited


@pytest.mark.parametrize("about", ["", "abc234", '{"version": 2}', '{"version": 3, "ref": "x"}'])
def test_a_name_of_another_version_awaits_nothing(about: str) -> None:
    assert read("a-later-thing", about) == NOTHING


def before(stage: Stage, name: str, about: str) -> None:
    """The conversation of Lina as an older version left it."""
    with stage.world.turn() as turn:
        chat = turn.db.get_one(Conversation, ("terminal", "lina"))
        chat.expecting, chat.about = name, about
        turn.db.add(chat)


def test_a_conversation_goes_on_where_an_older_version_left_it(stage: Stage) -> None:
    lina = Talk(stage, "lina")
    lina.say("/start becode_python-avance")
    before(stage, "mail", "")
    sent = texts(lina.say("lina@example.org"), to="lina")
    assert word("account.code_sent", "fr-informal", mail="lina@example.org") in sent
    before(stage, "code", "lina@example.org")
    assert word("account.code_wrong", "fr-informal") in texts(lina.say("0000 0000"), to="lina")
