"""The reader of acts: `train` it from the phrase files, `measure` it on labelled messages, try its
kind on public sets of intents (`yardstick`); the readers of names, dates and organisations are
measured with `values`."""

import sys
from argparse import ArgumentParser, Namespace
from pathlib import Path

from cocarde.printing import json_option
from core.ground.errors import Trouble
from core.ground.paths import ROOT

MESSAGES = ROOT / "tests" / "reading" / "understanding" / "tune"


def arguments(parser: ArgumentParser) -> None:
    steps = parser.add_subparsers(dest="step", required=True)
    steps.add_parser("train", help="from the phrase files to acts.weights")
    measuring = steps.add_parser("measure", help="rates on labelled messages")
    measuring.add_argument("path", nargs="?", type=Path, default=MESSAGES, metavar="FILE|FOLDER")
    measuring.add_argument("--show", action="store_true", help="each miss; of a tune folder only")
    measuring.add_argument("--confusion", action="store_true", help="which kind is read as which")
    measuring.add_argument("--curve", action="store_true", help="rates by the share of phrases")
    json_option(measuring)
    reading = steps.add_parser("values", help="rates of names, dates and organisations")
    reading.add_argument("--show", action="store_true", help="each miss of the half to tune by")
    trying = steps.add_parser("yardstick", help="the same training on CLINC150 and Banking77")
    trying.add_argument("folder", type=Path, metavar="FOLDER", help="which holds the two sets")
    json_option(trying)


def main(given: Namespace) -> int:
    if given.step == "measure" and not given.curve:
        from tools.understanding.measure import measure

        return measure(given.path, show=given.show, confusion=given.confusion, as_json=given.json)
    if given.step == "values":
        from tools.understanding.values import measure as measure_values

        measure_values(print, show=given.show)
        return 0
    try:
        import sklearn  # noqa: F401 - only training needs it
    except ImportError as missing:
        raise Trouble("tool.no_training", package="scikit-learn") from missing
    if given.step == "train":
        from tools.understanding.train import train

        train(say)
        return 0
    if given.step == "yardstick":
        from tools.understanding.yardstick import yardstick

        return yardstick(given.folder, as_json=given.json)
    from tools.understanding.curve import curve

    return curve(given.path, as_json=given.json)


def say(what: str) -> None:
    """One step that is done, beside the results."""
    print(what, file=sys.stderr, flush=True)
