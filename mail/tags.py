"""Plus-addresses: a secret token in the address that a person answers to, and found again.

`cocarde+<token>@…` is an answer, `cocarde+b-<token>@…` a bounce (VERP), and our Message-IDs
`<token.…@…>` keep the token where a server knows no plus-addresses.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from email.message import Message

from core.ground.errors import Trouble

LONGEST_LOCAL = 64  # RFC 5321 section 4.5.3.1.1
TOKEN = r"[a-z2-7]{16,52}"  # base32 in lower case: 80 bits or more  # noqa: S105
ADDRESSED = ("to", "delivered-to", "x-original-to", "envelope-to", "cc")
THREADED = ("in-reply-to", "references")
_FOLD = re.compile(r"\r?\n[ \t]")


@dataclass(frozen=True, slots=True)
class Tags:
    """The tokens of one mail, likeliest first, each once: of answers and of bounces.

    `addressed` are those of the answers that the mail was sent to; the others stand in its thread.
    """

    answers: tuple[str, ...]
    bounces: tuple[str, ...]
    addressed: tuple[str, ...] = field(default=(), compare=False)


def tagged(base: str, token: str) -> str:
    """The plus-address that carries the token (RFC 5233); raises `Trouble` when it grows too long
    to be an address."""
    return _with(base, token)


def bounce_address(base: str, token: str) -> str:
    """The envelope sender to which a bounce of this mail comes back (VERP)."""
    return _with(base, f"b-{token}")


def message_id(base: str, token: str, row: str) -> str:
    """Our Message-ID for an outbox row, the same at every try (RFC 5322 section 3.6.4)."""
    return f"<{token}.{row}@{base.partition('@')[2]}>"


def tags(message: Message, base: str) -> Tags:
    """Every token in the headers of a mail that came to `base`; never raises on any mail."""
    answers: list[str] = []
    bounces: list[str] = []
    address, identifier = _patterns(base)
    for text in _values(message, ADDRESSED):
        for found in address.finditer(text):
            (bounces if found["bounce"] else answers).append(found["token"].lower())
    addressed = _each_once(answers)
    for text in _values(message, THREADED):
        answers += [found["token"].lower() for found in identifier.finditer(text)]
    return Tags(_each_once(answers), _each_once(bounces), addressed)


def _with(base: str, tag: str) -> str:
    local, _, domain = base.partition("@")
    if len(local) + 1 + len(tag) > LONGEST_LOCAL:
        raise Trouble("trouble.mail_address_long", base=base, most=LONGEST_LOCAL)
    return f"{local}+{tag}@{domain}"


def _patterns(base: str) -> tuple[re.Pattern[str], re.Pattern[str]]:
    local, _, domain = (re.escape(part) for part in base.partition("@"))
    end = rf"@{domain}(?![\w.-])"
    address = rf"(?<![\w.+-]){local}\+(?P<bounce>b-)?(?P<token>{TOKEN}){end}"
    identifier = rf"<(?P<token>{TOKEN})\.[^@<>\s]{{1,200}}{end}"
    return re.compile(address, re.I | re.A), re.compile(identifier, re.I | re.A)


def _values(message: Message, names: Iterable[str]) -> Iterator[str]:
    """Header texts in the order of the names, unfolded, without the parser that may raise."""
    raw = [(name.lower(), str(value)) for name, value in message.raw_items()]
    for wanted in names:
        yield from (_FOLD.sub(" ", value) for name, value in raw if name == wanted)


def _each_once(tokens: list[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(tokens))
