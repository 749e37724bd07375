"""Questions asked often: answered at any moment, and then on with what was under way."""

import re
from collections.abc import Mapping
from dataclasses import replace

from core.claims import claim_form
from core.claims.states import ASKING, State
from core.desk import at_hand, menu
from core.desk.casework import call_human, person_notices
from core.desk.claim import conversation, next_question, status, unproven_letters
from core.desk.expecting import (
    NOTHING,
    ExpectingChoice,
)
from core.desk.faq import show as faq_show
from core.desk.identity import prove_mail
from core.desk.known_writer import known_of
from core.desk.lost_badge import answer as lost_badge
from core.desk.lost_badge import ask_address
from core.desk.speaker import SaidFirst, Speaker
from core.desk.understanding import understand
from core.ground.effects import Outcome
from core.ground.messages import Button
from core.ground.tables import Claim
from core.programmes.answers.answering import SeveralReadings
from core.programmes.catalogue import catalogue
from core.programmes.faq.find import FaqMatches
from core.reading.acts.kinds import ActKind
from core.reading.acts.yes_no import assents

# A mark, or a code that is given.
MARKED = re.compile(r"\?|\d{4}|\b(?=\w*\d)(?=\w*[^\W\d_])\w{5,}\b")
# What a question without its mark may have been read as.
ASKS = {
    ActKind.ASK,
    ActKind.SHARE,
    ActKind.LOST,
    ActKind.STATUS,
    ActKind.HELP,
    ActKind.MY_DATA,
    ActKind.ERASE,
    ActKind.IDENTITY,
    ActKind.NEW_CODE,
    ActKind.COMPLAIN,
}
Asked = Mapping[str, FaqMatches]  # by programme


def alone(speaker: Speaker) -> bool:
    """Whether the words are a question asked often, and nothing else that is to be heard."""
    return is_alone(speaker, speaker.understood.programme, speaker.understood.questions)


def is_alone(speaker: Speaker, programme: str, asked: Asked) -> bool:
    """Whether these questions are all that is said; a yes to the recap beside them goes last."""
    if not asked:
        return False
    if of_any_programme(programme, asked):
        looking = all(map(understand.looks_for_badge, asked.values()))
        return looking or bool(faq_show.answerable(speaker, asked))
    rest, claim = asked[programme].rest, at_hand.under_way(speaker)
    if not rest:
        return True
    ready = claim is not None and claim.state == State.READY
    return ready and not speaker.understood.story and assents(rest, known_of(speaker, claim))


def answer(speaker: Speaker) -> None:
    """Answer the questions that were asked alone, and go on with what was under way."""
    answer_alone(speaker, speaker.understood.programme, speaker.understood.questions)


def answer_alone(speaker: Speaker, programme: str, asked: Asked) -> None:
    """Answer these questions of a programme, or of any where none is at hand."""
    if of_any_programme(programme, asked):
        of_any(speaker, asked)
        return
    speaker.aside = faq_show.aside(speaker, programme, asked[programme].questions)
    go_on(speaker, programme, at_hand.under_way(speaker))


def answer_first(speaker: Speaker) -> None:
    """Keep the answer to questions beside other words to be said first; the other words go on."""
    beside(speaker, speaker.understood.programme, speaker.understood.questions)


def beside(speaker: Speaker, programme: str, asked: Asked) -> None:
    """Answer these questions before what is said next, and leave the words around them."""
    if not asked or of_any_programme(programme, asked) or speaker.understood.story:
        return
    speaker.aside = faq_show.aside(speaker, programme, asked[programme].questions)
    speaker.incoming = replace(speaker.incoming, text=asked[programme].rest)


def of_any_programme(programme: str, asked: Asked) -> bool:
    """Whether no programme is at hand, or a badge is looked for, whatever its programme."""
    return programme == "" or understand.looks_for_badge(asked[programme])


def of_any(speaker: Speaker, asked: Asked) -> None:
    """A question that several programmes answer: of which? A badge is looked for in all of them."""
    if all(map(understand.looks_for_badge, asked.values())):
        lost_badge.answer(speaker, at_hand.named(speaker))
    else:
        faq_show.which(speaker, asked)


