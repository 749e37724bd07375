"""Secrets sent to people: reply tokens, links and codes; only their SHA-256 is kept."""

import hashlib
import hmac
from datetime import timedelta
from enum import StrEnum

from sqlalchemy import bindparam, update
from sqlmodel import col, select

from core.ground.adding import add_all
from core.ground.errors import Refusal
from core.ground.tables import Address, Claim, Token
from core.ground.world import Turn

LETTERS = 26  # 130 bits of base32, within the 64 characters of a local part (RFC 5321, 4.5.3.1.1)
DIGITS = 8
CODE_LIFE = timedelta(minutes=10)
CODE_TRIES = 5
CODES_A_DAY = 5


class Purpose(StrEnum):
    """What a secret opens."""

    CLAIM = "claim"
    DECIDE = "decide"
    CODE = "code"


LIFE = {Purpose.CLAIM: timedelta(days=400), Purpose.DECIDE: timedelta(days=60)}


BY_DIGEST = select(Token).where(Token.digest == bindparam("digest"))


def digest(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()


def give(turn: Turn, purpose: Purpose, address: Address, claim: Claim) -> str:
    """A new secret for a claim, bound to the person whose address it goes to."""
    secret = turn.chance.letters(LETTERS)
    token = {
        "id": turn.chance.uuid(),
        "digest": digest(secret),
        "purpose": purpose,
        "person_id": address.person_id,
        "address_id": address.id,
        "claim_id": claim.id,
        "expires_at": turn.at + LIFE[purpose],
        "used_at": None,
        "tries": 0,
    }
    turn.db.flush()  # whom the secret is for, where they are new
    add_all(turn, Token, [token])
    return secret


def known(turn: Turn, digested: str) -> Token | None:
    """The row of a secret; looked up once in a turn."""
    if (Token, digested) not in turn.memo:
        found = turn.db.exec(BY_DIGEST, params={"digest": digested})
        turn.memo[Token, digested] = found.first()
    token: Token | None = turn.memo[Token, digested]
    return token


def find(turn: Turn, secret: str, purpose: Purpose | None = None) -> Token | None:
    """The live token of a secret; none when it is unknown, over, or for something else."""
    token = known(turn, digest(secret.lower()))
    if token is None or token.expires_at <= turn.at or token.purpose == Purpose.CODE:
        return None
    return token if purpose in (None, token.purpose) else None


def use_up(turn: Turn, claim: Claim) -> None:
    """A decision is made once: the secrets that let its reviewers decide by mail are spent."""
    turn.db.exec(
        update(Token)
        .where(col(Token.claim_id) == claim.id, col(Token.purpose) == Purpose.DECIDE)
        .where(col(Token.used_at).is_(None))
        .values(used_at=turn.at)
    )


def code(turn: Turn, address: Address) -> str:
    """Eight digits for an address; older ones of it stop working, and five a day are enough."""
    day = turn.at - timedelta(days=1)
    query = select(Token).where(Token.address_id == address.id, Token.purpose == Purpose.CODE)
    recent = [each for each in turn.db.exec(query) if each.expires_at - CODE_LIFE > day]
    if len(recent) >= CODES_A_DAY:
        raise Refusal("account.too_many_codes")
    turn.db.exec(
        update(Token)
        .where(col(Token.address_id) == address.id, col(Token.purpose) == Purpose.CODE)
        .where(col(Token.used_at).is_(None))
        .values(used_at=turn.at)
    )
    secret = f"{turn.chance.number(10**DIGITS):0{DIGITS}}"
    token_id = turn.chance.uuid()
    turn.db.add(
        Token(
            id=token_id,
            digest=digest(f"{token_id}:{secret}"),
            purpose=Purpose.CODE,
            person_id=address.person_id,
            address_id=address.id,
            expires_at=turn.at + CODE_LIFE,
        )
    )
    return secret


def try_code(turn: Turn, address: Address, said: str) -> bool:
    """Whether these are the digits sent to the address; each code bears five tries and one use."""
    query = select(Token).where(
        Token.address_id == address.id,
        Token.purpose == Purpose.CODE,
        col(Token.used_at).is_(None),
        Token.expires_at > turn.at,
    )
    token = turn.db.exec(query.with_for_update()).first()
    if token is None:
        return False
    token.tries += 1
    digits = "".join(filter(str.isdigit, said))
    right = hmac.compare_digest(token.digest, digest(f"{token.id}:{digits}"))
    if right or token.tries >= CODE_TRIES:
        token.used_at = turn.at
    turn.db.add(token)
    return right
