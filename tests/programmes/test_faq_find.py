"""Questions asked often: recognised in people's own words, silent when unsure, never in the way."""

import time
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.ground.paths import TEMPLATES
from core.programmes.catalogue import catalogue
from core.programmes.faq.find import FaqMatches, find, indexes
from core.programmes.faq.index import Index
from core.programmes.faq.ways import all_ways
from core.reading.acts.question_words import plain_words, stem
from tests.world.samples import rows

FOLDER = TEMPLATES / "programmes"
INDEXES = indexes(FOLDER)
ASKED, NOT_ASKED = rows("asked"), rows("not_asked")
WANTED = 0.90


def slugs(asked: FaqMatches) -> list[list[str]]:
    """The entries of each question found, one where it is sure."""
    return [[hit.entry.slug for hit in question.hits] for question in asked.questions]


def found(programme: str, text: str) -> list[list[str]]:
    return slugs(find(INDEXES[programme], text))


# The tables


def test_at_least_nine_questions_in_ten_are_answered_and_none_wrongly() -> None:
    right = Counter(found(programme, text) == [[slug]] for programme, text, slug in ASKED)
    assert right.total() >= 240
    assert right[True] / right.total() >= WANTED


@pytest.mark.parametrize(("programme", "text", "slug"), ASKED)
def test_no_question_gets_the_answer_to_another(programme: str, text: str, slug: str) -> None:
    told = found(programme, text)
    assert told == [] or (len(told) == 1 and slug in told[0])


@pytest.mark.parametrize(("programme", "text"), NOT_ASKED)
def test_what_is_no_question_is_left_alone(programme: str, text: str) -> None:
    asked = find(INDEXES[programme], text)
    assert asked.questions == ()
    assert asked.rest == text.strip()


def test_the_tables_name_questions_that_exist_and_are_long_enough() -> None:
    known = {slug: {each.slug for each in faq} for slug, faq in catalogue(FOLDER).faq.items()}
    assert all(slug in known[programme] for programme, _, slug in ASKED)
    asked = {slug for programme, _, slug in ASKED if programme == "service-civique"}
    assert asked <= known["service-civique"]
    assert len(asked) >= 14
    assert len(NOT_ASKED) >= 120


def test_each_way_of_asking_of_a_programme_finds_its_own_entry() -> None:
    for slug, entries in catalogue(FOLDER).faq.items():
        for entry in entries:
            for ways in entry.asked.values():
                for way in ways:
                    hits = INDEXES[slug].near(plain_words(INDEXES[slug].unnamed(way)))
                    assert hits[0].entry is entry, (slug, way, hits[0].entry.slug)


def test_no_two_entries_of_a_programme_are_asked_in_the_same_telling_words() -> None:
    for programme, index in INDEXES.items():
        known: dict[frozenset[str], str] = {}
        for number, way in all_ways(index.entries, index.unnamed):
            stems = frozenset(map(stem, way.telling))
            slug = index.entries[number].slug
            assert not stems or known.setdefault(stems, slug) == slug, (programme, way.plain)


# What stays of the text


@pytest.mark.parametrize(
    ("text", "asked", "rest"),
    [
        ("Awa Diallo, c'est gratuit ?", [["cost"]], "Awa Diallo"),
        ("Awa Diallo. C'est gratuit ? Merci !", [["cost"]], "Awa Diallo. Merci !"),
        ("Bonjour, est-ce que ça expire ?", [["expiry"]], ""),
        ("Croix-Rouge de Lille\nFaut-il un compte ?", [["account"]], "Croix-Rouge de Lille"),
        (
            "Je n'ai pas reçu le mail. Que dois-je faire ?\nAwa Diallo",
            [["no-mail"]],
            "Awa Diallo",
        ),
        (
            "C'est payant ? Domaine : Sport. Et le badge expire-t-il ?",
            [["cost"], ["expiry"]],
            "Domaine : Sport.",
        ),
        ("C'est payant ? C'est payant ?", [["cost"]], ""),
    ],
)
def test_a_question_is_cut_out_of_what_else_is_said(
    text: str, asked: list[list[str]], rest: str
) -> None:
    heard = find(INDEXES["service-civique"], text)
    assert slugs(heard) == asked
    assert " ".join(heard.rest.split()) == rest


def test_a_question_that_holds_a_date_stays_among_the_answers() -> None:
    text = "Mon contrat a été rompu le 03/04/2026, ai-je droit au badge ?"
    heard = find(INDEXES["service-civique"], text)
    assert slugs(heard) == [["too-short"]]
    assert "03/04/2026" in heard.rest


def test_what_is_quoted_or_inside_an_address_asks_nothing() -> None:
    assert found("service-civique", "Il m'a dit « est-ce payant ? » et j'ai souri.") == []
    assert found("service-civique", "https://example.org/?q=combien-coute-le-badge") == []


def test_an_index_of_nothing_finds_nothing() -> None:
    assert find(Index(()), "C'est gratuit ?") == FaqMatches((), "C'est gratuit ?")


@given(st.text(max_size=400))
def test_any_text_is_searched_and_no_word_is_invented(text: str) -> None:
    rest = find(INDEXES["becode"], text).rest
    assert len(rest) <= len(text) + text.count("\r")


LETTER = (
    "Bonjour, je vous remercie pour votre message, que j'ai lu hier soir en rentrant. Ma mission "
    "a duré du 1er octobre 2025 au 31 mai 2026, à l'association Les Passerelles, où "
    "j'accompagnais des personnes âgées : lectures, promenades, papiers. Mon nom complet est Awa "
    "Diallo. Le domaine était la solidarité. Je voudrais aussi savoir combien de temps le badge "
    "est valable. Bien à vous, Awa Diallo. "
)


def test_a_letter_is_searched_in_less_time_than_its_dates_are_read() -> None:
    from core.reading.dates.ranges import find_range
    from tests.world.world import START

    def cost(work: object, rounds: int = 40) -> float:
        assert callable(work)
        start = time.process_time()
        for _ in range(rounds):
            work()
        return time.process_time() - start

    text = (LETTER * 3)[:1000]
    ours = min(cost(lambda: find(INDEXES["service-civique"], text)) for _ in range(3))
    dates = min(cost(lambda: find_range(text, START.date(), "fr")) for _ in range(3))
    assert ours < dates * 3
