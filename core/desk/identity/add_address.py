"""One person, many addresses: adding one, choosing the one for badges, taking a link back."""

from core.claims.life import ASKING
from core.desk import expecting_columns
from core.desk.claim import conversation
from core.desk.expecting import (
    NOTHING,
    AddressAsked,
    AddressPurpose,
    ExpectingAddress,
    ExpectingCode,
)
from core.desk.identity import prove_mail
from core.desk.known import known_of
from core.desk.speaker import Speaker
from core.ground.effects import Outcome
from core.ground.message_kinds import MessageKind
from core.ground.messages import Button, Buttons, Message
from core.ground.rows import outbox
from core.ground.rows.outbox import To
from core.ground.tables import Address, Conversation, Person, Token
from core.joining.prove_address import prove_mail as prove
from core.joining.undo_link import take_back, told_by
from core.people import people, tokens
from core.people.joined import living
from core.people.people import masked
from core.people.tokens import Purpose
from core.reading.acts.decisions import own_lines, undoes
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
CODE_ALONE = compiled(
    rf"(?:(?:{either('addresses.here_is')}) )?(?:(?:(?:{either('addresses.the_code')}) )?code "
    rf"(?:(?:{either('addresses.is')}) )?)?\d{{4}} ?\d{{4}}"
)


def asks(text: str) -> bool:
    """Whether the text asks to add an address, and nothing else."""
    if "?" in text:
        return False
    spoken = " ".join(words(prove_mail.SPOKEN.sub(" ", fold(text))))
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
    return "@" in text or bool(prove_mail.digits_in(text))


def asked_for(speaker: Speaker) -> bool:
    """Whether an address is to be added, while none is awaited."""
    asked_already = isinstance(speaker.awaited, ExpectingAddress | ExpectingCode)
    return not (speaker.incoming.fields or asked_already) and asks(speaker.incoming.text)


def tell_unproven(speaker: Speaker) -> None:
    speaker.turn.effects.told(Outcome.NEEDS_CONFIRMATION, "nothing proves the sender")
    speaker.reply(speaker.word("link.letter_unproven"))


def trusted(speaker: Speaker) -> bool:
    """Whether an address may be added to who speaks: a letter's secret alone is not enough, for
    letters are shown around."""
    return speaker.themselves


def undo(speaker: Speaker, token: Token) -> None:
    """« Annuler », « ce n'est pas moi »: only the secret of the notice itself undoes the link."""
    turn, told = speaker.turn, told_by(speaker.turn, token)
    word = take_back(turn, told)
    speaker.person = people.person_of(turn, speaker.address)
    turn.effects.told(Outcome.DECIDED if word == "link.undone" else Outcome.IGNORED, word)
    speaker.reply(turn.say(told.locale, word, what=told.what), letter="unlinked")


def link(speaker: Speaker, rest: str = "") -> None:
    """`/link`, `/link lina@example.org`: the addresses of the person, and adding one."""
    add(speaker, rest)


def add(speaker: Speaker, text: str) -> None:
    """Ask for an address to add; where one was said, send its code at once."""
    if not trusted(speaker):
        tell_unproven(speaker)
        return
    if prove_mail.asks_first(speaker):
        return
    speaker.expect(ExpectingAddress(ADDING))
    if found := prove_mail.SPOKEN.findall(text):
        hear_mail(speaker, found[0] if len(found) == 1 else text)
        return
    speaker.turn.effects.told(Outcome.ASKED)
    speaker.reply(f"{listed(speaker)}\n\n{speaker.word('link.ask')}", choices(speaker))


def hear_mail(speaker: Speaker, text: str = "") -> None:
    """The address to add; one that is the person's already needs no code."""
    if not trusted(speaker):
        tell_unproven(speaker)
        return
    said = people.fold(people.MAIL, prove_mail.address_in(text or speaker.incoming.text))
    own = people.proven_mails(speaker.turn, speaker.person)
    if said in [each.value for each in own if each.confirmed_at]:
        speaker.expect()
        text = speaker.word("link.own_already", mail=said)
        speaker.reply(f"{text}\n\n{listed(speaker)}", choices(speaker))
    else:
        prove_mail.hear_mail(speaker, text)


