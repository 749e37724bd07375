"""An installation's own badges and keys, as `verify` looks them up."""

from dataclasses import dataclass

from core.badges.openbadges import paths
from core.badges.publish.serve import BadgeStore, serve
from core.badges.signing import sign
from core.badges.signing.key_file import Keyring
from core.badges.verify.issuers import KnownIssuer, Standing


def own_issuer(keyring: Keyring, base: str, did: str) -> KnownIssuer | None:
    """The issuer of this DID among those that have a key here; None for another."""
    for issuer in keyring.keys:
        if did == paths.did(base, issuer) and keyring.of(issuer):
            listed = sign.written(keyring.did_document(issuer, base))
            stolen = keyring.former_document(issuer, base)
            former = sign.written(stolen) if stolen else b""
            return KnownIssuer(listed, True, keyring.retirements(issuer, base), former=former)
    return None


@dataclass(frozen=True, slots=True)
class BadgeStoreRegister:
    """The badge store of an installation as the register that `verify` looks things up in."""

    store: BadgeStore

    @property
    def keyring(self) -> Keyring:
        """The keys of the badge store that this register answers from."""
        return self.store.keyring

    def issuer(self, did: str) -> KnownIssuer | None:
        """The issuer of this DID, if it is one of our own; else None."""
        return own_issuer(self.store.keyring, self.store.base, did)

    def document(self, url: str) -> bytes | None:
        """What we give at that URL, if it is one of ours; else None."""
        root = self.store.base
        found = serve(self.store, url.removeprefix(root)) if url.startswith(f"{root}/") else None
        return found.body if found and found.body else None

    def standing(self, url: str) -> Standing:
        """What is known of a badge of ours by its URL: all that was ever issued here is in the
        store."""
        if not self.hosts(url):
            return Standing.UNTOLD
        named = paths.named(url)
        held = self.store.badge(named[1]) if named else None
        if held is None:
            return Standing.NEVER
        return Standing.REVOKED if held.revoked_at else Standing.STANDS

    def hosts(self, name: str) -> bool:
        """Whether a URL or a DID lies under the public root of the badge store."""
        return paths.at(self.store.base, name)
