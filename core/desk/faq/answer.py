"""Questions asked often: answered at any moment, and then on with what was under way."""

from collections.abc import Mapping
from dataclasses import replace

from core.claims import claim_form
from core.claims.life import ASKING, State
from core.desk import at_hand, understand
from core.desk.casework import call_human, person_notices
from core.desk.claim import conversation, next_question, status, unproven_letters
from core.desk.expecting import (
    NOTHING,
    ExpectingChoice,
)
from core.desk.faq import show as faq_show
from core.desk.identity import prove_mail
from core.desk.known import known_of
from core.desk.lost_badge import answer as lost_badge
from core.desk.speaker import SaidFirst, Speaker
from core.ground.effects import Outcome
from core.ground.messages import Button
from core.ground.tables import Claim
from core.programmes.answers.answering import SeveralReadings
from core.programmes.catalogue import catalogue
from core.programmes.faq.find import FaqMatches
from core.reading.acts.yes_no import assents
from core.reading.text import words

FEW = 6  # words


def hear(speaker: Speaker) -> bool:
    """Whether the words were a question and nothing else, and are answered.

    Where they also say something else, the answer waits as an aside for what is said next, and
    the words without the question go on.
    """
    understood = speaker.understood
    return hear_questions(speaker, understood.programme, understood.questions)


def hear_questions(speaker: Speaker, programme: str, asked: Mapping[str, FaqMatches]) -> bool:
    """Answer these questions of a programme, or of any where none is at hand, as `hear` does."""
    if not asked:
        return False
    if programme == "" or understand.looks_for_badge(asked[programme]):
        return of_any(speaker, asked)
    rest = asked[programme].rest
    claim = at_hand.under_way(speaker)
    if rest and speaker.understood.story:
        return False
    speaker.aside = faq_show.aside(speaker, programme, asked[programme].questions)
    if rest and not (
        claim and claim.state == State.READY and assents(rest, known_of(speaker, claim))
    ):
        speaker.incoming = replace(speaker.incoming, text=rest)
        return False
    go_on(speaker, programme, claim)
    return True


def of_any(speaker: Speaker, asked: Mapping[str, FaqMatches]) -> bool:
    """A question that several programmes answer: of which? A badge is looked for in all of them."""
    if all(map(understand.looks_for_badge, asked.values())):
        return lost_badge.answer(speaker, at_hand.named(speaker))
    return faq_show.which(speaker, asked)


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
    """Words that name no badge: beside a question they are let go, a few may be one themselves."""
    incoming = speaker.incoming
    if speaker.aside is not None and speaker.aside.programme:
        faq_show.alone(speaker, speaker.aside.programme)
        return True
    if len(words(incoming.text)) > FEW or "?" in incoming.text:
        return False
    speaker.incoming = replace(incoming, text=f"{incoming.text} ?")
    programme = at_hand.about(speaker)
    return hear_questions(speaker, programme, understand.questions_in(speaker, programme))


def entry(speaker: Speaker, programme: str, slug: str) -> None:
    """A question of the list was pressed."""
    known = catalogue(speaker.turn.settings.programmes_folder)
    found = known.entry(programme, slug)
    if found is None:
        speaker.reply(speaker.word("menu.gone"))
        return
    text = faq_show.answer(speaker, programme, found, speaker.language)
    speaker.aside = SaidFirst(text, faq_show.ways_on(speaker, programme, [found]))
    speaker.turn.effects.told(Outcome.ASKED, f"asked: {slug}")
    go_on(speaker, programme, at_hand.under_way(speaker))


def human(speaker: Speaker, programme: str) -> None:
    """A case for the staff, and until when they answer; then on with what was under way."""
    claim = at_hand.under_way(speaker)
    case = call_human.call(speaker, programme, claim)
    noted = person_notices.sentence(speaker, case) if case else ""
    known = faq_show.contact(speaker, programme) if programme and not case else ""
    text = "\n".join(filter(None, (noted, known))) or speaker.word("menu.help")
    speaker.turn.effects.told(Outcome.CASE if case else Outcome.ASKED, "a human")
    if claim is not None and claim.state in ASKING:
        speaker.aside = SaidFirst(text)
        go_on(speaker, programme, claim)
    elif case is not None:
        person_notices.noted(speaker, case)
    elif programme:
        other = Button(speaker.word("faq.button_other"), f"faqs:{programme}:0")
        speaker.reply(text, ((other,),))
    else:
        speaker.reply(text)


def ask(speaker: Speaker) -> None:
    """`/faq`: the questions of the programme at hand, else of which programme."""
    programme = at_hand.at_hand(speaker)
    if programme:
        faq_show.show(speaker, programme)
    else:
        faq_show.show_programmes(speaker)
