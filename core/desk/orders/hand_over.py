"""A claim goes to a colleague who may decide on it."""

from core.claims import claim_form
from core.desk.review import by_chat
from core.desk.speaker import Speaker
from core.ground.effects import Outcome
from core.ground.errors import Refusal
from core.ground.tables import Claim, Person
from core.people.roles import Right, may
from core.review import reassign


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
