"""Somebody we know nothing of asks for a lost badge: which address did their organisation have?

The words are the same whoever asks, and whatever is on a roster.
"""

from dataclasses import replace

from core.desk import menu
from core.desk.expecting import (
    AddressAsked,
    AddressPurpose,
    ExpectingAddress,
    ExpectingLostBadge,
    LostBadgeFacts,
    LostBadgeStep,
)
from core.desk.identity import prove_mail
from core.desk.lost_badge import facts_told
from core.desk.lost_badge.hand_to_human import hand
from core.desk.speaker import Speaker
from core.ground.effects import Outcome
from core.ground.messages import Button, Buttons
from core.people import people, tokens
from core.people.tokens import Purpose
from core.programmes import answers_as_text
from core.programmes.file_values import said
from core.programmes.programme import Programme

LOOKING = (AddressPurpose.LOST, AddressPurpose.READS)


def begin(speaker: Speaker, programme: str = "") -> None:
    """Ask for the address that the organisation had; a letter asks for all at once."""
    told = LostBadgeFacts(programme=programme)
    if not speaker.chatting:
        ask_lines(speaker, told)
        return
    speaker.expect(ExpectingAddress(AddressAsked(AddressPurpose.LOST, told)))
    if "@" in speaker.incoming.text:
        prove_mail.hear_mail(speaker)
        return
    speaker.turn.effects.conclude(Outcome.ASKED, "which address the organisation had")
    speaker.reply(asking(speaker), no_mailbox_rows(speaker))


def asking(speaker: Speaker) -> str:
    """The sentence that asks for the address: another one than theirs where that is known."""
    mail = people.proven_mail(speaker.turn, speaker.person)
    if mail and prove_mail.purpose(speaker) is AddressPurpose.LOST:
        return speaker.word("proving.mail_ask_other", mail=mail.value)
    return speaker.word(prove_mail.ASKS[prove_mail.purpose(speaker)])


def take_programme(speaker: Speaker, programme: Programme) -> None:
    """Keep the programme that was named where an address was asked for, and ask for that again."""
    told = replace(told_so_far(speaker), programme=programme.slug)
    speaker.expect(ExpectingAddress(AddressAsked(prove_mail.purpose(speaker), told)))
    speaker.turn.effects.conclude(Outcome.ASKED, "which programme")
    name = said(programme.name, speaker.language)
    noted = speaker.word("proving.programme_noted", programme=name)
    speaker.reply(f"{noted} {asking(speaker)}", no_mailbox_rows(speaker))


def no_mailbox_rows(speaker: Speaker) -> Buttons:
    return ((Button(speaker.word("proving.button_no_mailbox"), "nomailbox"),),)


def under_way(speaker: Speaker) -> bool:
    """Whether the conversation looks for a lost badge."""
    if isinstance(speaker.awaited, ExpectingLostBadge):
        return True
    return prove_mail.purpose(speaker) in LOOKING


def told_so_far(speaker: Speaker) -> LostBadgeFacts:
    """What the person has told of their mission."""
    awaited = speaker.awaited
    if isinstance(awaited, ExpectingLostBadge):
        return awaited.facts
    return prove_mail.asked(speaker).facts


def no_mailbox(speaker: Speaker) -> None:
    """Ask for name, dates and place, for a human to compare, as the person reads that mailbox no
    more."""
    go_on(speaker, told_so_far(speaker))


def go_on(speaker: Speaker, told: LostBadgeFacts) -> None:
    """Ask for what is missing next: programme, mission, an address read now; then a human."""
    known = menu.programmes(speaker)
    if not told.programme and len(known) == 1:
        told = replace(told, programme=known[0].slug)
    if not speaker.chatting and (told.missing or not told.name):
        ask_lines(speaker, told)
    elif speaker.chatting and not told.programme:
        ask_which(speaker, told)
    elif told.missing:
        ask_who(speaker, told)
    elif speaker.chatting and people.proven_mail(speaker.turn, speaker.person) is None:
        ask_reads(speaker, told)
    else:
        hand(speaker, told)


def ask_which(speaker: Speaker, told: LostBadgeFacts) -> None:
    """Ask of which programme the lost badge is, with a button for each."""
    speaker.expect(ExpectingLostBadge(LostBadgeStep.PROGRAMME, told))
    speaker.turn.effects.conclude(Outcome.ASKED, "which programme")
    rows = tuple(
        (Button(said(each.name, speaker.language), f"lostin:{each.slug}"),)
        for each in menu.programmes(speaker)
    )
    speaker.reply(speaker.word("proving.which_ask"), rows)


def ask_who(speaker: Speaker, told: LostBadgeFacts) -> None:
    """All in one message; then only what is still missing, which may be passed but for the name."""
    speaker.expect(ExpectingLostBadge(LostBadgeStep.FACTS, told))
    speaker.turn.effects.conclude(Outcome.ASKED, "name, dates and place")
    if len(told.missing) == len(facts_told.FIELDS):
        speaker.reply(speaker.word("proving.who_ask"))
        return
    lacking = [speaker.word(f"proving.lacks_{name}") for name in told.missing]
    passed = Button(speaker.word("proving.button_pass"), "lostpass")
    rows: Buttons = () if "name" in told.missing else ((passed,),)
    missing = answers_as_text.listed(lacking, speaker.language)
    speaker.reply(speaker.word("proving.missing_ask", missing=missing), rows)


def ask_reads(speaker: Speaker, told: LostBadgeFacts) -> None:
    """An address that they read now, to answer to."""
    speaker.expect(ExpectingAddress(AddressAsked(AddressPurpose.READS, told)))
    speaker.turn.effects.conclude(Outcome.ASKED, "an address that they read now")
    speaker.reply(speaker.word(prove_mail.ASKS[AddressPurpose.READS]))


def ask_lines(speaker: Speaker, told: LostBadgeFacts) -> None:
    """Ask by letter, a line for each thing that is missing; its answer proves the mailbox."""
    vouch(speaker)
    speaker.expect(ExpectingLostBadge(LostBadgeStep.LETTER, told))
    speaker.turn.effects.conclude(Outcome.ASKED, "which mission, or which address")
    if told.name and not told.missing:
        speaker.reply(speaker.word("proving.letter_sure"))
        return
    lines = facts_told.lines(speaker.turn, speaker.locale, told)
    text = speaker.word("proving.letter", lines=lines)
    speaker.reply(text, letter="lost", values={"lines": lines})


def vouch(speaker: Speaker) -> None:
    """Give what is answered in this turn a secret, so that its answer shows who reads it."""
    if not speaker.chatting and not speaker.secret:
        speaker.secret = tokens.give(speaker.turn, Purpose.LOST, speaker.address)
