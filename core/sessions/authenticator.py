"""An authenticator: an application that shows six digits, new ones each half minute (RFC 6238)."""

import hmac

import pyotp

from core.ground.tables import Person, SecondFactor
from core.ground.world import Turn
from core.sessions import sealing, second_factors
from core.sessions.second_factors import FactorKind

STEP = 30  # seconds
DIGITS = 6
LETTERS = 32  # 160 bits of base32 (RFC 4226, 4)
AROUND = (-1, 0, 1)  # clocks differ


def offer(turn: Turn, person: Person) -> SecondFactor:
    """An authenticator that nobody has confirmed yet, with a new secret; the one offered before is
    over."""
    for each in second_factors.unconfirmed(turn, person):
        each.ended_at = turn.at
        turn.db.add(each)
    made = second_factors.add(turn, person, FactorKind.AUTHENTICATOR)
    secret = turn.chance.letters(LETTERS).upper()
    made.sealed = sealing.seal(turn, secret, made.id.bytes)
    turn.db.add(made)
    turn.db.flush()
    return made


def secret_of(turn: Turn, factor: SecondFactor) -> str:
    """The secret of an authenticator in base32; empty where the key that sealed it is gone."""
    return sealing.unseal(turn, factor.sealed, factor.id.bytes)


def address_of(turn: Turn, factor: SecondFactor, mail: str) -> str:
    """What its QR code says: an `otpauth:` address that applications understand."""
    made = pyotp.TOTP(secret_of(turn, factor), digits=DIGITS, interval=STEP)
    return made.provisioning_uri(name=mail, issuer_name="Cocarde")


def right(turn: Turn, factor: SecondFactor, said: str) -> bool:
    """Whether these are the digits of now, or of a step around; each step is taken once."""
    secret = secret_of(turn, factor)
    if not secret or len(said) != DIGITS:
        return False
    now = int(turn.at.timestamp()) // STEP
    made = pyotp.TOTP(secret, digits=DIGITS, interval=STEP)
    for step in (now + each for each in AROUND):
        if step > factor.last_step and hmac.compare_digest(made.generate_otp(step), said):
            factor.last_step = step
            turn.db.add(factor)
            return True
    return False
