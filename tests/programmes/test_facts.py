"""Every fact of the programmes' own documents is served: asked as people ask, it is answered."""

from typing import Any

import pytest

from core.ground.paths import TEMPLATES
from core.programmes.catalogue import catalogue
from core.programmes.faq.find import find, indexes
from tests.world.visitors import visitor
from tests.world.world import Stage
from tools.facts_page import DOCUMENTS, PAGE, Fact, data, page

FOLDER = TEMPLATES / "programmes"
FACTS = data().fact
ASKED = [
    (each, language, question)
    for each in FACTS
    for language, question in (("fr", each.fr), ("en", each.en))
    if question
]


def test_the_page_says_what_the_data_says() -> None:
    assert PAGE.read_text(encoding="utf-8") == page(), "Run: python -m tools.facts_page"


def test_each_fact_is_served_somewhere_and_each_document_has_some() -> None:
    assert {each.document for each in FACTS} == set(DOCUMENTS)
    for each in FACTS:
        assert sum(map(bool, (each.entry, each.page, each.file))) == 1, each.fact
        assert bool(each.entry) == bool(each.fr and each.en), each.fact
        assert each.says, each.fact


@pytest.mark.parametrize(
    ("fact", "language", "question"),
    ASKED,
    ids=[f"{fact.entry} {question}" for fact, _, question in ASKED],
)
def test_asked_as_people_ask_the_fact_is_told(fact: Fact, language: str, question: str) -> None:
    programme, slug = fact.entry.split("/")
    found = find(indexes(FOLDER)[programme], question).questions
    assert [(hit.entry.slug, each.sure) for each in found for hit in each.hits] == [(slug, True)]
    entry = catalogue(FOLDER).entry(programme, slug)
    assert entry is not None
    assert fact.says[language] in entry.answer[language]


@pytest.mark.parametrize("fact", [each for each in FACTS if each.file], ids=lambda fact: fact.file)
def test_a_programme_file_holds_its_fact(fact: Fact) -> None:
    slug, _, keys = fact.file.partition(": ")
    told: Any = catalogue(FOLDER)[slug].model_dump(mode="json")
    for key in keys.split("."):
        told = (
            next(each for each in told if each["slug"] == key)
            if isinstance(told, list)
            else told[key]
        )
    assert all(text in str(told) for text in fact.says.values())


@pytest.mark.parametrize("language", ["fr", "en"])
async def test_a_page_shows_its_fact(stage: Stage, language: str) -> None:
    async with visitor(stage) as web:
        for fact in FACTS:
            if fact.page:
                shown = await web.get(f"{fact.page}?lang={language}")
                assert fact.says[language] in shown.text
