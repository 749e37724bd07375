"""Words that belong to a case because it was asked for them, or because they quote one."""

from dataclasses import replace
from datetime import timedelta

from core.desk import at_hand
from core.desk.casework import (
    badge_changes,
    call_human,
    card_buttons,
    dialogues,
    person_notices,
    person_replies,
    planned_change,
    typed,
)
from core.desk.casework.actions import ACTIONS, perform
from core.desk.casework.case_action import allowed
from core.desk.expecting import (
    NOTHING,
    ExpectingAnswerYes,
    ExpectingCaseAnswer,
    ExpectingCaseOrder,
    ExpectingCaseReason,
    ExpectingCaseReply,
    ExpectingOtherCase,
)
from core.desk.known_writer import known_of
from core.desk.speaker import Speaker
from core.ground.effects import Outcome
from core.ground.errors import Refusal
from core.ground.tables import Case
from core.ground.world import REF
from core.people import roles
from core.people.roles import Right
from core.programmes.answers.answer import brief
from core.reading.acts.case_orders import CaseOrder, addressed, is_turned, order_in
from core.reading.acts.kinds import ActKind
from core.reading.acts.reasons import doubtful, surely, takes_back
from core.reading.acts.yes_no import assents
from core.reading.languages import compiled, either
from core.reading.text import fold
from core.support import cards, case_life
from core.support.card_buttons import able

ForACase = (
    ExpectingCaseAnswer
    | ExpectingCaseReason
    | ExpectingOtherCase
    | ExpectingCaseOrder
    | ExpectingCaseReply
)
SOON, PATIENCE = timedelta(hours=2), timedelta(days=14)
QUOTED = compiled(
    rf"\b(?:{either('staff.case')})\W{{0,3}}(?:n[o°]?\W{{0,2}}|nr\W{{0,2}}|ref\W{{0,2}})?"
    rf"(?P<ref>(?=[a-z]*[0-9])[{REF}]{{6}})\b"
)


def is_over(speaker: Speaker) -> bool:
    """Whether words for a case were asked for, and these are not for it: too late, or a command."""
    awaited, text = speaker.awaited, speaker.incoming.text
    ours = isinstance(awaited, ForACase) and speaker.chatting and not speaker.incoming.fields
    if not ours or (isinstance(awaited, dialogues.WORDS) and cancels(speaker)):
        return False
    if text.startswith("/"):
        return isinstance(awaited, dialogues.WORDS)
    if not text or forgotten(speaker):
        return bool(text)
    if isinstance(awaited, ExpectingCaseOrder):
        return not typed.orders(speaker)
    if not isinstance(awaited, ExpectingCaseReply):
        return bool(speaker.understood.command)
    return not person_replies.theirs(speaker, case_life.locked_case(speaker.turn, awaited.ref))


def cancels(speaker: Speaker) -> bool:
    """Whether what was begun is called off by a command, as such or in words."""
    return speaker.understood.command == "cancel" or speaker.incoming.text.startswith("/cancel")


def awaits(speaker: Speaker) -> bool:
    """Whether the words were asked for, for a case, or are for the human who answered there."""
    said, awaited = speaker.incoming.text and not speaker.incoming.fields, speaker.awaited
    if not said or not speaker.chatting or not isinstance(awaited, ForACase):
        return False
    if isinstance(awaited, ExpectingCaseReply):
        return person_replies.for_human(speaker, awaited)
    return True


def replied_to(speaker: Speaker) -> Case | None:
    """The case of who speaks to whose human answer the words reply; None for other words."""
    for choice in at_hand.choices_below(speaker):
        verb, *rest = choice.split(":")
        if verb == "case" and rest[:1] == ["reply"] and speaker.chatting:
            case = case_life.locked_case(speaker.turn, rest[1])
            return case if person_replies.theirs(speaker, case) else None
    return None


