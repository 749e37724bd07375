"""How often things happened in this process, until they are written down for the watchers."""

import json
from collections import Counter
from threading import Lock

TallyKey = tuple[str, str]  # the name, and its labels as JSON in the order of their names
_COUNTS: Counter[TallyKey] = Counter()
_LOCK = Lock()


def count(name: str, more: float = 1, **labels: str) -> None:
    """Add to a tally. Labels have few values each: a kind, a door, a state; never a person's."""
    key = name, json.dumps(labels, sort_keys=True)
    with _LOCK:
        _COUNTS[key] += more  # type: ignore[assignment]


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
            _COUNTS[key] += more  # type: ignore[assignment]
