"""Commands of the chat in a letter: nobody can press them there, so it says what to answer."""

import re

from core.ground.world import Turn

NAMED = ("status", "mybadges", "badge", "link", "faq", "language", "help", "cancel")
COMMAND = re.compile(
    rf"(?P<before>: |^|(?<=[\s«“(]))/(?P<name>{'|'.join(NAMED)})\b(?![/\w])", re.MULTILINE
)


def commands_in_words(turn: Turn, locale: str, text: str) -> str:
    """The text with each command told as words that are understood alike: « Pour recommencer :
    /badge » becomes « Pour recommencer : répondez « demander un badge » »."""

    def in_words(found: re.Match[str]) -> str:
        words = turn.say(locale, f"typed.{found['name']}")
        kind = "typed.answer" if found["before"] else "typed.said"
        return f"{found['before']}{turn.say(locale, kind, words=words)}"

    return COMMAND.sub(in_words, text)
