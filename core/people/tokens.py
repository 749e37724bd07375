"""Secrets sent to people: reply tokens, links and codes; only their SHA-256 is kept."""

import hashlib
import hmac
from datetime import timedelta
from enum import StrEnum
from uuid import UUID

from sqlalchemy import ColumnElement, bindparam, or_, update
from sqlmodel import col, select

from core.ground.errors import Refusal
from core.ground.rows.insert import add_all
from core.ground.tables import Address, Case, Claim, Person, Token
from core.ground.world import Turn
from core.programmes.catalogue import catalogue
from core.programmes.changed.in_force import in_force
from core.programmes.delays import Delays

LETTERS = 26  # 130 bits of base32, within the 64 characters of a local part (RFC 5321, 4.5.3.1.1)
DIGITS = 8
CODE_LIFE = timedelta(minutes=10)
CODE_TRIES = 5
CODES_A_DAY = 3  # to an address, whoever asks
ASKED_A_DAY = 9  # by a person, to whatever addresses
DAY = timedelta(days=1)


class Purpose(StrEnum):
    """What a secret opens, and so how long it lives."""

    CLAIM = "claim"
    DECIDE = "decide"
    CODE = "code"
    CASE = "case"  # the person's side of a case
    SUPPORT = "support"  # the staff's
    READDRESS = "readdress"  # the former address of a mission, which may object
    LOST = "lost"  # somebody's who looks for a badge, and of whom nothing is known yet
    UNLINK = "unlink"  # undoes a link
    STAFF = "staff"  # the page of figures
    LINK = "link"  # an address that somebody asked to add answers for them
    SHOW = "show"  # what its person shows of theirs, to be opened and closed
    DATA = "data"  # all that is kept about its person: a copy, an erasure
    REPORT = "report"  # what one learner, or all of a programme, have acquired


# An address that anybody may name, a page that may be shown around: they do not show who speaks.
SHOWN_AROUND = frozenset({Purpose.LINK, Purpose.STAFF, Purpose.SHOW, Purpose.REPORT, Purpose.DATA})
# What belongs to no programme; the others live as long as their programme's file has it.
LIFE = {
    Purpose.LOST: timedelta(days=30),
    Purpose.UNLINK: timedelta(days=60),  # longer than it undoes, to be told that it is too late
    Purpose.STAFF: timedelta(days=7),
    Purpose.LINK: CODE_LIFE,
    Purpose.SHOW: timedelta(days=7),
    Purpose.REPORT: timedelta(days=30),
    Purpose.DATA: timedelta(days=15),  # longer than a notice before a deletion
}


BY_DIGEST = select(Token).where(Token.digest == bindparam("digest"))
LIVE_CODE = (
    select(Token)
    .where(Token.address_id == bindparam("address"), Token.person_id == bindparam("asker"))
    .where(Token.purpose == Purpose.CODE, col(Token.used_at).is_(None))
    .where(col(Token.expires_at) > bindparam("at"))
    .with_for_update()
)


def digest(secret: str) -> str:
    """What is kept of a secret: its SHA-256 in hexadecimal, 64 signs."""
    return hashlib.sha256(secret.encode()).hexdigest()


def give(
    turn: Turn,
    purpose: Purpose,
    address: Address,
    claim: Claim | None = None,
    about: UUID | None = None,
    programme: str = "",
) -> str:
    """A new secret for one reader: for a claim, and `about` an edition of it, a case, a link or a
    person. Only its SHA-256 is kept. It lives as long as `programme` has it, where no claim names
    one."""
    secret = turn.chance.letters(LETTERS)
    token = {
        "id": turn.chance.uuid(),
        "digest": digest(secret),
        "purpose": purpose,
        "person_id": address.person_id,
        "address_id": address.id,
        "claim_id": claim.id if claim else None,
        "about_id": about,
        "programme": programme,
        "expires_at": turn.at + life(turn, purpose, claim.programme if claim else programme),
        "used_at": None,
        "tries": 0,
    }
    turn.db.flush()  # whom the secret is for, where they are new
    add_all(turn, Token, [token])
    return secret


def life(turn: Turn, purpose: Purpose, programme: str = "") -> timedelta:
    """How long a secret opens something; of a programme that is gone, the usual time."""
    if purpose in LIFE:
        return LIFE[purpose]
    found = catalogue(turn.settings.programmes_folder).programmes.get(programme)
    delays = in_force(turn, found).delays if found else Delays()
    return {
        Purpose.CLAIM: timedelta(days=delays.claim_link_days),
        Purpose.DECIDE: timedelta(days=delays.decision_link_days),
        Purpose.CASE: timedelta(days=delays.case_link_days),
        Purpose.SUPPORT: timedelta(days=delays.staff_case_link_days),
        Purpose.READDRESS: timedelta(hours=delays.objection_hours),
    }[purpose]


