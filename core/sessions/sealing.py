"""Secrets that must be read again are kept sealed, under a key in a file outside of the store."""

import base64
import fcntl
import os
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from core.ground.errors import Trouble
from core.ground.private_files import make_file, open_to_others
from core.ground.world import Turn

NAME = "sealing.key"
KEY, NONCE = 32, 12  # bytes; a nonce as NIST SP 800-38D, 8.2 has it


def seal(turn: Turn, secret: str, about: bytes) -> str:
    """A secret as the store may keep it; opened again only for the same `about`. Raises `Trouble`
    where the key file cannot be used."""
    nonce = os.urandom(NONCE)
    closed = AESGCM(key(turn)).encrypt(nonce, secret.encode(), about)
    return base64.b64encode(nonce + closed).decode()


def unseal(turn: Turn, sealed: str, about: bytes) -> str:
    """The secret again; empty where it was sealed under another key or for something else."""
    held = base64.b64decode(sealed)
    try:
        return AESGCM(key(turn)).decrypt(held[:NONCE], held[NONCE:], about).decode()
    except InvalidTag:
        return ""


def path_of(turn: Turn) -> Path:
    """Where the key lies: beside the file of the signing keys."""
    return turn.settings.key_path.with_name(NAME)


def key(turn: Turn) -> bytes:
    """The 32 bytes of the key, made where there is none yet; raises `Trouble` where others may read
    the file, or it is broken."""
    path = path_of(turn)
    try:
        make_file(path)
        with path.open("r+b") as file:
            fcntl.flock(file, fcntl.LOCK_EX)
            held = file.read()
            if not held:
                held = base64.b64encode(turn.chance.key())
                file.write(held)
                file.flush()
                os.fsync(file.fileno())
        if open_to_others(path):
            raise Trouble("trouble.keys_open", path=path, mode="")
        found = base64.b64decode(held, validate=True)
    except OSError as error:
        raise Trouble("trouble.keys_unreadable", path=path, error=error.strerror) from error
    except ValueError as error:
        raise Trouble("trouble.keys_broken", path=path) from error
    if len(found) != KEY:
        raise Trouble("trouble.keys_broken", path=path)
    return found
