"""What the staff can do with a case: one record per action, then what each does.

The card and the group's buttons, the orders of a letter and of a chat, `cocarde case` and the page
docs/roles.md all come from these records. To add one: a record here with its effect, its words in
`templates/words`, and, where words may order it, how people say it.

An effect passes `allowed` first, is done once, and leaves an entry; a `Refusal` says who was first.
"""

from core.desk.casework import (
    badge_changes,
    dialogues,
    enrolments,
    merge_cases,
    mission_address,
    person_notices,
    planned_change,
    remedies,
)
from core.desk.casework.case_action import CaseAction, CommandLine, allowed
from core.ground.effects import Outcome
from core.ground.errors import Refusal
from core.ground.tables import Case, Person
from core.ground.world import Turn
from core.people import people
from core.people.roles import Right
from core.support import (
    answer_person,
    assignees,
    cards,
    case_diagnosis,
    case_life,
    join_requests,
)
from core.support.case import Occasion
from core.support.case_log import EntryKind
from core.support.staff_action import StaffAtWork


def answer(member: StaffAtWork, case: Case, words: str, seen: int | None) -> None:
    """The staff's words, to the person."""
    turn = member.turn
    address = answer_person.answer(turn, case, member.person, words, member.door, seen)
    person_notices.await_reply(turn, case, address)
    member.turn.effects.conclude(Outcome.CASE, "answered")


def propose(member: StaffAtWork, case: Case, _: str, seen: int | None) -> None:
    """The proposed answer as it was shown to who sends it; refused where it has changed since.
    In a case that asks for a second person's agreement, « d'accord » is that."""
    if case.occasion == Occasion.REVOCATION:
        badge_changes.revoke(member, case, "", seen)
        return
    proposed = case_diagnosis.proposed(member.turn, case)
    if not proposed:
        raise Refusal("case.nothing_proposed", ref=case.ref)
    if cards.last_proposed(member.turn, case, member.person) != proposed:
        raise Refusal("case.proposal_changed", ref=case.ref)
    answer(member, case, proposed, seen)


def send(member: StaffAtWork, case: Case, _: str, seen: int | None) -> None:
    """The badge, or the claim with a fresh link, once more."""
    remedies.send_again(member.turn, case, member.person, member.door, seen)
    member.turn.effects.conclude(Outcome.CASE, "sent again")


def take(member: StaffAtWork, case: Case, _: str, seen: int | None) -> None:
    """Who takes it follows the case."""
    assign(member, case, member.person, seen)


def give(member: StaffAtWork, case: Case, who: str, _: int | None) -> None:
    """Let a colleague follow the case: who has this mail address, or this key of a button. Raises
    `Refusal` for nobody."""
    able = assignees.able(member.turn, case)
    to = next((each for each in able if str(each.id) == who), None)
    if to is None:
        address = people.find(member.turn, people.MAIL, who)
        to = people.person_of(member.turn, address) if address else None
    if to is None or to not in able:
        raise Refusal("case.no_colleague", who=who)
    assign(member, case, to, None)


def assign(member: StaffAtWork, case: Case, to: Person, seen: int | None) -> None:
    """One follows the case from now on, and is told unless they took it themselves."""
    case_life.assign(member.turn, case, member.person, to, member.door, seen)
    if to.id != member.person.id:
        cards.tell(member.turn, case, to)
    cards.refresh(member.turn, case)
    member.turn.effects.conclude(Outcome.CASE, "assigned")


def issue(member: StaffAtWork, case: Case, reason: str, _: int | None) -> None:
    """Issue what is approved; decide what is in review, with a reason."""
    remedies.issue(member.turn, case, member.person, reason, member.door)
    member.turn.effects.conclude(Outcome.DECIDED, "issued by the staff")


def merge(member: StaffAtWork, case: Case, ref: str, _: int | None) -> None:
    """Merge another case into this one. Raises `Refusal` where they are of two persons, who are not
    made one by the way."""
    other = allowed(member, case_life.locked_case(member.turn, ref), Right.MERGE)
    if merge_cases.two_persons(case, other):
        raise Refusal("case.two_persons", ref=case.ref, other=other.ref)
    merge_cases.merge(member.turn, case, other, member.person, member.door)
    member.turn.effects.conclude(Outcome.CASE, "merged")


def close(member: StaffAtWork, case: Case, _: str, __: int | None) -> None:
    """Nothing is due from the staff any more; a revocation that needed a second person, whose case
    it is, does not come about."""
    case_life.close(member.turn, case, member.person, member.door)
    if case.occasion == Occasion.REVOCATION:
        badge_changes.let_fall(member, case)
    cards.refresh(member.turn, case)
    member.turn.effects.conclude(Outcome.CASE, "closed")


def of_somebody(_: Turn, case: Case) -> bool:
    """Whether the case is about a person."""
    return case.person_id is not None


def has_proposal(turn: Turn, case: Case) -> bool:
    """Whether the diagnosis gives an answer that could be sent as it stands."""
    return of_somebody(turn, case) and bool(case_diagnosis.proposed(turn, case))


