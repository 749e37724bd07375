"""What is known of who speaks, so that the rest of a message can be accounted for."""

from collections.abc import Sequence

from core.claims import claim_form
from core.claims.claim_form import ClaimForm
from core.desk.incoming import Incoming
from core.desk.speaker import Speaker, glimpse
from core.ground.tables import Claim
from core.ground.world import World
from core.programmes.answers.form_lines import told_in
from core.programmes.form import Question, QuestionKind
from core.reading.acts.accounting import KnownWriter, may_correct
from core.reading.acts.signatures import NAME, is_name
from core.reading.text import words


def known_of(speaker: Speaker, claim: Claim | None = None) -> KnownWriter:
    """The names of who speaks, and what stands in the claim that the message is about.

    A name that stands in the claim is the only whole one: another below a yes may be a correction.
    One word of the name that their mail program tells is how they sign.
    """
    if claim is None:
        return KnownWriter(tuple(filter(None, (speaker.person.name, speaker.incoming.name))))
    form = claim_form.form_of(speaker.turn, claim)
    named = tuple(form.values.get(each.name, "") for each in form.questions if is_named(each))
    names = tuple(filter(None, named)) or (speaker.person.name, speaker.incoming.name)
    others = (speaker.address.value, *(form.shown(each.name) for each in form.questions))
    names = (*names, *(word for word in speaker.incoming.name.split() if len(word) > 1))
    return KnownWriter(tuple(filter(None, names)), lambda line: stands(form, line), others)


def is_named(question: Question) -> bool:
    return question.kind is QuestionKind.NAME


def stands(form: ClaimForm, line: str) -> bool:
    """Whether a line only says what the claim holds already, with its label or without."""
    told = told_in(form.questions, line)
    if told:
        return all(words(said) == words(form.shown(name)) for name, said in told.items())
    told_before = (
        each for each in form.questions if each.kind is not QuestionKind.CONSENT
    )  # a « oui »
    return any(words(line) == words(form.shown(each.name)) for each in told_before)


def signed_otherwise(world: World, incoming: Incoming, lines: Sequence[str]) -> str:
    """The first line of a signature that is nearly the name of who writes: it may correct it.

    Empty where they sign as they are called, or as somebody else altogether.
    """
    with world.glance() as turn:
        speaker = glimpse(turn, incoming)
        names = known_of(speaker, speaker.claim).names
    near = (
        line
        for line in lines
        if NAME.fullmatch(line)
        and len(words(line)) > 1
        and not is_name(line, names, signing=True)
        and may_correct(line, names)
    )
    return next(near, "") if names else ""
