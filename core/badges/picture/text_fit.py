"""Whether the words of a badge can be read: they fit in their room and stand out of the ground."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations, pairwise
from unicodedata import normalize

from core.badges.picture import fonts
from core.ground.errors import Trouble

SIZES = (58, 50, 46)
"""The largest title sizes, in pixels of a 600-pixel badge, on one line, on two, on three."""

SMALLEST = 26
"""The smallest title size; ordinary titles stay at 34 and above."""

COMFORT = 0.82
"""The part of the largest size at which one line more is not worth it."""

LONGEST = 120
"""Signs of a text that is drawn at all."""

SHORT = 3
"""A line does not end on a word of so few letters ("de", "en", "van") when it can be helped."""

_JOINT = " · "


@dataclass(frozen=True, slots=True)
class Fitted:
    """Lines of text with the one size, in pixels, at which each stays inside its width."""

    lines: tuple[str, ...]
    size: float


def fit(
    text: str,
    widths: Sequence[float] = (430, 430),
    sizes: Sequence[float] = SIZES,
    smallest: float = SMALLEST,
) -> Fitted:
    """Set a title as large as it goes on up to `len(widths)` lines.

    `widths[n - 1]` is the room, in pixels, of each line when there are n of them, `sizes[n - 1]`
    the largest size. Raises Trouble when the text does not fit even at `smallest`.
    """
    shown = printable(text)
    fitted = _largest(shown, widths, sizes, "Black")
    if len(shown) > LONGEST or fitted.size < smallest:
        raise Trouble("trouble.title_long", title=f"« {shown} »")
    return fitted


def line(
    text: str, widths: Sequence[float], largest: float, smallest: float, spacing: float = 0
) -> Fitted:
    """Set a lesser text like a title, in bold; one too long even at `smallest` ends on « … », and
    where there is no room at all nothing is left of it."""
    sizes = [largest] * len(widths)
    shown = printable(text)[:LONGEST]
    fitted = _largest(shown, widths, sizes, "Bold", spacing)
    while shown and fitted.size < smallest:
        shorter = shown.rstrip("…")[:-1].rstrip()
        shown = f"{shorter}…" if shorter else ""
        fitted = _largest(shown, widths, sizes, "Bold", spacing)
    return fitted


def printable(text: str) -> str:
    """The text in letters that some font has: an unknown sign is drawn plainer or goes, ' is ’."""
    spaced = " ".join(normalize("NFC", str(text)).split()).replace("'", "’")
    plain = (sign if fonts.of(sign) else normalize("NFKD", sign)[0] for sign in spaced)
    return "".join(sign for sign in plain if sign == " " or fonts.of(sign)).strip()


def measured(text: str, size: float, weight: str = "Black", spacing: float = 0) -> float:
    """The width in pixels of one line of text at this size."""
    return fonts.width(text, weight) * size + spacing * max(len(text) - 1, 0)


def contrast(colour: str, ground: str) -> float:
    """The contrast of two `#rrggbb` colours, 1 to 21 (WCAG 2.2, relative luminance)."""
    light, dark = sorted((_luminance(colour), _luminance(ground)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def mix(colour: str, other: str, part: float) -> str:
    """`colour` with so much (0 to 1) of `other` in it, as `#rrggbb`."""
    pairs = zip(_channels(colour), _channels(other), strict=True)
    return "#" + "".join(f"{round(one + (two - one) * part):02x}" for one, two in pairs)


def _largest(
    text: str, widths: Sequence[float], sizes: Sequence[float], weight: str, spacing: float = 0
) -> Fitted:
    """The fewest lines that reach a comfortable size, else those that reach the largest."""
    best = Fitted((text,), 0)
    for count, (width, largest) in enumerate(zip(widths, sizes, strict=False), start=1):
        lines = _broken(text, count, weight)
        size = min((_size(part, width, weight, spacing) for part in lines), default=0)
        if size > best.size:
            best = Fitted(lines, round(min(size, largest) - 0.05, 1))
        if best.size >= COMFORT * sizes[0]:
            break
    return best


def _size(line: str, width: float, weight: str, spacing: float) -> float:
    room = width - spacing * max(len(line) - 1, 0)
    return room / max(measured(line, 1, weight), 0.001)


def _broken(text: str, count: int, weight: str) -> tuple[str, ...]:
    """The text on `count` lines as even as can be; nothing when it has not so many words."""
    ways = list(_ways(text, count))
    return min(ways, key=lambda lines: _unevenness(lines, weight), default=())


def _ways(text: str, count: int) -> Iterator[tuple[str, ...]]:
    """Every way to break at spaces; the break itself stands for a « · » or a comma there."""
    words = text.replace(_JOINT, " ·").split(" ")
    for cuts in combinations(range(1, len(words)), count - 1):
        bounds = [0, *cuts, len(words)]
        parts = [words[start:end] for start, end in pairwise(bounds)]
        lines = [" ".join(part).lstrip("·").replace(" ·", _JOINT) for part in parts]
        yield (*(text.rstrip(",") for text in lines[:-1]), lines[-1])


def _unevenness(lines: tuple[str, ...], weight: str) -> float:
    widest = max(measured(line, 1, weight) for line in lines)
    dangling = sum(len(line.split(" ")[-1]) <= SHORT for line in lines[:-1])
    return widest * (1 + 0.16 * dangling)


def _luminance(colour: str) -> float:
    red, green, blue = (_linear(channel / 255) for channel in _channels(colour))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(part: float) -> float:
    return part / 12.92 if part <= 0.04045 else float(((part + 0.055) / 1.055) ** 2.4)


def _channels(colour: str) -> list[int]:
    return [int(colour[start : start + 2], 16) for start in (1, 3, 5)]
