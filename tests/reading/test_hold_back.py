"""What cannot be taken back is never done on a guess: what turns a yes round holds it back."""

import pytest

from core.reading.acts.kinds import FINAL, ActKind
from core.reading.acts.read import read
from core.reading.acts.situation import Asked, Situation, SpeaksAs

RECAP = Situation(Asked.RECAP)
CARD = Situation(Asked.CARD, SpeaksAs.REVIEWER)


def finals(text: str, situation: Situation) -> list[str]:
    return [act.kind for act in read(text, situation).sure if act.kind in FINAL]


@pytest.mark.parametrize(
    "text",
    [
        "oui sauf les dates",
        "oui mais mon nom prend un tiret",
        "S'il n'y a pas d'autre possibilité, oui.",
        "Yes, as soon as my tutor has checked",
        "ja, zodra mijn coach het gezien heeft",
        "Ja, wenn mein Betreuer es geprüft hat",
        "Nothing here is correct",
        "C'est ça, oui 🙄",
        "Sure, what's up",
        "Genau, und dann links beim Bäcker, da wohnen wir",
    ],
)
def test_a_yes_with_anything_beside_it_confirms_nothing(text: str) -> None:
    assert finals(text, RECAP) == []


@pytest.mark.parametrize(
    "text", ["I can't refuse this", "je refuse pas", "nicht ablehnen", "ne refusez pas encore"]
)
def test_a_refusal_that_is_denied_refuses_nothing(text: str) -> None:
    assert finals(text, CARD) == []


@pytest.mark.parametrize(
    "text",
    ["Ne supprimez pas mes données !", "Ne me désinscrivez pas", "je ne retire pas ma demande"],
)
def test_a_wish_that_is_denied_is_none(text: str) -> None:
    assert finals(text, Situation()) == []


@pytest.mark.parametrize(
    "text", ["oui", "cest bon", "tout est exact, merci !", "yes", "klopt", "👍"]
)
def test_a_plain_yes_is_one(text: str) -> None:
    assert finals(text, RECAP) == ["confirm"]


def test_a_question_beside_a_yes_takes_nothing_of_it_back() -> None:
    told = read("Oui c'est exact. C'est pour quand ?", RECAP)
    assert told.has(ActKind.CONFIRM)
    assert ActKind.STATUS in (*told.offers, *(act.kind for act in told.acts))
