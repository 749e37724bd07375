"""Which card words are about: the one that they reply to, else what waits and is named."""

from dataclasses import dataclass

from sqlmodel import col, select

from core.claims import claim_form, editions
from core.desk.review.actions import ACTIONS
from core.desk.speaker import Speaker
from core.ground.messages import Message
from core.ground.tables import Claim, Outbox
from core.programmes.programme import said
from core.reading.text import words
from core.review import cards, routing

NO = "unordered"  # what the no says below a question before something final
TELLING = 3  # letters of a name that tell whose claim is meant


@dataclass(frozen=True, slots=True)
class ShownCard:
    """What a message of ours was about: a claim, in the edition that it showed, or a case."""

    claim: str = ""
    edition: str = ""
    case: str = ""


def replied_to(speaker: Speaker) -> ShownCard | None:
    """The card that the words reply to, by the buttons that it bore; None where they reply to
    nothing, to a question of ours, or to a message without such buttons."""
    choices = choices_below(speaker)
    for choice in choices if NO not in choices else ():
        verb, *rest = choice.split(":")
        if verb in ACTIONS and rest:
            return ShownCard(claim=rest[0], edition=(*rest, "")[1])
        if verb == "case" and len(rest) > 1:
            return ShownCard(case=rest[1])
    return None


def choices_below(speaker: Speaker) -> list[str]:
    """What the buttons said below the message that the words reply to."""
    incoming = speaker.incoming
    if not incoming.replies_to:
        return []
    here = Outbox.place == (incoming.place or speaker.address.value), Outbox.door == incoming.door
    query = select(Outbox.message).where(*here, Outbox.remote_id == incoming.replies_to)
    sent = speaker.turn.db.exec(query.order_by(col(Outbox.created_at))).all()
    shown = (Message.from_json(each) for each in sent if each)
    return [button.choice for each in shown for row in each.buttons for button in row]


def of_claim(speaker: Speaker, claim: Claim) -> ShownCard:
    """The card of a claim as it is now."""
    form = claim_form.form_of(speaker.turn, claim)
    return ShownCard(claim=claim.ref, edition=editions.mark(speaker.turn, form))


def waiting(speaker: Speaker) -> list[Claim]:
    """The claims that wait before who speaks; those that the words name, where they name some."""
    found = routing.mine(speaker.turn, speaker.person)
    return [each for each in found if is_named(speaker, each)] or found


def is_named(speaker: Speaker, claim: Claim) -> bool:
    """Whether the words hold the reference of a claim, its badge, or a name of its claimant."""
    form = claim_form.form_of(speaker.turn, claim)
    told = words(speaker.incoming.text)
    names = {each for each in words(cards.claimant(speaker.turn, form)) if len(each) >= TELLING}
    badge = set(words(said(form.badge.name, speaker.language)))
    return claim.ref in told or bool(names.intersection(told)) or badge.issubset(told)
