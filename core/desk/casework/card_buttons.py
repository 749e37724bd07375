"""The buttons of a case's card. In a group nothing of the person is said: that comes privately."""

from collections.abc import Callable
from dataclasses import replace

from core.claims.life import State as Claimed
from core.desk.casework import actions, merge_cases, mission_address, person_replies
from core.desk.casework.actions import ORDERED, allowed, doer
from core.desk.expecting import (
    ExpectingCaseAnswer,
    ExpectingCaseOrder,
    ExpectingCaseReason,
    ExpectingOtherCase,
)
from core.desk.speaker import Speaker, conversation
from core.ground.effects import Outcome
from core.ground.errors import Refusal
from core.ground.messages import Button
from core.ground.tables import Case
from core.support import assignees, cards, case_diagnosis, case_life, case_log
from core.support.case_log import EntryKind

WORDS = ExpectingCaseAnswer | ExpectingCaseReason | ExpectingOtherCase  # that a case needs
PRIVATE_FROM = 50  # the numbers of the answers that do not go to the group
OFFERED = 8


def pressed(speaker: Speaker, rest: list[str]) -> None:
    """`case:<action>:<ref>:<seen or more>`; refused alike for no case and somebody else's."""
    action, ref, more = rest
    case = case_life.held(speaker.turn, ref)
    if action == "reply":
        person_replies.begin(speaker, case)
        return
    try:
        act(speaker, allowed(doer(speaker), case, action), action, more)
    except Refusal as refusal:
        refuse(speaker, refusal)


def act(speaker: Speaker, case: Case, action: str, more: str) -> None:
    """What needs words or shows the person goes on in private; the rest is done at once."""
    if action in ASKING:
        ASKING[action](in_private(speaker), case, more)
        return
    seen = int(more) if more.isdecimal() else None
    ORDERED[action](doer(speaker), case, more, seen)
    done(speaker, case)


def done(speaker: Speaker, case: Case) -> None:
    """Say what was done; the card in the group says it already."""
    if isinstance(speaker.awaited, WORDS):
        speaker.expect(ExpectingCaseOrder(case.ref))
    if not speaker.incoming.group:
        speaker.reply(actions.last_done(speaker.turn, case, speaker.locale))


def refuse(speaker: Speaker, refusal: Refusal) -> None:
    """Why nothing was done, and by whom it was done before; a new proposal is shown."""
    speaker.turn.effects.told(Outcome.REJECTED, refusal.word)
    speaker.reply(speaker.word(refusal.word, **refusal.values))
    if refusal.word == "case.proposal_changed":
        case = case_life.held(speaker.turn, refusal.values["ref"])
        show(in_private(speaker), allowed(doer(speaker), case, "show"))


def in_private(speaker: Speaker) -> Speaker:
    """The same person in their own chat; themselves where they are there already."""
    if not speaker.incoming.group:
        return speaker
    address = speaker.address
    here = replace(speaker.incoming, group=False, place=address.value)
    chat = conversation(speaker.turn, address, address.value)
    return replace(speaker, incoming=here, chat=chat, said=PRIVATE_FROM)


def show(speaker: Speaker, case: Case, _: str = "") -> None:
    """The whole card; the next words may be an order about it."""
    cards.tell(speaker.turn, case, speaker.person, address=speaker.address)
    speaker.expect(ExpectingCaseOrder(case.ref))
    speaker.turn.effects.told(Outcome.CASE, "shown")


def ask_answer(speaker: Speaker, case: Case, seen: str) -> None:
    """The next words go to the person as they stand."""
    speaker.expect(ExpectingCaseAnswer(case.ref, int(seen) if seen.isdecimal() else 0))
    speaker.turn.effects.told(Outcome.ASKED)
    rows = ((Button(speaker.word("case.button_words"), f"case:words:{case.ref}:{seen}"),),)
    speaker.reply(speaker.word("case.ask_answer", ref=case.ref), rows, awaits=True)


def offer_words(speaker: Speaker, case: Case, _: str) -> None:
    """The answers of the templates, those that fit the diagnosis first."""
    rows = tuple(
        (Button(speaker.word(f"canned.label_{slug}"), f"case:canned:{case.ref}:{slug}"),)
        for slug in case_diagnosis.fitting(case)
    )
    speaker.turn.effects.told(Outcome.ASKED)
    speaker.reply(speaker.word("case.which_words", ref=case.ref), rows)


