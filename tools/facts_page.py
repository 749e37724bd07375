"""Write docs/questions.md from docs/facts.toml: `python -m tools.facts_page`.

The data has every fact of the documents that the programmes were made from, and where it is served.
`tests/programmes/test_facts.py` asks each question and looks for the fact in the answer.
"""

import tomllib
from collections.abc import Iterator
from typing import Literal

from pydantic import BaseModel, ConfigDict

from core.ground.paths import ROOT
from tools.roles_page import table

DATA, PAGE = ROOT / "docs" / "facts.toml", ROOT / "docs" / "questions.md"
DOCUMENTS = {
    "becode": "BeCode (my.becode.org: badges)",
    "normandie": "Région Normandie (Badger les compétences)",
    "service-civique": "Service Civique (FAQ Open Badge)",
    "maillage": "Maillage (reconnaissance ouverte)",
    "biklab": "BIK'LAB (wiki: Open badges)",
}


class Fact(BaseModel):
    """One fact: its document, and the entry, page or key that serves it, with what stands there."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    document: Literal["becode", "normandie", "service-civique", "maillage", "biklab"]
    fact: str
    says: dict[str, str]
    entry: str = ""
    page: str = ""
    file: str = ""
    fr: str = ""
    en: str = ""


class Data(BaseModel):
    """The data file: what stands above the tables, and the facts in their order."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    head: str
    fact: list[Fact]


def data() -> Data:
    """The data; raises `ValidationError` where a fact is not whole."""
    return Data.model_validate(tomllib.loads(DATA.read_text(encoding="utf-8")))


def rows(document: str) -> Iterator[tuple[str, str, str]]:
    """Fact, question and place of each fact of a document."""
    for each in data().fact:
        if each.document == document:
            place = each.entry or (f"page {each.page}" if each.page else f"file {each.file}")
            yield each.fact, "<br>".join(filter(None, (each.fr, each.en))), f"`{place}`"


def page() -> str:
    """The whole page, as the file has it."""
    parts = [data().head]
    for document, title in DOCUMENTS.items():
        served = table(("fact", "asked", "served by"), rows(document))
        parts.append(f"\n## {title}\n\n{served}\n")
    return "".join(parts)


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
