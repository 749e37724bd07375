"""What a badge given unasked says: who gave it and why, in place of how a claim is judged."""

from dataclasses import dataclass, replace
from datetime import datetime

from core.badges.openbadges.award import Evidence
from core.claims.claim_form import ROSTER, ClaimForm
from core.claims.moves import history
from core.claims.states import Move, State
from core.ground.tables import Person
from core.ground.world import Turn
from core.programmes.file_values import said
from core.programmes.form import ReviewBy
from core.programmes.members import organisations
from core.programmes.programme import Programme


@dataclass(frozen=True, slots=True)
class Giving:
    """Who gave a badge, as it is written in it, their reason, which may be empty, and when."""

    who: str
    why: str
    at: datetime


def giving(turn: Turn, form: ClaimForm, language: str = "") -> Giving | None:
    """How the badge of a claim was given, told in its language or in another; None where the claim
    was judged."""
    language = language or form.language
    moves = history(turn, form.claim)
    approvals = [each for each in moves if each.to_state == State.APPROVED]
    if not approvals or approvals[-1].move != Move.AWARD:
        return None
    actor = approvals[-1].actor_id
    giver = turn.db.get(Person, actor) if actor else None
    who = named(turn, giver, form.programme, form.claim.organisation, language)
    return Giving(who, approvals[-1].reason, approvals[-1].at)


def named(
    turn: Turn, giver: Person | None, programme: Programme, organisation: str, language: str
) -> str:
    """The giver as the badge names them: « Sam Okafor (BeCode) », or the team of the organisation
    or programme where the name is not known. Never an address."""
    name = giver.name.strip() if giver else ""
    if not name or "@" in name:
        house = organisations.spoken(programme, organisation, language)
        return turn.say(language, "award.by_team", house=house)
    house = organisation or said(programme.name, language)
    return turn.say(language, "award.by", name=name, house=house)


def known(form: ClaimForm) -> ClaimForm:
    """A copy of the form with only what the roster says of the person: nobody has asked them to
    confirm what they typed, and nobody has looked at it."""
    rows = {name: row for name, row in form.rows.items() if row.source == ROSTER}
    return replace(form, rows=rows)


def evidence(turn: Turn, form: ClaimForm, given: Giving) -> Evidence:
    """The evidence of a badge given unasked: its giver and their words (Open Badges 3.0,
    Evidence)."""
    label = turn.say(form.language, "award.evidence", who=given.who)
    words = given.why or turn.say(form.language, "award.unasked")
    return Evidence(genre=label, name=label, narrative=words)


def narrative(turn: Turn, form: ClaimForm, given: Giving) -> str:
    """What happened, in one or two sentences: who gave the badge, when, and why."""
    word = "award.narrative" if given.why else "award.narrative_bare"
    day = form.day(given.at, form.language)
    return turn.say(form.language, word, who=given.who, day=day, why=given.why)


def criteria(turn: Turn, form: ClaimForm) -> dict[str, str]:
    """What was required for a badge given unasked, by language; where badges of this class are only
    ever given, the programme's own criteria."""
    if form.definition.review.by is ReviewBy.AWARDED or giving(turn, form) is None:
        return {}
    own = organisations.issuing(turn, form.programme, form.badge, form.confirming)
    return {
        language: turn.say(
            language,
            "award.criteria",
            issuer=(own or form.programme).named(language),
        )
        for language in form.programme.languages
    }


def note_above_badge(turn: Turn, form: ClaimForm) -> str:
    """What the person is told above their badge; empty where they asked for it themselves."""
    given = giving(turn, form)
    if given is None:
        return ""
    word = "award.told" if given.why else "award.told_bare"
    return turn.say(form.locale, word, who=given.who, why=given.why)
