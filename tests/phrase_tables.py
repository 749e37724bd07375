"""Tables of phrases: one row a line, columns between bars, `\\n` for a new line."""

from pathlib import Path

FOLDER = Path(__file__).parent / "phrases"


def rows(name: str) -> list[tuple[str, ...]]:
    """The rows of `tests/phrases/<name>.txt`; lines of `#` are comments."""
    lines = (FOLDER / f"{name}.txt").read_text(encoding="utf-8").splitlines()
    return [columns(line) for line in lines if line.strip() and not line.startswith("#")]


def columns(line: str) -> tuple[str, ...]:
    return tuple(column.strip(" ").replace("\\n", "\n") for column in line.split("|"))
