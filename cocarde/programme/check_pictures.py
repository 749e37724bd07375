"""Whether every picture of a programme draws and says what it must, and how to mend it."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from xml.etree import ElementTree

from core.badges.picture.draw import (
    BadgePicture,
    Colours,
    check_colours,
    check_svg,
    draw,
    drawings,
    form,
    pictograms,
    rasterise,
)
from core.ground.errors import Trouble
from core.ground.findings import Finding, Weight, wrong
from core.ground.sentences import Sentence
from core.issuing.picture import badge_picture, check_logo, colours
from core.programmes.mistakes.mistake import Mistake, Whereabouts
from core.programmes.programme import Programme
from core.programmes.toml_files import read_file

DAY = date(2026, 11, 30)
SMALL, SHOWN = 64, 3
SPECIMEN = BadgePicture(
    programme="specimen",
    issuer="Cocarde",
    title="Badge",
    pictogram="leaf",
    colours=Colours("#2f6f3a", "#143a1c", "#f2c14e"),
    language="fr",
    month="11/2026",
)


def look(folder: Path, programme: Programme | None, *, palette: bool = True) -> Iterator[Finding]:
    """What is wrong with a programme's drawing and logo, and with its palette where that is to be
    looked at; where the drawing is safe, each badge is drawn in each language, and its card.
    Without a programme that can be read, a specimen is drawn."""
    path = folder / "artwork.svg"
    try:
        source = path.read_text(encoding="utf-8")
    except UnicodeDecodeError:
        yield wrong(str(path), "programme.not_utf8")
        return
    dangers = check_svg(source)
    for danger in dangers:
        yield wrong(str(path), "check.danger", danger=danger)
    yield from check_logo(folder)
    for weakness in check_colours(colours(programme)) if programme and palette else []:
        yield Finding(Weight.WRONG, whereabouts(folder, weakness), weakness)
    if not dangers:
        yield from wrong_drawings(path, source, programme)


def whereabouts(folder: Path, weakness: Sentence) -> Whereabouts:
    """The line of the colour that a weakness of the palette is told of."""
    place = ("palette", str(weakness.values["one"]))
    file = read_file(folder / "programme.toml")
    return Whereabouts(Mistake(file.path, file.line(place), file.steps(place), weakness))


def wrong_drawings(path: Path, source: str, programme: Programme | None) -> Iterator[Finding]:
    """What is wrong with the pictures, each mistake once with the badges that have it."""
    found: dict[str, tuple[Sentence, dict[str, list[str]]]] = {}
    for slug, shown, first in pictures(programme):
        for sentence in wrong_picture(source, shown, first=first):
            _, badges = found.setdefault(str(sentence), (sentence, {}))
            badges.setdefault(slug, []).append(shown.language)
    for sentence, badges in found.values():
        named = badges_named(badges, len(programme.badge) if programme else len(badges))
        yield wrong(str(path), "check.drawing", what=sentence, badges=named, mend=sentence.mend)


def pictures(programme: Programme | None) -> Iterator[tuple[str, BadgePicture, bool]]:
    """The pictures to look at with the badge's slug, and whether each is the badge's first; a
    specimen where the programme has none that can be drawn."""
    signs = pictograms()
    drawable = [
        badge
        for badge in (programme.badge if programme else ())
        if programme and badge.pictogram in signs and badge.form in programme.form  # else told
    ]
    if programme is None or not drawable:
        yield "specimen", SPECIMEN, True
        return
    for badge in drawable:
        for number, language in enumerate(programme.languages):
            yield badge.slug, badge_picture(programme, badge, language, DAY), number == 0


def badges_named(badges: dict[str, list[str]], all_of_them: int) -> Sentence | str:
    """The badges that a mistake is of: all, or the first few with their languages."""
    if len(badges) == all_of_them > 1:
        return Sentence("check.drawing_all")
    told = [f"{slug}: {', '.join(languages)}" for slug, languages in badges.items()]
    return "; ".join([*told[:SHOWN], *(["…"] if len(told) > SHOWN else [])])


def wrong_picture(source: str, shown: BadgePicture, *, first: bool) -> Iterator[Sentence]:
    """What is wrong with one picture; the `first` of a badge is painted too, and drawn without a
    month, small, and without its level."""
    try:
        drawn = draw(source, shown)
        form(drawings().get_template("card.svg"), shown, told="")
        if first:
            rasterise(drawn, SMALL, SMALL)
            draw(source, replace(shown, month=""))
            draw(source, replace(shown, small=True))
        unlevelled = draw(source, replace(shown, level=None)) if first and shown.level else ""
    except Trouble as trouble:
        yield trouble.sentence
        return
    written = letters("".join(texts(drawn)))
    for word, told in (("title", shown.title), ("issuer", shown.issuer), ("month", shown.month)):
        if letters(told) not in written:
            yield Sentence(f"check.drawing_no_{word}")
    if unlevelled == drawn:
        yield Sentence("check.drawing_no_level")


def texts(drawn: str) -> Iterator[str]:
    """What a drawing shows in letters."""
    for element in ElementTree.fromstring(drawn).iter():  # noqa: S314 - drawn by ourselves, checked
        if str(element.tag).rpartition("}")[2] == "text":
            yield from element.itertext()


def letters(text: str) -> str:
    """A text as it is compared: its letters and digits alone, small."""
    return "".join(sign for sign in text.casefold() if sign.isalnum())