def known(turn: Turn, digested: str) -> Token | None:
    """The row of a secret; looked up once in a turn."""
    if (Token, digested) not in turn.memo:
        found = turn.db.exec(BY_DIGEST, params={"digest": digested})
        turn.memo[Token, digested] = found.first()
    token: Token | None = turn.memo[Token, digested]
    return token


def find(turn: Turn, secret: str, purpose: Purpose | None = None) -> Token | None:
    """The live token of a secret; None when the secret is unknown, over, or for something else."""
    token = known(turn, digest(secret.lower()))
    if token is None or token.expires_at <= turn.at or token.purpose == Purpose.CODE:
        return None
    return token if purpose in (None, token.purpose) else None


def end(turn: Turn, purpose: Purpose, person: Person, about: UUID | None) -> int:
    """End the secrets of this purpose that somebody was given about a person, or about all; gives
    how many opened something until now."""
    about_it = col(Token.about_id) == about if about else col(Token.about_id).is_(None)
    theirs = update(Token).where(col(Token.purpose) == purpose, about_it)
    theirs = theirs.where(col(Token.person_id) == person.id, col(Token.expires_at) > turn.at)
    return turn.db.exec(theirs.values(expires_at=turn.at)).rowcount


def use_up(turn: Turn, claim: Claim) -> None:
    """Spend the secrets that let the reviewers of a claim decide, as a decision is made once."""
    turn.db.exec(
        update(Token)
        .where(col(Token.claim_id) == claim.id, col(Token.purpose) == Purpose.DECIDE)
        .where(col(Token.used_at).is_(None))
        .values(used_at=turn.at)
    )


def revoke(turn: Turn, person: Person, programme: str) -> None:
    """End the secrets by which somebody worked in a programme, as they hold a role there less.

    What they may still do there comes to them in new letters.
    """
    claims = select(Claim.id).where(Claim.programme == programme)
    cases = select(Case.id).where(col(Case.programme).in_((programme, "")))
    worked = or_(
        (col(Token.purpose) == Purpose.DECIDE) & col(Token.claim_id).in_(claims),
        (col(Token.purpose) == Purpose.SUPPORT) & col(Token.about_id).in_(cases),
        col(Token.purpose) == Purpose.STAFF,
    )
    theirs = update(Token).where(col(Token.person_id) == person.id, worked)
    turn.db.exec(theirs.where(col(Token.expires_at) > turn.at).values(expires_at=turn.at))


def code(turn: Turn, address: Address, asker: UUID | None = None) -> str:
    """Eight digits for an address, bound to who asks; their older ones for it stop working.

    Empty where others have asked for its three of a day: nobody is told that they did. Raises
    `Refusal` where the asker has.
    """
    asker = asker or address.person_id
    theirs = asked_lately(turn, col(Token.person_id) == asker)
    to_it = asked_lately(turn, col(Token.address_id) == address.id)
    own = [each for each in theirs if each.address_id == address.id]
    if len(own) >= CODES_A_DAY or len(theirs) >= ASKED_A_DAY:
        raise Refusal("account.too_many_codes")
    secret = f"{turn.chance.number(10**DIGITS):0{DIGITS}}"
    for each in own:
        each.used_at = each.used_at or turn.at
    if len(to_it) >= CODES_A_DAY:
        return ""
    token_id = turn.chance.uuid()
    turn.db.add(
        Token(
            id=token_id,
            digest=digest(f"{token_id}:{secret}"),
            purpose=Purpose.CODE,
            person_id=asker,
            address_id=address.id,
            expires_at=turn.at + CODE_LIFE,
        )
    )
    turn.db.flush()
    return secret


def asked_lately(turn: Turn, whose: ColumnElement[bool]) -> list[Token]:
    """The codes of the last day."""
    query = select(Token).where(whose, Token.purpose == Purpose.CODE)
    return list(turn.db.exec(query.where(Token.expires_at > turn.at + CODE_LIFE - DAY)))


def try_code(turn: Turn, address: Address, said: str, asker: UUID | None = None) -> bool:
    """Whether these are the digits sent to the address for this asker.

    Each code bears five tries and one use.
    """
    given = {"address": address.id, "asker": asker or address.person_id, "at": turn.at}
    token = turn.db.exec(LIVE_CODE, params=given).first()
    if token is None:
        return False
    token.tries += 1
    digits = "".join(filter(str.isdigit, said))
    right = hmac.compare_digest(token.digest, digest(f"{token.id}:{digits}"))
    if right or token.tries >= CODE_TRIES:
        token.used_at = turn.at
    turn.db.add(token)
    return right