def go_on(speaker: Speaker, programme: str, claim: Claim | None) -> None:
    """After the answer: the step that was under way again, or a small way on."""
    awaited = speaker.awaited if speaker.chatting else NOTHING
    if not speaker.proven and unproven_letters.ask_again(speaker):
        return
    if speaker.chatting and prove_mail.again(speaker, claim):
        return
    if claim is not None and claim.state in ASKING and isinstance(awaited, ExpectingChoice):
        offer_again(speaker, claim, awaited)
    elif claim is not None and claim.state in ASKING:
        conversation.resume(speaker, claim)
    elif claim is not None and not speaker.chatting and claim.state != State.ISSUED:
        status.tell(speaker, claim)
    else:
        faq_show.alone(speaker, programme)


def offer_again(speaker: Speaker, claim: Claim, awaited: ExpectingChoice) -> None:
    """The readings of an answer are still to be chosen from."""
    form = claim_form.form_of(speaker.turn, claim)
    question = form.question(claim.asked)
    if question is None:
        conversation.resume(speaker, claim)
        return
    label = question.label_in(form.language)
    unsure = SeveralReadings("faq.choose_again", awaited.readings, label=label)
    next_question.offer(speaker, form, question, unsure)


def last(speaker: Speaker) -> bool:
    """Whether words that are nothing else were answered: beside a question they are let go, and a
    few may be one themselves."""
    if speaker.aside is not None and speaker.aside.programme:
        faq_show.alone(speaker, speaker.aside.programme)
        return True
    return guessed(speaker)


def guessed(speaker: Speaker) -> bool:
    """Whether words that may ask something were a question without its mark, and are answered."""
    incoming, acts = speaker.incoming, speaker.understood.reading.acts
    if MARKED.search(incoming.text) or ASKS.isdisjoint(act.kind for act in acts):
        return False
    programme, asked = understand.asked_of(speaker, at_hand.about(speaker), unmarked=True)
    if is_alone(speaker, programme, asked):
        answer_alone(speaker, programme, asked)
        return True
    beside(speaker, programme, asked)
    return False


def entry(speaker: Speaker, programme: str, slug: str) -> None:
    """Answer the question of the list that was pressed."""
    known = catalogue(speaker.turn.settings.programmes_folder)
    found = known.entry(programme, slug)
    if found is None:
        speaker.reply(speaker.word("menu.gone"))
        return
    text = faq_show.answer(speaker, programme, found, speaker.language)
    speaker.aside = SaidFirst(text, faq_show.ways_on(speaker, programme, [found]))
    speaker.turn.effects.conclude(Outcome.ASKED, f"asked: {slug}")
    go_on(speaker, programme, at_hand.under_way(speaker))


def human(speaker: Speaker, programme: str, unasked: str = "") -> None:
    """Open a case for the staff and say until when they answer; then go on with what was under
    way. `unasked`: why somebody is called, where the person did not ask for it."""
    claim = at_hand.under_way(speaker)
    case = call_human.call(speaker, programme, claim)
    noted = person_notices.sentence(speaker, case) if case else ""
    if case and unasked:
        speaker.aside = SaidFirst(unasked)
    known = menu.contact(speaker, programme) if programme and not case else ""
    text = "\n".join(filter(None, (noted, known))) or speaker.word("menu.help")
    speaker.turn.effects.conclude(Outcome.CASE if case else Outcome.ASKED, "a human")
    if claim is not None and claim.state in ASKING:
        before = speaker.aside.text if speaker.aside else ""
        speaker.aside = SaidFirst(next_question.joined(before, text))
        go_on(speaker, programme, claim)
    elif case is not None:
        if ask_address.under_way(speaker):
            speaker.expect()  # what is said next is for the human, no address
        person_notices.noted(speaker, case)
    elif programme:
        other = Button(speaker.word("faq.button_other"), f"faqs:{programme}:0")
        speaker.reply(text, ((other,),))
    else:
        speaker.reply(text)


def ask(speaker: Speaker) -> None:
    """Show the questions of the programme at hand (`/faq`), else ask of which programme."""
    programme = at_hand.at_hand(speaker)
    if programme:
        faq_show.show(speaker, programme)
    else:
        faq_show.show_programmes(speaker)
