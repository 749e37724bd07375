"""The rows of the store, nothing else. Keys are time-ordered UUIDs; no native enums."""

from core.ground.tables import naming
from core.ground.tables.badges import Badge, Document, IssuedElsewhere, Revocation
from core.ground.tables.cases import Bounce, Case, Diagnosed, Entry
from core.ground.tables.claims import (
    Answer,
    Assignment,
    Claim,
    EvidenceFile,
    Mission,
    Token,
)
from core.ground.tables.consents import Consent
from core.ground.tables.events import Event, RuleVersion, Seal
from core.ground.tables.organisations import CountedClass, JoinedOrganisation
from core.ground.tables.people import Address, Conversation, Link, Person, Stop
from core.ground.tables.rights import Erasure, Gone, RetentionNotice
from core.ground.tables.sessions import (
    ChangedSetting,
    PageSession,
    SecondFactor,
    SignIn,
    SpareCode,
    StaffChange,
    UploadedList,
)
from core.ground.tables.staff import Absence, Role, StaffGroup
from core.ground.tables.watching import Certificate, Rating, Running, Tally
from core.ground.tables.witnesses import Witness
from core.ground.tables.work import Bookmark, HandOver, Inbox, Lease, Outbox, Timer

__all__ = [
    "Absence",
    "Address",
    "Answer",
    "Assignment",
    "Badge",
    "Bookmark",
    "Bounce",
    "Case",
    "Certificate",
    "ChangedSetting",
    "Claim",
    "Consent",
    "Conversation",
    "CountedClass",
    "Diagnosed",
    "Document",
    "Entry",
    "Erasure",
    "Event",
    "EvidenceFile",
    "Gone",
    "HandOver",
    "Inbox",
    "IssuedElsewhere",
    "JoinedOrganisation",
    "Lease",
    "Link",
    "Mission",
    "Outbox",
    "PageSession",
    "Person",
    "Rating",
    "RetentionNotice",
    "Revocation",
    "Role",
    "RuleVersion",
    "Running",
    "Seal",
    "SecondFactor",
    "SignIn",
    "SpareCode",
    "StaffChange",
    "StaffGroup",
    "Stop",
    "Tally",
    "Timer",
    "Token",
    "UploadedList",
    "Witness",
    "naming",
]
