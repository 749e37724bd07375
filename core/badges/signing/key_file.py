"""The private keys: one small file outside the database, several keys an issuer, one signing."""

from __future__ import annotations

import base64
import fcntl
import json
import os
import stat
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from core.badges.openbadges import paths, timestamps
from core.badges.openbadges.shape import Node
from core.badges.signing import did_web
from core.badges.signing.sign import Signer
from core.ground.errors import Trouble
from core.ground.private_files import make_file
from core.ground.sentences import Sentence

AUDIT = "(audit)"  # no slug of an issuer


@dataclass(frozen=True, slots=True)
class Key:
    """An Ed25519 key named by its year (`ed-2026`); retired, it signs no more but stays listed.

    `compromised`: since when somebody else may have it; its signatures are believed no more.
    """

    kid: str
    seed: bytes = field(repr=False)
    created: datetime
    retired: datetime | None = None
    compromised: datetime | None = None

    @property
    def private(self) -> Ed25519PrivateKey:
        """The key that signs, made from the seed of 32 bytes (RFC 8032); `ValueError` for another
        length."""
        return Ed25519PrivateKey.from_private_bytes(self.seed)

    @property
    def public(self) -> bytes:
        """The public key as 32 raw bytes, as `multibase.multikey` and the DID document want it."""
        return self.private.public_key().public_bytes_raw()


@dataclass(frozen=True, slots=True)
class Keyring:
    """The keys of every issuer, oldest first. Each change gives a new keyring, to `write`.

    `audit` are those that mark events, oldest first: no issuer's, and never published.
    """

    keys: Mapping[str, tuple[Key, ...]] = field(default_factory=dict)
    audit: tuple[Key, ...] = ()

    def of(self, issuer: str) -> tuple[Key, ...]:
        """All keys of the issuer, retired ones too."""
        return self.keys.get(issuer, ())

    def active(self, issuer: str) -> Key:
        """The key that signs now; raises `Trouble` when there is none."""
        for key in reversed(self.of(issuer)):
            if key.retired is None:
                return key
        raise Trouble("trouble.no_key", issuer=issuer)

    def lister(self, issuer: str) -> Key:
        """The key that signs status lists: the active one, else the last that was and that nobody
        else has. Badges that stand need their lists for life, also when none is issued any more."""
        signing = [key for key in self.of(issuer) if key.retired is None]
        trusted = [key for key in self.of(issuer) if key.compromised is None]
        return (signing or trusted or list(self.of(issuer)))[-1]

    def retirements(self, issuer: str, base: str) -> dict[str, datetime]:
        """Since when each retired key signs no more, by the id that its signatures name."""
        did = paths.did(base, issuer)
        return {f"{did}#{key.kid}": key.retired for key in self.of(issuer) if key.retired}

    def signer(self, issuer: str, base: str) -> Signer:
        """What `signing.sign` needs to sign in the issuer's name."""
        key = self.active(issuer)
        return Signer(f"{paths.did(base, issuer)}#{key.kid}", key.private)

    def did_document(self, issuer: str, base: str) -> Node:
        """The issuer's DID document at this public root, with every key it ever had but for those
        that somebody else may have."""
        listed = [(key.kid, key.public) for key in self.of(issuer) if not key.compromised]
        return did_web.document(paths.did(base, issuer), listed)

    def former_document(self, issuer: str, base: str) -> Node | None:
        """The DID document with the compromised keys as well, for our own eyes: it tells whose
        badge was signed by them. None where there are none."""
        keys = self.of(issuer)
        if not any(key.compromised for key in keys):
            return None
        listed = [(key.kid, key.public) for key in keys]
        return did_web.document(paths.did(base, issuer), listed)

    def create(self, issuer: str, seed: bytes, now: datetime) -> Keyring:
        """A keyring with a first key for the issuer; `seed` is 32 random bytes. Raises `Trouble`
        when one signs already."""
        if any(key.retired is None for key in self.of(issuer)):
            raise Trouble("trouble.key_there", issuer=issuer)
        key = Key(self._name(issuer, now), _checked(seed), now)
        return replace(self, keys={**self.keys, issuer: (*self.of(issuer), key)})

    def rotate(self, issuer: str, seed: bytes, now: datetime) -> Keyring:
        """A keyring with a new key that signs from now on; the one before is retired and stays
        listed. `seed` is 32 random bytes."""
        kid = self.active(issuer).kid
        return self._without(issuer, kid, now).create(issuer, seed, now)

    def retire(self, issuer: str, kid: str, now: datetime) -> Keyring:
        """A keyring in which that key signs no more; raises `Trouble` when there is no such key, or
        when no other one would be left to sign."""
        self._known(issuer, kid)
        signing = [key.kid for key in self.of(issuer) if key.retired is None]
        if signing == [kid]:
            raise Trouble("trouble.only_key", issuer=issuer, kid=kid)
        return self._without(issuer, kid, now)

    def compromise(
        self, issuer: str, kid: str, seed: bytes, since: datetime, now: datetime
    ) -> Keyring:
        """A keyring in which that key is believed no more, as somebody else may have had it since
        then; where no other key signs, a new one does, from `seed`. Raises `Trouble` when there is
        no such key."""
        self._known(issuer, kid)
        gone = self._without(issuer, kid, now)
        keys = tuple(
            replace(key, compromised=min(since, key.compromised or since))
            if key.kid == kid
            else key
            for key in gone.of(issuer)
        )
        ring = replace(self, keys={**self.keys, issuer: keys})
        signs = any(key.retired is None for key in keys)
        return ring if signs else ring.create(issuer, seed, now)

    def with_audit(self, seed: bytes, now: datetime) -> Keyring:
        """A keyring in which another key marks events from now on; `seed` is 32 random bytes."""
        key = Key(f"audit-{len(self.audit) + 1}", _checked(seed), now)
        return replace(self, audit=(*self.audit, key))

    def _known(self, issuer: str, kid: str) -> None:
        """Raise `Trouble` where the issuer has no such key."""
        known = [key.kid for key in self.of(issuer)]
        if kid not in known:
            named, listed = kid or Sentence("trouble.none_named"), ", ".join(known)
            if not known:
                raise Trouble("trouble.no_such_key", issuer=issuer, kid=named)
            raise Trouble("trouble.other_keys", issuer=issuer, kid=named, known=listed)

    def _without(self, issuer: str, kid: str, now: datetime) -> Keyring:
        """A keyring in which this key is retired, since now unless it was before."""
        keys = tuple(
            replace(key, retired=key.retired or now) if key.kid == kid else key
            for key in self.of(issuer)
        )
        return replace(self, keys={**self.keys, issuer: keys})

    def _name(self, issuer: str, now: datetime) -> str:
        """A name for a key made now: `ed-2026`, and `ed-2026-2` where the year has one."""
        name, taken = f"ed-{now.year}", {key.kid for key in self.of(issuer)}
        number = 2
        while name in taken:
            name, number = f"ed-{now.year}-{number}", number + 1
        return name


