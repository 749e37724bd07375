"""What people really ask, labelled before the finder was made: half to tune, half sealed.

Of the sealed half only rates are told. Each line: id, text, programme, lang, and what is expected:
the slug of the entry, several that are right, or nothing.
"""

import json
import re
from collections import Counter
from pathlib import Path

import pytest

from core.ground.paths import TEMPLATES
from core.programmes.faq.find import find, indexes
from core.reading.acts import classifier
from core.reading.acts.kinds import ActKind

HALVES = Path(__file__).parent / "questions"
INDEXES = indexes(TEMPLATES / "programmes")
LIKELY = 0.12  # how likely the acts reader must find that something is asked, without a mark
ASKS = (
    ActKind.ASK,
    ActKind.SHARE,
    ActKind.LOST,
    ActKind.STATUS,
    ActKind.HELP,
    ActKind.MY_DATA,
    ActKind.ERASE,
    ActKind.IDENTITY,
    ActKind.NEW_CODE,
    ActKind.COMPLAIN,
)

MARKED = re.compile(r"\?|\d{4}|\b(?=\w*\d)(?=\w*[^\W\d_])\w{5,}\b")

Row = dict[str, str | list[str]]


def outcome(row: Row) -> str:
    """What became of a question: right, asked (with the right one of two), missed or wrong; of
    what is none: left alone, doubted or wrong."""
    expected, text = row["expect"], str(row["text"])
    wanted = set([expected] if isinstance(expected, str) else expected) - {""}
    found = find(INDEXES[str(row["programme"])], text).questions
    if not found and may_ask(text):
        found = find(INDEXES[str(row["programme"])], text, unmarked=True).questions
    sure = {question.hits[0].entry.slug for question in found if question.sure}
    near = {hit.entry.slug for question in found for hit in question.hits}
    if sure:
        return "wrong" if sure - wanted else "right"
    if not wanted:
        return "doubted" if near else "left alone"
    return "asked" if near & wanted else "missed"


def may_ask(text: str) -> bool:
    """As the desk does with words that nothing else took: read without a mark, they may ask."""
    if MARKED.search(text):
        return False
    said = classifier.scores(text)
    best = max(said, key=said.__getitem__)
    return best in ASKS and said[best] >= LIKELY


def labelled(half: str) -> list[Row]:
    lines = (HALVES / f"{half}.jsonl").read_text("utf-8").splitlines()
    return [json.loads(line) for line in lines]


def test_the_questions_are_many_and_a_quarter_of_them_is_none_of_ours() -> None:
    rows = [*labelled("tune"), *labelled("sealed")]
    assert len(rows) >= 500
    assert sum(not row["expect"] for row in rows) >= len(rows) / 4


@pytest.mark.parametrize("half", ["tune", "sealed"])
def test_most_is_answered_at_once_and_next_to_nothing_wrongly(half: str) -> None:
    rows = labelled(half)
    told = Counter(outcome(row) for row in rows)
    asked = sum(bool(row["expect"]) for row in rows)
    assert told["right"] / asked >= 0.83, told
    assert (told["right"] + told["asked"]) / asked >= 0.88, told
    assert told["wrong"] / len(rows) <= 0.021, told
