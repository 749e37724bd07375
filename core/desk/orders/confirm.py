"""The step before a typed order is done that cannot be taken back: what it is, and one yes."""

from core.claims import claim_form, editions
from core.claims.claim_form import ClaimForm
from core.desk import at_hand
from core.desk.expecting import ExpectingAnswerYes, ExpectingOrderYes, ExpectingReason
from core.desk.known_writer import known_of
from core.desk.orders import hand_over
from core.desk.orders.card_meant import NO, ShownCard
from core.desk.orders.order import VERDICTS, StaffOrder
from core.desk.review import by_chat, by_mail, mark_answers
from core.desk.speaker import Speaker
from core.ground.effects import Outcome
from core.ground.errors import Refusal
from core.ground.messages import Button, Buttons
from core.ground.tables import Claim, Person
from core.programmes.file_values import said
from core.reading.acts.kinds import ActKind, ReviewVerdict
from core.reading.acts.reasons import takes_back
from core.reading.acts.yes_no import assents, refuses
from core.review import cards

INSTEAD = {ActKind.REFUSE: ActKind.RETURN, ActKind.RETURN: ActKind.REFUSE}


def ask(speaker: Speaker, order: StaffOrder, card: ShownCard) -> None:
    """Ask whether the claim of this card is to be decided so; a verdict without its reason is asked
    for that. Nothing is done where the claim is decided, or another than the one that was shown."""
    claim = by_chat.open_claim(speaker, card.claim)
    if claim is None:
        return
    form = claim_form.form_of(speaker.turn, claim)
    try:
        editions.demand(speaker.turn, form, card.edition)
    except Refusal as refusal:
        by_chat.look_again(speaker, claim, refusal)
        return
    if order.kind in INSTEAD and not order.reason:
        lacking = ExpectingReason(VERDICTS[order.kind], claim.ref, seen=card.edition)
        mark_answers.ask(speaker, claim, lacking)
        return
    put(speaker, form, ExpectingOrderYes(order.kind, claim.ref, order.reason, card.edition))


def ask_undo(speaker: Speaker, claim: Claim) -> None:
    """Ask whether the decision on this claim is to be taken back."""
    form = claim_form.form_of(speaker.turn, claim)
    put(speaker, form, ExpectingOrderYes(ActKind.UNDO, claim.ref))


def ask_assign(speaker: Speaker, claim: Claim, to: Person) -> None:
    """Ask whether the claim is to go to this colleague."""
    order = ExpectingOrderYes(ActKind.ASSIGN, claim.ref, str(to.id))
    speaker.expect(order)
    speaker.turn.effects.conclude(Outcome.NEEDS_CONFIRMATION, "assign?")
    text = speaker.word("order.assign_sure", ref=claim.ref, who=to.name)
    speaker.reply(text, buttons(speaker, order), awaits=True)


def put(speaker: Speaker, form: ClaimForm, order: ExpectingOrderYes) -> None:
    """Say what would be done, with the words that the person would read."""
    speaker.expect(order)
    speaker.turn.effects.conclude(Outcome.NEEDS_CONFIRMATION, f"{order.order}?")
    text = speaker.word(
        f"order.{order.order}_sure",
        badge=said(form.badge.name, speaker.language),
        who=who(speaker, form),
        ref=order.ref,
        reason=order.reason,
    )
    speaker.reply(text, buttons(speaker, order), awaits=True)


def who(speaker: Speaker, form: ClaimForm) -> str:
    """The claimant; in a group by first name alone."""
    name = cards.claimant(speaker.turn, form)
    return name.partition(" ")[0].partition("@")[0] if speaker.incoming.group else name


def buttons(speaker: Speaker, order: ExpectingOrderYes) -> Buttons:
    """One yes, the milder or harder verdict with the same words, and no."""
    rows = [(Button(speaker.word(f"order.button_{order.order}"), pressed(order)),)]
    if other := INSTEAD.get(order.order):
        choice = f"ordered:{other}:{order.key}"
        rows.append((Button(speaker.word(f"order.button_{other}_instead"), choice),))
    return (*rows, (Button(speaker.word("order.button_no"), NO),))


def pressed(order: ExpectingOrderYes) -> str:
    """What the yes says: what the button of the card says, where that needs no words."""
    if order.order is ActKind.APPROVE:
        return f"approve:{order.ref}:{order.seen}"
    if order.order is ActKind.ASSIGN:
        return f"orderto:{order.ref}:{order.reason}"
    if order.order in (ActKind.UNDO, ActKind.SECOND):
        return f"{order.order}:{order.ref}"
    return f"ordered:{order.order}:{order.key}"


def answers(speaker: Speaker, awaited: ExpectingOrderYes | ExpectingAnswerYes) -> bool:
    """Whether the words are the yes or the no to this question, and reply to no earlier one."""
    text, known, below = speaker.incoming.text, known_of(speaker), at_hand.choices_below(speaker)
    if isinstance(awaited, ExpectingOrderYes):
        yes = pressed(awaited)
    else:
        yes = f"case:typed:{awaited.key}"
    if NO in below and yes not in below:
        return False
    return assents(text, known) or refuses(text, known) or takes_back(text, known)


def hear(speaker: Speaker, awaited: ExpectingOrderYes) -> None:
    """A typed yes does it, a typed no drops it."""
    if assents(speaker.incoming.text, known_of(speaker)):
        do(speaker, awaited, awaited.order)
    else:
        drop(speaker)


def press(speaker: Speaker, order: str, ref: str, marked: str) -> None:
    """The pressed yes, if it stands below the question that was asked last."""
    awaited = speaker.awaited
    if isinstance(awaited, ExpectingOrderYes) and awaited.key == f"{ref}:{marked}":
        do(speaker, awaited, ActKind(order))
    else:
        speaker.reply(speaker.word("menu.gone"))


def do(speaker: Speaker, awaited: ExpectingOrderYes, kind: ActKind) -> None:
    """What was asked about is done, as a button would."""
    if kind is ActKind.UNDO:
        by_chat.undo(speaker, awaited.ref)
        return
    if kind is ActKind.SECOND:
        speaker.expect()
        by_chat.second(speaker, awaited.ref)
        return
    if kind is ActKind.ASSIGN:
        hand_over.chosen(speaker, awaited.ref, awaited.reason)
        return
    claim = by_chat.open_claim(speaker, awaited.ref)
    if claim is None:
        speaker.expect()
        return
    verdict = VERDICTS[kind]
    form = claim_form.form_of(speaker.turn, claim)
    approves = verdict is ReviewVerdict.APPROVE
    wrong = () if approves else awaited.marks or by_mail.meant(form, awaited.reason)
    decided = ExpectingReason(verdict, awaited.ref, wrong, awaited.seen)
    by_chat.decide(speaker, claim, decided, awaited.reason)


def drop(speaker: Speaker) -> None:
    """Nothing is done."""
    speaker.expect()
    speaker.turn.effects.conclude(Outcome.NEEDS_CONFIRMATION, "called off")
    speaker.reply(speaker.word("order.dropped"))
