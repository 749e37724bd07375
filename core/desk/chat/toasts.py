"""A few words on top of the chat for each press (Bot API: answerCallbackQuery `text`)."""

from core.desk.handling import GONE, IN_PRIVATE, Handling
from core.desk.speaker import Speaker
from core.ground.effects import Outcome

LONGEST = 200  # UTF-16 units that a toast holds
SHOWN, DONE = "shown", "done"

# What is said of each button, by its verb: `toast.<word>` in the words files.
WORDS = {
    "confirm": "confirmed", "edit": "asked", "spell": "noted", "back": "back", "keep": "kept",
    "skip": "skipped",
    "again": "back", "withdraw": "withdrawn", "withdraw?": "sure", "choose": "noted",
    "option": "noted", "language": "language", "prefer": "noted", "newcode": "sent",
    "mailmeant": "noted", "mailsaid": "noted", "sendbadge": "sent", "human": "called",
    "approve": "approved", "return": "reason", "refuse": "reason", "undo": "undone",
    "second": "sent", "wrong": "noted", "giveaward": "sent", "case": DONE,
    "ordered": DONE, "unordered": "noted", "orderto": DONE, "orderon": "noted",
    "mypage": DONE, "talents": "noted", "report": "sent", "reportend": DONE,
}  # fmt: skip


def show(speaker: Speaker, handling: Handling) -> None:
    """Say what became of a press; why not, where nothing did, so that in a group its presser alone
    reads that."""
    effects = speaker.turn.effects
    refused = effects.outcome is Outcome.REJECTED or handling in (GONE, IN_PRIVATE)
    late = effects.outcome is Outcome.IGNORED and bool(effects.why)
    if refused or late:
        why = effects.replies[-1]["text"] if effects.replies else speaker.word("menu.gone")
        effects.toast, effects.alert = shortened(why), speaker.incoming.group
        return
    if effects.toast:
        return
    verb = speaker.incoming.choice.partition(":")[0]
    word = WORDS.get(verb, SHOWN)
    if verb == "confirm" and effects.outcome is not Outcome.CLAIM_RECORDED:
        word = "sure"
    effects.toast = speaker.word(f"toast.{word}")


def shortened(text: str) -> str:
    """As much of a text as a toast holds, whole words of it."""
    line = " ".join(text.split())
    while len(line.encode("utf-16-le")) > 2 * LONGEST:
        line = line[: min(LONGEST, len(line)) - 1].rpartition(" ")[0].rstrip(",;: ") + "…"
    return line
