"""The words of one message of Telegram: its text or caption, the addresses behind words with it."""

import re
from collections.abc import Mapping
from typing import Any

from core.reading.text import fold

LINK = "text_link"  # Bot API, MessageEntity: words that open an address
LONGEST_ADDRESS = 2000
LEFT_OUT = re.compile(r"^(?:https?://|mailto:)?(?:www\.)?")


def words_of(message: Mapping[str, Any]) -> str:
    """What a person wrote in a message (Bot API: `text` or `caption`), each address that lies
    behind words after them; empty where there are no words."""
    body = "text" if "text" in message else "caption"
    # Offsets are in UTF-16 units (Bot API, MessageEntity).
    units = str(message.get(body, "")).encode("utf-16-le", "surrogatepass")
    found = message.get("entities" if body == "text" else "caption_entities") or []
    links = [each for each in found if isinstance(each, Mapping) and each.get("type") == LINK]
    for link in sorted(links, key=lambda each: int(each["offset"]), reverse=True):
        start, length = 2 * int(link["offset"]), 2 * int(link["length"])
        shown, end = decoded(units[start : start + length]), start + length
        address = behind(shown, str(link.get("url", "")))
        units = units[:end] + address.encode("utf-16-le", "replace") + units[end:]
    return sound(decoded(units))


def behind(shown: str, address: str) -> str:
    """The address to be read after the words that it lies behind; empty where they say it, or it
    is none of the web or of mail."""
    kind, _, rest = address.partition(":")
    if kind.lower() not in ("http", "https", "mailto") or len(address) > LONGEST_ADDRESS:
        return ""
    told = rest.partition("?")[0] if kind.lower() == "mailto" else address
    same = bare(shown) == bare(told)
    return "" if same else f" {told}"


def bare(address: str) -> str:
    """An address without what people leave out: the scheme, « www. », a slash at the end."""
    return LEFT_OUT.sub("", fold(address).strip()).rstrip("/")


def decoded(units: bytes) -> str:
    return units.decode("utf-16-le", "surrogatepass")


def sound(text: str) -> str:
    """The text without halves of characters, which no store takes."""
    return text.encode("utf-8", "replace").decode()
