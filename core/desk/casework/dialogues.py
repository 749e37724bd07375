"""What an action on a case asks for before it is done, in the chat of who pressed its button."""

from core.claims.states import State as Claimed
from core.desk.casework import merge_cases, planned_change
from core.desk.casework.case_action import CaseAction, Dialogue, allowed
from core.desk.expecting import (
    ExpectingAnswerYes,
    ExpectingCaseAnswer,
    ExpectingCaseOrder,
    ExpectingCaseReason,
    ExpectingOtherCase,
)
from core.desk.speaker import Speaker
from core.ground.effects import Outcome
from core.ground.errors import Refusal
from core.ground.messages import Button
from core.ground.tables import Case
from core.support import assignees, cards, case_diagnosis, case_life, case_log
from core.support.case_log import EntryKind

# Words that a case needs.
WORDS = ExpectingCaseAnswer | ExpectingAnswerYes | ExpectingCaseReason | ExpectingOtherCase
OFFERED = 8


def done(speaker: Speaker, case: Case) -> None:
    """Say what was done; the card in the group says it already."""
    if isinstance(speaker.awaited, WORDS):
        speaker.expect(ExpectingCaseOrder(case.ref))
    if not speaker.incoming.group:
        text = planned_change.told(speaker.turn, case, speaker.locale)
        speaker.reply(text, planned_change.undo_buttons(speaker.turn, case, speaker.locale))


def show(speaker: Speaker, case: Case) -> None:
    """Show the whole card; the next words may be an order about it."""
    cards.tell(speaker.turn, case, speaker.person, address=speaker.address)
    speaker.expect(ExpectingCaseOrder(case.ref))
    speaker.turn.effects.conclude(Outcome.CASE, "shown")


def ask_words(speaker: Speaker, case: Case, _: CaseAction, seen: str) -> None:
    """The next words go to the person as they stand."""
    speaker.expect(ExpectingCaseAnswer(case.ref, int(seen) if seen.isdecimal() else 0))
    speaker.turn.effects.conclude(Outcome.ASKED)
    rows = ((Button(speaker.word("case.button_words"), f"case:words:{case.ref}:{seen}"),),)
    speaker.reply(speaker.word("case.ask_answer", ref=case.ref), rows, awaits=True)


def offer_words(speaker: Speaker, case: Case, _: CaseAction, __: str) -> None:
    """The answers of the templates, those that fit the diagnosis first."""
    rows = tuple(
        (Button(speaker.word(f"canned.label_{slug}"), f"case:canned:{case.ref}:{slug}"),)
        for slug in case_diagnosis.fitting(case)
    )
    speaker.turn.effects.conclude(Outcome.ASKED)
    speaker.reply(speaker.word("case.which_words", ref=case.ref), rows)


def lay_out(speaker: Speaker, case: Case, _: CaseAction, slug: str) -> None:
    """Show one of the ready answers as the person would read it: a press sends it, own words
    replace it. Raises `Refusal` for one that is gone."""
    if slug not in case_diagnosis.CANNED:
        raise Refusal("case.gone", ref=case.ref)
    seen = len(case_log.of(speaker.turn, case, EntryKind.ANSWERED))
    speaker.expect(ExpectingCaseAnswer(case.ref, seen, slug))
    speaker.turn.effects.conclude(Outcome.ASKED)
    text = case_diagnosis.canned(speaker.turn, case, slug)
    use = Button(speaker.word("case.button_use"), f"case:use:{case.ref}:{slug}")
    speaker.reply(speaker.word("case.laid_out", text=text), ((use,),), awaits=True)


def use(speaker: Speaker, case: Case, action: CaseAction, slug: str) -> None:
    """Send the ready words that were shown, if they still are; raises `Refusal` otherwise."""
    awaited = speaker.awaited
    laid_out = isinstance(awaited, ExpectingCaseAnswer) and awaited.laid_out == slug
    if not isinstance(awaited, ExpectingCaseAnswer) or not laid_out or awaited.ref != case.ref:
        raise Refusal("case.gone", ref=case.ref)
    text = case_diagnosis.canned(speaker.turn, case, slug)
    action.effect(speaker.at_work, case, text, awaited.seen)
    done(speaker, case)


def lay_out_words(speaker: Speaker, case: Case, words: str) -> None:
    """Show the words that were typed as the person would read them: one yes sends them."""
    seen = len(case_log.of(speaker.turn, case, EntryKind.ANSWERED))
    awaited = ExpectingAnswerYes(case.ref, words, seen)
    speaker.expect(awaited)
    speaker.turn.effects.conclude(Outcome.NEEDS_CONFIRMATION, "answer?")
    send = Button(speaker.word("case.button_use"), f"case:typed:{awaited.key}")
    no = Button(speaker.word("order.button_no"), "unordered")
    speaker.reply(speaker.word("case.laid_out", text=words), ((send,), (no,)), awaits=True)


