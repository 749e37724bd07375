"""How far the pages keep to the RGAA: `python -m tools.accessibility` looks at a sample of pages,
an e-mail and a certificate, and writes `docs/accessibility.md`.

Where a criterion applies is told by what a page holds; axe-core and our own checks find what is
against it, and `docs/accessibility.toml` bears what was judged by hand. Exit 0 where nothing is.
"""

from __future__ import annotations

import sys
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from playwright.sync_api import Page
from sqlmodel import col, select

from core.ground.message_kinds import MessageKind
from core.ground.paths import ROOT
from core.ground.tables import Outbox
from tests.servers.chromium import answering, axe, chromium, port
from tests.world.letters import mail_of, parsed
from tests.world.page_modes import WIDE, faults, show
from tests.world.papers import read_paper
from tests.world.shown_pages import PAGES, a_year
from tests.world.world import Stage, make_stage

JUDGED = ROOT / "docs" / "accessibility.toml"
DECLARATION = ROOT / "docs" / "accessibility.md"
BEGIN, END = "<!-- python -m tools.accessibility -->", "<!-- end -->"
KEEPS, FAILS, ABSENT = "C", "NC", "–"
MAIL, PDF = "e-mail", "certificate"
LARGE = "html { font-size: 200% !important }"
SPACED = """* { line-height: 1.5 !important; letter-spacing: .12em !important;
    word-spacing: .16em !important } p { margin-bottom: 2em !important }"""
CUT_OFF = """style => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(style);
    document.adoptedStyleSheets = [sheet];
    const hidden = each => ['hidden', 'clip'].includes(getComputedStyle(each).overflowX);
    const cut = [...document.querySelectorAll('main *')].some(each => each.offsetParent
        && hidden(each) && each.clientWidth > 2 && each.innerText
        && each.scrollWidth > each.clientWidth + 1);
    const wide = document.documentElement.scrollWidth > innerWidth;
    document.adoptedStyleSheets = [];
    return cut || wide;
}"""


@dataclass(frozen=True, slots=True)
class Criterion:
    """A criterion of the RGAA by its number: what it asks in our words, and the CSS selector of
    what it is about ("" nowhere on this site)."""

    number: str
    says: str
    where: str
    by: str = ""
    note: str = ""
    fails: tuple[str, ...] = ()


def criteria() -> list[Criterion]:
    """All 106, in their order."""
    read = tomllib.loads(JUDGED.read_text("utf-8"))
    return [
        Criterion(number, **{**each, "fails": tuple(each.get("fails", ()))})
        for number, each in read.items()
        if isinstance(each, dict)
    ]


def sample() -> list[str]:
    """The names of the pages that are looked at."""
    return list(tomllib.loads(JUDGED.read_text("utf-8"))["sample"])


def against(page: Page) -> set[str]:
    """The criteria that axe-core, which knows the RGAA's numbers, finds something against."""
    page.evaluate(axe())
    told: dict[str, Any] = page.evaluate("axe.run({runOnly: ['RGAAv4']})")
    return {
        tag.removeprefix("RGAA-").rpartition(".")[0]
        for violation in told["violations"]
        for tag in violation["tags"]
        if tag.startswith("RGAA-")
    }


def verdicts(page: Page, name: str, wanted: Sequence[Criterion]) -> dict[str, str]:
    """The verdict on the page as it is shown, by the number of the criterion."""
    found = against(page) | cut_off(page)
    return {each.number: verdict(page, name, each, found) for each in wanted}


def cut_off(page: Page) -> set[str]:
    """The criteria against which letters twice as large (10.4), or wider spaces (10.12, as WCAG 2.2
    success criterion 1.4.12 gives them), push something out of sight."""
    found = set()
    for number, width, style in (("10.4", 1280, LARGE), ("10.12", 320, SPACED)):
        page.set_viewport_size({"width": width, "height": 900})
        if page.evaluate(CUT_OFF, style):
            found.add(number)
    show(page, WIDE)
    return found


def verdict(page: Page, name: str, criterion: Criterion, found: set[str]) -> str:
    """Kept, failed or not about anything on this page."""
    if name in criterion.fails or criterion.number in found:
        return FAILS
    if not criterion.where or not page.locator(criterion.where).count():
        return ABSENT
    return KEEPS


