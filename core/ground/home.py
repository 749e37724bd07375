"""Where Cocarde's own files lie, wherever it is started from."""

from functools import lru_cache
from pathlib import Path

HOME = Path(__file__).resolve().parents[2]
TEMPLATES = HOME / "templates"


@lru_cache(maxsize=64)
def at_home(path: str) -> Path:
    """A path from the settings: relative ones start at Cocarde's home."""
    return HOME / path
