"""The conversation of a claim: opening it, hearing answers, saying yes."""

from collections.abc import Collection, Iterable, Mapping

from core.claims import claim_form, opening
from core.claims.claim_form import PERSON, ClaimForm
from core.claims.moves import Actor, move
from core.claims.states import ASKING, MENDABLE, Move, State
from core.desk.claim import next_question, nothing_read, read_answers, sent_files, status
from core.desk.expecting import ExpectingAddress
from core.desk.identity import addresses_said, prove_mail
from core.desk.known_writer import known_of
from core.desk.speaker import SaidFirst, Speaker
from core.desk.understood import ReadAnswers
from core.ground.effects import Outcome
from core.ground.messages import Buttons
from core.ground.tables import Claim
from core.issuing import milestone_offers
from core.programmes.answers.answer import HalfAnswer
from core.programmes.answers.answering import CheckedAnswer, half_said
from core.reading.acts.kinds import ActKind
from core.reading.acts.yes_no import assents
from core.reading.addresses import address_secrets
from core.review import decide


def actor(speaker: Speaker) -> Actor:
    """The speaker as who makes a move, by the door at which they speak."""
    return Actor(speaker.person.id, speaker.incoming.door)


def resume(speaker: Speaker, claim: Claim, before: str = "") -> None:
    """Take a claim up where it stands; a refused one asks only for what was wrong."""
    speaker.about(claim)
    if claim.state in MENDABLE:
        opening.reopen(speaker.turn, claim, actor(speaker))
        before = before or speaker.word("claim.again", reason=claim.reason)
        next_question.go_on(speaker, claim_form.form_of(speaker.turn, claim), before)
    elif claim.state not in ASKING:
        status.tell(speaker, claim)
    elif speaker.chatting and prove_mail.needs_mail(speaker):
        take_or_ask_mail(speaker, claim, before)
    else:
        opening.prefill(speaker.turn, claim)
        form = claim_form.form_of(speaker.turn, claim)
        tell(speaker, form, read_answers.judged(speaker.turn, form, set(), {}), before)


def take_or_ask_mail(speaker: Speaker, claim: Claim, before: str) -> None:
    """Send a code to the mail address that came with the wish for the badge; else ask for one."""
    if not addresses_said.address_in(speaker.incoming.text):
        next_question.ask_mail(speaker, claim, before)
        return
    claim.asks_mail = True
    speaker.turn.db.add(claim)
    speaker.about(claim, ExpectingAddress())
    speaker.aside = SaidFirst(before) if before else None
    prove_mail.hear_mail(speaker)


def hear(speaker: Speaker, claim: Claim, first: Buttons = ()) -> None:
    """A text or a form in an open claim: keep what is understood, tell what is wrong, go on; above
    a question for what was wrong stand the `first` buttons."""
    incoming = speaker.incoming
    renewed = opening.prefill(speaker.turn, claim)
    brings = bool(speaker.understood.files)
    if claim.state == State.READY and agrees(speaker, claim) and not renewed and not brings:
        (resume if asked_what_is_wrong(speaker) else confirm)(speaker, claim)
        return
    form, asked = claim_form.form_of(speaker.turn, claim), claim.asked
    heard = sent_files.with_files(speaker, form, answers_in(speaker, form, renewed=renewed))
    problems = {
        name: speaker.word(refusal.word, **refusal.values)
        for name, refusal in heard.problems.items()
        if not isinstance(refusal, HalfAnswer)
    }
    halves = keep_halves(speaker, form, heard)
    asked_before = {each.name for each in form.questions}
    problems |= keep(speaker, form, heard.answers)
    problems |= keep_further(speaker, form, heard, asked_before)
    more = sent_files.keep(speaker, form)
    if heard.answers and asked not in heard.answers and not form.lacks(asked):
        claim.asked = ""  # what stands there was neither mended nor in doubt
    for name, unsure in heard.unsure.items():
        question = form.question(name)
        if question is not None and speaker.chatting:
            next_question.offer(speaker, form, question, unsure)
            return
        problems[name] = speaker.word(unsure.word, **unsure.values)
    if halves and not problems:
        claim.asked = halves[0]
    before = noted(speaker, form, set(heard.answers), asked)
    if any(map(address_secrets.within, (incoming.text, *incoming.fields.values()))):
        before = next_question.joined(speaker.word("claim.secret_dropped"), before)
    if more is not None and not problems:
        next_question.ask_more(speaker, form, more, before)
        return
    left_to_read = not renewed and (not speaker.chatting or claim.state == State.READY)
    if left_to_read and not (heard.answers or problems or halves or incoming.fields):
        before = nothing_read.unread(speaker, claim)
    tell(speaker, form, problems, before, first)


