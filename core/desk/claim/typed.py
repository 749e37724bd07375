"""Typed words that do in a claim under way what its buttons do, or ask for one of its answers."""

from collections.abc import Callable, Sequence

from core.claims import claim_form
from core.claims.claim_form import ClaimForm
from core.claims.states import ASKING, State
from core.desk import at_hand, buttons
from core.desk.claim import read_answers
from core.desk.expecting import ExpectingAddress, ExpectingChoice, ExpectingNothing, ExpectingOffer
from core.desk.handling import Handling
from core.desk.known_writer import known_of
from core.desk.on_screen import shown
from core.desk.speaker import Speaker
from core.ground.messages import Button
from core.ground.tables import Claim
from core.programmes.answers import options
from core.programmes.answers.form_labels import named_in
from core.programmes.form import Question, QuestionKind
from core.reading.acts.accounting import account
from core.reading.acts.kinds import ActKind
from core.reading.acts.yes_no import assents, refuses
from core.reading.form_steps import Step, number_in, says_none, step_in
from core.reading.text import words

K = ActKind
# Buttons that are pressed by their words or by their number; a final one only by its own words.
OF_CLAIM = frozenset(("edit", "back", "keep", "skip", "again", "choose", "option"))
OF_LISTS = frozenset(("programme", "group", "badge", "menu", "language", "where", "lostin"))
SHORTENED = OF_LISTS | {"faq"}  # and by a part of their words
# Buttons that are pressed by their words in any order and form: « rends-la publique ».
OF_WHAT_IS_SHOWN = frozenset(("mypage",))
TELLING = 3  # letters of a word that tells something
STEM = 4  # letters in which the forms of a verb agree: « retire », « retirer »
NUMBERED = frozenset(("choose", "option", *OF_LISTS))
BESIDE = frozenset((K.COURTESY, K.ANSWER, K.HELP))
AGREEING = frozenset((K.CONFIRM, K.COURTESY, K.ANSWER))


def found(speaker: Speaker) -> Handling | None:
    """What the words do where the conversation stands; None for words that are heard otherwise."""
    incoming = speaker.incoming
    if not incoming.text or incoming.fields or incoming.group or not speaker.proven:
        return None
    if isinstance(speaker.awaited, ExpectingAddress):
        return in_claim(speaker, at_hand.under_way(speaker), (step_of,))
    if not isinstance(speaker.awaited, ExpectingNothing | ExpectingChoice | ExpectingOffer):
        return None
    pressed = button(speaker) if speaker.chatting else None
    return pressed or in_claim(speaker, at_hand.under_way(speaker), (step_of, consent, mending))


def in_claim(
    speaker: Speaker, claim: Claim | None, ways: Sequence[Callable[..., Handling | None]]
) -> Handling | None:
    """The first way in which the words are meant in a claim that is being filled in."""
    if claim is None or claim.state not in ASKING or speaker.elsewhere:
        return None
    form = claim_form.form_of(speaker.turn, claim)
    return next(filter(None, (way(speaker, form) for way in ways)), None)


def button(speaker: Speaker) -> Handling | None:
    """The button of the last message that is named by its words, or by its number where its kind
    is one of several; a number that stands nowhere is said to."""
    said = words(speaker.incoming.text)
    on_screen = shown(speaker.turn, speaker.address.door, speaker.address.value, 1)
    rows = [each for row in on_screen for line in row.message.buttons for each in line]
    labelled = [each for each in rows if verb(each) in OF_CLAIM | OF_LISTS]
    named = [each for each in labelled if said and words(each.label) == said]
    named = named or [each for each in rows if verb(each) in OF_WHAT_IS_SHOWN and says(said, each)]
    named = named or [each for each in rows if verb(each) in SHORTENED and shortens(said, each)]
    if len(named) == 1:
        return buttons.read(named[0].choice, in_group=False)
    if answer := of_the_only_badge(speaker, rows) or of_the_withdrawal(speaker, rows):
        return buttons.read(answer.choice, in_group=False)
    number = number_in(speaker.incoming.text)
    options = [each for each in rows if verb(each) in NUMBERED]
    if number is None or not options or isinstance(speaker.awaited, ExpectingOffer):
        return None
    if 0 < number <= len(options):
        return buttons.read(options[number - 1].choice, in_group=False)
    return Handling("no such number", (len(options),))


def of_the_only_badge(speaker: Speaker, rows: Sequence[Button]) -> Button | None:
    """The button that a yes or a no presses where one badge alone is offered: it, or another."""
    badges = [each for each in rows if verb(each) == "badge"]
    others = [each for each in rows if verb(each) == "menu"]
    if len(badges) != 1 or len(badges) + len(others) != len(rows):
        return None
    if assents(speaker.incoming.text):
        return badges[0]
    return others[0] if others and refuses(speaker.incoming.text) else None


