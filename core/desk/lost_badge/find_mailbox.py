"""What is said while a lost badge is looked for, and no mailbox is proven yet."""

from dataclasses import replace

from sqlmodel import col, select

from core.claims.states import State
from core.desk import menu
from core.desk.expecting import (
    AddressAsked,
    AddressPurpose,
    Expecting,
    ExpectingAddress,
    ExpectingCode,
    ExpectingLostBadge,
    LostBadgeFacts,
    LostBadgeStep,
)
from core.desk.identity import addresses_said, prove_mail
from core.desk.known_writer import known_of
from core.desk.lost_badge import answer as lost_badge
from core.desk.lost_badge import ask_address, asked_before, facts_told, wording
from core.desk.speaker import SaidFirst, Speaker
from core.ground.tables import Address, Badge, Claim, Mission
from core.people import people
from core.reading.acts.wishes import Wish
from core.reading.acts.yes_no import assents
from core.reading.languages import folded, lines
from core.reading.text import words
from core.support.diagnosis.causes import NOTHING_KNOWN
from core.support.diagnosis.diagnose import diagnose

NO_MORE = frozenset(lines("addresses.lost_access"))
ANEW = folded("addresses.new_code")
BARELY = (State.DRAFT, State.WITHDRAWN)
ELSEWHERE = (Wish.HUMAN, Wish.STOP, Wish.NOT_ME)


def under_way(speaker: Speaker) -> bool:
    """Whether the words belong to the search under way, and ask for nothing else."""
    said = speaker.incoming.text and not speaker.incoming.text.startswith("/")
    if not said or speaker.incoming.fields or not ask_address.under_way(speaker):
        return False
    return speaker.understood.wish not in ELSEWHERE


def step(awaited: Expecting) -> str:
    """What the search asked for last, in a word or two."""
    match awaited:
        case ExpectingLostBadge():
            return awaited.step
        case ExpectingCode():
            return "code"
        case ExpectingAddress():
            return f"address {awaited.asked.purpose}"
    return "doubt"


def hear_unproven(speaker: Speaker) -> None:
    """Ask anew: what an unproven mailbox tells of a badge counts for nothing."""
    ask_address.ask_lines(speaker, LostBadgeFacts())


def hear_which(speaker: Speaker) -> None:
    """The programme in words."""
    programme = menu.programme_named(speaker, speaker.incoming.text)
    if programme is None:
        ask_address.ask_which(speaker, ask_address.told_so_far(speaker))
        return
    choose(speaker, programme.slug)


def choose(speaker: Speaker, slug: str) -> None:
    """Take the programme that was pressed or named."""
    if not ask_address.under_way(speaker):
        speaker.reply(speaker.word("menu.gone"))
        return
    if speaker.chatting and people.proven_mail(speaker.turn, speaker.person):
        tell_nothing_known(speaker, slug)
    ask_address.go_on(speaker, replace(ask_address.told_so_far(speaker), programme=slug))


def hear_mail(speaker: Speaker) -> None:
    """The address that the organisation had; or that it is read no more; or the mission itself."""
    text = speaker.incoming.text
    if "@" in text:
        prove_mail.hear_mail(speaker)
    elif says_no_more(text):
        ask_address.no_mailbox(speaker)
    elif programme := menu.programme_named(speaker, text):
        ask_address.take_programme(speaker, programme)
    else:
        told = facts_told.read(speaker, ask_address.told_so_far(speaker), text)
        if told.dates:
            ask_address.go_on(speaker, told)
        else:
            prove_mail.hear_mail(speaker)


def says_no_more(text: str) -> bool:
    spoken = f" {' '.join(words(text))} "
    return any(f" {phrase} " in spoken for phrase in NO_MORE)


def hear_code(speaker: Speaker) -> None:
    """The code of the old mailbox, or of the one that is read now."""
    text, old = speaker.incoming.text, prove_mail.purpose(speaker) is AddressPurpose.LOST
    told = ask_address.told_so_far(speaker)
    if "@" in text and not addresses_said.digits_in(text):
        prove_mail.hear_mail(speaker)
    elif " ".join(words(text)) in ANEW:
        prove_mail.new_code(speaker)
    elif old and says_no_more(text):
        ask_address.no_mailbox(speaker)
    elif prove_mail.hear_code(speaker):
        proven(speaker, told)