def read(path: Path) -> Keyring:
    """The keyring of the file, empty when there is no file yet; raises `Trouble` when others
    than its owner may read it, or when it cannot be understood."""
    try:
        mode = stat.S_IMODE(path.stat().st_mode)
        if mode & 0o077:
            raise Trouble("trouble.keys_open", path=path, mode=f"{mode:o}")
        held = json.loads(path.read_bytes())
        audit = tuple(map(_read, held.pop(AUDIT, ())))
        return Keyring({name: tuple(map(_read, keys)) for name, keys in held.items()}, audit)
    except FileNotFoundError:
        return Keyring()
    except OSError as error:
        raise Trouble("trouble.keys_unreadable", path=path, error=error.strerror) from error
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise Trouble("trouble.keys_broken", path=path) from error


def change(path: Path, act: Callable[[Keyring], Keyring]) -> Keyring:
    """Change the keyring of the file, alone among all processes of this machine: a key that two of
    them made at once would be lost, and what it had signed with it. Gives the keyring as it is
    then; raises `Trouble` where `act` does, or the file cannot be read or written."""
    lock = path.with_name(f"{path.name}.lock")
    try:
        make_file(lock)
        with lock.open("w") as held:
            fcntl.flock(held, fcntl.LOCK_EX)
            before = read(path)
            after = act(before)
            if after is not before:
                write(after, path)
    except OSError as error:
        raise Trouble("trouble.keys_unwritable", path=path, error=error.strerror) from error
    return after


def write(keyring: Keyring, path: Path) -> None:
    """Put the keyring in the file, whole or not at all, for its owner's eyes only (mode 600)."""
    held = {name: [_written(key) for key in keys] for name, keys in keyring.keys.items()}
    if keyring.audit:
        held[AUDIT] = [_written(key) for key in keyring.audit]
    path.parent.mkdir(parents=True, exist_ok=True)
    fresh = path.with_name(path.name + ".new")
    fresh.unlink(missing_ok=True)
    handle = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        json.dump(held, file, indent=2)
        file.flush()
        os.fsync(file.fileno())
    fresh.replace(path)


def _checked(seed: bytes) -> bytes:
    if len(seed) != 32:
        raise ValueError("an Ed25519 seed is 32 bytes")
    return seed


def _read(held: dict[str, Any]) -> Key:
    retired, compromised = held.get("retired"), held.get("compromised")
    return Key(
        held["kid"],
        _checked(base64.b64decode(held["seed"], validate=True)),
        timestamps.read(held["created"]),
        timestamps.read(retired) if retired else None,
        timestamps.read(compromised) if compromised else None,
    )


def _written(key: Key) -> dict[str, str | None]:
    return {
        "kid": key.kid,
        "seed": base64.b64encode(key.seed).decode(),
        "created": timestamps.written(key.created),
        "retired": timestamps.written(key.retired) if key.retired else None,
        "compromised": timestamps.written(key.compromised) if key.compromised else None,
    }
