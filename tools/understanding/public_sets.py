"""The two public sets of intents that the yardstick is laid on: CLINC150 and Banking77."""

import csv
import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

CLINC, TRAIN77, TEST77 = "clinc150_data_full.json", "banking77_train.csv", "banking77_test.csv"

Pairs = Sequence[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class IntentSet:
    """Lines with their intents to learn from and to be measured on; strangers are lines of no
    intent, those to choose a threshold by and those to be measured on."""

    name: str
    train: Pairs
    test: Pairs
    strange_choose: Sequence[str] = ()
    strange_test: Sequence[str] = ()


def clinc150(folder: Path) -> IntentSet:
    """CLINC150 (Larson et al. 2019, CC BY 3.0): 150 intents and strangers, its own three parts."""
    told = json.loads((folder / CLINC).read_text(encoding="utf-8"))
    train, test = ([(text, intent) for text, intent in told[part]] for part in ("train", "test"))
    strange_choose = [text for text, _ in told["oos_train"] + told["oos_val"]]
    strange = [text for text, _ in told["oos_test"]]
    return IntentSet("CLINC150", train, test, strange_choose, strange)


def banking77(folder: Path) -> IntentSet:
    """Banking77 (Casanueva et al. 2020, CC BY 4.0): 77 intents, no strangers."""
    return IntentSet("Banking77", _rows(folder / TRAIN77), _rows(folder / TEST77))


def _rows(path: Path) -> list[tuple[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return [(row["text"], row["category"]) for row in csv.DictReader(file)]
