"""The HTML of a letter, made from the same blocks as its text, in one layout."""

import re
from collections.abc import Iterator
from functools import lru_cache
from html import escape
from string import Template

from css_inline import CSSInliner

from core.ground.words import instead_of
from core.programmes.programme_parts import Palette
from core.reading.typeset import typeset_page
from mail.letters.letter_file import FOLDER, Block, BlockShape, Letter

HOUSE = Palette(main="#2f4a7a", dark="#16233b", accent="#f2b84b", paper="#f4f6fa")
PICTURE_ID = "badge"
_LABELLED = re.compile(r"(?P<label>[^:]{2,60}?) ?: ?(?P<rest>(?!//).*)")
_PAGE = re.compile(r"https?://[^\s<>«»\"]+[^\s<>«»\".,;:!?)]")
_CODE = re.compile(r"[\d ]{4,12}")
# css-inline would drop the dark colours without keep_at_rules
_INLINER = CSSInliner(keep_at_rules=True, load_remote_stylesheets=False)


def as_html(letter: Letter, sender: str, locale: str, palette: Palette | None = None) -> str:
    """One page, its styles inline; the picture is `cid:badge`."""
    language = locale.partition("-")[0]
    small = "\n".join(block_html(block, first=False) for block in letter.blocks if block.small)
    page = Template(layout()).substitute(
        colours(palette or HOUSE),
        lang=instead_of(language),
        title=escape(letter.subject),
        sender=escape(sender),
        words="\n".join(words(letter)),
        small=f'<div class="small">{small}</div>' if small else "",
    )
    return typeset_page(_INLINER.inline(page), language)


@lru_cache(maxsize=1)
def layout() -> str:
    return (FOLDER / "layout.html").read_text(encoding="utf-8")


def words(letter: Letter) -> Iterator[str]:
    """The blocks above the small print; the first button of all is the main one."""
    first = True
    for block in letter.blocks:
        if not block.small:
            yield block_html(block, first=first)
            first = first and block.shape is not BlockShape.BUTTONS


def block_html(block: Block, *, first: bool) -> str:
    """One block of a letter as HTML; the first button of all stands out."""
    match block.shape:
        case BlockShape.PICTURE:
            return picture(block)
        case BlockShape.HEADING:
            return f"<h2>{escape(' '.join(block.lines))}</h2>"
        case BlockShape.BUTTONS:
            return f'<div class="buttons">{"".join(buttons(block, first=first))}</div>'
        case BlockShape.CARD:
            return f'<div class="card">{"".join(card(block))}</div>'
        case _:
            return paragraphs(block)


def picture(block: Block) -> str:
    words = escape(" ".join(block.lines))
    shown = f'class="badge" src="cid:{PICTURE_ID}" width="240" height="240" alt="{words}"'
    return f'<div class="picture"><img {shown}></div>'


def buttons(block: Block, *, first: bool) -> Iterator[str]:
    for number, (label, address) in enumerate(block.buttons):
        kind = "button first" if first and number == 0 else "button"
        yield f'<a class="{kind}" href="{escape(address)}">{escape(label)}</a>'


def card(block: Block) -> Iterator[str]:
    """Lines as label and answer; where there is a gap, the first line is the badge's name."""
    titled = "" in block.lines
    for number, line in enumerate(block.lines):
        if not line:
            yield '<div class="gap"></div>'
        elif number == 0 and titled:
            yield f'<div class="title">{escape(line)}</div>'
        elif line == caption(block):
            yield f'<div class="caption">{escape(line)}</div>'
        elif _CODE.fullmatch(line):
            yield f'<div class="code">{escape(line)}</div>'
        else:
            yield f"<div>{card_line(line)}</div>"


def caption(block: Block) -> str:
    """The line that says what the lines below it are, if the card begins with one."""
    first, *rest = block.lines
    return first if first.endswith(":") and rest and not rest[0].endswith(":") else ""


def card_line(line: str) -> str:
    found = _LABELLED.fullmatch(line)
    if found is None or line.startswith(("http", "«", "“")):
        return linked(line)
    rest = linked(found["rest"]) if found["rest"] else '<span class="blank">…</span>'
    return f'<span class="label">{escape(found["label"])}</span>{rest}'


def paragraphs(block: Block) -> str:
    """Paragraphs and lists; an empty line inside a value begins another paragraph."""
    told = []
    for paragraph in "\n".join(block.lines).split("\n\n"):
        lines = paragraph.split("\n")
        items = [linked(line.removeprefix("- ")) for line in lines]
        if all(line.startswith("- ") for line in lines):
            told.append(f"<ul>{''.join(f'<li>{item}</li>' for item in items)}</ul>")
        else:
            told.append(f"<p>{'<br>'.join(map(linked, lines))}</p>")
    return "\n".join(told)


def linked(text: str) -> str:
    """Escaped text whose web addresses can be touched."""
    told, at = [], 0
    for found in _PAGE.finditer(text):
        address = escape(found[0])
        told += [escape(text[at : found.start()]), f'<a href="{address}">{address}</a>']
        at = found.end()
    return "".join([*told, escape(text[at:])])


def colours(palette: Palette) -> dict[str, str]:
    """The programme's colours, with what can be read on them."""
    return {
        "main": palette.main,
        "dark": palette.dark,
        "accent": palette.accent,
        "paper": palette.paper,
        "edge": mixed(palette.main, "#ffffff", 0.82),
        "on_main": readable_on(palette.main),
        "on_accent": readable_on(palette.accent),
    }


def channels(colour: str) -> tuple[int, int, int]:
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


def mixed(one: str, other: str, share: float) -> str:
    """A colour between two, `share` of the way to the other."""
    parts = zip(channels(one), channels(other), strict=True)
    return "#" + "".join(f"{round(a + (b - a) * share):02x}" for a, b in parts)


def readable_on(ground: str) -> str:
    """White or near black, whichever has more contrast (WCAG 2.2, relative luminance)."""
    red, green, blue = (linear(channel / 255) for channel in channels(ground))
    luminance = 0.2126 * red + 0.7152 * green + 0.0722 * blue
    return "#ffffff" if 1.05 / (luminance + 0.05) > (luminance + 0.05) / 0.058 else "#14161a"


def linear(channel: float) -> float:
    low = channel / 12.92
    return low if channel <= 0.04045 else float(((channel + 0.055) / 1.055) ** 2.4)
