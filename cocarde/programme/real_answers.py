"""The answers of a real claim, for a preview with data of one's own; its person's name is the
sample's unless asked."""

import re
from dataclasses import dataclass

from sqlmodel import col, select

from cocarde.installation import open_world
from cocarde.programme.sample_answers import SAMPLE_NAME
from core.claims import claim_form
from core.claims.claim_form import ClaimForm
from core.ground.errors import Trouble
from core.ground.tables import Claim, Person
from core.ground.world import Turn
from core.joining.person_report import find
from core.people.joined import selves
from core.programmes.form import QuestionKind
from core.reading.text import fold

KINDS_LEFT_OUT = (QuestionKind.FILE, QuestionKind.CODE, QuestionKind.CONSENT)
SHORTEST = 3  # letters of a part of a name that is hidden wherever it stands


@dataclass(frozen=True, slots=True)
class RealAnswers:
    """What somebody answered once, by question, as a person says it; their name; for which
    programme and badge."""

    programme: str
    badge: str
    language: str
    name: str
    said: dict[str, str]


def of(who: str, *, names: bool) -> RealAnswers:
    """The answers of a claim, by its reference, or of somebody's latest one, by their address or
    id; without `names` the name is hidden wherever it stands. Raises `Trouble` for nobody known,
    and where they have no claim."""
    world = open_world()
    try:
        with world.glance() as turn:
            form = claim_form.form_of(turn, claim_of(turn, who))
            name = turn.db.get_one(Person, form.claim.person_id).name
            said = answers(form)
    finally:
        world.store.close()
    claim = form.claim
    known = [name, *(said[each] for each in named(form) if each in said)]
    if not names:
        said = {each: hidden(value, known) for each, value in said.items()}
        name = SAMPLE_NAME
    return RealAnswers(claim.programme, claim.badge, claim.language, name, said)


def claim_of(turn: Turn, who: str) -> Claim:
    """The claim that is meant."""
    claim = turn.db.exec(select(Claim).where(Claim.ref == who)).first()
    if claim is None:
        persons = selves(turn, find(turn, who))
        query = select(Claim).where(col(Claim.person_id).in_(persons))
        claim = turn.db.exec(query.order_by(col(Claim.updated_at).desc())).first()
    if claim is None:
        raise Trouble("tried.no_claim", who=repr(who))
    return claim


def answers(form: ClaimForm) -> dict[str, str]:
    """The answers that stand and that words can give, as a person says them."""
    return {
        each.name: form.shown(each.name)
        for each in form.questions
        if each.kind not in KINDS_LEFT_OUT and form.values.get(each.name)
    }


def named(form: ClaimForm) -> list[str]:
    return [each.name for each in form.questions if each.kind is QuestionKind.NAME]


def hidden(text: str, names: list[str]) -> str:
    """A text in which the parts of these names are those of the sample, whatever their case and
    accents."""
    parts = {
        spelt: SAMPLE_NAME.split()[min(number, 1)]
        for name in names
        for number, part in enumerate(re.findall(r"\w+", name))
        for spelt in (part.lower(), fold(part))
        if len(part) >= SHORTEST
    }
    if not parts:
        return text
    either = "|".join(sorted(map(re.escape, parts), key=len, reverse=True))
    return re.sub(
        either, lambda found: as_found(parts[found[0].lower()], found[0]), text, flags=re.I
    )


def as_found(part: str, found: str) -> str:
    """A part of the sample's name in the case of what it replaces."""
    return part.lower() if found.islower() else part
