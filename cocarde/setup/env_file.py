"""The file `.env` that setup writes: its comments stay, a line a setting, for its owner's eyes."""

import os
import re
from collections.abc import Mapping
from pathlib import Path

from core.ground.paths import ROOT, TEMPLATES, home, is_checkout
from core.ground.private_files import FILE, make_folder
from core.ground.settings import PREFIX


def place() -> Path:
    """Where settings are written: the `.env` of the working directory, which is read first, where
    there is one; else that of the home."""
    here = Path(".env")
    return (here if here.is_file() else home() / ".env").resolve()


def example() -> str:
    """The settings that come along, each a line with its comment and none of them set."""
    kept = ROOT / ".env.example" if is_checkout() else TEMPLATES / "setup" / "env.example"
    return kept.read_text(encoding="utf-8")


def write(path: Path, values: Mapping[str, str]) -> None:
    """Set these settings (by the names of `Settings`) in the file, whole or not at all (mode 600).

    What else stands in it stays as it is; where there was no file, the example is its beginning.
    """
    before = path.read_text(encoding="utf-8") if path.is_file() else example()
    after = changed(before, values)
    make_folder(path.parent)
    new = path.with_name(f"{path.name}.new")
    new.unlink(missing_ok=True)
    with open(
        os.open(new, os.O_WRONLY | os.O_CREAT | os.O_EXCL, FILE), "w", encoding="utf-8"
    ) as out:
        out.write(after)
        out.flush()
        os.fsync(out.fileno())
    new.replace(path)


def keep_old(path: Path) -> Path | None:
    """Copy a file that is there to `.env.old` beside it, `.env.old-2` and so on, for its owner
    alone; None where there is none."""
    if not path.is_file():
        return None
    number, old = 1, path.with_name(f"{path.name}.old")
    while old.exists():
        number += 1
        old = path.with_name(f"{path.name}.old-{number}")
    make_private(old, path.read_text(encoding="utf-8"))
    return old


def make_private(path: Path, text: str) -> None:
    """Write a file that is not there yet, for its owner alone, onto the disk itself."""
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, FILE)
    with open(handle, "w", encoding="utf-8") as out:
        out.write(text)
        out.flush()
        os.fsync(out.fileno())


def changed(text: str, values: Mapping[str, str]) -> str:
    """The lines with these settings: in place of the line that sets each, else of the one that
    shows it in a comment, else at the end."""
    lines = text.splitlines()
    for name, value in values.items():
        setting = f"{PREFIX}{name.upper()}"
        found = line_of(lines, setting)
        if found is None:
            lines += ["", f"{setting}={value}"]
        else:
            lines[found] = f"{setting}={value}"
    return "\n".join(lines) + "\n"


def line_of(lines: list[str], setting: str) -> int | None:
    """The last line that sets it, for the last one counts; else the first that shows it in a
    comment; None where neither is there."""
    setting = re.escape(setting)
    for number in reversed(range(len(lines))):
        if re.match(rf"\s*(export\s+)?{setting}\s*=", lines[number]):
            return number
    shown = (number for number, line in enumerate(lines) if re.match(rf"#\s*{setting}=", line))
    return next(shown, None)