def on_pages(stage: Stage, places: Mapping[str, str], page: Page) -> dict[str, dict[str, str]]:
    """The verdicts by page; a fault that the checks of every page find ends it."""
    wanted, told = criteria(), {}
    for shown in PAGES:  # all: a claim goes on from one to the next
        show(page, WIDE)
        shown.open(page, places)
        if shown.name in sample():
            told[shown.name] = verdicts(page, shown.name, wanted)
            if wrong := faults(page):
                sys.exit(f"{shown.name}: {wrong[0]}")
    return {name: told[name] for name in sample()}


def on_mail(stage: Stage, page: Page) -> dict[str, str]:
    """The verdicts on the letter that brings a badge, as a mail program shows it."""
    with stage.world.glance() as turn:
        issued = select(Outbox).where(Outbox.kind == MessageKind.BADGE, Outbox.door == "mail")
        row = turn.db.exec(issued.order_by(col(Outbox.id))).all()[0]
    part = parsed(mail_of(stage.world, row).raw).get_body(("html",))
    if part is None:
        sys.exit("The letter has no HTML.")
    fresh = page.context.new_page()  # one that has shown a page of ours keeps its policy
    fresh.set_content(str(part.get_content()))
    return verdicts(fresh, MAIL, [each for each in criteria() if not of_a_site(each)])


def of_a_site(criterion: Criterion) -> bool:
    """Whether a criterion is about a site's pages: navigation, windows, forms."""
    return criterion.number.startswith(("11.", "12.")) or criterion.number in ("7.4", "9.2", "10.7")


def on_paper(content: bytes) -> dict[str, str]:
    """The verdicts on a certificate, of what a PDF can be asked: its tags, language and title."""
    paper = read_paper(content)
    kept = {
        "8.3": bool(paper.language), "8.5": bool(paper.title), "9.1": paper.tagged,
        "13.3": paper.tagged and not paper.loose,
    }  # fmt: skip
    return {number: KEEPS if each else FAILS for number, each in kept.items()}


def look() -> dict[str, dict[str, str]]:
    """All verdicts: page, e-mail or certificate → number of a criterion → verdict."""
    place, base = port()
    with TemporaryDirectory() as home, chromium() as browser:
        stage = make_stage(Path(home))
        places = a_year(stage, base)
        page = browser.new_context(locale="fr-FR", reduced_motion="reduce").new_page()
        with answering(stage.world, place):
            content = page.request.get(f"{base}/b/{places['badge']}.fr.pdf").body()
            told = on_pages(stage, places, page)
            told |= {MAIL: on_mail(stage, page), PDF: on_paper(content)}
        stage.world.store.close()
        return told


def rate(told: Mapping[str, Mapping[str, str]]) -> tuple[int, int]:
    """How many criteria are kept wherever they apply, and how many apply anywhere."""
    given = [{each.get(one.number, ABSENT) for each in told.values()} for one in criteria()]
    apply = [each for each in given if each - {ABSENT}]
    return sum(FAILS not in each for each in apply), len(apply)


def table(told: Mapping[str, Mapping[str, str]]) -> Iterator[str]:
    """The lines of the declaration's table."""
    kept, apply = rate(told)
    yield f"**{kept} of the {apply} criteria that apply are kept: {100 * kept / apply:.1f} %.**"
    yield ""
    yield f"| | criterion | judged by | {' | '.join(told)} |"
    yield "|---" * (len(told) + 3) + "|"
    for each in criteria():
        cells = " | ".join(page.get(each.number, ABSENT) for page in told.values())
        says = each.says + (f". {each.note}" if each.note else "")
        yield f"| {each.number} | {says} | {each.by or ABSENT} | {cells} |"


def main() -> int:
    """Write the table into the declaration; 0 where nothing fails."""
    told = look()
    before, _, rest = DECLARATION.read_text("utf-8").partition(f"{BEGIN}\n")
    _, _, after = rest.partition(END)
    lines = "\n".join(table(told))
    DECLARATION.write_text(f"{before}{BEGIN}\n{lines}\n{END}{after}", "utf-8")
    failed = [(page, n) for page, each in told.items() for n, v in each.items() if v == FAILS]
    for page, number in failed:
        print(f"{page}: {number}")
    return int(bool(failed))


if __name__ == "__main__":
    sys.exit(main())
