"""Putting what we say where the person reads it, so that an answer finds its way back."""

from dataclasses import replace
from datetime import UTC, datetime

from core.claims import claim_form, editions
from core.ground.message_kinds import MessageKind
from core.ground.messages import Message
from core.ground.rows import outbox
from core.ground.rows.outbox import To
from core.ground.tables import Address, Bookmark, Claim, Person
from core.ground.world import Turn
from core.people import people, tokens
from core.people.tokens import Purpose
from core.programmes import answers_as_text
from core.programmes.catalogue import catalogue
from core.programmes.file_values import variant

BOT_NAME = "telegram.username"


def locale_of(turn: Turn, person: Person, claim: Claim | None = None) -> str:
    """The locale to use with a person, such as `fr-informal`: their language, in the register of
    the claim's programme."""
    language = (claim.language if claim else "") or person.language or turn.world.words.first
    if claim is None:
        return language
    programme = catalogue(turn.settings.programmes_folder)[claim.programme]
    return variant(language, programme.register_)


def send(
    turn: Turn,
    address: Address,
    claim: Claim | None,
    kind: MessageKind,
    subject: str,
    message: Message,
    purpose: Purpose = Purpose.CLAIM,
) -> bool:
    """Put a message for an address into the outbox; by mail about a claim it bears a secret that
    leads back.

    False when a message of this kind was put for this subject before.
    """
    if address.door == people.MAIL and claim is not None:
        message = answerable(turn, address, claim, message, purpose)
    to = To(address.door, address.value, address.person_id, claim.id if claim else None)
    return outbox.put(turn, to, kind, subject, message)


def answerable(
    turn: Turn, address: Address, claim: Claim, message: Message, purpose: Purpose
) -> Message:
    """The message with a token of its own, and the links that the token opens.

    Who decides, decides on the edition that they were shown.
    """
    deciding = purpose is Purpose.DECIDE
    about = editions.edition(turn, claim_form.form_of(turn, claim)) if deciding else None
    secret = tokens.give(turn, purpose, address, claim, about)
    page = "decide" if deciding else "claim"
    links = {"link": f"{turn.settings.base}/{page}/{secret}", "chat": deep_link(turn, secret)}
    return replace(message, values={**message.values, **links}, token=secret)


def deep_link(turn: Turn, payload: str) -> str:
    """The address that opens the bot at a claim; empty while no bot has told its name."""
    name = turn.db.get(Bookmark, BOT_NAME)
    return f"https://t.me/{name.value}?start={payload}" if name else ""


def moment(turn: Turn, at: datetime, locale: str) -> str:
    """« 16 novembre 2026 à 10:00 » where the programmes are."""
    known = catalogue(turn.settings.programmes_folder).programmes.values()
    zone = next((programme.zone for programme in known), UTC)
    local = at.astimezone(zone)
    day = answers_as_text.day(local.date(), locale)
    return turn.say(locale, "link.moment", day=day, hour=f"{local:%H:%M}")
