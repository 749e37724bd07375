"""Keyboards under messages (Bot API InlineKeyboardMarkup, ReplyKeyboardMarkup and the like)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final
from urllib.parse import urlsplit

from .errors import Json, bad_request

DATA_LIMIT: Final = 64  # bytes
BUTTONS_LIMIT: Final = 100
_ACTIONS: Final = frozenset(
    [
        "url",
        "callback_data",
        "web_app",
        "login_url",
        "switch_inline_query",
        "switch_inline_query_current_chat",
        "switch_inline_query_chosen_chat",
        "copy_text",
        "callback_game",
        "pay",
    ]
)


def checked_markup(markup: Any) -> Json | None:
    """The keyboard as Telegram understands it, None where there is none; 400 on a wrong one."""
    if markup in (None, "", {}):
        return None
    if not isinstance(markup, dict):
        raise bad_request("object expected as reply markup")
    if "inline_keyboard" in markup:
        rows = [[_inline(button) for button in row] for row in _rows(markup["inline_keyboard"])]
        if sum(map(len, rows)) > BUTTONS_LIMIT:
            raise bad_request("reply markup is too long")
        return {"inline_keyboard": [row for row in rows if row]}
    if "keyboard" in markup:
        rows = [[_plain(button) for button in row] for row in _rows(markup["keyboard"])]
        return markup | {"keyboard": [row for row in rows if row]}
    return dict(markup)


def inline_part(markup: Json | None) -> Json:
    """The ``reply_markup`` field of a message: only inline keyboards are told back."""
    if markup and markup.get("inline_keyboard"):
        return {"reply_markup": markup}
    return {}


def buttons_of(markup: Json | None) -> Iterator[Json]:
    """Every button of a keyboard, row by row."""
    rows = (markup or {}).get("inline_keyboard") or (markup or {}).get("keyboard") or []
    for row in rows:
        yield from row


def _rows(rows: Any) -> list[list[Any]]:
    if not isinstance(rows, list) or not all(isinstance(row, list) for row in rows):
        raise bad_request('field "inline_keyboard" must be of type Array of Arrays')
    return rows


def _plain(button: Any) -> Json:
    if isinstance(button, str):
        button = {"text": button}
    if not button.get("text"):
        raise bad_request('can\'t parse keyboard button: Field "text" must be of type String')
    return dict(button)


def _inline(button: Any) -> Json:
    if not isinstance(button, dict) or not button.get("text"):
        raise bad_request("can't parse inline keyboard button: Can't find field \"text\"")
    if not any(button.get(action) not in (None, "") for action in _ACTIONS):
        raise bad_request(
            "can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard"
        )
    if len(str(button.get("callback_data", "")).encode()) > DATA_LIMIT:
        raise bad_request("BUTTON_DATA_INVALID")
    if "url" in button:
        _check_url(str(button["url"]))
    return dict(button)


def _check_url(url: str) -> None:
    parts = urlsplit(url if "://" in url else f"http://{url}")
    if parts.scheme == "tg":
        return
    if parts.scheme not in {"http", "https"} or "." not in (parts.hostname or ""):
        raise bad_request(f"inline keyboard button URL '{url}' is invalid: Wrong HTTP URL")
