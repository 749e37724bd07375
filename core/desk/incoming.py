"""What a door hands to the desk: one message, whatever its shape outside was."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from core.programmes.evidence.prepare_file import Attachment


class Manner(StrEnum):
    """How a door talks: one question at a time with buttons, or a whole letter."""

    CHAT = "chat"
    LETTER = "letter"


LETTERS = frozenset({"mail", "web"})  # every other door is a chat


@dataclass(frozen=True, slots=True)
class Incoming:
    """One input. `source` and `source_id` name it for ever, so that a repeat has no second effect.

    `place` is where it was said (a chat, a mailbox), `value` who said it; they differ in a group.
    `choice` is a pressed button, `token` the secret of a mail or link, `fields` a posted form,
    `unreadable` what came instead of text, or with it: a sticker, a voice message, a picture;
    `file` a badge that was sent along; `files` what may answer a question for a file, which alone
    they are fetched for; `beside`: one more of an album; `raw` the input as it came, to be kept
    with its effect unless it is in the inbox already, `slim` what is kept in its place once its
    files are. `cut`: too large, so that only its words were taken;
    `unsure`: its words may be older, or somebody else's.
    `remote_id` is the door's own name of the message that
    was said, or under which the button was pressed; `replies_to` of the one that it replies to.
    """

    door: str
    source: str
    source_id: str
    value: str
    place: str = ""
    text: str = ""
    choice: str = ""
    token: str = ""
    fields: Mapping[str, str] = field(default_factory=dict)
    unreadable: str = ""
    name: str = ""
    language: str = ""
    group: bool = False
    authentic: bool = True
    raw: bytes = field(default=b"", repr=False)
    cut: bool = False
    unsure: bool = False
    file: bytes = field(default=b"", repr=False)
    files: tuple[Attachment, ...] = field(default=(), repr=False)
    beside: bool = False
    slim: bytes = field(default=b"", repr=False)
    remote_id: str = field(default="", compare=False)
    replies_to: str = field(default="", compare=False)

    @property
    def manner(self) -> Manner:
        """How the door talks: letters by mail and page, a chat everywhere else."""
        return Manner.LETTER if self.door in LETTERS else Manner.CHAT
