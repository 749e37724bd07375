"""A message on its way out, the same for every door; each door's `write.py` gives it its shape."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field


@dataclass(frozen=True, slots=True)
class Button:
    """One thing to press: an answer to us (`choice`), a page (`url`) or a text to copy (`copy`)."""

    label: str
    choice: str = ""
    url: str = ""
    copy: str = ""


Buttons = tuple[tuple[Button, ...], ...]


@dataclass(frozen=True, slots=True)
class Message:
    """What is said to somebody. Chats show `text` and `buttons`; mail fills its letter with
    `values`.

    `badge` is the id of a badge to attach; `files` are those of a claim to attach, each as
    `claims.evidence.shown_files` names it; `picture` what `reports.picture` draws at delivery;
    `edits` the outbox subject of a message to replace; `token` the secret by which an answer finds
    its claim; `awaits` says that the person's next words are the answer.

    `strong` are words of the text that stand out. `done` are the steps that lie behind, above the
    text where one message is kept for a claim. `answers` is the door's own name of the message that
    this one answers. `retires` is the outbox subject of a message whose buttons are used up now,
    which then reads `retired_as`, if that is given.
    """

    text: str
    locale: str
    buttons: Buttons = ()
    letter: str = "note"
    values: Mapping[str, str] = field(default_factory=dict)
    badge: str = ""
    edits: str = ""
    token: str = ""
    awaits: bool = False
    picture: str = ""
    strong: tuple[str, ...] = ()
    done: str = ""
    answers: str = ""
    retires: str = ""
    retired_as: str = ""
    files: tuple[str, ...] = ()

    def as_json(self) -> str:
        """The message as JSON, to keep in the outbox."""
        return json.dumps(asdict(self), ensure_ascii=False)

    @classmethod
    def from_json(cls, text: str) -> "Message":
        """The message that `as_json` wrote; raises `ValueError` or `TypeError` for other JSON."""
        shape = json.loads(text)
        rows = tuple(tuple(Button(**button) for button in row) for row in shape.pop("buttons"))
        strong, files = tuple(shape.pop("strong", ())), tuple(shape.pop("files", ()))
        return cls(**shape, buttons=rows, strong=strong, files=files)
