"""The modes in which people see a page, and what is wrong with it in each."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import zip_longest
from typing import Any, Literal

from playwright.sync_api import Page

from tests.servers.chromium import COLOURS, RULES, accessibility_faults, target_sizes

SMALLEST_TARGET = 24
THINNEST_OUTLINE = 2


@dataclass(frozen=True, slots=True)
class Mode:
    """A width in CSS pixels, light or dark, screen or paper."""

    name: str
    width: int
    colours: Literal["light", "dark"] = "light"
    media: Literal["screen", "print"] = "screen"


WIDE = Mode("1280", 1280)
WIDE_DARK = Mode("1280-dark", 1280, "dark")
NARROW = Mode("320", 320)
NARROW_DARK = Mode("320-dark", 320, "dark")
PAPER = Mode("print", 794, "dark", "print")  # A4 at 96 pixels an inch
MODES = (WIDE, WIDE_DARK, NARROW, NARROW_DARK, PAPER)


def show(page: Page, mode: Mode) -> None:
    """Show the page in a mode, without loading it again."""
    page.set_viewport_size({"width": mode.width, "height": 900})
    page.emulate_media(color_scheme=mode.colours, media=mode.media)


def faults(page: Page) -> list[str]:
    """What is wrong with the page as it is shown now, in every mode and by the keyboard alone.

    All rules of axe are asked once; colours and sizes wherever they differ.
    """
    found = []
    for mode, rules in ((PAPER, []), (NARROW_DARK, COLOURS), (WIDE, RULES)):
        show(page, mode)
        found += [f"{mode.name}: {each}" for each in faults_in(page, mode, rules)]
    return found + [f"keyboard: {each}" for each in unreached(page)]


def faults_in(page: Page, mode: Mode, rules: list[str]) -> Iterator[str]:
    yield from accessibility_faults(page, rules) if rules else []
    wide = page.evaluate("document.documentElement.scrollWidth - innerWidth")
    if wide > 0:
        yield f"{wide} pixels too wide"
    if mode.media == "print":
        if page.evaluate("getComputedStyle(document.body).backgroundColor") != "rgb(255, 255, 255)":
            yield "the paper is not white"
        return
    for what, size in target_sizes(page).items():
        if size < SMALLEST_TARGET:
            yield f"{size} pixels: {what}"


def unreached(page: Page) -> Iterator[str]:
    """What Tab does not reach in its order, and where it cannot be seen that it has."""
    count: int = page.evaluate(WATCH)
    for _ in range(count):
        page.keyboard.press("Tab")
    told: dict[str, Any] = page.evaluate("watched()")
    for stop, reached in zip_longest(told["expected"], told["reached"], fillvalue="nothing"):
        if stop != reached:
            yield f"reached {reached} in place of {stop}"
            break
    for what, outline in told["outlines"].items():
        if outline < THINNEST_OUTLINE:
            yield f"an outline of {outline} pixels: {what}"


# A group of radio buttons is one stop; a date has one for each of its parts and its calendar, a
# frame one for each of its links.
WATCH = """() => {
    const told = each => each.outerHTML.slice(0, 80);
    const all = [...document.querySelectorAll(
        'a[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex="0"]')];
    const seen = all.filter(each => each.checkVisibility());
    const stops = seen.filter(each => {
        if (each.type !== 'radio') return true;
        const group = seen.filter(other => other.type === 'radio' && other.name === each.name);
        return each === (group.find(other => other.checked) || group[0]);
    });
    const reached = [], outlines = {};
    document.body.tabIndex = -1;  // the next Tab then starts at the top
    document.body.focus();
    document.body.removeAttribute('tabindex');
    document.addEventListener('focusin', event => {
        const style = getComputedStyle(event.target);
        reached.push(told(event.target));
        outlines[told(event.target)] =
            style.outlineStyle === 'none' ? 0 : parseFloat(style.outlineWidth);
    });
    const expected = stops.map(told);
    window.watched = () => ({expected, reached: reached.slice(0, expected.length), outlines});
    const within = 20 * document.querySelectorAll('iframe').length;
    return stops.length + within + 4 * stops.filter(each => each.type === 'date').length;
}"""
