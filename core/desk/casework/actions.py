"""One action on a case by one of the staff, from a button, from words, a letter or a command.

Each passes `roles.may`, is done once, and leaves an entry; a `Refusal` says who was first.
"""

from collections.abc import Callable
from dataclasses import dataclass

from core.desk.casework import merge_cases, remedies
from core.desk.speaker import Speaker
from core.ground.effects import Outcome
from core.ground.errors import Refusal
from core.ground.tables import Case, Person
from core.ground.world import Turn
from core.people import people
from core.people.joined import ever_joined
from core.support import (
    answer_person,
    assignees,
    card_text,
    cards,
    case_diagnosis,
    case_life,
    case_log,
)
from core.support.card_buttons import NEEDS, able

Seen = int | None


@dataclass(frozen=True, slots=True)
class Doer:
    """Who acts, at which door, within one turn."""

    turn: Turn
    person: Person
    door: str


def doer(speaker: Speaker) -> Doer:
    """Who speaks, as one who works on cases."""
    return Doer(speaker.turn, speaker.person, speaker.incoming.door)


def allowed(doer: Doer, case: Case | None, action: str) -> Case:
    """The case, if there is one and this person may do this to it; the same words if not.

    Nobody works on their own.
    """
    if case is None or action not in NEEDS or not able(doer.turn, doer.person, action, case):
        raise Refusal("case.not_yours")
    if case.person_id in ever_joined(doer.turn, doer.person.id):
        raise Refusal("case.own", ref=case.ref)
    return case


def answer(doer: Doer, case: Case, text: str, seen: Seen = None) -> None:
    """The staff's words, to the person."""
    answer_person.answer(doer.turn, case, doer.person, text, doer.door, seen)
    doer.turn.effects.told(Outcome.CASE, "answered")


def propose(doer: Doer, case: Case, seen: Seen = None) -> None:
    """The proposed answer as it was shown to who sends it; refused where it has changed since."""
    proposed = case_diagnosis.proposed(doer.turn, case)
    if not proposed:
        raise Refusal("case.nothing_proposed", ref=case.ref)
    if cards.last_proposed(doer.turn, case, doer.person) != proposed:
        raise Refusal("case.proposal_changed", ref=case.ref)
    answer(doer, case, proposed, seen)


def send(doer: Doer, case: Case, seen: Seen = None) -> None:
    """The badge, or the claim with a fresh link, once more."""
    remedies.send_again(doer.turn, case, doer.person, doer.door, seen)
    doer.turn.effects.told(Outcome.CASE, "sent again")


def give(doer: Doer, case: Case, mail: str) -> None:
    """To the member of the staff who has this mail address."""
    address = people.find(doer.turn, people.MAIL, mail)
    who = people.person_of(doer.turn, address) if address else None
    if who is None or who not in assignees.able(doer.turn, case):
        raise Refusal("case.no_colleague", who=mail)
    assign(doer, case, who, None)


def assign(doer: Doer, case: Case, to: Person, seen: Seen) -> None:
    """One follows the case from now on, and is told unless they took it themselves."""
    case_life.assign(doer.turn, case, doer.person, to, doer.door, seen)
    if to.id != doer.person.id:
        cards.tell(doer.turn, case, to)
    cards.refresh(doer.turn, case)
    doer.turn.effects.told(Outcome.CASE, "assigned")


def close(doer: Doer, case: Case) -> None:
    case_life.close(doer.turn, case, doer.person, doer.door)
    cards.refresh(doer.turn, case)
    doer.turn.effects.told(Outcome.CASE, "closed")


def issue(doer: Doer, case: Case, reason: str = "") -> None:
    """Issue what is approved; decide what is in review, with a reason."""
    remedies.issue(doer.turn, case, doer.person, reason, doer.door)
    doer.turn.effects.told(Outcome.DECIDED, "issued by the staff")


def merge(doer: Doer, case: Case, ref: str) -> None:
    """Another case into this one; two persons are not made one by the way."""
    other = allowed(doer, case_life.held(doer.turn, ref), "merge")
    if merge_cases.two_persons(case, other):
        raise Refusal("case.two_persons", ref=case.ref, other=other.ref)
    merge_cases.merge(doer.turn, case, other, doer.person, doer.door)
    doer.turn.effects.told(Outcome.CASE, "merged")


def last_done(turn: Turn, case: Case, locale: str) -> str:
    """What was done last, in the words of its card."""
    done = [each for each in case_log.of(turn, case) if each.kind in card_text.DONE]
    told = card_text.done(turn, case, done[-1], locale) if done else ""
    return turn.say(locale, "case.did", ref=case.ref, what=told)


ORDERED: dict[str, Callable[[Doer, Case, str, Seen], None]] = {
    "answer": answer,
    "proposed": lambda doer, case, _, seen: propose(doer, case, seen),
    "send": lambda doer, case, _, seen: send(doer, case, seen),
    "take": lambda doer, case, _, seen: assign(doer, case, doer.person, seen),
    "give": lambda doer, case, rest, _: give(doer, case, rest),
    "close": lambda doer, case, _, __: close(doer, case),
    "issue": lambda doer, case, rest, _: issue(doer, case, rest),
    "merge": lambda doer, case, rest, _: merge(doer, case, rest),
}