def agrees(speaker: Speaker, claim: Claim) -> bool:
    """Whether the words say yes to the recap, and nothing that speaks against it."""
    said = speaker.understood.reading.has(ActKind.CONFIRM)
    return said or assents(speaker.incoming.text, known_of(speaker, claim))


def offered(speaker: Speaker) -> Claim | None:
    """The offer, sent to a mailbox, that a yes in a chat means: it has to be shown there first."""
    if not speaker.chatting or not agrees_to_any(speaker):
        return None
    return milestone_offers.next_offer(speaker.turn, speaker.person)


def agrees_to_any(speaker: Speaker) -> bool:
    """Whether the words say yes while nothing is under way here that they could answer."""
    claim = speaker.claim
    free = claim is None or claim.state not in ASKING | MENDABLE
    return free and assents(speaker.incoming.text, known_of(speaker))


def asked_what_is_wrong(speaker: Speaker) -> bool:
    """Whether a chat shows « Que faut-il changer ? »: a yes there is no yes to the recap."""
    rows = [row for each in nothing_read.last_said(speaker) for row in each.message.buttons]
    shown = {button.choice.partition(":")[0] for row in rows for button in row}
    return speaker.chatting and "edit" in shown and "confirm" not in shown


def answers_in(speaker: Speaker, form: ClaimForm, *, renewed: bool = False) -> ReadAnswers:
    """What the words answer: as understood before the turn, unless the claim is another by now."""
    understood = speaker.understood
    if renewed or understood.words != speaker.incoming.text:
        return read_answers.read(speaker.turn, form, speaker.incoming)
    return understood.answers


def mends(speaker: Speaker, claim: Claim) -> bool:
    """Whether the words take up a claim that was sent back: a letter does, a chat if it answers."""
    if claim.state not in MENDABLE or not speaker.incoming.text:
        return False
    form = claim_form.form_of(speaker.turn, claim)
    return not speaker.chatting or bool(answers_in(speaker, form).answers)


def hear_file(speaker: Speaker, claim: Claim) -> None:
    """Hear a file, with the words around it; a claim that was sent back is taken up for it."""
    if claim.state in MENDABLE:
        opening.reopen(speaker.turn, claim, actor(speaker))
    hear(speaker, claim)


def mend(speaker: Speaker, claim: Claim) -> None:
    """Take an answer to what a reviewer wrote, and open the claim again for it."""
    opening.reopen(speaker.turn, claim, actor(speaker))
    hear(speaker, claim)


def noted(speaker: Speaker, form: ClaimForm, given: set[str], asked: str) -> str:
    """An answer to another question than the one asked is said to be kept."""
    return "" if not asked or asked in given else kept(speaker, form, given)


def kept(speaker: Speaker, form: ClaimForm, given: Iterable[str]) -> str:
    """The sentence that says which of these answers now stand, or half of them; empty for none."""
    told = {name: form.shown(name) for name in given if not form.lacks(name)}
    for name in (name for name in given if form.half(name)):
        which, day = half_said(form.half(name), form.language)
        told[name] = speaker.word(f"answers.{which}_day_noted", day=day)
    lines = [speaker.word("claim.line", label=form.label(n), answer=told[n]) for n in told]
    answers = "\n".join(lines if len(lines) < 2 else ("", *lines))
    return speaker.word("claim.noted", answers=answers) if lines else ""


