"""A message to each chat of the staff, marked as a test, for `cocarde check --live`."""

from collections.abc import Iterator
from time import monotonic
from typing import TYPE_CHECKING

from bot.check import SECONDS
from bot.places import Place
from core.ground.database.read_only import Peek, peek
from core.ground.errors import Trouble
from core.ground.findings import Finding, LiveStep, Weight, beware, fine, wrong
from core.ground.sentences import Sentence
from core.ground.settings import Settings
from core.programmes.catalogue import catalogue

if TYPE_CHECKING:
    import httpx

GROUPS = "SELECT programme, place FROM room WHERE door = 'telegram' ORDER BY programme, what"
MANAGERS = (
    "SELECT r.programme, a.value FROM role r JOIN address a ON a.person_id = r.person_id"
    " WHERE r.role = 'manager' AND a.door = 'telegram' AND a.unreachable_at IS NULL"
    " AND a.last_used_at IS NOT NULL ORDER BY r.programme, a.last_used_at DESC"
)


def look(settings: Settings, _patience: float) -> Iterator[LiveStep]:
    """What came of the message to each chat; a note for the programmes that have none."""
    if not settings.telegram_token:
        yield LiveStep(beware("telegram", "live.bot_off"))
        return
    try:
        known = catalogue(settings.programmes_folder).programmes
        chats = staff_chats(peek(settings))
    except Trouble as trouble:
        yield LiveStep(Finding(Weight.WRONG, "telegram", trouble.sentence))
        return
    for place, slugs in by_place(chats).items():
        first = known.get(slugs[0])
        text = Sentence("live.message", programmes=", ".join(slugs), base=settings.base)
        yield send(settings, place, slugs, text.in_words(first.languages[0] if first else "en"))
    if without := [slug for slug in known if slug not in chats]:
        yield LiveStep(beware("telegram", "live.no_chat", programmes=", ".join(without)))


def staff_chats(rows: Peek) -> dict[str, list[str]]:
    """The groups of each programme's staff; where there is none, the chat in which a
    manager was heard last."""
    chats: dict[str, list[str]] = {}
    for slug, place in rows(GROUPS, ()):
        chats.setdefault(slug, []).append(place)
    for slug, place in rows(MANAGERS, ()):
        chats.setdefault(slug, [place])
    return chats


def by_place(chats: dict[str, list[str]]) -> dict[str, list[str]]:
    """The programmes of each chat, so that one that serves several is written to once."""
    places: dict[str, list[str]] = {}
    for slug, ours in chats.items():
        for place in dict.fromkeys(ours):
            places.setdefault(place, []).append(slug)
    return places


def send(settings: Settings, place: str, slugs: list[str], text: str) -> LiveStep:
    """Send a message without a sound, and tell what came of it."""
    import httpx  # noqa: PLC0415 - slow to load, seldom needed

    to, begun = Place.parse(place), monotonic()
    address = f"{settings.telegram_api.rstrip('/')}/bot{settings.telegram_token}/sendMessage"
    message: dict[str, object] = {"chat_id": to.chat, "text": text, "disable_notification": True}
    if to.topic:
        message["message_thread_id"] = to.topic
    try:
        answer = httpx.post(address, json=message, timeout=SECONDS)
    except (httpx.HTTPError, httpx.InvalidURL) as error:
        found = wrong("telegram", "check.bot_api_away", error=type(error).__name__)
        return LiveStep(found, monotonic() - begun)
    took, programmes = monotonic() - begun, ", ".join(slugs)
    if reason := refused(answer):
        found = wrong("telegram", "live.chat_refused", programmes=programmes, reason=reason)
    else:
        found = fine("telegram", "live.chat", programmes=programmes, seconds=f"{took:.1f}")
    return LiveStep(found, took)


def refused(answer: "httpx.Response") -> str:
    """Why the Bot API did not take a message; empty where it did."""
    try:
        told = answer.json()
        return "" if told["ok"] else str(told["description"])[:200]
    except (ValueError, KeyError, TypeError):
        return f"HTTP {answer.status_code}"
