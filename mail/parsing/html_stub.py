"""A text part that only says that the mail is in HTML."""

import re

from core.reading.languages import compiled, either
from core.reading.text import fold

LONGEST = 400
_STUB = compiled(rf"(?:{either('quoting.stub')}).{{0,120}}\bhtml\b.{{0,200}}", re.S)
_BARE = re.compile(r"\W*(?:html(?: (?:message|only|mail))?|\[image:? ?[^\]]*\]|\[cid:[^\]]*\])\W*")


def is_stub(text: str) -> bool:
    """Whether a text part holds nothing of a person, but points to its HTML."""
    said = " ".join(fold(text[: LONGEST + 1]).split())
    return len(said) <= LONGEST and bool(_STUB.fullmatch(said) or _BARE.fullmatch(said))
