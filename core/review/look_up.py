"""The claims in review that a text means, for who may decide on them."""

from core.claims import claim_form
from core.ground.tables import Claim, Person
from core.ground.world import Turn
from core.reading.text import words
from core.review import cards, routing

LOOKED_AT, MOST = 200, 5


def named(turn: Turn, member: Person, text: str) -> list[Claim]:
    """The claims before this person, then those before others on which they may decide, whose
    reference the text is, or whose claimant's name has all its words; five at most."""
    told = set(words(text))
    every = [*routing.mine(turn, member), *routing.others(turn, member, LOOKED_AT)]
    return [each for each in every if told and is_meant(turn, each, told)][:MOST]


def is_meant(turn: Turn, claim: Claim, told: set[str]) -> bool:
    """Whether these words are the reference of a claim, or all of its claimant's name."""
    name = words(cards.claimant(turn, claim_form.form_of(turn, claim)))
    return told == {claim.ref} or told.issubset(name)