def quotes(speaker: Speaker) -> bool:
    """Whether the words hold the reference of a case, and somebody would see to it."""
    text = speaker.incoming.text
    found = None if speaker.incoming.fields else QUOTED.search(fold(text))
    if found is None:
        return False
    claim, turn = speaker.claim, speaker.turn
    case = case_life.locked_case(turn, found["ref"]) if speaker.proven else None
    known = person_replies.theirs(speaker, case) or (
        case is not None and able(turn, speaker.person, Right.SUPPORT, case)
    )
    return known or bool(roles.supporters(turn, claim.programme if claim else ""))


def forgotten(speaker: Speaker) -> bool:
    """Whether words were asked for so long ago that these are hardly meant for a case."""
    asked_at = speaker.chat.updated_at
    kept = PATIENCE if isinstance(speaker.awaited, ExpectingCaseReply) else SOON
    return speaker.turn.at - asked_at > kept


def hear_answer(speaker: Speaker, awaited: ExpectingCaseAnswer) -> None:
    """Send the staff's own words to the person, or on a yes those that were laid out."""
    slug, answer, text = awaited.laid_out, ACTIONS["answer"], speaker.incoming.text
    given = order_in(text, known_of(speaker))
    if not slug and not addressed(text) and called_off(speaker):
        return
    try:
        case = allowed(speaker.at_work, meant(speaker, awaited), answer.right)
        if slug and given.action in ("proposed", "send"):
            dialogues.use(speaker, case, answer, slug)
        elif slug and given.unclear:
            speaker.reply(speaker.word("review.reason_doubt", said=brief(text)))
        elif not surely(text) and typed.is_doubtful(speaker):
            dialogues.lay_out_words(speaker, case, text.strip())
        else:
            answer.effect(speaker.at_work, case, surely(text) or text, awaited.seen)
            dialogues.done(speaker, case)
    except Refusal as refusal:
        speaker.expect()
        card_buttons.refuse(speaker, refusal)


def hear_reason(speaker: Speaker, awaited: ExpectingCaseReason) -> None:
    """Issue or revoke the badge of a case for the reason that the staff give, or correct its name
    to the one that they write."""
    text = speaker.incoming.text
    if called_off(speaker):
        return
    if awaited.action == "correct":
        name(speaker, awaited)
    elif awaited.shown and assents(text, known_of(speaker)):
        obey(speaker, meant(speaker, awaited), awaited.action, awaited.shown)
    elif surely(text):
        obey(speaker, meant(speaker, awaited), awaited.action, surely(text))
    elif doubtful(text, known_of(speaker)):
        speaker.reply(speaker.word("review.reason_doubt", said=brief(text)))
    elif is_turned(awaited.action, text):
        doubt_reason(speaker, replace(awaited, shown=text.strip()))
    else:
        obey(speaker, meant(speaker, awaited), awaited.action, text)


def name(speaker: Speaker, awaited: ExpectingCaseReason) -> None:
    """Correct the name on the badge of a case to the one that the staff write."""
    try:
        action = ACTIONS[awaited.action]
        case = allowed(speaker.at_work, meant(speaker, awaited), action.right)
        badge_changes.hear_name(speaker, case, awaited)
    except Refusal as refusal:
        card_buttons.refuse(speaker, refusal)


def called_off(speaker: Speaker) -> bool:
    """« Annuler », « attends »: nothing is done, nothing goes to anybody."""
    awaited, sure = speaker.awaited, takes_back(speaker.incoming.text, known_of(speaker))
    likely = speaker.understood.reading.likely(ActKind.UNDO)
    if (sure or likely) and planned_change.of(speaker, awaited):
        return planned_change.take_back(speaker)
    if not sure:
        return False
    speaker.expect(ExpectingCaseOrder(awaited.ref) if isinstance(awaited, ForACase) else NOTHING)
    speaker.turn.effects.conclude(Outcome.NEEDS_CONFIRMATION, "called off")
    speaker.reply(speaker.word("review.reason_dropped"))
    return True