def hear_code(speaker: Speaker) -> None:
    """The code for the address to add, or another address."""
    if "@" in speaker.incoming.text:
        hear_mail(speaker)
    else:
        mail = prove_mail.mail_at(speaker)
        if prove_mail.hear_code(speaker):
            tell_added(speaker, mail)


def hear_from_it(speaker: Speaker, token: Token) -> None:
    """The code, sent back from the very address that is to be added, and no other words with it.

    Who protests may quote it.
    """
    turn = speaker.turn
    asker = living(turn, turn.db.get_one(Person, token.person_id))
    code = code_alone(speaker.incoming.text)
    if not code or not tokens.try_code(turn, speaker.address, code, asker.id):
        turn.effects.told(Outcome.REJECTED, "wrong code")
        speaker.reply(speaker.word("link.code_wrong"))
        return
    said_at = turn.db.get_one(Address, token.address_id)
    speaker.person = prove(turn, asker, speaker.address, said_at)
    tell_where_asked(speaker, said_at)
    tell_added(speaker, speaker.address.value)


def code_alone(text: str) -> str:
    """The code of a first own line that says nothing else; empty for any other words."""
    first = next(own_lines(text), "")
    alone = "?" not in first and CODE_ALONE.fullmatch(" ".join(words(first)))
    return prove_mail.digits_in(first) if alone else ""


def tell_where_asked(speaker: Speaker, said_at: Address) -> None:
    """The conversation awaits no code any more; a chat is told, a mailbox has got its notice."""
    turn, mail = speaker.turn, speaker.address.value
    asked = turn.db.get(Conversation, (said_at.door, said_at.value))
    awaited = expecting_columns.read(asked.expecting, asked.about) if asked else NOTHING
    if asked is not None and awaited == ExpectingCode(ADDING, mail):
        asked.expecting, asked.about = expecting_columns.written(NOTHING)
        turn.db.add(asked)
    if said_at.door != people.MAIL:
        text = speaker.word("link.added", mail=mail)
        to = To(said_at.door, said_at.value, said_at.person_id)
        outbox.put(
            turn, to, MessageKind.LINK_ADDED, str(turn.chance.uuid()), Message(text, speaker.locale)
        )


def tell_added(speaker: Speaker, mail: str) -> None:
    """What is the person's now; a claim under way goes on."""
    text = speaker.word("link.added", mail=mail)
    claim = speaker.claim
    speaker.turn.effects.told(Outcome.ASKED, "an address was added")
    if speaker.chatting and claim is not None and claim.state in ASKING:
        conversation.resume(speaker, claim, text)
    else:
        speaker.reply(f"{text}\n\n{listed(speaker)}", choices(speaker))


def listed(speaker: Speaker) -> str:
    """The person's addresses, the one that the badges to come bear first."""
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
    """The other addresses that the badges to come may bear."""
    others = people.proven_mails(speaker.turn, speaker.person)[1:]
    return tuple(
        (Button(speaker.word("link.button_prefer", mail=masked(each.value)), f"prefer:{each.id}"),)
        for each in others
    )


def prefer(speaker: Speaker, address_id: str) -> None:
    """The badges to come bear this address of the person's own."""
    own = people.proven_mails(speaker.turn, speaker.person)
    chosen = next((each for each in own if str(each.id) == address_id), None)
    if chosen is None:
        speaker.reply(speaker.word("menu.gone"))
        return
    if prove_mail.asks_first(speaker):
        return
    people.prefer(speaker.turn, chosen)
    speaker.turn.effects.told(Outcome.ASKED)
    text = speaker.word("link.preferred", mail=masked(chosen.value))
    speaker.reply(f"{text}\n\n{listed(speaker)}", choices(speaker))
