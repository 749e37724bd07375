"""What people write, read as the answer to a question; and how answers are told back."""

import re
import string

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.ground.errors import Refusal
from core.ground.paths import ROOT
from core.ground.words import Words
from core.programmes.answers.answering import READERS, CheckedAnswer, SeveralReadings, read, show
from core.programmes.form import Question, QuestionKind
from core.reading.names import reading as names
from tests.world import samples
from tests.world.samples import rows

WORDS = Words.read()
QUESTIONS = {
    "name": samples.NAME,
    "mission": samples.MISSION,
    "day": samples.DAY,
    "organisation": samples.ORGANISATION,
    "domain": samples.DOMAIN,
    "story": samples.STORY,
    "code": samples.CODE,
    "consent": samples.CONSENT,
    "repository": samples.REPOSITORY,
    "site": samples.SITE,
    "account": samples.ACCOUNT,
    "link": samples.LINK,
    "hours": samples.HOURS,
    "proof": samples.PROOF,
}


def refused(question: Question, said: str, language: str = "fr") -> Refusal:
    with pytest.raises(Refusal) as caught:
        read(question, said, samples.context(language))
    return caught.value


def told(question: Question, said: str) -> str:
    try:
        return read(question, said, samples.context()).value
    except Refusal as refusal:
        return refusal.word.replace("answers.", "ask ")


@pytest.mark.parametrize(("name", "said", "expected"), rows("answers"))
def test_an_answer_is_understood_or_asked_again(name: str, said: str, expected: str) -> None:
    assert told(QUESTIONS[name], said) == expected


@pytest.mark.parametrize(("said", "expected"), rows("names"))
def test_a_name_is_read_as_it_should_stand_or_asked_about(said: str, expected: str) -> None:
    assert (names.sure(said) or "ask") == expected


def test_every_kind_of_question_has_its_reader() -> None:
    assert set(READERS) == set(QuestionKind)
    assert {question.kind for question in QUESTIONS.values()} == set(QuestionKind)


def test_the_words_it_was_read_from_are_kept() -> None:
    answer = read(samples.NAME, "Je m'appelle Lina Haddad", samples.context())

    assert answer == CheckedAnswer("Lina Haddad", "Je m'appelle Lina Haddad")


def test_one_word_may_be_a_whole_name_if_the_person_says_so() -> None:
    unsure = refused(samples.NAME, "Suharto")

    assert isinstance(unsure, SeveralReadings)
    assert [choice.value for choice in unsure.choices] == ["Suharto"]


def test_an_unknown_organisation_may_be_one_of_three_or_the_persons_own_words() -> None:
    unsure = refused(samples.ORGANISATION, "la Croix-Rouge de Lyon")

    assert isinstance(unsure, SeveralReadings)
    assert len(unsure.choices) == 4
    assert unsure.choices[0].value == "Croix-Rouge de Lille"
    assert unsure.choices[-1].value == "Croix-Rouge de Lyon"


def test_where_no_organisation_is_known_any_name_will_do() -> None:
    context = samples.context(organisations=())

    answer = read(samples.ORGANISATION, "à la Bibliothèque de Wazemmes", context)

    assert answer.value == "Bibliothèque de Wazemmes"


def test_a_date_that_could_be_two_offers_both() -> None:
    unsure = refused(samples.DAY, "03/04/2026", "en")

    assert isinstance(unsure, SeveralReadings)
    assert [choice.value for choice in unsure.choices] == ["2026-04-03", "2026-03-04"]


def test_every_option_is_offered_when_none_is_recognised() -> None:
    unsure = refused(samples.DOMAIN, "cuisine")

    assert isinstance(unsure, SeveralReadings)
    assert [choice.value for choice in unsure.choices] == ["solidarity", "health", "culture"]


@pytest.mark.parametrize(
    "question", [q for q in QUESTIONS.values() if q.kind is not QuestionKind.CHOICE]
)
def test_a_choice_that_is_offered_can_be_kept_and_shown(question: Question) -> None:
    for name, said, _ in rows("answers"):
        if QUESTIONS[name].kind is question.kind and told(question, said).startswith("ask "):
            unsure = refused(question, said)
            for choice in unsure.choices if isinstance(unsure, SeveralReadings) else ():
                assert show(question, choice.value, "fr")


def test_a_text_that_is_too_long_says_by_how_much() -> None:
    refusal = refused(samples.STORY, "a" * 2001)

    assert refusal.word == "answers.too_long"
    assert refusal.values == {"limit": "2000", "length": "2001"}


