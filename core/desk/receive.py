"""One message in, replies out: the way that every input of every door takes."""

from collections.abc import Callable

from core.claims.life import ASKING
from core.desk import at_hand, buttons, commands, letter_links, menu, wanting
from core.desk.casework import by_chat as case_by_chat
from core.desk.casework import by_mail as case_by_mail
from core.desk.claim import conversation, status, unproven_letters
from core.desk.expecting import (
    NOTHING,
    AddressAsked,
    AddressPurpose,
    ExpectingAddress,
    ExpectingAddressDoubt,
    ExpectingAwardReason,
    ExpectingAwardYes,
    ExpectingChoice,
    ExpectingCode,
    ExpectingReason,
    ExpectingRecipient,
    ExpectingRecipientDoubt,
    ExpectingUndo,
)
from core.desk.faq import answer as faq
from core.desk.identity import add_address, prove_mail
from core.desk.incoming import Incoming
from core.desk.known import known_of
from core.desk.lost_badge import find_mailbox
from core.desk.review import absence, award, by_chat
from core.desk.speaker import SaidFirst, Speaker, meet
from core.desk.understand import look_ahead, still
from core.desk.understood import Understood
from core.ground.effects import Effects, Outcome
from core.ground.rows import inbox
from core.ground.world import World, runs_again
from core.issuing.issue import issue_approved
from core.reading.acts import accounting
from core.reading.acts.commands import command_in


def receive(world: World, incoming: Incoming, *, issue: bool = True) -> Effects:
    """Work one input in one transaction; a repeat changes nothing.

    What is approved by it is issued at once, in a transaction of its own; should that fail, the
    timer that the first one set does it later. Who does not want to wait for it says `issue=False`
    and calls `issue_approved` with the effects.
    """
    effects = work(world, incoming, look_ahead(world, incoming))
    return issue_approved(world, effects) if issue else effects


@runs_again
def work(world: World, incoming: Incoming, understood: Understood) -> Effects:
    """The turn of one input; what it has caused, once it is committed."""
    with world.turn() as turn:
        if not inbox.first_time(turn, incoming.source, incoming.source_id, incoming.raw):
            turn.effects.told(Outcome.DUPLICATE, "this input was worked before")
            return turn.effects
        speaker = meet(turn, incoming)
        said = incoming.text or incoming.choice or incoming.unreadable
        speaker.understood = still(speaker, understood)
        hear(speaker)
        inbox.heard(turn, incoming.source, incoming.source_id, speaker.person.id, said)
    return turn.effects


def hear(speaker: Speaker) -> None:
    """Find out what the input is: a button, a command, an awaited answer, or plain words."""
    incoming = speaker.incoming
    if incoming.cut:
        speaker.aside = SaidFirst(speaker.word("menu.too_large"))
    if incoming.choice:
        buttons.press(speaker)
    elif incoming.text.startswith("/") and speaker.chatting:
        commands.obey(speaker)
    elif incoming.group:
        hear_in_group(speaker)
    elif incoming.unreadable:
        hear_unreadable(speaker)
    elif any(heard(speaker) for heard in LISTENERS):
        return
    elif incoming.fields or not hear_expected(speaker):
        hear_words(speaker)


def hear_expected(speaker: Speaker) -> bool:  # noqa: PLR0912
    """Whether the words are what the conversation awaits, and are heard as that."""
    match speaker.awaited:
        case ExpectingCode(AddressAsked(AddressPurpose.ADD)):
            add_address.hear_code(speaker)
        case ExpectingCode(AddressAsked(AddressPurpose.LETTER)):
            letter_links.hear_code(speaker)
        case ExpectingCode(AddressAsked(AddressPurpose.CLAIM)):
            hear_code(speaker)
        case ExpectingAddress(AddressAsked(AddressPurpose.ADD)):
            add_address.hear_mail(speaker)
        case ExpectingAddress(AddressAsked(AddressPurpose.CLAIM)):
            prove_mail.hear_mail(speaker)
        case ExpectingAddressDoubt():
            prove_mail.hear_doubt(speaker)
        case ExpectingChoice() as awaited:
            hear_choice(speaker, awaited)
        case ExpectingUndo() as awaited:
            hear_undo(speaker, awaited)
        case ExpectingReason() as awaited:
            by_chat.hear_reason(speaker, awaited)
        case ExpectingRecipient() as awaited:
            award.hear_to(speaker, awaited)
        case ExpectingRecipientDoubt() as awaited:
            award.hear_doubt(speaker, awaited)
        case ExpectingAwardReason() as awaited:
            award.hear_why(speaker, awaited)
        case ExpectingAwardYes() as awaited:
            award.hear_sure(speaker, awaited)
        case _:
            return False
    return True


