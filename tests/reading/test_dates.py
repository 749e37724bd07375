"""Dates in free text, and how long a mission lasted."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.programmes import answers_as_text
from core.reading.dates.dates import DateDoubt, read_date
from core.reading.dates.months import Interval, Length, add_months, lasting, length
from core.reading.dates.ranges import find_range, read_range
from tests.world.samples import rows

TODAY = date(2026, 6, 1)
LIKELY = st.dates(min_value=date(2000, 1, 1), max_value=date(2026, 1, 1))
DAYS = st.dates(min_value=date(1990, 1, 1), max_value=date(2060, 12, 31))
LANGUAGES = st.sampled_from(["fr", "en", "nl"])


def told(read: Interval | date | DateDoubt) -> str:
    return f"ask {read.why}" if isinstance(read, DateDoubt) else str(read)


@pytest.mark.parametrize(("language", "phrase", "expected"), rows("dates"))
def test_two_dates_are_read_or_asked_about(language: str, phrase: str, expected: str) -> None:
    read = told(read_range(phrase, TODAY, language))

    assert read == expected or (expected == "ask" and read.startswith("ask "))


@pytest.mark.parametrize(("language", "phrase", "expected"), rows("days"))
def test_one_date_is_read_or_asked_about(language: str, phrase: str, expected: str) -> None:
    read = told(read_date(phrase, TODAY, language))

    assert read == expected or (expected == "ask" and read.startswith("ask "))


READERS = {"dates_written": read_range, "days_written": read_date}
WRITTEN = [(table, *row) for table in READERS for row in rows(table)]


@pytest.mark.parametrize(("table", "language", "phrase", "meant"), WRITTEN)
def test_no_written_phrase_is_read_as_another_day(
    table: str, language: str, phrase: str, meant: str
) -> None:
    read = READERS[table](phrase, TODAY, language)

    if isinstance(read, DateDoubt):
        guesses = [str(guess) for guess in read.guesses]
        assert not meant.startswith("offer ") or meant.removeprefix("offer ") in guesses
    else:
        assert str(read) == meant


def test_of_the_written_phrases_that_say_it_all_97_in_100_are_read() -> None:
    clear = [row for row in WRITTEN if not row[3].startswith(("ask", "offer"))]
    asked = [
        row[2] for row in clear if isinstance(READERS[row[0]](row[2], TODAY, row[1]), DateDoubt)
    ]

    assert len(clear) >= 200
    assert len(WRITTEN) >= 300
    assert len(asked) <= 0.03 * len(clear), asked


@pytest.mark.parametrize(
    ("language", "phrase", "guesses"),
    [
        ("fr", "octobre 2025 à mai 2026", ["2025-10-01/2026-05-31"]),
        ("en", "03/04/2026 - 05/10/2026", ["2026-04-03/2026-10-05", "2026-03-04/2026-05-10"]),
        ("en", "10/01/2025 to 05/31/2026", ["2025-10-01/2026-05-31"]),
        ("fr", "du 3 novembre au 2 mai", ["2025-11-03/2026-05-02", "2024-11-03/2025-05-02"]),
        ("fr", "je crois du 1er octobre 2025 au 31 mai 2026", ["2025-10-01/2026-05-31"]),
        ("fr", "de mi-octobre 2025 à fin mai 2026", []),
    ],
)
def test_a_doubt_offers_what_it_could_mean(language: str, phrase: str, guesses: list[str]) -> None:
    read = read_range(phrase, TODAY, language)

    assert isinstance(read, DateDoubt)
    assert [str(guess) for guess in read.guesses] == guesses


@pytest.mark.parametrize(
    ("phrase", "said"),
    [
        ("Ma mission : mi-octobre 2025 au 31 mai 2026.", "mi-octobre 2025 au 31 mai 2026"),
        (
            "c'était vers le 3 mai 2026 jusqu'au 4 mai 2026",
            "vers le 3 mai 2026 jusqu'au 4 mai 2026",
        ),
        ("du 31 mai 2026 au 1er mai 2026, voilà", "31 mai 2026 au 1er mai 2026"),
    ],
)
def test_a_doubt_quotes_what_was_said(phrase: str, said: str) -> None:
    read = read_range(phrase, TODAY, "fr")

    assert isinstance(read, DateDoubt)
    assert read.said == said


def test_a_range_is_found_with_its_place_in_the_text() -> None:
    text = "Je m'appelle Lina, du 1/10/2025 au 31/05/2026 à Lille"

    found = find_range(text, TODAY, "fr")

    assert not isinstance(found, DateDoubt)
    assert text[found.start : found.end] == "du 1/10/2025 au 31/05/2026"


@pytest.mark.parametrize("language", ["fr", "en", "nl"])
@settings(deadline=None)
@given(start=LIKELY, days=st.integers(0, 900))
def test_what_is_shown_is_read_back(language: str, start: date, days: int) -> None:
    interval = Interval(start, start + timedelta(days=days + 1))

    assert read_range(answers_as_text.interval(interval, language), TODAY, language) == interval


@settings(deadline=None)
@given(start=LIKELY, days=st.integers(1, 900), mark=st.sampled_from("/.-"))
def test_figures_are_read_with_the_day_first(start: date, days: int, mark: str) -> None:
    end = start + timedelta(days=days)
    form = f"%d{mark}%m{mark}%Y"

    assert read_range(f"{start:{form}} au {end:{form}}", TODAY, "fr") == Interval(start, end)


@settings(deadline=None)
@given(text=st.text(), language=LANGUAGES)
def test_any_text_gets_an_answer_or_a_doubt(text: str, language: str) -> None:
    assert isinstance(read_range(text, TODAY, language), Interval | DateDoubt)
    assert isinstance(read_date(text, TODAY, language), date | DateDoubt)


FRAGMENTS = st.lists(
    st.sampled_from(
        ["du", "au", "1er", "31", "octobre", "mai", "2025", "2026", "01/10/2025", "8 mois",
         "-", "fin", "et", "à", "pas", "13/13/2025", "30 février", "mi-", "/", ":",
         "jusqu'au", ".", "\n"]
    ),
    max_size=12,
)  # fmt: skip


@settings(deadline=None)
@given(words=FRAGMENTS)
def test_a_range_never_ends_before_it_begins(words: list[str]) -> None:
    read = read_range(" ".join(words), TODAY, "fr")

    assert isinstance(read, DateDoubt) or read.start <= read.end


@pytest.mark.parametrize(
    ("start", "end", "months", "days"),
    [
        ("2025-09-01", "2026-02-28", 6, 0),
        ("2025-09-01", "2026-02-27", 5, 27),
        ("2025-10-01", "2026-03-31", 6, 0),
        ("2025-10-01", "2026-03-30", 5, 30),
        ("2025-10-15", "2026-04-14", 6, 0),
        ("2025-10-15", "2026-04-13", 5, 30),
        ("2025-08-31", "2026-02-27", 6, 0),
        ("2025-08-31", "2026-02-26", 5, 27),
        ("2023-08-30", "2024-02-27", 5, 29),
        ("2023-08-30", "2024-02-29", 6, 1),
        ("2024-02-29", "2025-02-27", 12, 0),
        ("2026-05-03", "2026-05-03", 0, 1),
        ("2025-01-01", "2025-12-31", 12, 0),
    ],
)
def test_both_the_first_and_the_last_day_count(
    start: str, end: str, months: int, days: int
) -> None:
    lasted = length(date.fromisoformat(start), date.fromisoformat(end))

    assert lasted == Length(months, days)


@settings(deadline=None)
@given(start=DAYS, days=st.integers(0, 2000))
def test_months_never_decrease_as_the_end_grows(start: date, days: int) -> None:
    end = start + timedelta(days=days)
    tomorrow = end + timedelta(days=1)

    assert length(start, end).months <= length(start, tomorrow).months


@settings(deadline=None)
@given(start=DAYS, months=st.integers(1, 60))
def test_so_many_months_last_exactly_so_long(start: date, months: int) -> None:
    interval = lasting(start, months)

    assert length(interval.start, interval.end) == Length(months, 0)
    assert length(start, interval.end - timedelta(days=1)).months == months - 1


@settings(deadline=None)
@given(start=DAYS, days=st.integers(0, 2000))
def test_a_length_adds_up_to_the_end(start: date, days: int) -> None:
    end = start + timedelta(days=days)
    lasted = length(start, end)

    after = add_months(start, lasted.months) + timedelta(days=lasted.days)

    assert after == end + timedelta(days=1)


@settings(deadline=None)
@given(start=DAYS, days=st.integers(0, 2000))
def test_an_interval_is_written_and_read_as_iso(start: date, days: int) -> None:
    interval = Interval(start, start + timedelta(days=days))

    assert Interval.parse(str(interval)) == interval