ACTIONS: dict[str, CaseAction] = {
    action.name: action
    for action in (
        CaseAction(
            name="show",
            right=Right.SUPPORT,
            button="case.button_show",
            group_row=1,
            nobody_row=1,
            dialogue=dialogues.CARD,
        ),
        CaseAction(
            name="proposed",
            right=Right.SUPPORT,
            button="case.button_proposed",
            fits=has_proposal,
            row=1,
            tap="case.order_proposed",
            leaves=EntryKind.ANSWERED,
            guarded=True,
            effect=propose,
        ),
        CaseAction(
            name="answer",
            right=Right.SUPPORT,
            button="case.button_answer",
            fits=of_somebody,
            row=2,
            group_row=1,
            leaves=EntryKind.ANSWERED,
            guarded=True,
            dialogue=dialogues.ANSWER,
            command=CommandLine("answer", "words", help="help.case_words"),
            effect=answer,
        ),
        CaseAction(
            name="words",
            right=Right.SUPPORT,
            button="case.button_words",
            fits=of_somebody,
            row=2,
            leaves=EntryKind.ANSWERED,
            guarded=True,
            dialogue=dialogues.READY_ANSWER,
            effect=answer,
        ),
        CaseAction(
            name="send",
            right=Right.SUPPORT,
            button="case.button_send",
            fits=remedies.has_something_to_send,
            row=3,
            tap="case.order_send",
            leaves=EntryKind.SENT,
            guarded=True,
            command=CommandLine("send"),
            effect=send,
        ),
        CaseAction(
            name="take",
            right=Right.SUPPORT,
            button="case.button_take",
            row=4,
            group_row=2,
            tap="case.order_take",
            leaves=EntryKind.ASSIGNED,
            guarded=True,
            command=CommandLine("assign"),
            effect=take,
        ),
        CaseAction(
            name="give",
            right=Right.SUPPORT,
            button="case.button_give",
            row=4,
            leaves=EntryKind.ASSIGNED,
            dialogue=dialogues.COLLEAGUE,
            command=CommandLine("assign", "--to", "MAIL", "help.case_to"),
            effect=give,
        ),
        CaseAction(
            name="address",
            right=Right.CHANGE_ADDRESS,
            button="case.button_address",
            fits=mission_address.is_elsewhere,
            row=3,
            leaves=EntryKind.READDRESSED,
            dialogue=mission_address.MATCH,
            effect=mission_address.change,
        ),
        CaseAction(
            name="issue",
            right=Right.ISSUE,
            button="case.button_issue",
            fits=remedies.is_issuable,
            row=3,
            leaves=EntryKind.ISSUED,
            guarded=True,
            dialogue=dialogues.REASON,
            command=CommandLine("issue", "--reason", help="help.case_reason"),
            effect=issue,
        ),
        CaseAction(
            name="correct",
            right=Right.REVOKE,
            button="case.button_correct",
            fits=badge_changes.is_correctable,
            row=3,
            tap="case.order_correct",
            tap_words=badge_changes.wished,
            leaves=EntryKind.CORRECTED,
            dialogue=badge_changes.NAME,
            command=CommandLine("correct", "--name", "NAME", "help.correct_name"),
            effect=badge_changes.correct,
        ),
        CaseAction(
            name="revoke",
            right=Right.REVOKE,
            button="case.button_revoke",
            fits=badge_changes.is_revocable,
            row=6,
            leaves=EntryKind.REVOKED,
            dialogue=badge_changes.WHY,
            command=CommandLine("revoke", "--reason", help="help.case_reason"),
            effect=badge_changes.revoke,
        ),
        CaseAction(
            name="keep",
            right=Right.REVOKE,
            button="case.button_keep",
            fits=planned_change.is_planned,
            row=6,
            tap="case.order_keep",
            leaves=EntryKind.KEPT,
            command=CommandLine("keep"),
            effect=badge_changes.keep,
        ),
        CaseAction(
            name="enrol",
            right=Right.ENROL,
            button="case.button_enrol",
            fits=join_requests.waits,
            row=1,
            tap="case.order_enrol",
            leaves=EntryKind.ENROLLED,
            guarded=True,
            command=CommandLine("enrol"),
            effect=enrolments.enrol,
        ),
        CaseAction(
            name="decline",
            right=Right.ENROL,
            button="case.button_decline",
            fits=join_requests.waits,
            row=1,
            leaves=EntryKind.DECLINED,
            dialogue=enrolments.WHY,
            command=CommandLine("decline", "--reason", help="help.case_reason"),
            effect=enrolments.decline,
        ),
        CaseAction(
            name="merge",
            right=Right.MERGE,
            button="case.button_merge",
            fits=of_somebody,
            row=5,
            leaves=EntryKind.MERGED,
            dialogue=dialogues.OTHER_CASE,
            command=CommandLine("merge", "--with", "REF", "help.case_with"),
            effect=merge,
        ),
        CaseAction(
            name="close",
            right=Right.SUPPORT,
            button="case.button_close",
            row=5,
            group_row=2,
            nobody_row=1,
            tap="case.order_close",
            leaves=EntryKind.CLOSED,
            command=CommandLine("close"),
            effect=close,
        ),
    )
}
STEPS = {
    step: (action, act)
    for action in ACTIONS.values()
    if action.dialogue
    for step, act in action.dialogue.steps.items()
}


def perform(
    member: StaffAtWork, case: Case | None, name: str, words: str = "", seen: int | None = None
) -> Case:
    """Do what words order, if this person may; gives the case to which it was done.

    Raises `Refusal` where nothing was done, and says why.
    """
    action = ACTIONS[name]
    known = allowed(member, case, action.right)
    action.effect(member, known, words, seen)
    return known