def proven(speaker: Speaker, told: LostBadgeFacts) -> None:
    """The mailbox is theirs: what is known of it may be told; else a human compares."""
    if known_here(speaker, told.programme):
        lost_badge.answer(speaker, told.programme)
    else:
        tell_nothing_known(speaker, told.programme)
        ask_address.go_on(speaker, told)


def tell_nothing_known(speaker: Speaker, programme: str) -> None:
    """Who has shown which mailbox they read is told that nothing is known there."""
    diagnosis = diagnose(speaker.turn, speaker.person, programme)[0]
    if diagnosis.cause in NOTHING_KNOWN:
        asked_before.count(speaker, diagnosis)
        speaker.aside = SaidFirst(wording.cause(speaker, diagnosis))


def known_here(speaker: Speaker, programme: str) -> bool:
    """Whether a roster, a claim or a badge is behind who this person is by now."""
    mails = people.proven_mails(speaker.turn, speaker.person)
    return known(speaker, [each.value for each in mails], programme)


def known_at(speaker: Speaker, address: Address) -> bool:
    """Whether a mission, a badge or a claim is known of the reader of one address; it need not be
    proven, as what is told goes there only."""
    return known(speaker, [address.value], "")


def known(speaker: Speaker, mails: list[str], programme: str) -> bool:
    """Whether a mission at one of these addresses is known, or a badge or a claim of the
    speaker."""
    turn, person = speaker.turn, speaker.person
    wanted = (
        (Mission, col(Mission.mail).in_(mails)),
        (Badge, col(Badge.person_id) == person.id),
        (Claim, (col(Claim.person_id) == person.id) & col(Claim.state).not_in(BARELY)),
    )
    for table, theirs in wanted:
        query = select(table).where(theirs)
        if programme:
            query = query.where(table.programme == programme)
        if turn.db.exec(query.limit(1)).first() is not None:
            return True
    return False


def hear_who(speaker: Speaker) -> None:
    """Name, dates and place, all or some; what says nothing of it is asked again."""
    before = ask_address.told_so_far(speaker)
    told = facts_told.read(speaker, before, speaker.incoming.text)
    if told == before and says_no_more(speaker.incoming.text):
        pass_over(speaker)
    else:
        ask_address.go_on(speaker, told)


def pass_over(speaker: Speaker) -> None:
    """Go on without what the person does not know any more; a human finds with less, but a name
    there must be."""
    awaited = speaker.awaited
    if not isinstance(awaited, ExpectingLostBadge) or awaited.step is not LostBadgeStep.FACTS:
        speaker.reply(speaker.word("menu.gone"))
        return
    told = awaited.facts
    given_up = tuple(each for each in told.missing if each != "name")
    ask_address.go_on(speaker, replace(told, passed=(*told.passed, *given_up)))


def said_address(speaker: Speaker) -> str:
    """An address in the words, other than the one that they are written from."""
    found = addresses_said.ADDRESS.findall(speaker.incoming.text)
    return next((each for each in found if each.lower() != speaker.address.value), "")


def hear_letter(speaker: Speaker) -> None:
    """The lines filled in: an old address gets a code; else a human compares what there is.

    What is missing is asked for once more, and then done without.
    """
    before = ask_address.told_so_far(speaker)
    if before.name and not before.missing and assents(speaker.incoming.text, known_of(speaker)):
        ask_address.go_on(speaker, before)
        return
    told = facts_told.read(speaker, before, speaker.incoming.text)
    old = told.mail if "@" in told.mail else said_address(speaker)
    if old and old != before.mail:
        facts = replace(told, mail=old)
        speaker.expect(ExpectingAddress(AddressAsked(AddressPurpose.LOST, facts)))
        prove_mail.hear_mail(speaker, old)
        return
    if told.name and before.name:
        told = replace(told, passed=tuple(told.missing))
    ask_address.go_on(speaker, told)
