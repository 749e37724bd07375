"""All that people will see of a programme, in one folder: mails, messages, pages and pictures."""

import tempfile
import webbrowser
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from babel import Locale
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from cocarde.language import language as of_reader
from cocarde.programme import preview_pages
from cocarde.programme.preview_play import ShownMessage
from cocarde.programme.preview_stories import Chapter, chapters, links
from cocarde.programme.preview_world import PreviewWorld, preview_world
from cocarde.programme.real_answers import RealAnswers
from core.ground.errors import Trouble
from core.ground.paths import TEMPLATES
from core.ground.sentences import Sentence
from core.ground.settings import read_settings
from core.issuing.picture import badge_picture, picture
from core.programmes.file_values import said as in_words

PAGES = Environment(
    loader=FileSystemLoader(TEMPLATES / "preview"), autoescape=True, undefined=StrictUndefined
)


@dataclass(slots=True)
class Folder:
    """Where a preview is written; each file has a number of its own."""

    place: Path
    count: int = 0

    def keep(self, content: str | bytes, ending: str) -> str:
        """Write a file and give its name; nothing for no content."""
        if not content:
            return ""
        self.count += 1
        name = f"{self.count:03}.{ending}"
        data = content.encode() if isinstance(content, str) else content
        (self.place / name).write_bytes(data)
        return name


def write(slug: str, out: str, *, show: bool, answers: RealAnswers | None = None) -> Path:
    """Write the preview of a programme into a folder, and give its first page; `show` opens it.
    With the answers of a real claim it is that of its badge, in its language.

    Raises `Trouble` for a programme that is not there, or has mistakes, and for answers of another
    programme.
    """
    if answers and answers.programme != slug:
        raise Trouble("tried.claim_elsewhere", programme=answers.programme, slug=slug)
    source = read_settings().programmes_folder / slug
    if not source.is_dir():
        raise Trouble("trouble.no_folder", folder=source)
    place = Path(out) if out else Path(tempfile.mkdtemp(prefix=f"preview-{slug}-"))
    place.mkdir(parents=True, exist_ok=True)
    folder = Folder(place)
    with preview_world(source) as preview:
        languages, name = preview.programme.languages, preview.programme.titled(of_reader())
    told = []
    for language in [answers.language] if answers else languages:
        with preview_world(source, answers) as preview:
            told.append(spoken(preview, folder, language))
    index = place / "index.html"
    page = PAGES.get_template("index.html").render(name=name, languages=told, say=say)
    index.write_text(page, encoding="utf-8")
    if show:
        webbrowser.open(index.absolute().as_uri())
    return index


def say(word: str, **values: object) -> str:
    """A sentence of the preview's words, in the language of the command."""
    return Sentence(f"preview.{word}", **values).in_words(of_reader())


def spoken(preview: PreviewWorld, folder: Folder, language: str) -> dict[str, Any]:
    """All that is shown in one language."""
    drawn = list(pictures(preview, folder, language))  # of today, before time passes
    told = list(chapters(preview, language))
    named = Locale.parse(language, sep="-").get_display_name(of_reader()) or language
    return {
        "code": language,
        "named": named,
        "pictures": drawn,
        "chapters": [chapter(preview, folder, each, language) for each in told],
        "pages": list(pages(preview, folder, told, language)),
    }


def pictures(preview: PreviewWorld, folder: Folder, language: str) -> Iterator[dict[str, str]]:
    """The picture of each badge class, with the month."""
    programme, day = preview.programme, preview.clock.at.date()
    for badge in programme.badge:
        look = badge_picture(programme, badge, language, day)
        png = picture(preview.world.settings, programme, look)
        yield {"name": in_words(badge.name, language), "file": folder.keep(png, "png")}


def chapter(preview: PreviewWorld, folder: Folder, told: Chapter, language: str) -> dict[str, Any]:
    """One chapter as the page shows it."""
    badge = preview.programme.badge_class(told.badge)
    return {
        "title": say(told.word),
        "badge": in_words(badge.name, language) if badge else "",
        "said": [message(folder, each) for each in told.said],
    }


def message(folder: Folder, said: ShownMessage) -> dict[str, Any]:
    """One message as the page shows it; a mail as a page of its own beside its text."""
    return {
        "own": bool(said.who),
        "staff": "sam" in (said.who, said.door.partition(":")[2].partition("@")[0]),
        "mail": said.door.startswith("mail"),
        "subject": said.subject,
        "text": said.text,
        "buttons": said.buttons,
        "page": folder.keep(said.page, "html"),
        "card": folder.keep(said.card, "png"),
    }


def pages(
    preview: PreviewWorld, folder: Folder, told: list[Chapter], language: str
) -> Iterator[dict[str, str]]:
    """The pages that the messages lead to, and those of the programme."""
    found = links(said for each in told for said in each.said)
    paths = {
        say("page_claim"): found.get("claim", ""),
        say("page_decide"): found.get("decide", ""),
        say("page_badge"): found.get("b", ""),
        say("page_issuer"): f"/i/{preview.programme.slug}",
        say("page_home"): "/",
    }
    with preview_pages.opened(preview, language) as door:
        for title, path in paths.items():
            if path and (html := door.page(path)):
                yield {"title": title, "file": folder.keep(html, "html")}
