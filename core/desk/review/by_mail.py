"""A reviewer's decision by mail: secret, sender and proof must agree, and the words be clear.

Anything less decides nothing: the card comes again, with the reason why.
"""

from core.claims import changes, claim_form, editions, sending
from core.claims.claim_form import ClaimForm
from core.claims.states import State
from core.desk.known_writer import known_of
from core.desk.repeats import said_often
from core.desk.review import notices
from core.desk.review.actions import ACTIONS, Said
from core.desk.speaker import Speaker
from core.ground.effects import Outcome
from core.ground.errors import Refusal
from core.ground.message_kinds import MessageKind
from core.ground.rows.outbox import To
from core.ground.tables import Claim, Token
from core.people.roles import Right, may
from core.reading.acts.decisions import consults, undoes, verdict_in
from core.reading.acts.kinds import ActKind, ReviewVerdict
from core.reading.text import words
from core.review import cards
from core.review import decision as decisions

UNCLEAR = "review.mail_unclear"
TELLING = 4  # letters that a word of a label needs to name its question


def hear(speaker: Speaker, token: Token) -> None:
    """Take the decision of a letter, take one back, or say why nothing is decided."""
    claim = speaker.turn.db.get_one(Claim, token.claim_id)
    proven, text, known = speaker.writes_from_own, speaker.incoming.text, known_of(speaker)
    if not may(speaker.turn, speaker.person, Right.DECIDE, claim.programme, claim):
        refuse(speaker, claim, Refusal("review.not_yours"))
    elif undoes(text, known) and proven:
        undo(speaker, claim)
    elif claim.state != State.IN_REVIEW:
        refuse(speaker, claim, decisions.already_decided(speaker.turn, claim))
    elif consults(text, known) and proven and token.used_at is None:
        second(speaker, claim)
    else:
        verdict, reason = verdict_in(text, known)
        if why := doubt(proven, token, verdict, reason):
            why = understood(speaker) if why == UNCLEAR else why
            ask_to_confirm(speaker, claim, why)
        else:
            assert verdict is not None
            decide(speaker, claim, verdict, reason, editions.seen(token))


def doubt(proven: bool, token: Token, verdict: ReviewVerdict | None, reason: str) -> str:
    """The word for why a letter decides nothing; empty when it does."""
    if token.used_at is not None:
        return "review.mail_spent"
    if verdict is None:
        return UNCLEAR
    if verdict is not ReviewVerdict.APPROVE and not reason:
        return "review.mail_no_reason"
    return "" if proven else "review.mail_unproven"


def understood(speaker: Speaker) -> str:
    """The word for what an unclear letter seems to say, and how it is said for sure."""
    reading = speaker.understood.reading
    approves = reading.likely(ActKind.APPROVE)
    asks = "?" in speaker.incoming.text
    if asks or approves is reading.likely(ActKind.REFUSE, ActKind.RETURN):
        return UNCLEAR
    return "order.mail_approve" if approves else "order.mail_other"


def ask_to_confirm(speaker: Speaker, claim: Claim, why: str) -> None:
    """The card once more: its page asks before it acts. Not to a machine that answers each."""
    turn, form = speaker.turn, claim_form.form_of(speaker.turn, claim)
    locale = sending.locale_of(turn, speaker.person)
    before, to = turn.say(locale, why), To(speaker.address.door, speaker.address.value)
    turn.effects.conclude(Outcome.NEEDS_CONFIRMATION, why)
    if not said_often(turn, to, MessageKind.REVIEW, cards.worded(turn, form, locale, before)):
        cards.send(turn, form, speaker.person, speaker.address, before)


def decide(speaker: Speaker, claim: Claim, verdict: ReviewVerdict, reason: str, seen: str) -> None:
    """Decide, and tell until when it can be taken back."""
    marks = meant(claim_form.form_of(speaker.turn, claim), reason)
    try:
        said = Said(reason, marks, seen)
        done = ACTIONS[verdict].effect(speaker.at_work, claim, said)
    except Refusal as refusal:
        if refusal.word == editions.CHANGED:
            ask_to_confirm(speaker, claim, refusal.word)
        else:
            refuse(speaker, claim, refusal)
        return
    answer(speaker, claim, done.word, **done.values)


def undo(speaker: Speaker, claim: Claim) -> None:
    turn = speaker.turn
    try:
        done = ACTIONS["undo"].effect(speaker.at_work, claim, Said())
    except Refusal as refusal:
        refuse(speaker, claim, refusal)
        return
    undone = turn.say(sending.locale_of(turn, speaker.person), done.word, **done.values)
    cards.send(turn, claim_form.form_of(turn, claim), speaker.person, speaker.address, undone)


def second(speaker: Speaker, claim: Claim) -> None:
    """« Second avis »: somebody else looks as well."""
    try:
        done = ACTIONS["second"].effect(speaker.at_work, claim, Said())
    except Refusal as refusal:
        refuse(speaker, claim, refusal)
        return
    answer(speaker, claim, done.word, **done.values)


def refuse(speaker: Speaker, claim: Claim, refusal: Refusal) -> None:
    """Too late, or not theirs to decide."""
    speaker.turn.effects.conclude(Outcome.IGNORED, refusal.word)
    answer(speaker, claim, refusal.word, **refusal.values)


def answer(speaker: Speaker, claim: Claim, word: str, **values: str) -> None:
    """A letter back whose own secret lets the reviewer take the decision back."""
    text = speaker.turn.say(sending.locale_of(speaker.turn, speaker.person), word, **values)
    notices.write(speaker, claim, speaker.address, text)


def meant(form: ClaimForm, reason: str) -> tuple[str, ...]:
    """The questions that a reason names, each by a word of its label that no other label has."""
    told = set(words(reason))
    seen = [each for each in form.questions if changes.is_for_reviewers(form, each)]
    return tuple(
        question.name
        for question in seen
        if any(len(word) >= TELLING for word in own_words(form, question.name) & told)
    )


def own_words(form: ClaimForm, name: str) -> set[str]:
    """The words of a question's label, in every language, that no other question has."""
    labels = {each.name: " ".join(each.label.values()) for each in form.questions}
    others = {word for other, label in labels.items() if other != name for word in words(label)}
    return set(words(labels[name])) - others
