"""The table of Bot API methods, and those about the bot itself and its updates."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any, Final
from urllib.parse import urlsplit

from .arguments import Arguments
from .errors import ApiError, Json, bad_request
from .state import State
from .updates import Hook

Method = Callable[[State, Arguments], Any]
LOOPBACK: Final = frozenset({"127.0.0.1", "localhost"})
METHODS: Final[dict[str, Method]] = {}


def method(name: str) -> Callable[[Method], Method]:
    """Enter a function in the table under a Bot API method's name."""

    def enter(function: Method) -> Method:
        METHODS[name.lower()] = function
        return function

    return enter


def run(state: State, name: str, given: Arguments) -> Any:
    """The ``result`` of a method; names are told apart without regard to case. 404 if unknown."""
    function = METHODS.get(name.lower())
    if function is None:
        raise ApiError(404, "Not Found: method not found")
    with state.lock:
        return function(state, given)


@method("getMe")
def get_me(state: State, given: Arguments) -> Json:
    """Bot API getMe."""
    return state.bot.body() | {
        "can_join_groups": True,
        "can_read_all_group_messages": not state.privacy,
        "supports_inline_queries": False,
        "can_connect_to_business": False,
        "has_main_web_app": False,
    }


async def get_updates(state: State, given: Arguments) -> list[Json]:
    """Bot API getUpdates: the one method that waits."""
    state.updates.refuse_with_webhook()
    _allow(state, given)
    limit = min(100, max(1, given.integer("limit", 100)))
    return await state.updates.poll(given.integer("offset"), limit, given.integer("timeout"))


@method("setWebhook")
def set_webhook(state: State, given: Arguments) -> bool:
    """Bot API setWebhook; unlike Telegram it takes plain http, on the loopback only."""
    url = given.text("url")
    if not url:
        state.updates.hook = None
        return True
    secret = _checked_secret(given.text("secret_token"))
    _check_hook_url(url)
    _allow(state, given)
    if given.flag("drop_pending_updates"):
        state.updates.pending.clear()
    connections = min(100, max(1, given.integer("max_connections", 40)))
    state.updates.hook = Hook(url, secret, connections)
    state.updates.end_poll("terminated by setWebhook request")
    return True


@method("deleteWebhook")
def delete_webhook(state: State, given: Arguments) -> bool:
    """Bot API deleteWebhook."""
    if given.flag("drop_pending_updates"):
        state.updates.pending.clear()
    state.updates.hook = None
    state.updates.changed.ring()
    return True


@method("getWebhookInfo")
def get_webhook_info(state: State, given: Arguments) -> Json:
    """Bot API getWebhookInfo."""
    hook, waiting = state.updates.hook, len(state.updates.pending)
    info: Json = {"url": "", "has_custom_certificate": False, "pending_update_count": waiting}
    if hook is not None:
        info |= {"url": hook.url, "max_connections": hook.max_connections}
        if hook.last_error:
            info |= {
                "last_error_date": hook.last_error_date,
                "last_error_message": hook.last_error,
            }
    if state.updates.allowed:
        info["allowed_updates"] = list(state.updates.allowed)
    return info


def _allow(state: State, given: Arguments) -> None:
    kinds = given.structure("allowed_updates")
    if kinds is not None:
        state.updates.allowed = tuple(kinds)


def _checked_secret(secret: str) -> str:
    if len(secret) > 256:
        raise bad_request("secret token is too long")
    if not re.fullmatch(r"[A-Za-z0-9_-]*", secret):
        raise bad_request("secret token contains unallowed characters")
    return secret


def _check_hook_url(url: str) -> None:
    parts = urlsplit(url)
    if parts.scheme == "https" and parts.hostname:
        return
    if parts.scheme != "http" or not parts.hostname:
        raise bad_request("invalid webhook URL specified")
    if parts.hostname not in LOOPBACK:
        raise bad_request("bad webhook: An HTTPS URL must be provided for webhook")
