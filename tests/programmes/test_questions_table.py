"""The table of facts in docs/questions.md: each row names entries that answer it."""

import re

from core.ground.paths import ROOT, TEMPLATES
from core.programmes.catalogue import catalogue
from core.programmes.faq.find import find, indexes

TABLE = (ROOT / "docs" / "questions.md").read_text("utf-8")
FOLDER = TEMPLATES / "programmes"
ROWS = [
    (question.strip(), *entry.strip().strip("`").split("/"))
    for _, questions, entries in re.findall(r"(?m)^\| (.+?) \| (.+?) \| (`.+?`) \|$", TABLE)
    for question, entry in zip(questions.split("<br>"), entries.split("<br>"), strict=True)
]


def test_the_table_has_every_document_and_names_entries_that_there_are() -> None:
    known = catalogue(FOLDER)
    assert {programme for _, programme, _ in ROWS} == set(known.faq)
    for question, programme, slug in ROWS:
        entry = known.entry(programme, slug)
        assert entry is not None, (programme, slug)
        assert entry.question["fr"] == question


def test_each_question_of_the_table_is_answered_by_its_entry() -> None:
    known = indexes(FOLDER)
    for question, programme, slug in ROWS:
        (asked, *_) = find(known[programme], question).questions
        assert [hit.entry.slug for hit in asked.hits] == [slug], question
