"""A PDF read back: its words, its language, its tags, its fonts."""

from dataclasses import dataclass
from io import BytesIO
from typing import Any

from pypdf import PdfReader


@dataclass(frozen=True, slots=True)
class Paper:
    """`tagged`: screen readers find its structure; `loose`: fonts that are not inside it."""

    text: str
    title: str
    language: str
    pages: int
    tagged: bool
    fonts: frozenset[str]
    loose: frozenset[str]


def read_paper(content: bytes) -> Paper:
    """What a reader and a screen reader find in a PDF."""
    reader = PdfReader(BytesIO(content))
    root: Any = reader.trailer["/Root"]
    fonts = {name for page in reader.pages for name in names_of_fonts(page)}
    return Paper(
        text="\n".join(page.extract_text() for page in reader.pages),
        title=str(reader.metadata.title) if reader.metadata else "",
        language=str(root.get("/Lang", "")),
        pages=len(reader.pages),
        tagged=bool(root.get("/MarkInfo", {}).get("/Marked")) and "/StructTreeRoot" in root,
        fonts=frozenset(name.partition("+")[2] for name in fonts),
        loose=frozenset(name for name in fonts if "+" not in name),  # a subset bears a tag
    )


def names_of_fonts(page: Any) -> set[str]:
    return {str(font.get_object()["/BaseFont"]) for font in page["/Resources"]["/Font"].values()}
