"""Where Cocarde's own files lie: its code in one place, what an installation keeps in another."""

import os
from functools import lru_cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
TEMPLATES = ROOT / "templates"
VARIABLE, STATE = "COCARDE_HOME", "XDG_STATE_HOME"
KEPT = ("var/keys.json", "var/cocarde.db")


def home() -> Path:
    """The folder of the state: `COCARDE_HOME`, else the checkout, else the user's own place for it.

    Never the folder that packages are installed to: the next version empties it.
    """
    return found(os.environ.get(VARIABLE, ""), os.environ.get(STATE, ""), Path.cwd())


@lru_cache(maxsize=16)
def found(told: str, state: str, here: Path) -> Path:
    """The home for these variables and this working directory, whose `.env` may name it too."""
    named = told.strip() or dotenv(here / ".env").get(VARIABLE, "").strip()
    if named:
        return here / Path(named).expanduser()
    if is_checkout():
        return ROOT
    # XDG Base Directory Specification: a relative path is to be ignored.
    base = Path(state) if Path(state).is_absolute() else Path.home() / ".local" / "state"
    return base / "cocarde"


def is_checkout() -> bool:
    """Whether the code lies in a working copy; a wheel has no launcher."""
    return (ROOT / "run.py").exists()


def at_home(path: str) -> Path:
    """A path from the settings: relative ones start at Cocarde's home."""
    return home() / path


def dotenv(path: Path) -> dict[str, str]:
    """The settings in the lines of a `.env`; empty where there is no such file."""
    if not path.is_file():
        return {}
    from dotenv import dotenv_values  # noqa: PLC0415 - slow to load, seldom needed

    return {name: value for name, value in dotenv_values(path).items() if value is not None}


def left_behind() -> Path | None:
    """The folder among the installed packages in which an older version kept its state, while the
    home has none; None where all is well."""
    old, new = ([place / each for each in KEPT] for place in (ROOT, home()))
    if is_checkout() or any(each.exists() for each in new):
        return None
    return next((each.parent for each in old if each.exists()), None)
