"""What was found at an address of evidence, whoever looked."""

from dataclasses import dataclass
from typing import Literal, Protocol

State = Literal["found", "missing", "unchecked"]
Why = Literal[
    "", "gone", "refused", "broken", "silent", "unreachable", "private", "redirects", "malformed"
]


@dataclass(frozen=True, slots=True)
class LinkCheck:
    """One look at an address: HTTP status if there was one, page title if it has one.

    `why` says in a word why a page is not found: gone (404, 410), refused (401, 403, 429),
    broken (another status), silent (too slow), unreachable (no name, no connection), private
    (not a public address), redirects (too many), malformed (no address that can be asked).
    """

    state: State
    status: int | None = None
    final_url: str = ""
    title: str = ""
    why: Why = ""


@dataclass(frozen=True, slots=True)
class FoundDocument:
    """What a host answered for a document: its HTTP status, and the bytes."""

    status: int
    body: bytes


class Fetch(Protocol):
    """Looks at an address; never raises."""

    def __call__(self, url: str) -> LinkCheck: ...
