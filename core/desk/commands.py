"""The codec of commands: `/start becode`, `/status`, `/here@our_bot becode` …"""

from core.desk.handling import IN_PRIVATE, NOT_FOR_US, Handling

IN_GROUPS = {"here", "stats"}
COMMANDS = frozenset(
    ("start", "badge", "lost", "status", "mybadges", "language", "faq", "help", "cancel", "link",
     "privacy", "queue", "find", "case", "award", "here", "away", "back", "stats")
)  # fmt: skip


def read(text: str, *, in_group: bool) -> Handling:
    """The handling that a command names, given the words after it; « unknown » for none of ours,
    which in a group is another bot's."""
    first, *rest = text.split(maxsplit=1)
    name = first.partition("@")[0].lstrip("/").lower()
    if in_group and name not in COMMANDS:
        return NOT_FOR_US
    if in_group and name not in IN_GROUPS:
        return IN_PRIVATE
    return command(name, " ".join(rest).strip())


def command(name: str, rest: str = "") -> Handling:
    """The handling of a command by its name, given the words after it; « unknown » for one we have
    not."""
    return Handling(f"command {name}" if name in COMMANDS else "command unknown", (rest,))
