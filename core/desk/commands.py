"""The codec of commands: `/start becode`, `/here@our_bot becode` …; and which are the staff's."""

from collections.abc import Iterable

from core.desk.handling import IN_PRIVATE, NOT_FOR_US, Handling
from core.people.roles import HOLDERS, Right

IN_GROUPS = {"here", "stats"}
COMMANDS = frozenset(
    ("start", "badge", "lost", "status", "mybadges", "mypage", "talents", "report", "language",
     "faq", "help", "cancel", "link", "privacy", "queue", "find", "case", "award", "here", "away",
     "back", "stats")
)  # fmt: skip

OF_STAFF = {
    Right.DECIDE: ("queue", "away", "back"),
    Right.AWARD: ("award",),
    Right.SUPPORT: ("queue", "find", "case"),
    Right.SEE_FIGURES: ("stats",),
}
FIRST = ("queue", "find", "case", "award", "stats", "away", "back")  # in this order


def of_roles(roles: Iterable[str], known: Iterable[str] = ()) -> list[str]:
    """The commands of these roles beside those that are known, in the order of the menu."""
    held, named = set(roles), set(known)
    for right, names in OF_STAFF.items():
        if held & HOLDERS[right]:
            named |= set(names)
    return [name for name in FIRST if name in named]


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
