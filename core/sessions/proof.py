"""The second factor is shown: a code from a chat, from an authenticator, or from paper."""

import hmac
from datetime import timedelta
from enum import StrEnum

from sqlmodel import col, func, select

from core.claims import sending
from core.ground.message_kinds import MessageKind
from core.ground.messages import Message
from core.ground.rows import outbox
from core.ground.rows.outbox import To
from core.ground.tables import Address, Person, SignIn
from core.ground.world import Turn
from core.people.tokens import CODE_LIFE, CODE_TRIES, DIGITS, digest
from core.sessions import authenticator, second_factors, spare_codes
from core.sessions.second_factors import FactorKind

CODES = 3  # sent to a chat in one try
WRONG_A_DAY = 15  # by a person, in all their tries
DAY = timedelta(days=1)


class CodeShown(StrEnum):
    """What came of a code that somebody typed."""

    CHAT = "chat"
    AUTHENTICATOR = "authenticator"
    ENROLMENT = "enrolment"
    RECOVERY = "recovery"
    WRONG = "wrong"
    OVER = "over"  # too many were wrong: the try is over

    @property
    def holds(self) -> bool:
        """Whether it shows who is there."""
        return self not in (CodeShown.WRONG, CodeShown.OVER)


def ways(turn: Turn, person: Person) -> set[FactorKind]:
    """By which kinds of second factor a person can show themselves now."""
    return {FactorKind(each.kind) for each in second_factors.of_person(turn, person)}


def send_code(turn: Turn, row: SignIn, person: Person) -> bool:
    """Send eight digits to the chat of a person; the ones before stop working. False where there is
    no chat, or this try has had its codes."""
    chats = [
        chat
        for each in second_factors.of_person(turn, person)
        if (chat := second_factors.chat_of(turn, each))
    ]
    if not chats or row.codes >= CODES:
        return False
    used = [each for each in chats if each.last_used_at]
    latest = max(used, key=lambda each: each.last_used_at or turn.at) if used else chats[0]
    send_to(turn, row, person, latest)
    return True


def send_to(turn: Turn, row: SignIn, person: Person, chat: Address) -> None:
    """Send eight digits of this try to one chat."""
    code = f"{turn.chance.number(10**DIGITS):0{DIGITS}}"
    row.code, row.code_until = digest(f"{row.id}:{code}"), turn.at + CODE_LIFE
    row.codes += 1
    turn.db.add(row)
    locale = sending.locale_of(turn, person)
    values = {"code": f"{code[:4]} {code[4:]}"}
    message = Message(turn.say(locale, "manage.chat_code", **values), locale, values=values)
    to = To(chat.door, chat.value, person.id)
    outbox.put(turn, to, MessageKind.SIGN_IN_CODE, f"{row.id}:{row.codes}", message)


def show(turn: Turn, row: SignIn, person: Person, said: str) -> CodeShown:
    """Take a code that somebody typed for this try: of a chat (8 digits), of an authenticator (6
    digits) or from paper; five may be wrong."""
    turn.db.refresh(row, with_for_update=True)
    if row.tries >= CODE_TRIES or wrong_lately(turn, person) >= WRONG_A_DAY:
        return CodeShown.OVER
    shown = looked(turn, row, person, said)
    if shown.holds:
        row.done_at, row.code = turn.at, ""
    else:
        row.tries += 1
    turn.db.add(row)
    return CodeShown.OVER if not shown.holds and row.tries >= CODE_TRIES else shown


def looked(turn: Turn, row: SignIn, person: Person, said: str) -> CodeShown:
    """Which second factor a code is of."""
    bare = "".join(filter(str.isalnum, said))
    if not bare.isdecimal():
        spare = spare_codes.use(turn, person, bare)
        return CodeShown(spare) if spare else CodeShown.WRONG
    if len(bare) == DIGITS and chat_code(turn, row, bare):
        return CodeShown.CHAT
    factors = second_factors.of_person(turn, person)
    kept = [each for each in factors if each.kind == FactorKind.AUTHENTICATOR]
    if any(authenticator.right(turn, each, bare) for each in kept):
        return CodeShown.AUTHENTICATOR
    return CodeShown.WRONG


def chat_code(turn: Turn, row: SignIn, said: str) -> bool:
    """Whether these are the digits that were sent for this try, within their ten minutes."""
    alive = row.code_until is not None and turn.at < row.code_until
    return bool(row.code) and alive and hmac.compare_digest(row.code, digest(f"{row.id}:{said}"))


def wrong_lately(turn: Turn, person: Person) -> int:
    """How many codes of a day were wrong, in all the tries of a person."""
    query = select(func.sum(col(SignIn.tries))).where(SignIn.person_id == person.id)
    return turn.db.exec(query.where(SignIn.made_at > turn.at - DAY)).one() or 0
