"""What each act does that is meant at any moment, or pressed where it was offered."""

from collections.abc import Callable

from core.claims import claim_form
from core.claims.states import ASKING, MENDABLE, State
from core.desk import at_hand, greetings, menu, wishes
from core.desk.any_moment import talk
from core.desk.casework import find, queue
from core.desk.claim import beginning, conversation, next_question, one_answer, status, steps, typed
from core.desk.expecting import (
    NOTHING,
    AddressPurpose,
    ExpectingAddress,
    ExpectingCode,
    ExpectingOffer,
)
from core.desk.faq import answer as faq
from core.desk.identity import add_address, preferences, prove_mail
from core.desk.lost_badge import ask_address
from core.desk.showing import my_data
from core.desk.speaker import Speaker
from core.reading.acts.kinds import ActKind
from core.reading.languages import in_language
from core.reading.text import words


def stop(speaker: Speaker) -> None:
    """No more invitations and reminders."""
    wishes.stop_letters(speaker)


def claim(speaker: Speaker) -> None:
    """Begin the badge that is named, else go on with the claim under way, else show the badges."""
    text, under_way = speaker.incoming.text, at_hand.under_way(speaker)
    found = menu.named(speaker, text)
    if named := menu.programme_named(speaker, text):
        show_or_begin(speaker, named.slug)
    elif one := menu.begins(found):
        beginning.start(speaker, one[0].slug, one[1].slug)
    elif 0 < len(found.badges) <= menu.OFFERED:
        menu.offer(speaker, found.badges)
    elif under_way is not None and under_way.state in ASKING | MENDABLE:
        conversation.resume(speaker, under_way)
    elif programme := at_hand.about(speaker):
        show_or_begin(speaker, programme)
    else:
        menu.show(speaker)


def show_or_begin(speaker: Speaker, slug: str) -> None:
    """Show the badges of a programme; the only one there is begins at once."""
    claimable = menu.programme_of(speaker, slug).claimable
    if len(claimable) == 1:
        beginning.start(speaker, slug, claimable[0].slug)
    else:
        menu.show_programme(speaker, slug)


def help_(speaker: Speaker) -> None:
    """What there is to say; at a question, what is wanted there."""
    claim = at_hand.under_way(speaker)
    asked = speaker.awaited == NOTHING or isinstance(speaker.awaited, ExpectingAddress)
    if asked and talk.is_asked(speaker) and claim is not None and claim.state in ASKING:
        steps.stuck(speaker, claim)
    elif talk.is_asked(speaker):
        talk.go_on(speaker, speaker.word("act.help_here"))
    else:
        greetings.help_(speaker)


def back(speaker: Speaker) -> None:
    """The question that the words name, else the one before, where a claim is being filled in."""
    under_way = at_hand.under_way(speaker)
    if under_way is not None and under_way.state in ASKING:
        named = typed.meant(claim_form.form_of(speaker.turn, under_way), speaker.incoming.text)
        if len(named) == 1:
            one_answer.edit(speaker, under_way, named[0].name)
        else:
            one_answer.back(speaker, under_way)
    else:
        greetings.greet(speaker)


def withdraw(speaker: Speaker) -> None:
    """A claim is given up only after asking once."""
    under_way = at_hand.under_way(speaker)
    if under_way is not None and under_way.state in ASKING | MENDABLE | {State.IN_REVIEW}:
        next_question.ask_withdraw(speaker, under_way)
    else:
        greetings.cancel(speaker)


def new_code(speaker: Speaker) -> None:
    """Another code to the address that was said; the address first where none was."""
    prove_mail.new_code(speaker)


def other_address(speaker: Speaker) -> None:
    """Another address than the one that was said; else a further one of the person's."""
    if prove_mail.purpose(speaker) is AddressPurpose.LOST:
        ask_address.no_mailbox(speaker)
    elif isinstance(speaker.awaited, ExpectingAddress | ExpectingCode):
        prove_mail.other_mail(speaker)
    else:
        add_address.link(speaker, "")


def language(speaker: Speaker) -> None:
    """The language that is named, else which one."""
    said = set(words(speaker.incoming.text))
    spoken = speaker.turn.world.words.languages
    named = [code for code in spoken if said & set(words(in_language(code, "language.called")))]
    if len(named) == 1:
        greetings.change_language(speaker, named[0])
    else:
        preferences.ask_language(speaker)


def share(speaker: Speaker) -> None:
    """The badges that they have, each with its page, and the way into a backpack."""
    status.my_badges(speaker, take_along=True)


def correct(speaker: Speaker) -> None:
    """What stands, with a button for each answer."""
    under_way = at_hand.under_way(speaker)
    if under_way is not None and under_way.state in ASKING | MENDABLE:
        conversation.resume(speaker, under_way)
    else:
        wishes.human(speaker)


def confirm(speaker: Speaker) -> None:
    """The yes to what stands."""
    under_way = at_hand.under_way(speaker)
    if under_way is not None and under_way.state in ASKING:
        conversation.confirm(speaker, under_way)
    else:
        greetings.gone(speaker)


def pressed(speaker: Speaker, kind: str) -> None:
    """An act that was offered, and pressed."""
    if isinstance(speaker.awaited, ExpectingOffer):
        speaker.expect()
    if kind in WORKS:
        WORKS[ActKind(kind)](speaker)
    else:
        greetings.gone(speaker)


WORKS: dict[ActKind, Callable[[Speaker], object]] = {
    ActKind.STOP: stop,
    ActKind.NOT_ME: wishes.not_me,
    ActKind.HUMAN: wishes.human,
    ActKind.LOST: wishes.lost,
    ActKind.STATUS: wishes.where,
    ActKind.CLAIM: claim,
    ActKind.HELP: help_,
    ActKind.ASK: faq.ask,
    ActKind.BACK: back,
    ActKind.WITHDRAW: withdraw,
    ActKind.WAIT: talk.wait,
    ActKind.NEW_CODE: new_code,
    ActKind.OTHER_ADDRESS: other_address,
    ActKind.LANGUAGE: language,
    ActKind.ERASE: my_data.choose,
    ActKind.MY_DATA: my_data.show,
    ActKind.SHARE: share,
    ActKind.IDENTITY: talk.identity,
    ActKind.COMPLAIN: talk.complain,
    ActKind.COURTESY: talk.courtesy,
    ActKind.CORRECT: correct,
    ActKind.DENY: correct,
    ActKind.CONFIRM: confirm,
    ActKind.QUEUE: queue.show,
    ActKind.FIND: lambda speaker: find.find(speaker, ""),
}
