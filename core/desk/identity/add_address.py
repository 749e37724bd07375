"""One person, many addresses: adding one, choosing the one for badges, taking a link back."""

from core.desk.expecting import (
    AddressAsked,
    AddressPurpose,
    ExpectingAddress,
    ExpectingCode,
)
from core.desk.identity import addresses_said, prove_mail
from core.desk.known_writer import known_of
from core.desk.speaker import Speaker
from core.ground.effects import Outcome
from core.ground.messages import Button, Buttons
from core.ground.tables import Address, Token
from core.joining.undo_link import take_back, told_by
from core.people import people
from core.people.people import masked
from core.people.tokens import Purpose
from core.reading.acts.decisions import undoes
from core.reading.acts.wishes import Wish
from core.reading.languages import compiled, either, fill
from core.reading.text import fold, words

ADDING = AddressAsked(AddressPurpose.ADD)
OTHER = rf"(?:(?:{either('addresses.other')}) )?"
ASKS = compiled(fill(either("addresses.add"), "addresses", other=OTHER))
COURTESY = compiled(
    rf"^(?:{either('addresses.courtesy_before')}) | (?:{either('addresses.courtesy_after')})$"
)
LONGEST = 16  # words


def asks(text: str) -> bool:
    """Whether the text asks to add an address, and nothing else."""
    if "?" in text:
        return False
    spoken = " ".join(words(addresses_said.ADDRESS.sub(" ", fold(text))))
    while (bare := COURTESY.sub("", spoken)) != spoken:
        spoken = bare
    return len(spoken.split()) <= LONGEST and ASKS.fullmatch(spoken) is not None


def undoes_link(speaker: Speaker, token: Token) -> bool:
    """Whether the words undo the link whose notice has this secret: whoever has it may."""
    if token.purpose != Purpose.UNLINK:
        return False
    undone = undoes(speaker.incoming.text, known_of(speaker))
    return undone or speaker.understood.wish is Wish.NOT_ME


def nothing_proves(speaker: Speaker) -> bool:
    """Whether an address or a code for one to add comes from who is not shown to be themselves."""
    adding = prove_mail.purpose(speaker) is AddressPurpose.ADD
    return adding and not speaker.proven and names_one(speaker)


def is_over(speaker: Speaker) -> bool:
    """Whether an address to add is awaited, and unproven words say neither it nor its code."""
    adding = prove_mail.purpose(speaker) is AddressPurpose.ADD
    unproven = adding and not (speaker.proven or speaker.elsewhere)
    return unproven and not names_one(speaker)


def names_one(speaker: Speaker) -> bool:
    """Whether the words hold an address or a code."""
    text = speaker.incoming.text
    return "@" in text or bool(addresses_said.digits_in(text))


def asked_for(speaker: Speaker) -> bool:
    """Whether an address is to be added, while none is awaited."""
    asked_already = isinstance(speaker.awaited, ExpectingAddress | ExpectingCode)
    return not (speaker.incoming.fields or asked_already) and asks(speaker.incoming.text)


def tell_unproven(speaker: Speaker) -> None:
    """Say that nothing proves who wrote the letter, and that nothing was done."""
    speaker.turn.effects.conclude(Outcome.NEEDS_CONFIRMATION, "nothing proves the sender")
    speaker.reply(speaker.word("link.letter_unproven"))


def trusted(speaker: Speaker) -> bool:
    """Whether an address may be added to who speaks: a letter's secret alone is not enough, for
    letters are shown around."""
    return speaker.themselves


def undo(speaker: Speaker, token: Token) -> None:
    """Undo a link for « Annuler » or « ce n'est pas moi »: only the secret of the notice itself
    does."""
    turn, told = speaker.turn, told_by(speaker.turn, token)
    word = take_back(turn, told)
    speaker.person = people.person_of(turn, speaker.address)
    turn.effects.conclude(Outcome.DECIDED if word == "link.undone" else Outcome.IGNORED, word)
    speaker.reply(turn.say(told.locale, word, what=told.what), letter="unlinked")


def link(speaker: Speaker, rest: str = "") -> None:
    """Show the person's addresses, or add the one named: `/link`, `/link lina@example.org`."""
    add(speaker, rest)


def add(speaker: Speaker, text: str) -> None:
    """Ask for an address to add; where one was said, send its code at once."""
    if not trusted(speaker):
        tell_unproven(speaker)
        return
    if prove_mail.asks_first(speaker):
        return
    speaker.expect(ExpectingAddress(ADDING))
    if found := addresses_said.ADDRESS.findall(text):
        hear_mail(speaker, found[0] if len(found) == 1 else text)
        return
    speaker.turn.effects.conclude(Outcome.ASKED)
    speaker.reply(f"{listed(speaker)}\n\n{speaker.word('link.ask')}", choices(speaker))


def hear_mail(speaker: Speaker, text: str = "") -> None:
    """Take the address to add and send its code; one that is the person's already needs none."""
    if not trusted(speaker):
        tell_unproven(speaker)
        return
    said = people.fold(people.MAIL, addresses_said.address_in(text or speaker.incoming.text))
    own = people.proven_mails(speaker.turn, speaker.person)
    if said in [each.value for each in own if each.confirmed_at]:
        speaker.expect()
        text = speaker.word("link.own_already", mail=said)
        speaker.reply(f"{text}\n\n{listed(speaker)}", choices(speaker))
    else:
        prove_mail.hear_mail(speaker, text)


def listed(speaker: Speaker) -> str:
    """The person's addresses in lines, the one that the badges to come bear first."""
    proven = people.proven_mails(speaker.turn, speaker.person)
    first = len(proven) > 1
    lines = []
    for number, each in enumerate(proven):
        word = "link.address_first" if first and number == 0 else "link.address"
        lines.append(speaker.word(word, mail=masked(each.value)))
    lines += [chat(speaker, each) for each in people.addresses(speaker.turn, speaker.person)]
    told = "\n".join(filter(None, lines))
    return speaker.word("link.addresses", addresses=told) if told else speaker.word("link.none")


def chat(speaker: Speaker, address: Address) -> str:
    """A line for a chat; empty for a mailbox."""
    if address.door == people.MAIL:
        return ""
    other = "" if address.id == speaker.address.id else "_other"
    known = speaker.turn.world.words
    word = known.first_known(f"link.address_{address.door}", "link.address_chat")
    return speaker.word(f"{word}{other}")


def choices(speaker: Speaker) -> Buttons:
    """A button for each other address that the badges to come may bear."""
    others = people.proven_mails(speaker.turn, speaker.person)[1:]
    return tuple(
        (Button(speaker.word("link.button_prefer", mail=masked(each.value)), f"prefer:{each.id}"),)
        for each in others
    )


def prefer(speaker: Speaker, address_id: str) -> None:
    """Let the badges to come bear this address of the person's own."""
    own = people.proven_mails(speaker.turn, speaker.person)
    chosen = next((each for each in own if str(each.id) == address_id), None)
    if chosen is None:
        speaker.reply(speaker.word("menu.gone"))
        return
    if prove_mail.asks_first(speaker):
        return
    people.prefer(speaker.turn, chosen)
    speaker.turn.effects.conclude(Outcome.ASKED)
    text = speaker.word("link.preferred", mail=masked(chosen.value))
    speaker.reply(f"{text}\n\n{listed(speaker)}", choices(speaker))
