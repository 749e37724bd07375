"""One day of two: which of them it is, and the two days once the other is told."""

from datetime import date

import pytest

from core.reading.dates.months import Interval
from core.reading.dates.one_end import OneEnd, Which, completed, find_end

TODAY = date(2026, 11, 16)
WHOLE = "2025-10-01/2026-05-31"


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("lina haddad, jusqu'au 31 mai 2026", "../2026-05-31"),
        ("non ça s'est terminé le 31 mai 2026", "../2026-05-31"),
        ("la date de fin c'est le 31 mai 2026", "../2026-05-31"),
        ("tot 31 mei 2026", "../2026-05-31"),
        ("until 31 May 2026", "../2026-05-31"),
        ("du 1/10/2025", "2025-10-01/.."),
        ("j'ai commencé le 1er octobre 2025", "2025-10-01/.."),
        ("I started on 1 October 2025", "2025-10-01/.."),
        ("vanaf 1 oktober 2025", "2025-10-01/.."),
        ("31 mai 2026", "2026-05-31"),
    ],
)
def test_the_words_before_a_day_say_which_it_is(text: str, written: str) -> None:
    found = find_end(text, TODAY, "fr")
    assert found is not None
    assert str(found.end) == written
    assert OneEnd.parse(written) == found.end


@pytest.mark.parametrize(
    "text", ["bonjour", "en mai 2026", "je crois le 31 mai 2026", "le 31 mai", "1/10/25 31/5/26"]
)
def test_no_day_or_a_doubtful_one_is_none(text: str) -> None:
    assert find_end(text, TODAY, "fr") is None


@pytest.mark.parametrize(
    ("known", "text"),
    [
        ("../2026-05-31", "du 1/10/2025"),
        ("../2026-05-31", "j'ai commencé le 1er octobre"),
        ("2025-10-01/..", "jusqu'au 31 mai 2026"),
        ("2025-10-01/..", "8 mois"),
        ("2026-05-31", "1/10/2025"),
        ("2025-10-01", "31 mai 2026"),
        ("2025-10-01/2026-06-30", "non, fini le 31 mai 2026"),
        ("2025-09-01/2026-05-31", "j'ai commencé le 1er octobre 2025"),
    ],
)
def test_the_other_day_makes_the_two(known: str, text: str) -> None:
    assert completed(known, text, TODAY, "fr") == Interval.parse(WHOLE)


def test_the_same_end_anew_and_a_bare_day_of_a_whole_make_nothing() -> None:
    assert completed("../2026-05-31", "jusqu'au 30 juin 2026", TODAY, "fr") is None
    assert completed(WHOLE, "30 juin 2026", TODAY, "fr") is None
    assert not isinstance(completed("../2026-05-31", "le 1er juillet 2026", TODAY, "fr"), Interval)


@pytest.mark.parametrize("written", ["", "2025-10-01/2026-05-31", "../..", "mai"])
def test_what_is_no_single_day_cannot_be_parsed(written: str) -> None:
    with pytest.raises(ValueError, match=r"isoformat|2026"):
        OneEnd.parse(written)


def test_each_end_has_its_name() -> None:
    assert {each.value for each in Which} == {"first", "last", "either"}
