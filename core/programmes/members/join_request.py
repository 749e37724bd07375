"""What an organisation that wants to join a programme tells, or a manager for it."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class ClassRequest:
    """A badge class that is to count: the address that its badges name, and the competence and
    level as they were said."""

    achievement: str
    competence: str
    level: str


@dataclass(frozen=True, slots=True)
class JoinRequest:
    """An organisation as it wants to be known. `issuers` are the ids that its badges from elsewhere
    name, none where it gives them here alone; `hosts` further hosts of its documents; `contact` who
    asks, at the mailbox `mail`;
    `client` marks where on the network the form came from, empty for none."""

    name: str
    aliases: tuple[str, ...] = ()
    url: str = ""
    mail: str = ""
    issuers: tuple[str, ...] = ()
    hosts: tuple[str, ...] = ()
    classes: tuple[ClassRequest, ...] = ()
    contact: str = ""
    client: str = ""

    def as_json(self) -> str:
        """The request as `from_json` reads it."""
        return json.dumps(asdict(self), ensure_ascii=False)


def from_json(text: str) -> JoinRequest:
    """The request that `as_json` wrote; raises `ValueError` or `TypeError` for any other text."""
    told: Mapping[str, Any] = json.loads(text)
    lists = {name: tuple(told[name]) for name in ("aliases", "issuers", "hosts")}
    classes = tuple(ClassRequest(**each) for each in told["classes"])
    return JoinRequest(**{**told, **lists, "classes": classes})
