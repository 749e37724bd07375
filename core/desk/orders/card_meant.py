"""Which card words are about: the one that they reply to, else what waits and is named."""

from dataclasses import dataclass

from core.claims import claim_form, editions
from core.desk import at_hand
from core.desk.review.actions import ACTIONS
from core.desk.speaker import Speaker
from core.ground.tables import Claim
from core.programmes.file_values import said
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
    choices = at_hand.choices_below(speaker)
    for choice in choices if NO not in choices else ():
        verb, *rest = choice.split(":")
        if verb in ACTIONS and rest:
            return ShownCard(claim=rest[0], edition=(*rest, "")[1])
        if verb == "case" and len(rest) > 1 and rest[0] != "reply":  # which is its person's
            return ShownCard(case=rest[1])
    return None


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