def hear_merge(speaker: Speaker, awaited: ExpectingOtherCase) -> None:
    """Take another case into this one, by its reference."""
    if called_off(speaker):
        return
    ref, action = "".join(fold(speaker.incoming.text).split()[-1:]).strip(".,;:"), ACTIONS["merge"]
    try:
        case = allowed(speaker.at_work, meant(speaker, awaited), action.right)
        dialogues.join(speaker, case, action, ref)
    except Refusal as refusal:
        card_buttons.refuse(speaker, refusal)


def hear_order(speaker: Speaker, awaited: ExpectingCaseOrder) -> None:
    """Do what an order below a card says, as its button would; what is only likely is asked
    about."""
    given, case = typed.explicit_order(speaker), meant(speaker, awaited)
    doubted = typed.doubted_order(speaker)
    try:
        if doubted is not None:
            allowed(speaker.at_work, case, ACTIONS[doubted.action].right)
            doubt_reason(speaker, ExpectingCaseReason(awaited.ref, doubted.action, doubted.rest))
        elif given is None:
            typed.work(speaker, case, typed.likely_order(speaker) or CaseOrder("show"))
        else:
            begin(speaker, case, given)
    except Refusal as refusal:
        card_buttons.refuse(speaker, refusal)


def begin(speaker: Speaker, case: Case | None, given: CaseOrder) -> None:
    """Do what is ordered, or ask for the words that it takes. Raises `Refusal` as the button
    would."""
    action = ACTIONS[given.action]
    if action.dialogue is None or given.rest:
        obey(speaker, case, action.name, given.rest)
        return
    known = allowed(speaker.at_work, case, action.right)
    action.dialogue.ask(speaker, known, action, "0")


def doubt_reason(speaker: Speaker, shown: ExpectingCaseReason) -> None:
    """Say the words back that may say not to do it: a yes makes them the reason."""
    speaker.expect(shown)
    speaker.turn.effects.conclude(Outcome.NEEDS_CONFIRMATION, "reason?")
    speaker.reply(speaker.word("case.reason_sure", said=brief(shown.shown)), awaits=True)


def hear_answer_yes(speaker: Speaker, awaited: ExpectingAnswerYes) -> None:
    """Send the typed words that were laid out, on a yes."""
    try:
        typed.hear_yes(speaker, awaited)
    except Refusal as refusal:
        speaker.expect()
        card_buttons.refuse(speaker, refusal)


def obey(speaker: Speaker, case: Case | None, name: str, words: str) -> None:
    """Do what the words say, as the button would."""
    try:
        dialogues.done(speaker, perform(speaker.at_work, case, name, words))
    except Refusal as refusal:
        speaker.expect()
        card_buttons.refuse(speaker, refusal)


def hear_reply(speaker: Speaker, awaited: ExpectingCaseReply) -> None:
    """Bring the person's words to the human who answered."""
    if case := meant(speaker, awaited):
        person_replies.hear(speaker, case)


def meant(speaker: Speaker, awaited: ForACase) -> Case | None:
    """The case that words were asked for, held until the turn ends."""
    return case_life.locked_case(speaker.turn, awaited.ref)


def hear_quoted(speaker: Speaker) -> None:
    """Take words that quote a case: one's own goes on; anybody else's opens another case.

    Whoever quotes a reference learns nothing of it, not even whether there is such a case.
    """
    found = QUOTED.search(fold(speaker.incoming.text))
    case = case_life.locked_case(speaker.turn, found["ref"]) if found and speaker.proven else None
    if case is not None and person_replies.theirs(speaker, case):
        person_replies.hear(speaker, case)
    elif case is not None and able(speaker.turn, speaker.person, Right.SUPPORT, case):
        cards.tell(speaker.turn, case, speaker.person, address=speaker.address)
        speaker.turn.effects.conclude(Outcome.CASE, "shown")
    else:
        open_another(speaker)


def open_another(speaker: Speaker) -> None:
    """A case of their own for whoever quotes one that is not."""
    claim = speaker.claim
    other = call_human.call(speaker, claim.programme if claim else "", claim)
    if other is not None:
        speaker.turn.effects.conclude(Outcome.CASE, "another case")
        person_notices.noted(speaker, other)
