"""The first key of each issuer: there before anything is signed in its name, so that no badge can
outlive its key."""

from collections.abc import Collection

from sqlmodel import select

from core.badges.openbadges.paths import programme_and_organisation
from core.badges.signing import key_file
from core.badges.signing.key_file import Keyring
from core.ground.tables import Badge
from core.ground.world import World
from core.issuing.stored_badges import issued_by


def make_missing(world: World, issuers: Collection[str]) -> None:
    """Make a key for each of these issuers that has none yet. Raises `Trouble` where the key file
    cannot be read."""
    path = world.settings.key_path

    def with_all(keyring: Keyring) -> Keyring:
        for issuer in issuers:
            if not keyring.of(issuer):
                keyring = keyring.create(issuer, world.chance.key(), world.now())
        return keyring

    known = key_file.read(path)
    if not all(map(known.of, issuers)):
        key_file.change(path, with_all)


def make_first(world: World, issuer: str) -> None:
    """Make the key of an organisation that never issued. No other is made here: a key that is
    missing although its programme's is gone too, or although it signed before, was lost, and has to
    be brought back."""
    programme, organisation = programme_and_organisation(issuer)
    keyring = key_file.read(world.settings.key_path)
    if not organisation or keyring.of(issuer) or not keyring.of(programme):
        return
    with world.glance() as turn:
        signed_before = turn.db.exec(select(Badge.id).where(*issued_by(issuer))).first()
    if signed_before is None:
        make_missing(world, [issuer])


def audit_keys(world: World) -> tuple[bytes, ...]:
    """The keys that mark events, the newest first; one is made where there is none. Raises
    `Trouble` where the key file cannot be read."""
    path = world.settings.key_path

    def with_one(keyring: Keyring) -> Keyring:
        return keyring if keyring.audit else keyring.with_audit(world.chance.key(), world.now())

    known = key_file.read(path)
    if not known.audit:
        known = key_file.change(path, with_one)
    return tuple(key.seed for key in reversed(known.audit))
