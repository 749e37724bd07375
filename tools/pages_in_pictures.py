"""Write a picture of every page in every mode, to be looked at: `python -m tools.pages_in_pictures
FOLDER [NAME …]`.

Each page is made with sample data, on a wide and a narrow screen, in light and dark, on paper, and
as somebody sees it who has come to its middle by the keyboard alone.
"""

import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from playwright.sync_api import Page

from tests.servers.chromium import answering, chromium, port
from tests.world.page_modes import MODES, WIDE, show
from tests.world.shown_pages import PAGES, ShownPage, a_year
from tests.world.world import make_stage


def pictures(page: Page, shown: ShownPage, places: Mapping[str, str], folder: Path) -> None:
    """Write the pictures of one page, `NAME-MODE.png`, and its paper as PDF."""
    show(page, WIDE)
    shown.open(page, places)
    for mode in MODES:
        show(page, mode)
        page.screenshot(path=folder / f"{shown.name}-{mode.name}.png", full_page=True)
    page.pdf(path=folder / f"{shown.name}.pdf", format="A4", print_background=True)


def main(given: Sequence[str]) -> int:
    """Write all pages, or those named, into a folder; gives 0."""
    folder, names = Path(given[0]), given[1:]
    folder.mkdir(parents=True, exist_ok=True)
    place, base = port()
    with TemporaryDirectory() as home, chromium() as browser:
        stage = make_stage(Path(home))
        places = a_year(stage, base)
        page = browser.new_context(locale="fr-FR", reduced_motion="reduce").new_page()
        with answering(stage.world, place):
            for shown in PAGES:
                if not names or shown.name in names:
                    pictures(page, shown, places, folder)
                    print(shown.name, flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
