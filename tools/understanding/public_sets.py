"""The two public sets of intents that the yardstick is laid on: CLINC150 and Banking77."""

import csv
import json
import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

CLINC, TRAIN77, TEST77 = "clinc150_data_full.json", "banking77_train.csv", "banking77_test.csv"
KEPT_BACK = 10  # one line of so many of Banking77's train part is for choosing

Pairs = Sequence[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class IntentSet:
    """Lines with their intents to learn from, to choose by and to be measured on; strangers are
    lines of no intent, those to choose by and those to be measured on."""

    name: str
    train: Pairs
    choose: Pairs
    test: Pairs
    strange_choose: Sequence[str] = ()
    strange_test: Sequence[str] = ()


def clinc150(folder: Path) -> IntentSet:
    """CLINC150 (Larson et al. 2019, CC BY 3.0): 150 intents and strangers, its own three parts."""
    told = json.loads((folder / CLINC).read_text(encoding="utf-8"))
    train, choose, test = (
        [(text, intent) for text, intent in told[p]] for p in ("train", "val", "test")
    )
    strange_choose = [text for text, _ in told["oos_train"] + told["oos_val"]]
    strange = [text for text, _ in told["oos_test"]]
    return IntentSet("CLINC150", train, choose, test, strange_choose, strange)


def banking77(folder: Path) -> IntentSet:
    """Banking77 (Casanueva et al. 2020, CC BY 4.0): 77 intents; a tenth of its train part is kept
    back for choosing."""
    train, test = (_rows(folder / name) for name in (TRAIN77, TEST77))
    back = [zlib.crc32(text.encode()) % KEPT_BACK == 0 for text, _ in train]
    return IntentSet(
        "Banking77",
        [pair for pair, kept in zip(train, back, strict=True) if not kept],
        [pair for pair, kept in zip(train, back, strict=True) if kept],
        test,
    )


def _rows(path: Path) -> list[tuple[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return [(row["text"], row["category"]) for row in csv.DictReader(file)]
