"""The wings as a picture (SVG): what each holds, and the arrows of the imports among them.

An arrow points to what a wing stands on; one that a longer way replaces is left out.
"""

from collections.abc import Iterator
from html import escape

from tools.house import graph
from tools.house.imports import Modules
from tools.house.wings import FILES, HOLDS, WINGS, row_of, wing_of

WIDTH, BOX, HEIGHT, STEP = 1000, 300, 48, 92
STYLE = (
    "rect{fill:#fff;stroke:#345;rx:6} .name{font:600 15px sans-serif;fill:#123}"
    " .holds{font:11px sans-serif;fill:#456} path{fill:none;stroke:#79a;stroke-width:1.3}"
)
ARROW = (
    '<marker id="arrow" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7" markerHeight="7"'
    ' orient="auto"><path d="M0 0 8 4 0 8z" style="fill:#79a;stroke:none"/></marker>'
)


def arrows(house: Modules) -> dict[str, set[str]]:
    """Each wing with those that it imports or loads, without the detours."""
    known = {name: others | house.loads(name) for name, others in house.graph.items()}
    among = graph.joined(known, wing_of)
    return graph.without_detours({wing: others - {""} for wing, others in among.items() if wing})


def svg(house: Modules) -> str:
    """The picture, the doors above and the ground below; the same imports give the same bytes."""
    lines = [line for wing, others in sorted(arrows(house).items()) for line in ways(wing, others)]
    boxes = [line for row in WINGS for wing in row for line in box(wing)]
    height = STEP * len(WINGS)
    head = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" role="img"'
        ' aria-label="The wings of the house, each standing on those below it">'
    )
    paper = f'<path d="M0 0H{WIDTH}V{height}H0z" style="fill:#f6f8fa;stroke:none"/>'
    parts = (head, f"<style>{STYLE}</style>", ARROW, paper, *lines, *boxes, "</svg>")
    return "\n".join(parts) + "\n"


def ways(wing: str, others: set[str]) -> Iterator[str]:
    """The arrows from a wing down to others, each through the gaps of the rows that it passes."""
    x, y = place(wing)
    for other in sorted(others):
        end_x, end_y = place(other)
        above, below = row_of(wing), row_of(other)
        path, at = f"M{x} {y + HEIGHT}", (x, y + HEIGHT)
        for row in range(above - 1, below, -1):
            straight = x + (end_x - x) * (above - row) // (above - below)
            gap = min(gaps(row), key=lambda each: abs(each - straight))
            top = place(WINGS[row][0])[1]
            path += curve(at, (gap, top)) + f"V{top + HEIGHT}"
            at = (gap, top + HEIGHT)
        yield f'<path marker-end="url(#arrow)" d="{path}{curve(at, (end_x, end_y))}"/>'


def curve(start: tuple[int, int], end: tuple[int, int]) -> str:
    """A bend that leaves and arrives straight downwards."""
    middle = (start[1] + end[1]) // 2
    return f"C{start[0]} {middle} {end[0]} {middle} {end[0]} {end[1]}"


def width(row: int) -> int:
    """How wide the boxes of a row are: as wide as any, unless many stand there."""
    return min(BOX, WIDTH // len(WINGS[row]) - 30)


def gaps(row: int) -> list[int]:
    """Where an arrow can pass a row beside its wings."""
    aside = min(WIDTH // (2 * len(WINGS[row])), width(row) // 2 + 25)
    return [place(wing)[0] + side for wing in WINGS[row] for side in (-aside, aside)]


def box(wing: str) -> Iterator[str]:
    """A wing with its name and what it holds."""
    x, y = place(wing)
    folder = wing.replace(".", "/") + (".py" if wing in FILES else "")
    wide = width(row_of(wing))
    yield f'<rect x="{x - wide // 2}" y="{y}" width="{wide}" height="{HEIGHT}"/>'
    yield words("name", x, y + 20, folder)
    yield words("holds", x, y + 37, HOLDS[wing])


def words(style: str, x: int, y: int, text: str) -> str:
    """A line of text, centred."""
    return f'<text class="{style}" x="{x}" y="{y}" text-anchor="middle">{escape(text)}</text>'


def place(wing: str) -> tuple[int, int]:
    """Where the middle of a wing's upper edge is drawn."""
    row = WINGS[row_of(wing)]
    number = row.index(wing)
    x = WIDTH * (2 * number + 1) // (2 * len(row))
    return x, STEP * (len(WINGS) - 1 - row_of(wing)) + (STEP - HEIGHT) // 2
