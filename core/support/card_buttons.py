"""What can be done with a case in one tap, by whom: the buttons of its cards.

A choice is `case:<action>:<ref>:<seen>`: what was done already when the card was shown, so that a
second presser is told who was first.
"""

from core.claims.life import State as Claimed
from core.ground.messages import Button, Buttons
from core.ground.tables import Case, Mission, Person
from core.ground.world import Turn
from core.people import people, roles
from core.people.roles import Action, may
from core.support import case_diagnosis, case_log
from core.support.case_log import EntryKind

NEEDS = {
    "show": Action.SUPPORT,
    "proposed": Action.SUPPORT,
    "answer": Action.SUPPORT,
    "words": Action.SUPPORT,
    "canned": Action.SUPPORT,
    "use": Action.SUPPORT,
    "send": Action.SUPPORT,
    "take": Action.SUPPORT,
    "give": Action.SUPPORT,
    "close": Action.SUPPORT,
    "address": Action.CHANGE_ADDRESS,
    "readdress": Action.CHANGE_ADDRESS,
    "issue": Action.ISSUE,
    "merge": Action.MERGE,
    "join": Action.MERGE,
    "union": Action.MERGE,
    "to": Action.SUPPORT,
}
COUNTED = {
    "proposed": EntryKind.ANSWERED,
    "answer": EntryKind.ANSWERED,
    "words": EntryKind.ANSWERED,
    "send": EntryKind.SENT,
    "take": EntryKind.ASSIGNED,
    "issue": EntryKind.ISSUED,
    "readdress": EntryKind.READDRESSED,
}


def able(turn: Turn, member: Person, action: str, case: Case) -> bool:
    """Whether a member of the staff may do this to the case; to a case of no programme, whoever may
    do it in any."""
    needed = NEEDS[action]
    if case.programme:
        return may(turn, member, needed, case.programme, case_diagnosis.claim_of(turn, case))
    return any(
        may(turn, member, needed, role.programme) for role in roles.roles(turn, member, needed)
    )


def choice(turn: Turn, case: Case, action: str, rest: str = "") -> str:
    """The choice of a button; `rest` for those whose repetition is not counted."""
    seen = len(case_log.of(turn, case, COUNTED[action])) if action in COUNTED else 0
    return f"case:{action}:{case.ref}:{rest or seen}"


def button(turn: Turn, case: Case, locale: str, action: str) -> Button:
    return Button(turn.say(locale, f"case.button_{action}"), choice(turn, case, action))


def buttons(turn: Turn, case: Case, member: Person, locale: str) -> Buttons:
    """The actions that this member may take, on their own card."""
    rows: list[tuple[str, ...]] = []
    if case.person_id is not None:
        rows += [("proposed",)] if case_diagnosis.proposed(turn, case) else []
        rows += [("answer", "words")]
        rows += [mending(turn, case)]
    rows += [("take", "give"), ("merge", "close") if case.person_id else ("close",)]
    shown = (
        tuple(
            button(turn, case, locale, action) for action in row if able(turn, member, action, case)
        )
        for row in rows
    )
    return tuple(row for row in shown if row)


def mending(turn: Turn, case: Case) -> tuple[str, ...]:
    """What mends the case as it stands: send again, change the address, issue."""
    claim = case_diagnosis.claim_of(turn, case)
    found = case_diagnosis.diagnosis(turn, case)
    mends = ["send"] if claim is not None or (found and found.held) else []
    if elsewhere(turn, case):
        mends.append("address")
    if claim is not None and claim.state in (Claimed.IN_REVIEW, Claimed.APPROVED):
        mends.append("issue")
    return tuple(mends)


def elsewhere(turn: Turn, case: Case) -> bool:
    """Whether the mission that the case is about has an address that is not the person's."""
    mission = turn.db.get(Mission, case.mission_id) if case.mission_id else None
    person = turn.db.get(Person, case.person_id) if case.person_id else None
    if mission is None or person is None:
        return False
    return mission.mail not in {each.value for each in people.addresses(turn, person)}


def group_buttons(turn: Turn, case: Case, locale: str) -> Buttons:
    """The actions in a group: those that show nothing of the person there."""
    rows = (("show", "answer"), ("take", "close")) if case.person_id else (("show", "close"),)
    return tuple(tuple(button(turn, case, locale, each) for each in row) for row in rows)
