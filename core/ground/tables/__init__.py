"""The rows of the store, nothing else. Keys are time-ordered UUIDs; no native enums."""

from core.ground.tables import naming
from core.ground.tables.badges import Badge, Document
from core.ground.tables.cases import Bounce, Case, Diagnosed, Entry
from core.ground.tables.claims import Answer, Claim, Event, Mission, Seat, Token
from core.ground.tables.people import Address, Conversation, Link, Person, Stop
from core.ground.tables.staff import Absence, Role, Room
from core.ground.tables.work import Inbox, Lease, Mark, Outbox, Timer

__all__ = [
    "Absence",
    "Address",
    "Answer",
    "Badge",
    "Bounce",
    "Case",
    "Claim",
    "Conversation",
    "Diagnosed",
    "Document",
    "Entry",
    "Event",
    "Inbox",
    "Lease",
    "Link",
    "Mark",
    "Mission",
    "Outbox",
    "Person",
    "Role",
    "Room",
    "Seat",
    "Stop",
    "Timer",
    "Token",
    "naming",
]
