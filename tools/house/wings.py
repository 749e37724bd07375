"""The wings of the house, from the ground up: each imports only those of the rows before it."""

from cocarde.operate.doors import DOORS

DOOR_FOLDERS = tuple(sorted(door.part for door in DOORS))
PRODUCT = ("core", *DOOR_FOLDERS, "cocarde")  # what is installed

WINGS: tuple[tuple[str, ...], ...] = (
    ("core.ground",),
    ("core.reading", "core.badges"),
    ("core.programmes",),
    ("core.people",),
    ("core.claims",),
    ("core.issuing", "core.roster", "core.sessions", "core.watching"),
    ("core.support", "core.audit"),
    ("core.review", "core.reports", "core.showing"),
    ("core.joining",),
    ("core.rights",),
    ("core.due", "core.followers"),
    ("core.staff",),
    ("core.managing",),
    ("core.desk",),
    DOOR_FOLDERS,
    ("cocarde",),
    ("tools",),
)
FILES = ("core.due", "core.followers", "core.staff")  # wings of one file
HOLDS = dict.fromkeys(DOOR_FOLDERS, "a door") | {
    "core.ground": "time, chance, store, outbox, words, settings",
    "core.reading": "free text to dates, names, yes and no, acts",
    "core.badges": "Open Badges: made, signed, drawn, verified",
    "core.programmes": "a programme's data, questions and rules",
    "core.people": "persons, addresses, roles, how to reach them",
    "core.claims": "one claim's life: states, moves, form, eligibility",
    "core.issuing": "approved claim to signed badge",
    "core.roster": "lists of who did what when, invitations",
    "core.sessions": "who opens the managers' pages: two factors, sessions",
    "core.support": "cases, why a badge is missing, bounces",
    "core.audit": "what happened under seals, and why it did",
    "core.review": "who decides: routing, jury, deadlines, decisions",
    "core.reports": "figures and pictures of them",
    "core.showing": "what people agreed to show, reports on learners",
    "core.rights": "one's data: handed out, erased, gone in time",
    "core.joining": "two persons become one, and part again",
    "core.due": "the table of timers",
    "core.followers": "the table of what follows from a move",
    "core.watching": "processes at work, what is wrong, tallies",
    "core.staff": "who holds which role, who is away",
    "core.managing": "what managers change, and how it is taken back",
    "core.desk": "one message in, replies out",
    "bot": "Telegram",
    "mail": "the mailbox",
    "web": "pages",
    "factory": "Open Badge Factory, issuing in our place",
    "webhooks": "events for other programs, signed",
    "cocarde": "the command",
    "tools": "bench, chaos, fuzz, simulate, house",
}


def wing_of(module: str) -> str:
    """The wing that a module stands in, `core.desk` for core.desk.menu; empty for none."""
    parts = module.split(".")
    for name in (".".join(parts[:2]), parts[0]):
        if name in HOLDS:
            return name
    return ""


def row_of(wing: str) -> int:
    """In which row of the table a wing stands, 0 at the ground."""
    return next(number for number, row in enumerate(WINGS) if wing in row)
