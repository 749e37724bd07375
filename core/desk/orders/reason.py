"""The reason of a refusal or of a wish for a change, which was asked for: told as it stands.

What may be said to us, or of the decision itself, is shown first and goes with one yes.
"""

from dataclasses import replace

from core.claims import claim_form
from core.desk.expecting import ExpectingOrderYes, ExpectingReason
from core.desk.known_writer import known_of
from core.desk.orders import confirm
from core.desk.orders.order import ACTS, VERDICTS
from core.desk.review import by_chat
from core.desk.speaker import Speaker
from core.ground.effects import Outcome
from core.programmes.answers.answer import brief
from core.reading.acts.decisions import unsure
from core.reading.acts.kinds import ActKind
from core.reading.acts.reasons import surely, takes_back
from core.reading.languages import compiled, either
from core.reading.text import fold
from core.reading.written_speech import spoken

NO_REASON = frozenset(
    (ActKind.COURTESY, ActKind.TALK, ActKind.WAIT, ActKind.HELP, ActKind.IDENTITY)
)
# « Je … », « oublie le refus »: of who decides, or of the decision.
OF_US = compiled(rf"\b(?:{either('staff.of_us')})\b")


def hear(speaker: Speaker, asked: ExpectingReason) -> None:
    """Take the reviewer's next words for the reason, told to the learner as they stand."""
    text, known = speaker.incoming.text, known_of(speaker)
    claim = by_chat.find(speaker, asked.ref)
    if claim is None:
        speaker.expect()
        speaker.reply(speaker.word("review.gone"))
    elif takes_back(text, known):
        speaker.expect()
        speaker.turn.effects.conclude(Outcome.NEEDS_CONFIRMATION, "called off")
        speaker.reply(speaker.word("review.reason_dropped"))
    elif not surely(text) and is_none(speaker):
        speaker.turn.effects.conclude(Outcome.ASKED, "no reason")
        speaker.reply(speaker.word("order.no_reason", said=brief(text)), awaits=True)
    elif not surely(text) and (unsure(asked.verdict, text, known) or is_doubtful(speaker)):
        form = claim_form.form_of(speaker.turn, claim)
        told = ExpectingOrderYes(
            ACTS[asked.verdict], asked.ref, text.strip(), asked.seen, asked.marks
        )
        confirm.put(speaker, form, told)
    else:
        by_chat.decide(speaker, claim, asked, surely(text) or text)


def is_none(speaker: Speaker) -> bool:
    """Whether words are surely no reason: courtesy, or talk to us or to colleagues, and nothing
    else."""
    reading = speaker.understood.reading
    kinds = {act.kind for act in reading.sure}
    return (
        bool(kinds) and kinds <= NO_REASON and len(kinds) == len(reading.acts) and not reading.left
    )


def is_doubtful(speaker: Speaker) -> bool:
    """Whether words may be said to us rather than to the person."""
    text, reading = speaker.incoming.text, speaker.understood.reading
    of_us = any(OF_US.search(said) for said in (fold(text), plain(text)))
    read = not speaker.incoming.group  # in a group only a reply to the question comes here
    return (read and not reading.has(ActKind.ANSWER)) or of_us


def plain(text: str) -> str:
    """The words as they are spelt outside a chat: « jpe pa » is « je peux pas »."""
    return " ".join(spoken(text))


def replace_shown(speaker: Speaker, shown: ExpectingOrderYes) -> None:
    """Other words in place of those that were shown: they are shown as well, but for « raison : »,
    which says for sure whose they are."""
    claim = by_chat.open_claim(speaker, shown.ref)
    if claim is None:
        speaker.expect()
        return
    text = speaker.incoming.text
    if said := surely(text):
        asked = ExpectingReason(VERDICTS[shown.order], shown.ref, shown.marks, shown.seen)
        by_chat.decide(speaker, claim, asked, said)
        return
    told = replace(shown, reason=text.strip())
    confirm.put(speaker, claim_form.form_of(speaker.turn, claim), told)
