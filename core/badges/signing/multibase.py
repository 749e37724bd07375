"""Bytes as text, as the W3C Controlled Identifiers standard writes keys and signatures."""

from __future__ import annotations

_LETTERS = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"
_VALUES = {letter: value for value, letter in enumerate(_LETTERS)}
_ED25519 = b"\xed\x01"
LONGEST = 128


def base58(data: bytes) -> str:
    """Bytes as multibase base58-btc: `z` and the text."""
    number, text = int.from_bytes(data, "big"), ""
    while number:
        number, rest = divmod(number, 58)
        text = _LETTERS[rest] + text
    zeros = len(data) - len(data.lstrip(b"\0"))
    return "z" + _LETTERS[0] * zeros + text


def unbase58(text: str) -> bytes:
    """The bytes of a multibase base58-btc text; raises `ValueError` when it is none or too long."""
    if not text.startswith("z") or len(text) > LONGEST or not set(text[1:]) <= _VALUES.keys():
        raise ValueError("not base58-btc")
    digits, number = text[1:], 0
    for letter in digits:
        number = number * 58 + _VALUES[letter]
    zeros = len(digits) - len(digits.lstrip(_LETTERS[0]))
    return b"\0" * zeros + number.to_bytes((number.bit_length() + 7) // 8, "big")


def multikey(public: bytes) -> str:
    """An Ed25519 public key of 32 bytes as `publicKeyMultibase`."""
    return base58(_ED25519 + public)


def unmultikey(text: str) -> bytes:
    """The 32 bytes of an Ed25519 key; raises `ValueError` for a key of another kind."""
    data = unbase58(text)
    if len(data) != 34 or not data.startswith(_ED25519):
        raise ValueError("not an Ed25519 key")
    return data[2:]
