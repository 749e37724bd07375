"""What one input is, found out once: the first that fits. Nothing is written here.

`receive.hear` asks in this order: `at_once` (a button, a command, a letter with a secret, a case,
an address, a wish, a question …), `answering` (what was awaited), `otherwise` (all other words).
The names of rows about something awaited are made from the `name` of its class in `expecting`;
docs/messages.md lists every row with its handler.
"""

from collections.abc import Callable

from core.claims.states import ASKING
from core.desk import at_hand, buttons, commands, menu, wishes
from core.desk.any_moment import misspelt, served, strangers, unwanted, what_next
from core.desk.casework import by_chat as case_by_chat
from core.desk.casework import by_mail as case_by_mail
from core.desk.claim import conversation, event_codes, nothing_read, typed, unproven_letters
from core.desk.expecting import (
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
from core.desk.handling import NOT_FOR_US, Handling
from core.desk.identity import add_address
from core.desk.lost_badge import find_mailbox, not_me
from core.desk.orders import hear as orders
from core.desk.orders import hint as staff_hint
from core.desk.review import by_chat
from core.desk.showing import my_data, report, talents
from core.desk.speaker import Speaker
from core.ground.tables import Token
from core.people import people, tokens
from core.people.tokens import Purpose
from core.reading.acts.wishes import SHOWING, Wish

Found = Callable[[Speaker], Handling | None]
FIRST = (Wish.STOP, Wish.NOT_ME, Wish.HUMAN)  # what goes before a file that came along
ADDRESSES = (AddressPurpose.CLAIM, AddressPurpose.ADD)
CODES = (*ADDRESSES, AddressPurpose.LETTER)
PLAIN = (
    ExpectingAddressDoubt
    | ExpectingReason
    | ExpectingRecipient
    | ExpectingRecipientDoubt
    | ExpectingAwardReason
    | ExpectingAwardYes
)


def at_once(speaker: Speaker) -> Handling | None:
    """What an input is whatever was asked before; None for words that may answer that."""
    incoming = speaker.incoming
    if incoming.choice:
        return buttons.read(incoming.choice, in_group=incoming.group)
    if incoming.text.startswith("/") and speaker.chatting:
        return commands.read(incoming.text, in_group=incoming.group)
    if incoming.group:
        reason = isinstance(speaker.awaited, ExpectingReason)
        return (awaited(speaker) if reason else orders.in_group(speaker)) or NOT_FOR_US
    return without_words(speaker) or next(filter(None, (found(speaker) for found in AT_ONCE)), None)


def without_words(speaker: Speaker) -> Handling | None:
    """A badge or a file that came along, or what we cannot read and has no words; else None."""
    incoming = speaker.incoming
    if speaker.understood.handed_in:
        return Handling("badge handed in")
    if speaker.understood.files and (found := file_sent(speaker)):
        return found
    return Handling("unreadable") if incoming.unreadable and not incoming.text else None


def file_sent(speaker: Speaker) -> Handling | None:
    """A file for the claim under way; None where its letter proves nothing, is another's, or says
    something that goes before: stop, not me, a human."""
    claim = at_hand.under_way(speaker)
    if claim is None or speaker.understood.wish in FIRST or letter(speaker) or elsewhere(speaker):
        return None
    unproven = unproven_letters.unproven(speaker)
    return None if unproven else Handling("file sent", (claim,))


def answering(speaker: Speaker) -> Handling | None:
    """What words are that may answer what was asked; None where they do not."""
    if unproven_letters.unproven(speaker):
        return Handling("unproven letter")
    return None if speaker.incoming.fields else awaited(speaker)


def otherwise(speaker: Speaker) -> Handling:
    """What all other words are: a command, an answer to the claim, a badge by name, or unclear."""
    claim = at_hand.under_way(speaker)
    if speaker.understood.command:
        return commands.command(speaker.understood.command)
    if claim is not None and nothing_read.says_nothing(speaker, claim):
        return Handling("unclear")
    if claim is not None and claim.state in ASKING:
        return Handling("answer", (claim,))
    if claim is not None and conversation.mends(speaker, claim):
        return Handling("mended answer", (claim,))
    if claim is not None and speaker.incoming.token:
        return Handling("claim taken up", (claim,))
    found = offer(speaker) or named(speaker) or staff_hint.found(speaker)
    return found or Handling("unclear")


def secret(speaker: Speaker) -> Token | None:
    """The secret that came along, if there is such a one."""
    incoming = speaker.incoming
    return tokens.find(speaker.turn, incoming.token) if incoming.token else None


def letter(speaker: Speaker) -> Handling | None:
    """A mail that answers a card to decide on, a case, or the notice of a link."""
    token, by_mail = secret(speaker), speaker.incoming.door == people.MAIL
    if token is None:
        return None
    if by_mail and token.purpose == Purpose.DECIDE:
        return Handling("decision", (token,))
    if by_mail and token.purpose == Purpose.SUPPORT:
        return Handling("case order", (token,))
    if by_mail and (case := case_by_mail.case_of(speaker, token)):
        return Handling("case reply", (case,))
    return Handling("link undone", (token,)) if add_address.undoes_link(speaker, token) else None


def elsewhere(speaker: Speaker) -> Handling | None:
    """A mail with somebody's secret from another address; a human reads it where it says that the
    name on a badge is wrong."""
    if not unproven_letters.from_elsewhere(speaker):
        return None
    return misspelt_name(speaker) or Handling("secret elsewhere")


def case(speaker: Speaker) -> Handling | None:
    """Words for a case: asked for, or with its reference."""
    if (replied := case_by_chat.replied_to(speaker)) is not None:
        return Handling("case reply", (replied,))
    if case_by_chat.awaits(speaker):
        return Handling(f"awaited {speaker.awaited.name}", (speaker.awaited,))
    return Handling("case quoted") if case_by_chat.quotes(speaker) else None


def address(speaker: Speaker) -> Handling | None:
    """An address to be added: the answer of its own mailbox, or the wish for it."""
    token = secret(speaker)
    if token is not None and token.purpose == Purpose.LINK:
        return Handling("link code", (token,))
    if add_address.nothing_proves(speaker):
        return Handling("unproven address")
    if add_address.asked_for(speaker):
        return Handling("address added", (speaker.incoming.text,))
    return None


def objection(speaker: Speaker) -> Handling | None:
    token = secret(speaker)
    return (
        Handling("address objection", (token,))
        if token and not_me.objects(speaker, token)
        else None
    )


def called_off(speaker: Speaker) -> Handling | None:
    """« Annule » where an address or its code is awaited, which any words are else taken for."""
    awaits = isinstance(speaker.awaited, ExpectingAddress | ExpectingAddressDoubt | ExpectingCode)
    cancels = speaker.understood.command == "cancel" and speaker.proven and speaker.chatting
    return commands.command("cancel") if awaits and cancels else None


def lost_badge(speaker: Speaker) -> Handling | None:
    """What is told in the search for a lost badge; an unproven mailbox tells nothing."""
    if not find_mailbox.under_way(speaker):
        return None
    if speaker.proven and speaker.chatting and (aside := served.while_searching(speaker)):
        return aside
    step = find_mailbox.step(speaker.awaited) if speaker.proven else "unproven"
    return Handling(f"lost badge {step}")


def wish(speaker: Speaker) -> Handling | None:
    served = wishes.served(speaker)
    return Handling(f"wish {served}") if served else None


def shows(speaker: Speaker) -> Handling | None:
    """A wish about what one shows: words for it are not words about a badge."""
    return wish(speaker) if speaker.understood.wish in SHOWING else None


def unwanted_badge(speaker: Speaker) -> Handling | None:
    found = unwanted.found(speaker)
    return Handling("badge unwanted", (found,)) if found else None


def misspelt_name(speaker: Speaker) -> Handling | None:
    found = misspelt.found(speaker)
    return Handling("badge name wrong", (found,)) if found else None


def event_code(speaker: Speaker) -> Handling | None:
    found = event_codes.told(speaker)
    return Handling("event code", found) if found else None


def question(speaker: Speaker) -> Handling | None:
    return Handling("question") if faq.alone(speaker) else None


def act(speaker: Speaker) -> Handling | None:
    return served.served(speaker)


AT_ONCE: tuple[Found, ...] = (
    letter, elsewhere, talents.answered, my_data.answered, report.asked, orders.found,
    what_next.asked, case, address, objection, called_off, lost_badge, event_code, typed.found,
    strangers.found, shows, misspelt_name, unwanted_badge, wish, question, act,
)  # fmt: skip


def awaited(speaker: Speaker) -> Handling | None:
    """The words as what the conversation awaits, if they can be that."""
    match expected := speaker.awaited:
        case ExpectingAddress() if expected.asked.purpose in ADDRESSES:
            return Handling(f"awaited address {expected.asked.purpose}")
        case ExpectingCode() if expected.asked.purpose in CODES:
            return Handling(f"awaited code {expected.asked.purpose}")
        case ExpectingChoice() if chooses(speaker, expected):
            return Handling("awaited choice", (expected,))
        case ExpectingUndo() if by_chat.takes_decision_back(speaker):
            return Handling("awaited undo", (expected.ref,))
        case _ if isinstance(expected, PLAIN):
            return Handling(f"awaited {expected.name}", (expected,))
    return None


def chooses(speaker: Speaker, expected: ExpectingChoice) -> bool:
    """Whether the words say yes to the one reading there is."""
    claim = speaker.claim
    asking = claim is not None and claim.state in ASKING
    return typed.agrees(speaker) and len(expected.readings) == 1 and asking


def offer(speaker: Speaker) -> Handling | None:
    """A yes in a chat to what was offered by mail."""
    offered = conversation.offered(speaker)
    return Handling("claim taken up", (offered,)) if offered is not None else None


def named(speaker: Speaker) -> Handling | None:
    """A programme or a badge by its name."""
    text = speaker.incoming.text
    if programme := menu.programme_named(speaker, text):
        return Handling("button programme", (programme.slug,))
    found = menu.named(speaker, text)
    if one := menu.begins(found):
        return Handling("button badge", (one[0].slug, one[1].slug))
    if 0 < len(found.badges) <= menu.OFFERED:
        return Handling("badges named", (found.badges,))
    slug = at_hand.named(speaker) if menu.speaks_of_badges(text) else ""
    return Handling("button programme", (slug,)) if slug else None
