"""The language of a person, as they choose it."""

from core.claims.opening import speakable
from core.desk.speaker import Speaker
from core.ground.messages import Button
from core.ground.tables import Claim


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
    if speaker.claim is not None:
        read_claim_in(speaker, speaker.claim, language)


def read_claim_in(speaker: Speaker, claim: Claim, language: str) -> None:
    """Remember the language in which somebody reads a claim on its page, which may be one that only
    its programme speaks; where it is spoken here too, it is theirs from now on."""
    claim.language = speakable(speaker.turn, claim.programme, language)
    speaker.turn.db.add(claim)
    if language in speaker.turn.world.words.languages:
        speaker.person.language = language
        speaker.turn.db.add(speaker.person)
