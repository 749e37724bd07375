"""Plausible or asked: other days of a life, guesses, names that are words, numbers of a menu."""

from datetime import date

import pytest

from core.ground.errors import Refusal
from core.programmes.answers import answering
from core.programmes.answers.answering import Context, SeveralReadings
from core.programmes.form import Question, QuestionKind
from core.reading.dates.months import Interval
from core.reading.dates.ranges import read_range
from core.reading.names.reading import sure

TODAY = date(2026, 7, 2)
CONTEXT = Context("fr", TODAY)


def asked(kind: QuestionKind, text: str) -> Refusal:
    question = Question.model_construct(name="q", kind=kind, hosts=[], label={"fr": "Q"})
    with pytest.raises(Refusal) as refused:
        answering.read(question, text, CONTEXT)
    return refused.value


def answered(kind: QuestionKind, text: str) -> str:
    question = Question.model_construct(name="q", kind=kind, hosts=[], label={"fr": "Q"})
    return answering.read(question, text, CONTEXT).value


@pytest.mark.parametrize(
    "text",
    [
        "Je suis né le 6 octobre 2003, ma mission a fini le 5 juin 2026",
        "Date de naissance : 12/04/2002, fin de mission le 31/05/2026",
        "Contrat signé le 20 septembre 2025, terminé le 31 mai 2026",
        "J'ai eu mon diplôme le 30 juin 2024 et fini le 31 mai 2026",
        "Geboren op 3 mei 2001, gestopt op 31 mei 2026",
        "Mon frère était là du 6 octobre 2025 au 5 juin 2026",
        "Ma cousine, du 6 octobre 2025 au 5 juin 2026",
        "du 6 octobre 2003 au 5 juin 2026",
        "du 1er mars 1998 au 30 juin 1998",
        "du 1er mars 2031 au 30 juin 2031",
        "du 6 octobre 2025 au 5 juin 2026 il me semble",
        "de mémoire du 6 octobre 2025 au 5 juin 2026",
        "from 6 October 2025 to 5 June 2026, approx",
        "from 6 October 2025 to 5 June 2026 I guess",
        "van 6 oktober 2025 tot 5 juni 2026, ongeveer",
        "vom 6. Oktober 2025 bis 5. Juni 2026, ungefähr",
    ],
)
def test_days_that_are_hardly_those_of_the_mission_are_asked_about(text: str) -> None:
    assert not isinstance(read_range(text, TODAY, "fr"), Interval)


def test_who_is_sure_of_odd_days_says_so() -> None:
    odd = asked(QuestionKind.DATE_RANGE, "du 6 octobre 2020 au 5 juin 2026")
    assert isinstance(odd, SeveralReadings)
    assert (odd.word, len(odd.choices)) == ("answers.odd_dates", 1)
    insisted = answered(QuestionKind.DATE_RANGE, "du 6 octobre 2020 au 5 juin 2026, c'est exact")
    assert insisted == "2020-10-06/2026-06-05"


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Mohamed A. Benali", "Mohamed A. Benali"),
        ("J. R. R. Tolkien", "J. R. R. Tolkien"),
        ("Élodie Dupont-Martin ép. Leroy", "Élodie Dupont-Martin ép. Leroy"),
        ("M. Paul Durand", "Paul Durand"),
        ("Mme Lina Haddad", "Lina Haddad"),
        (
            "Maria Antónia da Conceição Ferreira e Souza dos Santos Lima",
            "Maria Antónia da Conceição Ferreira e Souza dos Santos Lima",
        ),
        ("Lina Haddad. Merci d'avance", "Lina Haddad"),
        ("c'est mon nom : Sandra Nee", "Sandra Nee"),
        ("Oui, c'est bien mon nom, Pierre Président", "Pierre Président"),
        ("that's my name: sothea ok", "Sothea Ok"),
    ],
)
def test_a_name_is_whole(text: str, name: str) -> None:
    assert sure(text) == name


@pytest.mark.parametrize("name", ["Sandra Nee", "Sothea Ok", "Pierre Président", "Anna Stop"])
def test_a_name_that_is_also_a_word_is_taken_where_it_is_written_as_one(name: str) -> None:
    assert answered(QuestionKind.NAME, name) == name


@pytest.mark.parametrize("name", ["Merci Bakary", "R. Dupont", "Le Havre"])
def test_what_may_be_no_whole_name_is_asked_about(name: str) -> None:
    odd = asked(QuestionKind.NAME, name)
    assert isinstance(odd, SeveralReadings)
    assert [choice.value for choice in odd.choices] == [name]


@pytest.mark.parametrize(
    "text",
    ["les dates sont fausses", "je crois que c'est bon", "mon nom a changé", "the dates are wrong",
     "ik weet het niet", "oui", "das ist falsch"],
)  # fmt: skip
def test_a_sentence_is_no_name(text: str) -> None:
    assert asked(QuestionKind.NAME, text).word == "answers.no_name"


@pytest.mark.parametrize("text", ["oui", "Non.", "ok merci", "attends", "je ne sais pas", "ja"])
def test_an_organisation_is_not_called_yes(text: str) -> None:
    assert asked(QuestionKind.ORGANISATION, text).word == "answers.no_organisation"
    assert answered(QuestionKind.ORGANISATION, f"autre : {text}") == text.strip(".")


@pytest.mark.parametrize("text", ["2", "12", "oui", "merci", "stop", "attends"])
def test_the_number_of_a_menu_is_no_account(text: str) -> None:
    assert asked(QuestionKind.ACCOUNT, text).word == "answers.no_link"
    assert answered(QuestionKind.ACCOUNT, "@12") == "https://github.com/12"


@pytest.mark.parametrize(
    "text", ["oui par contre les dates sont fausses", "ok je regarde", "oui, si on enlève mon nom"]
)
def test_a_consent_with_anything_else_is_none(text: str) -> None:
    assert asked(QuestionKind.CONSENT, text).word == "answers.which_consent"
