"""Draw every badge class of the programmes on contact sheets, to look at before they go out."""

from argparse import ArgumentParser, Namespace
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from itertools import cycle
from pathlib import Path

from cocarde.language import say, text
from core.badges.picture.contact_sheet import SIZES, Specimen, sheet
from core.badges.picture.draw import render
from core.ground.clock import real_now
from core.ground.settings import read_settings
from core.issuing.picture import badge_picture
from core.programmes.catalogue import Catalogue, catalogue
from core.programmes.file_values import said


def arguments(parser: ArgumentParser) -> None:
    parser.add_argument("folder", type=Path, metavar="DIR", help=text("help.artwork_folder"))
    parser.add_argument("--programme", metavar="SLUG", help=text("help.artwork_programme"))


def main(given: Namespace) -> int:
    known = catalogue(read_settings().programmes_folder)
    slugs = [known[given.programme].slug] if given.programme else list(known.programmes)
    given.folder.mkdir(parents=True, exist_ok=True)
    for slug in slugs:
        shown = list(specimens(known, slug, real_now().date()))
        path = given.folder / f"{slug}.webp"
        path.write_bytes(sheet(shown))
        say("command.artwork_drawn", file=path, count=len(shown))
    return 0


def specimens(known: Catalogue, slug: str, day: date) -> Iterator[Specimen]:
    """Each badge class of a programme in its first language, as if it were issued on that day; one
    that organisations issue, by each of those it knows in turn."""
    programme, source = known[slug], known.artwork(slug)
    own = cycle([each.name for each in programme.organisation if each.slug] or [""])
    language = programme.languages[0]
    for badge in programme.badge:
        by = next(own) if programme.form_of(badge).issuer == "organisation" else ""
        look = badge_picture(programme, badge, language, day, by)
        small = replace(look, small=True)
        pictures = (render(source, look), *(render(source, small, size) for size in SIZES[1:]))
        yield Specimen(said(badge.name, language), pictures)
