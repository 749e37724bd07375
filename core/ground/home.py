"""Where Cocarde's own files lie, wherever it is started from."""

from pathlib import Path

HOME = Path(__file__).resolve().parents[2]
TEMPLATES = HOME / "templates"


def at_home(path: str) -> Path:
    """A path from the settings: relative ones start at Cocarde's home."""
    return HOME / path
