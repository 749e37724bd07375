"""Line 3 of the audit: a badge bears the name of the roster, spelt otherwise or not."""

import pytest

from core.claims.states import State
from core.reading.lookalikes import doubtful
from core.reading.same_person import same_person
from tests.claims.test_claiming import claim_of
from tests.world.letters import Letters, plain
from tests.world.samples import rows
from tests.world.talking import word
from tests.world.world import Stage


@pytest.mark.parametrize(("said", "known", "expected"), rows("same_person"))
def test_a_name_spelt_otherwise_is_the_same_and_another_is_not(
    said: str, known: str, expected: str
) -> None:
    assert same_person(said, known) == (expected == "same")


@pytest.mark.parametrize(
    "name",
    ["Awа Diallo", "Awa Диалло", "𝐀𝐰𝐚 Diallo", "Ａｗａ Diallo", "ᴀwa Diallo", "Аса Сара",
     "李 Bruce", "Z\u0334\u0321\u0322algo Petit", "Ρania Diallo", "Awɑ Diallo", "Ǝva Petit"],
)  # fmt: skip
def test_mixed_scripts_and_letters_that_imitate_others_are_doubtful(name: str) -> None:
    assert doubtful(name)


@pytest.mark.parametrize(
    "name",
    ["Awa Diallo", "Ольга Иванова", "Γεώργιος Παπαδόπουλος", "محمد علي", "小龙 李", "山田 たろう",
     "김민준", "İbrahim IŞIK", "Thị Hằng Nguyễn", "Ėglė Žukauskaitė", "Łukasz Đorđević",
     "Siobhán O'Connor", "अनन्या शर्मा", "דוד כהן", "Ștefan Țepeș", "Сергей Соха"],
)  # fmt: skip
def test_a_name_of_one_script_is_not_doubtful(name: str) -> None:
    assert not doubtful(name)


def confirmed_as(stage: Stage, name: str, **row: str) -> str:
    """The invitation is answered with this name, the recap with a yes: where the claim is then."""
    letters = Letters(stage)
    mail = letters.invited(**row)
    letters.answer(mail, f"Prénom et nom : {name}")
    letters.answer(letters.sent()[-1], "oui")
    return claim_of(stage).state


@pytest.mark.parametrize("name", ["DIALLO Awa", "Awa Marie Diallo", "Awa Diallo-Traoré"])
def test_awa_gets_her_badge_however_she_spells_her_name(stage: Stage, name: str) -> None:
    assert confirmed_as(stage, name) == State.ISSUED


@pytest.mark.parametrize("name", ["Moussa Traoré", "Aїssata Diallo", "Awа Diallo"])
def test_a_forwarded_invitation_puts_no_other_name_on_the_badge(stage: Stage, name: str) -> None:
    """Awa's invitation went to a friend, who answers with a name of their own, or nearly Awa's."""
    assert confirmed_as(stage, name) == State.IN_REVIEW


def test_letters_that_imitate_others_wait_for_a_human_even_where_the_roster_has_them(
    stage: Stage,
) -> None:
    letters = Letters(stage)
    letters.answer(letters.invited(name="Awа Diallo"), "oui")
    assert claim_of(stage).state == State.IN_REVIEW


def test_a_sibling_at_the_same_mailbox_takes_no_name_of_the_other(stage: Stage) -> None:
    letters = Letters(stage)
    invitation = letters.invited()
    stage.mission(
        "service-civique", reference="m2", mail="awa@example.org", name="Moussa Diallo",
        starts_on="2026-05-01", ends_on="2026-11-14", organisation="Mairie", domain="Solidarité",
    )  # fmt: skip
    letters.answer(invitation, "Prénom et nom : Moussa Diallo")
    letters.answer(letters.sent()[-1], "oui")
    assert claim_of(stage).state == State.IN_REVIEW


def test_the_human_reads_why_the_claim_waits(stage: Stage) -> None:
    stage.reviewer("ines", "Inès Roy", "service-civique")
    assert confirmed_as(stage, "Moussa Traoré") == State.IN_REVIEW
    cards = [plain(mail) for mail in Letters(stage).sent()]
    assert any(word("review.unproven_other_name") in card for card in cards)