def use_typed(speaker: Speaker, case: Case, action: CaseAction, mark: str) -> None:
    """Send the typed words that were shown, if they still are; raises `Refusal` otherwise."""
    awaited = speaker.awaited
    if not isinstance(awaited, ExpectingAnswerYes) or awaited.key != f"{case.ref}:{mark}":
        raise Refusal("case.gone", ref=case.ref)
    action.effect(speaker.at_work, case, awaited.words, awaited.seen)
    done(speaker, case)


def ask_reason(speaker: Speaker, case: Case, action: CaseAction, _: str) -> None:
    """Issue what is approved; ask for the reason of the staff's decision on what is in review.
    Raises `Refusal` for one's own."""
    claim = case_diagnosis.claim_of(speaker.turn, case)
    if claim is None or claim.state != Claimed.IN_REVIEW:
        action.effect(speaker.at_work, case, "", None)
        done(speaker, case)
        return
    if claim.person_id == speaker.person.id:
        raise Refusal("case.own", ref=case.ref)
    speaker.expect(ExpectingCaseReason(case.ref))
    speaker.turn.effects.conclude(Outcome.ASKED)
    speaker.reply(speaker.word("case.ask_reason", ref=claim.ref), awaits=True)


def offer_colleagues(speaker: Speaker, case: Case, _: CaseAction, __: str) -> None:
    """To whom?"""
    rows = tuple(
        (Button(each.name or "?", f"case:to:{case.ref}:{each.id}"),)
        for each in assignees.able(speaker.turn, case)[:OFFERED]
    )
    speaker.turn.effects.conclude(Outcome.ASKED)
    speaker.reply(speaker.word("case.to_whom", ref=case.ref), rows)


def hand_over(speaker: Speaker, case: Case, action: CaseAction, person_id: str) -> None:
    """Let the colleague follow the case whose button was pressed; raises `Refusal` where they may
    not any more."""
    if person_id not in {str(each.id) for each in assignees.able(speaker.turn, case)}:
        raise Refusal("case.gone", ref=case.ref)
    action.effect(speaker.at_work, case, person_id, None)
    done(speaker, case)


def offer_cases(speaker: Speaker, case: Case, _: CaseAction, __: str) -> None:
    """With which case? The person's others, or a reference in words."""
    person = case_diagnosis.person_of(speaker.turn, case)
    theirs = case_life.of_person(speaker.turn, person) if person else []
    others = [each for each in theirs if each.id != case.id]
    rows = tuple(
        (Button(speaker.word("case.button_case", ref=ref), f"case:join:{case.ref}:{ref}"),)
        for ref in [each.ref for each in others[:OFFERED]]
    )
    speaker.expect(ExpectingOtherCase(case.ref))
    speaker.turn.effects.conclude(Outcome.ASKED)
    speaker.reply(speaker.word("case.merge_which", ref=case.ref), rows, awaits=True)


def join(speaker: Speaker, case: Case, action: CaseAction, ref: str) -> None:
    """Merge another case into this one; two persons only after one more press."""
    other = allowed(speaker.at_work, case_life.locked_case(speaker.turn, ref), action.right)
    if not merge_cases.two_persons(case, other):
        action.effect(speaker.at_work, case, ref, None)
        done(speaker, case)
        return
    yes = Button(speaker.word("case.button_union"), f"case:union:{case.ref}:{other.ref}")
    speaker.turn.effects.conclude(Outcome.ASKED)
    text = speaker.word("case.ask_union", ref=case.ref, other=other.ref)
    speaker.reply(text, ((yes,),))


def unite(speaker: Speaker, case: Case, action: CaseAction, ref: str) -> None:
    """The staff has found that the two are one person."""
    other = allowed(speaker.at_work, case_life.locked_case(speaker.turn, ref), action.right)
    merge_cases.unite(speaker.turn, case, other, speaker.person, speaker.incoming.door)
    speaker.turn.effects.conclude(Outcome.CASE, "persons merged")
    done(speaker, case)


CARD = Dialogue(lambda speaker, case, _, __: show(speaker, case))
ANSWER = Dialogue(ask_words, {"typed": use_typed}, in_words=True)
READY_ANSWER = Dialogue(offer_words, {"canned": lay_out, "use": use})
REASON = Dialogue(ask_reason, in_words=True)
COLLEAGUE = Dialogue(offer_colleagues, {"to": hand_over}, in_words=True)
OTHER_CASE = Dialogue(offer_cases, {"join": join, "union": unite}, in_words=True)
