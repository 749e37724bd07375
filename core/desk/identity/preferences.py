"""The language of a person, and what is told of their data."""

from core.claims.opening import speakable
from core.desk.speaker import Speaker
from core.ground.messages import Button


def ask_language(speaker: Speaker) -> None:
    """Ask which language to speak, with a button for each in its own name."""
    rows = tuple(
        (Button(speaker.turn.say(language, "account.language_name"), f"language:{language}"),)
        for language in speaker.turn.world.words.languages
    )
    speaker.reply(speaker.word("account.language_ask"), rows)


def set_language(speaker: Speaker, language: str) -> None:
    """Remember the language, for the person and for the claim under way."""
    if language not in speaker.turn.world.words.languages:
        ask_language(speaker)
        return
    speaker.person.language = language
    speaker.turn.db.add(speaker.person)
    claim = speaker.claim
    if claim is not None:
        claim.language = speakable(speaker.turn, claim.programme, language)
        speaker.turn.db.add(claim)


def tell_privacy(speaker: Speaker) -> None:
    """Say what becomes of what people tell us."""
    speaker.reply(speaker.word("account.privacy"))
