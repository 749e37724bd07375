"""The buttons of a case's cards: what can be done in one tap, by whom, as the case stands.

A choice is `case:<action>:<ref>:<seen>`: how often it was done when the card was shown, so that a
second presser is told who was first.
"""

from core.ground.messages import Button, Buttons
from core.ground.tables import Case, Person
from core.ground.world import Turn
from core.people import roles
from core.people.roles import Right, may
from core.support import case_diagnosis, case_log
from core.support.staff_action import StaffAction, laid_out, of_cases


def able(turn: Turn, member: Person, right: Right, case: Case) -> bool:
    """Whether a member of the staff has this right on the case; on a case of no programme, whoever
    has it in any."""
    if case.programme:
        return may(turn, member, right, case.programme, case_diagnosis.claim_of(turn, case))
    held = roles.roles(turn, member, right)
    return any(may(turn, member, right, role.programme) for role in held)


def choice(turn: Turn, case: Case, name: str, rest: str = "") -> str:
    """What the button of an action says when pressed; `rest` where it says more than a count."""
    action = of_cases(turn).get(name)
    guarded = action is not None and action.guarded
    seen = len(case_log.of(turn, case, action.leaves)) if action and guarded else 0
    return f"case:{name}:{case.ref}:{rest or seen}"


def button(turn: Turn, case: Case, locale: str, action: StaffAction[Case]) -> Button:
    """The button of an action, in the reader's words."""
    return Button(turn.say(locale, action.button), choice(turn, case, action.name))


def buttons(turn: Turn, case: Case, member: Person, locale: str) -> Buttons:
    """The actions that this member may take, on their own card."""
    return laid_out(
        (action.row, button(turn, case, locale, action))
        for action in of_cases(turn).values()
        if action.row and action.fits(turn, case) and able(turn, member, action.right, case)
    )


def group_buttons(turn: Turn, case: Case, locale: str) -> Buttons:
    """The actions in a group: those that show nothing of the person there."""
    known = of_cases(turn).values()
    rows = ((each.group_row if case.person_id else each.nobody_row, each) for each in known)
    return laid_out((row, button(turn, case, locale, action)) for row, action in rows if row)