def keep(speaker: Speaker, form: ClaimForm, given: Mapping[str, CheckedAnswer]) -> dict[str, str]:
    """Write the answers down in the order of the form, but for those to questions that do not apply
    with them; then judge: the questions to mend, each with its sentence."""
    if given and form.claim.state == State.READY:
        move(speaker.turn, form.claim, Move.AMEND, actor(speaker))
    for name in (each.name for each in form.definition.question if each.name in given):
        if form.question(name) is not None:
            claim_form.record(speaker.turn, form, name, given[name], PERSON)
            speaker.turn.effects.answers[name] = given[name].value
    problems = read_answers.judged(speaker.turn, form, set(given), speaker.understood.checks)
    if form.claim.asked in given:
        form.claim.asked = ""
        speaker.turn.db.add(form.claim)
    return problems


def keep_further(
    speaker: Speaker, form: ClaimForm, heard: ReadAnswers, before: Collection[str]
) -> dict[str, str]:
    """Write down what the same words answer to questions that are asked only after what they
    answered; `before` are those that were asked before. Gives what is to be mended."""
    further = {each.name for each in form.missing if each.name not in before}
    if not further or not speaker.incoming.text:
        return {}
    told = read_answers.read_beside(speaker.turn, form, speaker.incoming).answers
    also = {name: answer for name, answer in told.items() if name in further}
    heard.answers |= also
    return keep(speaker, form, also) if also else {}


def keep_halves(speaker: Speaker, form: ClaimForm, heard: ReadAnswers) -> list[str]:
    """Write down what is told of answers whose rest is to be asked for; their questions."""
    halves = {name: each for name, each in heard.problems.items() if isinstance(each, HalfAnswer)}
    for name, each in halves.items():
        claim_form.record_half(speaker.turn, form, name, each.half)
    return list(halves)


def tell(
    speaker: Speaker,
    form: ClaimForm,
    problems: Mapping[str, str],
    before: str = "",
    first: Buttons = (),
) -> None:
    """Go on; where something was wrong, its sentences come first and its question again."""
    speaker.turn.effects.problems.update(problems)
    before = next_question.joined(before, "\n".join(dict.fromkeys(problems.values())))
    if "" in problems:
        speaker.reply(before, claim=form.claim)
    else:
        if problems:
            form.claim.asked = next(iter(problems))
        next_question.go_on(speaker, form, before, first if problems else ())
    if problems:
        speaker.turn.effects.conclude(Outcome.REJECTED, "; ".join(problems.values()))


def confirm(speaker: Speaker, claim: Claim) -> None:
    """Take the person's yes: from here nothing of the claim changes any more."""
    form = claim_form.form_of(speaker.turn, claim)
    renewed = claim.state == State.READY and opening.prefill(speaker.turn, claim)
    if claim.state != State.READY or form.missing or renewed:
        resume(speaker, claim)  # a yes is to what was shown
        return
    problems = read_answers.judged(speaker.turn, form, set(), {})
    if problems:
        move(speaker.turn, claim, Move.AMEND, actor(speaker))
        tell(speaker, form, problems)
        return
    decide.submit(speaker.turn, claim, actor(speaker))
    speaker.turn.effects.conclude(Outcome.CLAIM_RECORDED)
    speaker.expect()
    status.tell_submitted(speaker, form)
    another = milestone_offers.next_offer(speaker.turn, speaker.person)
    if another is not None and speaker.chatting and milestone_offers.is_offer(speaker.turn, claim):
        resume(speaker, another)


def withdraw(speaker: Speaker, claim: Claim) -> None:
    """Stop a claim that has not become a badge."""
    if claim.state in (State.ISSUED, State.APPROVED, State.WITHDRAWN):
        status.tell(speaker, claim)
        return
    move(speaker.turn, claim, Move.WITHDRAW, actor(speaker))
    text = speaker.word("claim.withdrawn", ref=claim.ref)
    speaker.about(None)
    speaker.reply(text)
