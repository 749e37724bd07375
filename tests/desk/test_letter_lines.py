"""A letter that answers line by line without labels: read in the order of the questions, or not."""

from datetime import date

import pytest

from core.desk.claim import letter_lines
from core.ground.paths import TEMPLATES
from core.programmes.answers.answer import Context
from core.programmes.catalogue import catalogue

TODAY = Context(language="fr", today=date(2026, 11, 16))
DECLARED = catalogue(TEMPLATES / "programmes")["maillage"].form["declared"].question
STORY = "Chaque mercredi j'accueille les familles au jardin partagé avec deux autres bénévoles."


def told(*lines: str) -> dict[str, str]:
    answers = letter_lines.in_order(DECLARED, "\n".join(lines), TODAY)
    return {name: answer.value for name, answer in answers.items()}


def test_each_line_answers_the_next_question_between_hello_and_goodbye() -> None:
    assert told(
        "Bonjour,",
        "Rose Delattre",
        "Les Jardins du Canal",
        "du 15/09/2024 au 30/06/2026",
        STORY,
        "Cordialement,",
        "Rose, présidente",
    ) == {
        "name": "Rose Delattre",
        "organisation": "Les Jardins du Canal",
        "period": "2024-09-15/2026-06-30",
        "actions": STORY,
    }


def test_the_first_lines_alone_are_kept() -> None:
    assert told("Rose Delattre", "Les Jardins du Canal") == {
        "name": "Rose Delattre",
        "organisation": "Les Jardins du Canal",
    }


@pytest.mark.parametrize(
    "lines",
    [
        ("Les Jardins du Canal", "Rose Delattre"),
        ("Rose Delattre", "du 15/09/2024 au 30/06/2026"),
        ("Rose Delattre", "je ne sais pas quoi mettre"),
        ("Je vous réponds demain", "car je suis au travail"),
        ("Rose Delattre", "Bonjour, mes réponses sont ci-dessous"),
        ("Rose Delattre", "Voici mes autres réponses :"),
        ("Rose Delattre",),
        (),
    ],
)
def test_lines_in_another_order_or_unsure_are_no_such_letter(lines: tuple[str, ...]) -> None:
    assert told(*lines) == {}


@pytest.mark.parametrize(
    "said",
    [
        "J'atteste sur l'honneur que c'est exact",
        "je le jure",
        "I state on my honour that this is correct.",
        "I do",
        "ik verklaar op mijn eer dat dit klopt",
        "oui",
    ],
)
def test_a_line_gives_the_consent(said: str) -> None:
    letter = f"{STORY}\n{said}\nMerci"
    assert "attestation" in letter_lines.consents(DECLARED, letter, TODAY)


@pytest.mark.parametrize("said", ["j'atteste rien du tout", "oui mais le nom est faux", "oui ?"])
def test_less_than_that_gives_none(said: str) -> None:
    assert not letter_lines.consents(DECLARED, said, TODAY)
