"""Addresses of pages that would pass for another's: of a programme, an organisation, or of those
who run the site."""

from collections.abc import Iterator

from core.ground.world import Turn
from core.programmes.catalogue import catalogue
from core.programmes.members import organisations
from core.reading.text import words

OURS = (
    "admin", "administrator", "administrateur", "api", "badge", "badges", "cocarde", "contact",
    "help", "aide", "hulp", "legal", "moderator", "official", "officiel", "privacy", "root",
    "security", "staff", "support", "system", "team", "equipe", "verify", "webmaster", "www",
)  # fmt: skip


def reserved(turn: Turn, address: str) -> bool:
    """Whether an address is, or begins with, the name of somebody else than a person, however it is
    parted: « be-code », « becode-belgique »."""
    whole = address.replace("-", "")
    return any(
        whole == name.replace("-", "") or f"{address}-".startswith(f"{name}-")
        for name in names(turn)
    )


def names(turn: Turn) -> Iterator[str]:
    """The names that no person's page has, as an address would have them."""
    yield from OURS
    for programme in catalogue(turn.settings.programmes_folder).programmes.values():
        yield programme.slug
        joined = organisations.ever_joined(turn, programme.slug)
        called = [*(each.name for each in programme.organisation), *(each.name for each in joined)]
        for name in (*programme.name.values(), *programme.title.values(), *called):
            if known := "-".join(words(name)):
                yield known
