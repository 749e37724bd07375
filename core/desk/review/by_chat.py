"""A reviewer at work in a chat: pressing a card's button, giving a reason, asking for the queue."""

from sqlmodel import select

from core.claims import claim_form, editions
from core.desk.expecting import ExpectingReason, ExpectingUndo
from core.desk.known_writer import known_of
from core.desk.review import mark_answers, notices
from core.desk.review.actions import ACTIONS, Said
from core.desk.speaker import Speaker
from core.ground.effects import Outcome
from core.ground.errors import Refusal
from core.ground.messages import Button, Buttons
from core.ground.tables import Claim
from core.people import people
from core.people.roles import Right, may
from core.reading.acts.decisions import undoes
from core.reading.acts.kinds import ReviewVerdict
from core.review import cards, jury, routing
from core.review import decision as decisions
from core.review import undo as undoing

SHOWN = 5


def pressed(speaker: Speaker, ref: str, seen: str, *, verdict: str) -> None:
    """Approve at once; the other verdicts need a reason: from the form, else the next words.

    `seen` is the edition of the claim on the card or page.
    """
    claim = open_claim(speaker, ref)
    if claim is None:
        return
    fields = speaker.incoming.fields
    if speaker.incoming.group and not cards.was_shown(speaker.turn, claim, speaker.person):
        show_first(speaker, claim)
        return
    if verdict == ReviewVerdict.APPROVE or "reason" in fields:
        reason = "" if verdict == ReviewVerdict.APPROVE else fields["reason"]
        wrong = tuple(filter(None, fields.get("wrong", "").split(",")))
        decide(speaker, claim, ExpectingReason(ReviewVerdict(verdict), ref, wrong, seen), reason)
        return
    try:
        editions.demand(speaker.turn, claim_form.form_of(speaker.turn, claim), seen)
    except Refusal as refusal:
        look_again(speaker, claim, refusal)
        return
    mark_answers.ask(speaker, claim, ExpectingReason(ReviewVerdict(verdict), ref, seen=seen))


def look(speaker: Speaker, ref: str) -> None:
    """Send who presses « Voir » in a group the whole card, in their own chat, where the group is
    told nothing of the person."""
    claim = open_claim(speaker, ref)
    if claim is None:
        return
    send_card(speaker, claim)
    speaker.turn.effects.conclude(Outcome.ASKED)
    speaker.turn.effects.toast = speaker.word("review.looked", ref=claim.ref)


def show_first(speaker: Speaker, claim: Claim) -> None:
    """Nobody decides on what they have not seen: the card comes first, in their own chat."""
    send_card(speaker, claim)
    speaker.turn.effects.conclude(Outcome.REJECTED, "not seen yet")
    speaker.reply(speaker.word("review.look_first", ref=claim.ref))


def send_card(speaker: Speaker, claim: Claim) -> None:
    """The card of a claim, with what was checked of it, in the speaker's own chat."""
    form = claim_form.form_of(speaker.turn, claim)
    cards.send(speaker.turn, form, speaker.person, speaker.address)


def open_claim(speaker: Speaker, ref: str) -> Claim | None:
    """The claim of a card, if this person may decide on it and it still waits; else why not."""
    claim, turn = find(speaker, ref), speaker.turn
    if claim is None or not may(turn, speaker.person, Right.DECIDE, claim.programme, claim):
        turn.effects.conclude(Outcome.REJECTED, "not theirs to decide")
        speaker.reply(speaker.word("review.not_yours"))
        return None
    if claim.state != "in_review":
        refuse(speaker, decisions.already_decided(turn, claim), Outcome.IGNORED)
        return None
    form = claim_form.form_of(turn, claim)
    if form.definition.review.several:
        try:
            jury.admit(turn, form, speaker.person)
        except Refusal as refusal:
            refuse(speaker, refusal)
            return None
    return claim


def mark(speaker: Speaker, ref: str, question: str) -> None:
    """Mark an answer as wrong, or as right after all."""
    claim = find(speaker, ref)
    if claim is None or not mark_answers.toggle(speaker, claim, question):
        speaker.reply(speaker.word("review.gone"))


