"""What a person wants in plain words, whatever is asked: a human, their badge, no more mails."""

from collections.abc import Callable

from sqlmodel import col, select

from core.claims import claim_form
from core.claims.moves import move
from core.claims.states import ASKING, Move
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
from core.support import CaseSubject, Occasion, case_life, open_case

SHORT = 12  # words


def served(speaker: Speaker) -> Wish | None:
    """The wish in the words, if it is one that can be served where things stand; else None."""
    wish = speaker.understood.wish
    if wish is None or within_story(speaker):
        return None
    return wish if wish not in ONLY_IF or ONLY_IF[wish](speaker) else None


def doubt_half(speaker: Speaker) -> None:
    """Ask about what cannot be taken back and was said among other words, and do nothing yet."""
    half = speaker.understood.half_wish
    if half and not within_story(speaker):
        speaker.aside = SaidFirst(speaker.word(f"wish.{half}_sure"))


def within_story(speaker: Speaker) -> bool:
    """Whether a long text answers a question that wants one: a wish in it is part of it."""
    return speaker.understood.story and len(words(speaker.incoming.text)) > SHORT


def stop_letters(speaker: Speaker) -> None:
    """Send no more invitations and reminders; a letter is not answered, a chat is told.

    Whoever has a letter may stop such letters: its link does so without a question.
    """
    if not (speaker.proven or speaker.bears):
        speaker.turn.effects.conclude(Outcome.IGNORED, "a stop that nothing proves")
        return
    programmes = programmes_of(speaker)
    for programme in programmes:
        stop(speaker.turn, speaker.address, programme)
    if speaker.chatting:
        speaker.reply(speaker.word("wish.stopped"))
    speaker.turn.effects.conclude(Outcome.IGNORED, STOPPED)


def may_disown(speaker: Speaker) -> bool:
    """Whether a claim is under way that this person may say is not theirs."""
    claim = speaker.claim
    return claim is not None and claim.state in ASKING and speaker.proven


def not_me(speaker: Speaker) -> None:
    """Send nothing more to whom a mail went by mistake, and let the staff look at it."""
    claim = speaker.claim
    assert claim is not None
    stop(speaker.turn, speaker.address, claim.programme)
    move(speaker.turn, claim, Move.WITHDRAW, conversation.actor(speaker), "not the right person")
    why = f"« {speaker.incoming.text[:200]} »"
    matter = CaseSubject(
        Occasion.NOT_ME, str(claim.id), why, claim.programme, speaker.person, claim
    )
    open_case(speaker.turn, matter)
    speaker.reply(speaker.word("wish.not_me"), claim=claim)
    speaker.turn.effects.conclude(Outcome.CASE, Wish.NOT_ME)


def human(speaker: Speaker) -> None:
    """Call a human of the programme at hand, if there is one."""
    faq.human(speaker, at_hand.about(speaker))


def lost(speaker: Speaker) -> None:
    """Say why the badge is missing; of the programme that the words name, if they name one."""
    lost_badge.answer(speaker, at_hand.named(speaker))


def answers_too(speaker: Speaker) -> bool:
    """Whether the same words answer a question of the claim under way: that goes first."""
    claim = at_hand.under_way(speaker)
    if claim is None or claim.state not in ASKING:
        return False
    form = claim_form.form_of(speaker.turn, claim)
    heard = conversation.answers_in(speaker, form)
    kinds = {question.kind for question in form.questions if question.name in heard.answers}
    return bool(kinds - read_answers.NAMELIKE)


def knows_some(speaker: Speaker) -> bool:
    """Whether something of theirs stands somewhere; answers in the same words go first."""
    if answers_too(speaker):
        return False
    return is_under_way(speaker) or holds_some(speaker)


def is_under_way(speaker: Speaker) -> bool:
    """Whether a claim or a case of theirs is open, or they gather badges that add up to another."""
    turn, person = speaker.turn, speaker.person
    opened = people.open_claims(turn, person) or case_life.told_to(turn, person)
    return bool(opened or status.towards(speaker))


def where(speaker: Speaker) -> None:
    """Say where things stand; the badges where those are asked for, or nothing else is there."""
    if is_under_way(speaker) and speaker.understood.command != "mybadges":
        status.tell_all(speaker)
    else:
        status.my_badges(speaker)
    speaker.turn.effects.conclude(Outcome.ASKED, "where it stands")


def programmes_of(speaker: Speaker) -> set[str]:
    """The programme of the claim at hand, else of all that the person ever claimed."""
    if speaker.claim is not None:
        return {speaker.claim.programme}
    query = select(Claim.programme).where(Claim.person_id == speaker.person.id)
    return set(speaker.turn.db.exec(query))


def holds_some(speaker: Speaker) -> bool:
    """Whether the person holds a badge that was not revoked."""
    query = select(Badge.id).where(
        Badge.person_id == speaker.person.id, col(Badge.revoked_at).is_(None)
    )
    return speaker.turn.db.exec(query).first() is not None


ONLY_IF: dict[Wish, Callable[[Speaker], bool]] = {
    Wish.NOT_ME: may_disown,
    Wish.LOST: lambda speaker: not answers_too(speaker),
    Wish.STATUS: knows_some,
}
