"""How often things happened in this process, until they are written down for the watchers."""

import json
from collections import defaultdict
from collections.abc import Mapping
from threading import Lock

TallyKey = tuple[str, str]  # the name, and its labels as JSON in the order of their names
_COUNTS: defaultdict[TallyKey, float] = defaultdict(float)
_LOCK = Lock()


def count(name: str, **labels: str) -> None:
    """Count one more. Labels have few values each: a kind, a door, a state; never a person's."""
    add(name, 1, labels)


def add(name: str, more: float, labels: Mapping[str, str]) -> None:
    """Add to a tally."""
    key = name, json.dumps(labels, sort_keys=True)
    with _LOCK:
        _COUNTS[key] += more


def take() -> dict[TallyKey, float]:
    """What was counted since the last time, which begins anew."""
    with _LOCK:
        taken = dict(_COUNTS)
        _COUNTS.clear()
    return taken


def put_back(taken: dict[TallyKey, float]) -> None:
    """Count again what could not be written down."""
    with _LOCK:
        for key, more in taken.items():
            _COUNTS[key] += more


BOUNDS = (1, 10, 60, 600, 3600)  # seconds


def observe(name: str, seconds: float, **labels: str) -> None:
    """Add to a histogram of seconds: a tally for each bound that is no less (`le`), and the sum."""
    for bound in BOUNDS:
        add(f"{name}_bucket", float(seconds <= bound), {**labels, "le": str(bound)})
    add(f"{name}_bucket", 1, {**labels, "le": "+Inf"})
    add(f"{name}_sum", seconds, labels)