def decide(speaker: Speaker, claim: Claim, on: ExpectingReason, reason: str) -> None:
    """Take the decision; what can be taken back comes with a button for it."""
    said = Said(reason, on.marks, on.seen)
    try:
        answer = ACTIONS[on.verdict].effect(speaker.at_work, claim, said)
    except Refusal as refusal:
        if refusal.word == editions.CHANGED:
            look_again(speaker, claim, refusal)
        else:
            refuse(speaker, refusal)
        return
    buttons: Buttons = ()
    speaker.expect()
    if answer.undoable:
        if speaker.chatting:
            speaker.expect(ExpectingUndo(claim.ref))
        buttons = ((Button(speaker.word("review.undo"), f"undo:{claim.ref}"),),)
    speaker.reply(speaker.word(answer.word, **answer.values), buttons)
    if speaker.incoming.door == people.WEB:
        notices.tell(speaker, claim, answer)


def look_again(speaker: Speaker, claim: Claim, refusal: Refusal) -> None:
    """The claim is not the one that was shown: nothing is decided, and the card comes anew."""
    turn, form = speaker.turn, claim_form.form_of(speaker.turn, claim)
    changed = speaker.word(refusal.word, **refusal.values)
    turn.effects.conclude(Outcome.REJECTED, refusal.word)
    speaker.expect()
    if speaker.incoming.group:
        card = cards.in_room(turn, form, speaker.locale)
        speaker.reply(f"{changed}\n\n{card}", cards.room_buttons(turn, form, speaker.locale))
    elif speaker.chatting:
        cards.send(turn, form, speaker.person, speaker.address, changed)
    else:
        speaker.reply(changed)


def refuse(speaker: Speaker, refusal: Refusal, outcome: Outcome = Outcome.REJECTED) -> None:
    """Say why nothing was done, and note it as the outcome."""
    speaker.turn.effects.conclude(outcome, refusal.word)
    speaker.reply(speaker.word(refusal.word, **refusal.values))


def undo(speaker: Speaker, ref: str) -> None:
    """Take one's decision back; the card comes again."""
    claim = find(speaker, ref)
    speaker.expect()
    if claim is None:
        speaker.reply(speaker.word("review.not_yours"))
        return
    try:
        answer = ACTIONS["undo"].effect(speaker.at_work, claim, Said())
    except Refusal as refusal:
        refuse(speaker, refusal, Outcome.IGNORED)
        return
    undone = speaker.word(answer.word, **answer.values)
    speaker.reply(undone)
    if speaker.chatting and not speaker.incoming.group:
        send_card(speaker, claim)
        return
    if speaker.incoming.door == people.WEB and answer.word != undoing.UNVOTED:
        notices.taken_back(speaker, claim, undone)


def takes_decision_back(speaker: Speaker) -> bool:
    """Whether the words are « Annuler » after a decision."""
    return undoes(speaker.incoming.text, known_of(speaker))


def second(speaker: Speaker, ref: str) -> None:
    """Ask another reviewer to look as well."""
    claim = open_claim(speaker, ref)
    if claim is None:
        return
    answer = ACTIONS["second"].effect(speaker.at_work, claim, Said())
    speaker.reply(speaker.word(answer.word, **answer.values))


def find(speaker: Speaker, ref: str) -> Claim | None:
    """The claim of a reference, locked until the turn ends; None where there is none."""
    return speaker.turn.db.exec(select(Claim).where(Claim.ref == ref).with_for_update()).first()


def queue(speaker: Speaker) -> None:
    """Show the cards that wait for this reviewer, the first due first; then those before others."""
    turn, waiting = speaker.turn, routing.mine(speaker.turn, speaker.person)
    speaker.reply(speaker.word("review.queue", count=str(len(waiting))))
    show(speaker, waiting[:SHOWN])
    others = routing.others(turn, speaker.person, SHOWN - len(waiting[:SHOWN]))
    if others:
        speaker.reply(speaker.word("seat.others"))
        show(speaker, others)


def show(speaker: Speaker, claims: list[Claim]) -> None:
    """Send the card of each of these claims, with its buttons, or as a letter to be answered."""
    for claim in claims:
        send_card(speaker, claim)
