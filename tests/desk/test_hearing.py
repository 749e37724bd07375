"""What a letter answers in an open claim, and what it does not."""

import pytest

from core.ground.effects import Effects, Outcome
from core.ground.tables import Address
from core.people import people
from tests.world.letters import Letters
from tests.world.talking import Talk
from tests.world.world import Stage

OLD, NEW = "https://github.com/lina/app", "https://github.com/lina/better"
SITE = "https://lina.example.org"


@pytest.fixture
def letters(stage: Stage) -> Letters:
    stage.clock.pass_(days=2)
    return Letters(stage)


@pytest.fixture
def refused(stage: Stage) -> Letters:
    """A claim that a coach sent back with a reason; its learner reads mail only."""
    stage.reviewer("sam", "Sam Okafor", "becode")
    stage.known("lina", "Lina Haddad", "lina@example.org")
    learner, coach = Talk(stage, "lina"), Talk(stage, "sam")
    learner.say("/start becode_python-avance")
    learner.say(f"{OLD} {SITE}")
    done = learner.say("oui")
    coach.send(choice=f"refuse:{done.moves[0]['claim']}")
    with stage.world.turn() as turn:
        address = people.find(turn, people.TERMINAL, "lina")
        assert isinstance(address, Address)
        address.unreachable_at = turn.at
        turn.db.add(address)
    coach.say("Le dépôt est vide.")
    return Letters(stage)


def answered(letters: Letters, text: str) -> Effects:
    back = next(mail for mail in letters.sent() if "à reprendre" in mail["Subject"])
    return letters.answer(back, text, From="lina@example.org")


@pytest.mark.parametrize(
    ("text", "answers"),
    [
        (NEW, {"repository": NEW}),
        (f"Bonjour,\nvoici le bon dépôt : {NEW}\nMerci !", {"repository": NEW}),
        ("https://new.example.org", {"site": "https://new.example.org"}),
        (f"{NEW} https://new.example.org", {"repository": NEW, "site": "https://new.example.org"}),
        (OLD, {}),
        ("Vous avez raison, je vais voir sur https://help.example.org ce qui ne va pas", {}),
    ],
)
def test_after_a_refusal_a_bare_address_takes_the_place_of_the_old_one(
    refused: Letters, text: str, answers: dict[str, str]
) -> None:
    assert answered(refused, text).answers == answers


@pytest.mark.parametrize(
    "text",
    ["Python avancé", "Bonjour, je voudrais le badge Python avancé svp", "le badge Python avancé"],
)
def test_the_name_of_another_badge_is_no_answer(letters: Letters, text: str) -> None:
    done = letters.answer(letters.invited(name=""), text)

    assert done.answers == {}
    assert done.outcome == Outcome.ASKED


def test_the_name_that_is_asked_for_is_still_an_answer(letters: Letters) -> None:
    done = letters.answer(letters.invited(name=""), "Awa Diallo")

    assert done.answers == {"name": "Awa Diallo"}


def test_dates_alone_mend_the_dates_when_nothing_is_missing(letters: Letters) -> None:
    done = letters.answer(letters.invited(), "C'était du 6 octobre 2025 au 12 juin 2026")

    assert done.answers == {"mission": "2025-10-06/2026-06-12"}


@pytest.mark.parametrize(
    "text",
    [
        "Je pars en voyage du 6 octobre 2026 au 12 octobre 2026, répondez-moi avant",
        "Cordialement,\nMarie Curie",
        "Je suis Marie Curie, la tutrice, tout est bon de mon côté",
    ],
)
def test_words_around_the_facts_change_nothing_that_stands(letters: Letters, text: str) -> None:
    assert letters.answer(letters.invited(), text).answers == {}