def of_the_withdrawal(speaker: Speaker, rows: Sequence[Button]) -> Button | None:
    """The button that words press where it is asked whether a claim is to be stopped."""
    stop = [each for each in rows if verb(each) == "withdraw"]
    stay = [each for each in rows if verb(each) == "again"]
    text, known = speaker.incoming.text, known_of(speaker)
    agreed = account(text, ("yes", "undo"), known).acts
    if len(stop) == 1 and (agreed or speaker.understood.reading.has(K.WITHDRAW)):
        return stop[0]
    return stay[0] if stop and stay and refuses(text) else None


def shortens(said: Sequence[str], each: Button) -> bool:
    """Whether the words are some of a label's: « niveau 2 » for « Organiser, niveau 2 »."""
    telling = any(len(word) >= TELLING for word in said)
    return telling and set(said) <= set(words(each.label))


def says(said: Sequence[str], each: Button) -> bool:
    """Whether the words are those of a label before its comma, in any order and form."""
    return bool(said) and stems(said) == stems(words(each.label.partition(",")[0]))


def stems(of: Sequence[str]) -> set[str]:
    return {word[:STEM] for word in of if len(word) > 1}


def verb(each: Button) -> str:
    return each.choice.partition(":")[0]


def step_of(speaker: Speaker, form: ClaimForm) -> Handling | None:
    """What a step does in a claim: at the recap only what mends an answer."""
    step, claim = step_in(speaker.incoming.text), form.claim
    if passes(speaker, form):
        step = Step.SKIP
    stands = bool(claim.asked) and not form.lacks(claim.asked)
    if stands and (step is Step.SKIP or assents(speaker.incoming.text)):
        step = Step.KEEP
    step = None if step is Step.NEXT else step
    agreed = claim.state == State.READY and assents(speaker.incoming.text)
    if step is None or agreed:
        return None
    if step is Step.EDIT or (step is Step.BACK and claim.state == State.READY):
        return Handling("which is wrong", (claim,)) if step is Step.EDIT else last(form)
    if claim.state == State.READY:
        return None
    return Handling(f"step {step}", (claim,))


def passes(speaker: Speaker, form: ClaimForm) -> bool:
    """Whether the words leave out the optional question that stands."""
    question = form.question(form.claim.asked) or next(iter(form.missing), None)
    if question is None or not question.optional or not form.lacks(question.name):
        return False
    text = speaker.incoming.text
    chooses = bool(question.options) and bool(options.chosen(question, text))
    return says_none(text, read_answers.asked_in(question)) and not chooses


def last(form: ClaimForm) -> Handling:
    """The last question again, where all are answered."""
    told = [each for each in form.questions if each.name in form.rows] or form.questions
    return Handling("button edit", (form.claim.ref, told[-1].name))


def consent(speaker: Speaker, form: ClaimForm) -> Handling | None:
    """A yes in any words to the question for a consent, where nothing else is said."""
    question = form.question(form.claim.asked) or next(iter(form.missing), None)
    reading = speaker.understood.reading
    sure = {act.kind for act in reading.sure}
    if question is None or question.kind is not QuestionKind.CONSENT or K.CONFIRM not in sure:
        return None
    whole = sure <= AGREEING and "?" not in speaker.incoming.text and not reading.left
    return Handling("button option", (form.claim.ref, question.name, "yes")) if whole else None


def mending(speaker: Speaker, form: ClaimForm) -> Handling | None:
    """A correction that says no value, or the wish for a question: that one is asked again."""
    reading, claim = speaker.understood.reading, form.claim
    given = speaker.understood.answers
    mends = reading.has(K.CORRECT, K.BACK) or (reading.has(K.DENY) and claim.state == State.READY)
    others = {act.kind for act in reading.sure} - {K.CORRECT, K.BACK, K.DENY, *BESIDE}
    if not mends or given.answers or given.unsure or others:
        return None
    if isinstance(speaker.awaited, ExpectingChoice) and agrees(speaker):
        return None
    wrong = meant(form, speaker.incoming.text)
    if len(wrong) == 1:
        return Handling("ask again", (claim, wrong[0].name))
    if claim.state == State.READY:
        return Handling("which is wrong", (claim,))
    return Handling("step back", (claim,)) if reading.has(K.BACK) else None


def agrees(speaker: Speaker) -> bool:
    """Whether the words say yes to a reading that was asked about: « c'est mon nom »."""
    return account(speaker.incoming.text, ("yes", "mine"), known_of(speaker)).acts


def meant(form: ClaimForm, text: str) -> list[Question]:
    """The questions that a text speaks of, those with an answer before the one that stands."""
    reached = [
        each for each in form.questions if each.name in form.rows or each.name == form.claim.asked
    ]
    return named_in(text, reached)
