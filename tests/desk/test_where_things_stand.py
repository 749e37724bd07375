"""/status, /cancel, /help and /mybadges: everything under way, told apart, and left when asked."""

import pytest

from tests.world.talking import Talk, learner, reviewer, texts, word
from tests.world.world import Stage

SITE = "https://lina.example.org"


def claimed(lina: Talk, badge: str = "Python avancé") -> None:
    """A claim of BeCode brought to its yes."""
    lina.say(badge)
    lina.say("https://github.com/lina/app")
    lina.say(SITE)
    lina.say("oui")


def labels(lina: Talk) -> list[str]:
    assert lina.last is not None
    return [button["label"] for reply in lina.last.replies for button in reply["buttons"]]


def test_the_way_of_a_claim_is_one_line(stage: Stage) -> None:
    sam, lina = reviewer(stage, "sam", "becode"), learner(stage, "lina", "Lina Haddad")
    lina.say("Python avancé")
    assert "▸ réponses → validation → badge" in texts(lina.say("/status"))
    lina.say("https://github.com/lina/app")
    lina.say(SITE)
    assert "✓ réponses → ▸ confirmation → validation → badge" in texts(lina.say("/status"))
    lina.say("oui")
    told = texts(lina.say("/status"))
    assert "✓ envoyée → ▸ chez Sam jusqu'au 23 novembre 2026 → badge" in told
    assert word("status.waits_for_you", count="1") in texts(sam.say("/status"))


def test_two_claims_are_told_apart_and_cancel_asks_which(stage: Stage) -> None:
    reviewer(stage, "sam", "becode")
    lina = learner(stage, "lina", "Lina Haddad")
    claimed(lina)
    claimed(lina, "JavaScript")
    lina.say("/cancel")
    assert labels(lina) == ["JavaScript", "Python avancé"]
    lina.press("Python avancé")
    assert lina.last is not None
    assert word("claim.withdraw_sure", "fr-informal") in texts(lina.last)


def test_a_claim_in_review_can_be_cancelled_too(stage: Stage) -> None:
    reviewer(stage, "sam", "becode")
    lina = learner(stage, "lina", "Lina Haddad")
    claimed(lina)
    lina.say("/cancel")
    lina.press("Annuler la demande")
    assert word("status.nothing") in texts(lina.say("/status"))


@pytest.mark.parametrize(
    ("begin", "doing"), [("/lost", "status.doing_search"), ("/link", "status.doing_address")]
)
def test_what_is_under_way_beside_a_claim_is_told_and_left(
    stage: Stage, begin: str, doing: str
) -> None:
    lina = Talk(stage, "lina")
    lina.say(begin)
    assert word(doing) in texts(lina.say("/status"))
    assert word("claim.left") in texts(lina.say("/cancel"))
    assert word(doing) not in texts(lina.say("/status"))
    assert word("claim.nothing_to_cancel") in texts(lina.say("/cancel"))


def test_a_coach_leaves_an_award_and_a_decision(stage: Stage) -> None:
    sam, lina = reviewer(stage, "sam", "becode"), learner(stage, "lina", "Lina Haddad")
    sam.say("/award")
    sam.send(choice="award:becode:python-avance")
    assert word("status.doing_award") in texts(sam.say("/status"))
    assert word("claim.left") in texts(sam.say("/cancel"))
    claimed(lina)
    sam.say("/queue")
    sam.press("Refuser")
    assert word("status.doing_decision") in texts(sam.say("/status"))
    assert word("claim.left") in texts(sam.say("/cancel"))
    sam.say("Le site ne répond pas.")
    assert "refusée" not in texts(lina.say("/status"))


def test_help_lists_the_commands_of_each_role(stage: Stage) -> None:
    sam, lina = reviewer(stage, "sam", "becode"), learner(stage, "lina", "Lina Haddad")
    told = texts(sam.say("/help"))
    for name in ("/queue", "/award", "/away", "/back"):
        assert f"{name} : " in told
    assert "/find" not in told
    assert word("menu.help") in told
    assert "/queue" not in texts(lina.say("/help"))
