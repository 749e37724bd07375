"""Questions asked often: answered at any moment, and then on with what was under way."""

from collections.abc import Mapping
from dataclasses import replace
from functools import lru_cache

from sqlmodel import col, select

from core.claims import claim_form
from core.claims.life import ASKING, State
from core.desk.casework import call_human, person_notices
from core.desk.claim import conversation, next_question, read_answers, status, unproven_letters
from core.desk.expecting import (
    NOTHING,
    ExpectingAwardReason,
    ExpectingAwardYes,
    ExpectingChoice,
    ExpectingQuestion,
    ExpectingReason,
    ExpectingRecipient,
    ExpectingRecipientDoubt,
)
from core.desk.faq import show as faq_show
from core.desk.identity import prove_mail
from core.desk.known import known_of
from core.desk.lost_badge import answer as lost_badge
from core.desk.speaker import SaidFirst, Speaker
from core.ground.effects import Outcome
from core.ground.messages import Button
from core.ground.tables import Claim
from core.people import people, tokens
from core.people.tokens import Purpose
from core.programmes.answers.answering import SeveralReadings
from core.programmes.catalogue import catalogue
from core.programmes.faq.find import FaqMatches, find, indexes
from core.reading.acts.commands import command_in
from core.reading.acts.yes_no import assents
from core.reading.text import words

FEW = 6  # words
# A reason or a recipient that was asked for is never a question.
GIVEN = (
    ExpectingReason
    | ExpectingRecipient
    | ExpectingRecipientDoubt
    | ExpectingAwardReason
    | ExpectingAwardYes
)


def hear(speaker: Speaker) -> bool:
    """Whether the words were a question and nothing else, and are answered.

    Where they also say something else, the answer waits as an aside for what is said next, and
    the words without the question go on.
    """
    incoming = speaker.incoming
    if not incoming.text or incoming.fields or elsewhere(speaker):
        return False
    programme = about(speaker)
    asked = {slug: heard for slug, heard in heard_in(speaker, programme).items() if heard.questions}
    if not asked:
        return False
    if programme == "" or looks_for_badge(asked[programme]):
        return of_any(speaker, asked)
    rest = asked[programme].rest
    claim = under_way(speaker)
    if rest and claim is not None and whole(speaker, claim):
        return False
    speaker.aside = faq_show.aside(speaker, programme, asked[programme].questions)
    if rest and not (
        claim and claim.state == State.READY and assents(rest, known_of(speaker, claim))
    ):
        speaker.incoming = replace(incoming, text=rest)
        return False
    go_on(speaker, programme, claim)
    return True


def of_any(speaker: Speaker, asked: Mapping[str, FaqMatches]) -> bool:
    """A question that several programmes answer: of which? A badge is looked for in all of them."""
    if all(map(looks_for_badge, asked.values())):
        return lost_badge.answer(speaker, named(speaker))
    return faq_show.which(speaker, asked)


def looks_for_badge(asked: FaqMatches) -> bool:
    """Whether nothing but a badge that never came is asked for."""
    hits = [question.hits[0] for question in asked.questions if question.sure]
    sure = len(hits) == len(asked.questions) and not asked.rest
    return sure and all(hit.entry.way == "lost" for hit in hits)


def elsewhere(speaker: Speaker) -> bool:
    """Whether the words are meant for something else: a command, a decision, an award."""
    incoming = speaker.incoming
    return (
        isinstance(speaker.awaited, GIVEN)
        or bool(command_in(incoming.text))
        or tokens.find(speaker.turn, incoming.token, Purpose.DECIDE) is not None
    )


def whole(speaker: Speaker, claim: Claim) -> bool:
    """Whether a story is being told, in which a question may be part of it."""
    asked = read_answers.being_asked(claim_form.form_of(speaker.turn, claim), speaker.incoming)
    return claim.state in ASKING and asked is not None and asked.kind in read_answers.WHOLE


def heard_in(speaker: Speaker, programme: str) -> dict[str, FaqMatches]:
    """What is asked of one programme, or of each where none is at hand."""
    known = indexes(speaker.turn.settings.programmes_folder)
    wanted = [programme] if programme else list(known)
    return {slug: find(known[slug], speaker.incoming.text) for slug in wanted}


def about(speaker: Speaker) -> str:
    """The programme that a question is about: the one it names, else the one at hand, else none."""
    return named(speaker) or at_hand(speaker)


def named(speaker: Speaker) -> str:
    """The programme that the words name, if any."""
    said = spoken(speaker.incoming.text)
    known = catalogue(speaker.turn.settings.programmes_folder).programmes
    for slug, programme in known.items():
        if any(spoken(name) in said for name in (slug, *programme.name.values())):
            return slug
    return ""


@lru_cache(maxsize=256)
def spoken(text: str) -> str:
    """The words of a text, so that those of a name are found among them."""
    return f" {' '.join(words(text))} "


def at_hand(speaker: Speaker) -> str:
    """The programme of the claim under way, of the list just read, else of the latest claim."""
    claim, awaited = under_way(speaker), speaker.awaited
    if claim is None and isinstance(awaited, ExpectingQuestion):
        return awaited.programme
    if claim is None:
        query = select(Claim).where(Claim.person_id == speaker.person.id)
        claim = speaker.turn.db.exec(query.order_by(col(Claim.updated_at).desc())).first()
    return claim.programme if claim else ""


def under_way(speaker: Speaker) -> Claim | None:
    """The claim that the conversation is about; for a letter without one, the latest open claim.

    That one is looked up once, until something is said.
    """
    if speaker.claim is not None or speaker.chatting:
        return speaker.claim
    memo, key = speaker.turn.memo, (under_way, speaker.person.id, speaker.said)
    if key not in memo:
        memo[key] = next(iter(people.open_claims(speaker.turn, speaker.person)), None)
    claim: Claim | None = memo[key]
    return claim


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
    return hear(speaker)


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
    go_on(speaker, programme, under_way(speaker))


def human(speaker: Speaker, programme: str) -> None:
    """A case for the staff, and until when they answer; then on with what was under way."""
    claim = under_way(speaker)
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
    programme = at_hand(speaker)
    if programme:
        faq_show.show(speaker, programme)
    else:
        faq_show.show_programmes(speaker)
