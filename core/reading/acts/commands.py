"""Commands in a person's own words, for those who never type a slash: each `commands.toml`."""

from core.reading.languages import folded
from core.reading.text import words

NAMES = ("help", "faq", "status", "mybadges", "badge", "link", "cancel", "language")
SLASHED = {*NAMES, "lost", "privacy", "mypage", "talents", "report"}
COMMAND = {phrase: name for name in NAMES for phrase in folded(f"commands.{name}")}


def command_in(text: str) -> str:
    """The command that the whole text means, or nothing; with its slash too, as in a mail."""
    slashed = text.strip().removeprefix("/")
    if text.strip().startswith("/") and slashed in SLASHED:
        return slashed
    return COMMAND.get(" ".join(words(text)), "")
