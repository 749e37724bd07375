"""What the picture of a badge shows."""

import hashlib
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path

from babel import Locale
from babel.dates import format_date

from core.badges.picture import logo
from core.badges.picture.draw import BadgePicture, Colours, check_svg, draw, render
from core.ground.errors import Trouble
from core.ground.findings import Finding, Weight, wrong
from core.ground.settings import Settings
from core.programmes.badge_class import BadgeClass
from core.programmes.catalogue import catalogue
from core.programmes.file_values import said
from core.programmes.programme import Programme

SMALL = 320
"""Pixels of a small picture, which pages show at 160 or fewer."""


def badge_picture(
    programme: Programme,
    badge: BadgeClass,
    language: str,
    day: date | None = None,
    organisation: str = "",
) -> BadgePicture:
    """What the picture of a badge shows; without a day, the plain picture of the badge class.

    `organisation` is the one that issues it; until there is one, a class that organisations issue
    bears the programme's title.
    """
    shared = programme.form_of(badge).issuer == "organisation"
    whose = programme.titled(language) if shared else said(programme.name, language)
    return BadgePicture(
        programme=programme.slug,
        issuer=organisation or whose,
        title=said(badge.name, language),
        pictogram=badge.pictogram,
        colours=colours(programme),
        language=language,
        month=format_date(day, "LLLL y", locale=Locale.parse(language, sep="-")) if day else "",
        level=badge.level,
        levels=len(programme.level) or 3,
        level_words=programme.level_name(badge, language),
        milestone=badge.milestone is not None,
        short=logo.short_name(organisation or programme.short or whose),
    )


@cache
def drawing(folder: Path, slug: str, badge: str, organisation: str = "") -> str:
    """The SHA-256 of a badge class's drawings in all its languages, before they are painted."""
    known = catalogue(folder)
    programme, source = known[slug], known.artwork(slug)
    digest = hashlib.sha256()
    for language in programme.languages:
        look = badge_picture(programme, known.badge(slug, badge), language, None, organisation)
        digest.update(draw(source, look).encode())
    return digest.hexdigest()


@cache
def logo_drawing(folder: Path, slug: str, organisation: str = "") -> str:
    """The SVG of an issuer's logo: the programme's own, else the first letters of the issuer's name
    in the programme's colours."""
    known = catalogue(folder)
    programme = known[slug]
    name = organisation or said(programme.name, programme.languages[0])
    own = "" if organisation else known.logo(slug)
    return own or logo.drawn_logo(name, colours(programme))


def colours(programme: Programme) -> Colours:
    """The programme's palette as its pictures take it, each `#rrggbb`."""
    return Colours(**programme.palette.model_dump())


def picture(settings: Settings, programme: Programme, drawn: BadgePicture) -> bytes:
    """The PNG of a badge picture in the programme's own artwork. Raises `Trouble` where it cannot
    be drawn."""
    return render(catalogue(settings.programmes_folder).artwork(programme.slug), drawn)


def small_picture(settings: Settings, programme: Programme, drawn: BadgePicture) -> bytes:
    """The PNG of a badge picture as it is shown where there is little room: few and large things,
    `SMALL` pixels wide. Raises `Trouble` where it cannot be drawn."""
    source = catalogue(settings.programmes_folder).artwork(programme.slug)
    return render(source, replace(drawn, small=True), SMALL)


def check_logo(folder: Path) -> Iterator[Finding]:
    """What is wrong with the `logo.svg` or `logo.png` of a programme's folder, where it has one."""
    drawn, picture = folder / "logo.svg", folder / "logo.png"
    if drawn.is_file() and picture.is_file():
        yield wrong(str(folder), "check.logo_twice")
    source = drawn.read_text(encoding="utf-8") if drawn.is_file() else ""
    dangers = check_svg(source)
    for danger in dangers:
        yield wrong(str(drawn), "check.danger", danger=danger)
    try:
        if source and not dangers:
            logo.logo(source)
        elif picture.is_file():
            logo.logo(logo.of_png(picture.read_bytes()))
    except Trouble as trouble:
        path = drawn if source else picture
        yield Finding(Weight.WRONG, str(path), trouble.sentence)