SHOWN = [
    (samples.MISSION, "2025-10-01/2026-05-31", "fr", "du 1er octobre 2025 au 31 mai 2026"),
    (samples.MISSION, "2025-10-01/2026-05-31", "en", "from 1 October 2025 to 31 May 2026"),
    (samples.MISSION, "2025-10-01/2026-05-31", "nl", "van 1 oktober 2025 tot en met 31 mei 2026"),
    (samples.MISSION, "2026-03-14/2026-03-14", "fr", "14 mars 2026"),
    (samples.MISSION, "2025-10-11/2025-10-21", "fr", "du 11 octobre 2025 au 21 octobre 2025"),
    (samples.DAY, "2026-05-01", "fr", "1er mai 2026"),
    (samples.DAY, "2026-05-01", "fr-informal", "1er mai 2026"),
    (samples.DAY, "2026-05-31", "en", "31 May 2026"),
    (samples.DOMAIN, "health", "nl", "Gezondheid"),
    (samples.DOMAIN, "gone", "fr", "gone"),
    (samples.CONSENT, "yes", "fr", "oui"),
    (samples.CONSENT, "yes", "en", "yes"),
    (samples.SITE, "https://lina.example.org", "fr", "https://lina.example.org"),
    (samples.NAME, "Lina Haddad", "fr", "Lina Haddad"),
]


@pytest.mark.parametrize(("question", "value", "language", "shown"), SHOWN)
def test_a_value_is_told_back_in_words(
    question: Question, value: str, language: str, shown: str
) -> None:
    assert show(question, value, language) == shown


def sentence(question: Question, said: str) -> str:
    """The answer, or the refusal in French."""
    try:
        return read(question, said, samples.context()).value
    except Refusal as refusal:
        return WORDS.say("fr", refusal.word, **refusal.values)


@settings(deadline=None)
@given(text=st.text(max_size=300), question=st.sampled_from(list(QUESTIONS.values())))
def test_any_text_is_an_answer_or_a_refusal_with_its_words(text: str, question: Question) -> None:
    assert sentence(question, text)


@pytest.mark.parametrize("language", ["fr", "fr-informal", "en", "nl", "nl-informal"])
def test_every_refusal_of_the_tables_has_its_sentence(language: str) -> None:
    for table in ("answers", "links"):
        for name, said, expected in rows(table):
            if expected.startswith("ask ") and name in QUESTIONS:
                refusal = refused(QUESTIONS[name], said)
                sentence = WORDS.say(language, refusal.word, **refusal.values)
                assert "$" not in sentence
                assert sentence[0].isupper() or not sentence[0].isalpha()


TOPICS = ["answers", "rules"]
FOLDER = ROOT / "templates" / "words"


def placeholders(sentence: str) -> list[str]:
    return sorted(set(string.Template(sentence).get_identifiers()))


@pytest.mark.parametrize("topic", TOPICS)
def test_every_language_says_the_same_with_the_same_values(topic: str) -> None:
    french = {key: text for key, text in WORDS.keys("fr").items() if key.startswith(f"{topic}.")}
    for language in ("en", "nl"):
        other = WORDS.keys(language)
        assert {key for key in other if key.startswith(f"{topic}.")} == set(french)
        for key, sentence in french.items():
            assert placeholders(other[key]) == placeholders(sentence), (language, key)


STIFF = {
    "fr": re.compile(r"\b(?:vous|votre|vos|(?!assez)[a-zéè]+ez)\b", re.IGNORECASE),
    "nl": re.compile(r"\b(?:u|uw)\b", re.IGNORECASE),
}


@pytest.mark.parametrize("language", ["fr", "nl"])
def test_the_informal_words_are_just_those_that_would_be_stiff(language: str) -> None:
    formal = {key: text for key, text in WORDS.keys(language).items() if ours(key)}
    informal = {key: text for key, text in WORDS.keys(f"{language}-informal").items() if ours(key)}

    assert set(informal) == {key for key, text in formal.items() if STIFF[language].search(text)}
    for key, sentence in informal.items():
        assert placeholders(sentence) == placeholders(formal[key])
        assert not STIFF[language].search(sentence), sentence


def ours(key: str) -> bool:
    return key.startswith(("answers.", "rules."))


def test_every_word_of_a_refusal_in_the_code_is_in_the_files() -> None:
    folder = ROOT / "core" / "programmes"
    code = "\n".join(path.read_text(encoding="utf-8") for path in folder.rglob("*.py"))
    named = set(re.findall(r'"((?:answers|rules)\.[a-z_]+)"', code))
    assert len(named) > 30
    assert named <= set(WORDS.keys("fr"))
