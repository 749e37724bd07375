"""What a person wants in plain words, whatever is asked: a human, their badge, no more mails."""

from collections.abc import Callable

from sqlmodel import col, select

from core.claims import claim_form
from core.claims.life import ASKING, Move
from core.claims.moves import move
from core.desk import at_hand
from core.desk.claim import conversation, read_answers, status
from core.desk.faq import answer as faq
from core.desk.lost_badge import answer as lost_badge
from core.desk.speaker import SaidFirst, Speaker
from core.ground.effects import Outcome
from core.ground.tables import Badge, Claim
from core.people import people
from core.people.opt_outs import STOPPED, stop
from core.reading.acts.wishes import Wish
from core.reading.text import words
from core.support import CaseSubject, Occasion, open_case

SHORT = 12  # words


def hear(speaker: Speaker) -> bool:
    """Whether the words were such a wish, and are served."""
    understood = speaker.understood
    if understood.story and len(words(speaker.incoming.text)) > SHORT:
        return False  # a wish in it is part of it
    if understood.half_wish:
        speaker.aside = SaidFirst(speaker.word(f"wish.{understood.half_wish}_sure"))
    return understood.wish is not None and ACTS[understood.wish](speaker)


def hear_stop(speaker: Speaker) -> bool:
    """No more invitations and reminders; a letter is not answered, a chat is told.

    Whoever has a letter may stop such letters: its link does so without a question.
    """
    if not (speaker.proven or speaker.bears):
        speaker.turn.effects.told(Outcome.IGNORED, "a stop that nothing proves")
        return True
    programmes = programmes_of(speaker)
    for programme in programmes:
        stop(speaker.turn, speaker.address, programme)
    if speaker.chatting:
        speaker.reply(speaker.word("wish.stopped"))
    speaker.turn.effects.told(Outcome.IGNORED, STOPPED)
    return True


def hear_not_me(speaker: Speaker) -> bool:
    """A mail that went to somebody else: nothing more goes there, and the staff look at it."""
    claim = speaker.claim
    if claim is None or claim.state not in ASKING or not speaker.proven:
        return False
    stop(speaker.turn, speaker.address, claim.programme)
    move(speaker.turn, claim, Move.WITHDRAW, conversation.actor(speaker), "not the right person")
    why = f"« {speaker.incoming.text[:200]} »"
    matter = CaseSubject(
        Occasion.NOT_ME, str(claim.id), why, claim.programme, speaker.person, claim
    )
    open_case(speaker.turn, matter)
    speaker.reply(speaker.word("wish.not_me"), claim=claim)
    speaker.turn.effects.told(Outcome.CASE, Wish.NOT_ME)
    return True


def hear_human(speaker: Speaker) -> bool:
    """A human of the programme at hand, if there is one."""
    faq.human(speaker, at_hand.about(speaker))
    return True


def hear_lost(speaker: Speaker) -> bool:
    """Why the badge is missing; of the programme that the words name, if they name one."""
    return not answers_too(speaker) and lost_badge.answer(speaker, at_hand.named(speaker))


def answers_too(speaker: Speaker) -> bool:
    """Whether the same words answer a question of the claim under way: that goes first."""
    claim = at_hand.under_way(speaker)
    if claim is None or claim.state not in ASKING:
        return False
    form = claim_form.form_of(speaker.turn, claim)
    heard = conversation.answers_in(speaker, form)
    kinds = {question.kind for question in form.questions if question.name in heard.answers}
    return bool(kinds - read_answers.NAMELIKE)


def hear_where(speaker: Speaker) -> bool:
    """Where things stand, for those we know something of; answers in the same words go first."""
    if answers_too(speaker):
        return False
    if people.open_claims(speaker.turn, speaker.person):
        status.tell_all(speaker)
    elif holds_some(speaker):
        status.my_badges(speaker)
    else:
        return False
    speaker.turn.effects.told(Outcome.ASKED, "where it stands")
    return True


def programmes_of(speaker: Speaker) -> set[str]:
    """The programme of the claim at hand, else of all that the person ever claimed."""
    if speaker.claim is not None:
        return {speaker.claim.programme}
    query = select(Claim.programme).where(Claim.person_id == speaker.person.id)
    return set(speaker.turn.db.exec(query))


def holds_some(speaker: Speaker) -> bool:
    query = select(Badge.id).where(
        Badge.person_id == speaker.person.id, col(Badge.revoked_at).is_(None)
    )
    return speaker.turn.db.exec(query).first() is not None


ACTS: dict[Wish, Callable[[Speaker], bool]] = {
    Wish.NOT_ME: hear_not_me,
    Wish.STOP: hear_stop,
    Wish.HUMAN: hear_human,
    Wish.LOST: hear_lost,
    Wish.STATUS: hear_where,
}
