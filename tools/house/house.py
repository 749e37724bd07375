"""How the house is built: what its imports show, its drawing, the walk of an input through it."""

import subprocess
import sys
from argparse import ArgumentParser, Namespace
from pathlib import Path

from tools.house import acts, drawing, imports, measures, trace
from tools.house.wings import PRODUCT

DRAWING = "docs/architecture.svg"
DRAWN = (*PRODUCT, "tools")


def arguments(parser: ArgumentParser) -> None:
    parser.add_argument(
        "what",
        nargs="?",
        default="measures",
        choices=["measures", "draw", "trace"],
        help=f"print what can be counted, draw the wings to {DRAWING}, or walk four inputs",
    )
    parser.add_argument("--of", type=Path, help="another checkout, an older one too")


def main(given: Namespace) -> int:
    """Do what was asked for this checkout or the one named; 0, or the exit status of the trace."""
    root = (given.of or Path(__file__).parents[2]).resolve()
    if given.what == "trace":  # in a process of its own: the code may be of another checkout
        return subprocess.run([sys.executable, trace.__file__, str(root)], check=False).returncode
    if given.what == "draw":
        path = root / DRAWING
        path.write_text(drawing.svg(imports.read(root, DRAWN)), encoding="utf-8")
        acts.PAGE.write_text(acts.written(acts.PAGE.read_text(encoding="utf-8")), encoding="utf-8")
        print(f"Drawn: {path} and a table in {acts.PAGE}")
    else:
        print(measures.report(imports.read(root, PRODUCT)))
    return 0