def lay_out(speaker: Speaker, case: Case, slug: str) -> None:
    """One of them as the person would read it: sent by a press, or replaced by own words."""
    if slug not in case_diagnosis.CANNED:
        raise Refusal("case.gone", ref=case.ref)
    seen = len(case_log.of(speaker.turn, case, EntryKind.ANSWERED))
    speaker.expect(ExpectingCaseAnswer(case.ref, seen, slug))
    speaker.turn.effects.told(Outcome.ASKED)
    text = case_diagnosis.canned(speaker.turn, case, slug)
    use = Button(speaker.word("case.button_use"), f"case:use:{case.ref}:{slug}")
    speaker.reply(speaker.word("case.laid_out", text=text), ((use,),), awaits=True)


def use(speaker: Speaker, case: Case, slug: str) -> None:
    """Send the words that were laid out, if they still are."""
    awaited = speaker.awaited
    laid_out = isinstance(awaited, ExpectingCaseAnswer) and awaited.laid_out == slug
    if not isinstance(awaited, ExpectingCaseAnswer) or not laid_out or awaited.ref != case.ref:
        raise Refusal("case.gone", ref=case.ref)
    actions.answer(
        doer(speaker), case, case_diagnosis.canned(speaker.turn, case, slug), awaited.seen
    )
    done(speaker, case)


def ask_issue(speaker: Speaker, case: Case, _: str) -> None:
    """What is approved is issued; what is in review needs the reason of the staff's decision."""
    claim = case_diagnosis.claim_of(speaker.turn, case)
    if claim is None or claim.state != Claimed.IN_REVIEW:
        actions.issue(doer(speaker), case)
        done(speaker, case)
        return
    if claim.person_id == speaker.person.id:
        raise Refusal("case.own", ref=case.ref)
    speaker.expect(ExpectingCaseReason(case.ref))
    speaker.turn.effects.told(Outcome.ASKED)
    speaker.reply(speaker.word("case.ask_reason", ref=claim.ref), awaits=True)


def offer_colleagues(speaker: Speaker, case: Case, _: str) -> None:
    """To whom?"""
    rows = tuple(
        (Button(each.name or "?", f"case:to:{case.ref}:{each.id}"),)
        for each in assignees.able(speaker.turn, case)[:OFFERED]
    )
    speaker.turn.effects.told(Outcome.ASKED)
    speaker.reply(speaker.word("case.to_whom", ref=case.ref), rows)


def offer_merge(speaker: Speaker, case: Case, _: str) -> None:
    """With which case? The person's others, or a reference in words."""
    person = case_diagnosis.person_of(speaker.turn, case)
    theirs = case_life.of_person(speaker.turn, person) if person else []
    others = [each for each in theirs if each.id != case.id]
    rows = tuple(
        (Button(speaker.word("case.button_case", ref=ref), f"case:join:{case.ref}:{ref}"),)
        for ref in [each.ref for each in others[:OFFERED]]
    )
    speaker.expect(ExpectingOtherCase(case.ref))
    speaker.turn.effects.told(Outcome.ASKED)
    speaker.reply(speaker.word("case.merge_which", ref=case.ref), rows, awaits=True)


def give(speaker: Speaker, case: Case, person_id: str) -> None:
    """The colleague whose button was pressed follows the case."""
    able = {str(each.id): each for each in assignees.able(speaker.turn, case)}
    if person_id not in able:
        raise Refusal("case.gone", ref=case.ref)
    actions.assign(doer(speaker), case, able[person_id], None)
    done(speaker, case)


def join(speaker: Speaker, case: Case, ref: str) -> None:
    """Another case into this one; two persons only after one more press."""
    other = allowed(doer(speaker), case_life.held(speaker.turn, ref), "merge")
    if not merge_cases.two_persons(case, other):
        actions.merge(doer(speaker), case, ref)
        done(speaker, case)
        return
    yes = Button(speaker.word("case.button_union"), f"case:union:{case.ref}:{other.ref}")
    speaker.turn.effects.told(Outcome.ASKED)
    text = speaker.word("case.ask_union", ref=case.ref, other=other.ref)
    speaker.reply(text, ((yes,),))


def unite(speaker: Speaker, case: Case, ref: str) -> None:
    """The staff has found that the two are one person."""
    other = allowed(doer(speaker), case_life.held(speaker.turn, ref), "union")
    merge_cases.unite(speaker.turn, case, other, speaker.person, speaker.incoming.door)
    speaker.turn.effects.told(Outcome.CASE, "persons merged")
    done(speaker, case)


ASKING: dict[str, Callable[[Speaker, Case, str], None]] = {
    "show": show,
    "answer": ask_answer,
    "words": offer_words,
    "canned": lay_out,
    "use": use,
    "issue": ask_issue,
    "give": offer_colleagues,
    "merge": offer_merge,
    "to": give,
    "join": join,
    "union": unite,
    "address": mission_address.ask,
    "readdress": mission_address.confirm,
}
