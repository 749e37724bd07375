"""« Donne ça à Nour »: a claim goes to a colleague who may decide on it."""

from core.claims import claim_form
from core.desk.review import by_chat
from core.desk.speaker import Speaker
from core.ground.effects import Outcome
from core.ground.errors import Refusal
from core.ground.messages import Button
from core.ground.tables import Claim, Person
from core.people.roles import Right, may
from core.reading.text import words
from core.review import reassign

OFFERED = 8


def hear(speaker: Speaker, ref: str, *, doubted: bool = False) -> None:
    """Give the claim to the colleague whom the words name; where they name none or several, or
    where it may be no order, ask to whom."""
    claim = by_chat.open_claim(speaker, ref)
    if claim is None:
        return
    able = colleagues(speaker, claim)
    told = set(words(speaker.incoming.text))
    named = [each for each in able if told.intersection(words(each.name))]
    whole = [each for each in named if told.issuperset(words(each.name))]
    meant = whole or named
    if len(meant) == 1 and not doubted:
        give(speaker, claim, meant[0])
        return
    rows = tuple((Button(each.name or "?", f"orderto:{ref}:{each.id}"),) for each in meant or able)
    speaker.turn.effects.conclude(Outcome.ASKED, "to whom?")
    word = "order.to_whom" if able else "order.no_colleague"
    speaker.reply(speaker.word(word, ref=ref), rows[:OFFERED])


def colleagues(speaker: Speaker, claim: Claim) -> list[Person]:
    """The others who may decide on a claim."""
    turn = speaker.turn
    others = reassign.colleagues(turn, speaker.person)
    return [each for each in others if may(turn, each, Right.DECIDE, claim.programme, claim)]


def chosen(speaker: Speaker, ref: str, person_id: str) -> None:
    """Give it to the colleague whose button was pressed, who may still decide on it."""
    claim = by_chat.open_claim(speaker, ref)
    if claim is None:
        return
    able = colleagues(speaker, claim)
    to = next((each for each in able if str(each.id) == person_id), None)
    if to is None:
        speaker.reply(speaker.word("menu.gone"))
    else:
        give(speaker, claim, to)


def give(speaker: Speaker, claim: Claim, to: Person) -> None:
    """It is before the colleague from now on, who gets its card."""
    form = claim_form.form_of(speaker.turn, claim)
    try:
        reassign.hand_to(speaker.turn, form, speaker.person, to)
    except Refusal as refusal:
        by_chat.refuse(speaker, refusal)
        return
    speaker.expect()
    speaker.turn.effects.conclude(Outcome.ASKED, "handed over")
    speaker.reply(speaker.word("order.handed_over", ref=claim.ref, who=to.name))