def hear_words(speaker: Speaker) -> None:
    """Words about the claim under way, else the name of a badge, else the menu."""
    claim = at_hand.under_way(speaker)
    if command := command_in(speaker.incoming.text):
        commands.COMMANDS[command](speaker, "")
    elif claim is not None and claim.state in ASKING:
        conversation.hear(speaker, claim)
    elif claim is not None and conversation.mends(speaker, claim):
        conversation.mend(speaker, claim)
    elif claim is not None and speaker.incoming.token:
        conversation.resume(speaker, claim)
    else:
        find_badge(speaker)


def find_badge(speaker: Speaker) -> None:
    text = speaker.incoming.text
    programme, badges = menu.programme_named(speaker, text), menu.named(speaker, text)
    if programme is not None:
        menu.show_programme(speaker, programme.slug)
    elif len(badges) == 1:
        conversation.start(speaker, badges[0][0].slug, badges[0][1].slug)
    elif badges:
        menu.offer(speaker, badges)
    elif not faq.last(speaker):
        menu.show(speaker, speaker.word("menu.not_understood"))


def hear_unreadable(speaker: Speaker) -> None:
    """A sticker, a voice message, a picture: a short hint, and the question again."""
    hint = speaker.word(f"menu.{speaker.incoming.unreadable}")
    claim, awaited = speaker.claim, speaker.awaited
    open_here = awaited == NOTHING or prove_mail.for_claim(awaited)
    if claim is not None and claim.state in ASKING and open_here:
        conversation.resume(speaker, claim, hint)
    else:
        speaker.aside = SaidFirst(hint)
        if not prove_mail.again(speaker, claim):
            speaker.aside = None
            speaker.reply(hint)
    speaker.turn.effects.told(Outcome.REJECTED, speaker.incoming.unreadable)


def hear_in_group(speaker: Speaker) -> None:
    """In a group only a reason that was asked for is heard."""
    if isinstance(speaker.awaited, ExpectingReason):
        by_chat.hear_reason(speaker, speaker.awaited)


def hear_choice(speaker: Speaker, awaited: ExpectingChoice) -> None:
    """Words instead of a press: a yes to the one reading, or they may answer the question."""
    readings, claim = awaited.readings, speaker.claim
    said = accounting.account(speaker.incoming.text, ("yes", "mine"), known_of(speaker)).acts
    speaker.expect()
    if said and len(readings) == 1 and claim is not None and claim.state in ASKING:
        conversation.answer(speaker, claim, claim.asked, readings[0])
    else:
        hear_words(speaker)


def hear_code(speaker: Speaker) -> None:
    """The code of the mail; once right, the claim goes on with what the roster knows."""
    if "@" in speaker.incoming.text:
        prove_mail.hear_mail(speaker)
    elif prove_mail.hear_code(speaker):
        claim = speaker.claim
        thanks = speaker.word("account.mail_proven")
        if claim is not None and claim.state in ASKING:
            conversation.resume(speaker, claim, thanks)
        else:
            speaker.reply(thanks)
            status.tell_all(speaker)


def hear_undo(speaker: Speaker, awaited: ExpectingUndo) -> None:
    """After a decision « annuler » takes it back; any other words are about something else."""
    if not by_chat.hear_undo(speaker, awaited):
        hear_words(speaker)


# What words may be, whatever was asked: each says whether it heard them.
LISTENERS: tuple[Callable[[Speaker], bool], ...] = (
    unproven_letters.hear_reviewer,
    case_by_mail.hear,
    add_address.hear_notice,
    unproven_letters.hear_elsewhere,
    case_by_chat.hear,
    add_address.hear,
    find_mailbox.hear,
    absence.hear,
    wanting.hear,
    faq.hear,
    unproven_letters.hear_unproven,
)
