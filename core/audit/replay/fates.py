"""What the rules of a programme make of a claim as it was on the day it was decided: of what was
kept, without asking anybody."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum

from sqlalchemy import func
from sqlmodel import col, select

from core.claims import claim_form, eligibility, renewals
from core.claims.claim_form import ClaimForm
from core.ground.tables import Answer, Badge, Claim
from core.ground.world import Turn
from core.programmes import rules
from core.programmes.catalogue import catalogue
from core.programmes.form import QuestionKind, ReviewBy, Rule
from core.programmes.link_check import LinkCheck

OPTIONS = "options"  # the kind under which an option that is no more is told
Judged = list[tuple[Rule, rules.Verdict]]


class RuleFate(StrEnum):
    """What becomes of a claim by the rules alone."""

    AT_ONCE = "at_once"  # the badge, without anybody looking
    REVIEW = "review"  # a person decides
    TURNED_AWAY = "turned_away"  # a rule bars it, or wants an answer mended
    NO_BADGE = "no_badge"  # there is no such badge


@dataclass(frozen=True, slots=True)
class Outlook:
    """What the rules make of a claim, what each of them said, and which questions it has no answer
    to."""

    fate: RuleFate
    judged: Judged
    missing: tuple[str, ...] = ()


def outlook(turn: Turn, claim: Claim, asked: ClaimForm, language: str) -> Outlook:
    """What the programme of this turn makes of a claim at the moment of the turn.

    `asked` is the claim as it was asked for: it tells which addresses were looked at, and of which
    kind each answer is. What a rule says is told in this language.
    """
    known = catalogue(turn.settings.programmes_folder)
    if not known.has(claim.programme, claim.badge):
        return Outlook(RuleFate.NO_BADGE, [])
    form = as_answered(claim_form.form_of(turn, claim), asked, language)
    facts = eligibility.facts(turn, form, looks(form, asked.looked_at))
    facts = replace(facts, held=held_before(turn, form), event=codes_before(turn, form, facts))
    judged = rules.judge(form.definition.rule, facts, set(form.values))
    judged += [*eligibility.not_gathered(turn, form), *no_option(form)]
    missing = [each.name for each in form.questions if not each.optional]
    return Outlook(
        fate(turn, form, judged), judged, tuple(name for name in missing if name not in form.rows)
    )


def as_answered(form: ClaimForm, asked: ClaimForm, language: str) -> ClaimForm:
    """The form with every answer that was given, also one that was refused since; without those to
    a question of another kind."""
    rows = {
        name: Answer(**{**row.model_dump(), "wrong": False})
        for name, row in form.rows.items()
        if row.value and kind(form, name) is not None and kind(form, name) is kind(asked, name)
    }
    return replace(form, rows=rows, known={}, read_in=language)


def kind(form: ClaimForm, name: str) -> QuestionKind | None:
    """The kind of a question; None where the form has none of that name."""
    found = form.definition_of(name)
    return found.kind if found else None


def looks(form: ClaimForm, looked_at: set[str]) -> dict[str, LinkCheck]:
    """What was found at its addresses, as far as anybody looked."""
    found = {}
    for name in looked_at & form.rows.keys():
        row = form.rows[name]
        found[row.value] = LinkCheck("unchecked" if row.unchecked else "found")
    return found


def held_before(turn: Turn, form: ClaimForm) -> bool:
    """Whether the person had this badge before, by another claim."""
    claim, named = form.claim, form.definition.review.organisation
    by = claim.organisation or form.values.get(named, "")
    query = select(Badge).where(
        Badge.person_id == claim.person_id,
        Badge.programme == claim.programme,
        Badge.badge == claim.badge,
        Badge.organisation == by,
        Badge.claim_id != claim.id,
        col(Badge.issued_at) < turn.at,
    )
    stood = [
        each for each in turn.db.exec(query) if each.revoked_at is None or each.revoked_at > turn.at
    ]
    return any(not renewals.renewable(turn, each) for each in stood)


def codes_before(turn: Turn, form: ClaimForm, facts: rules.Facts) -> Mapping[str, rules.EventFact]:
    """The event codes, each with how many claims that were opened before led to a badge by it."""
    return {
        code: replace(event, used=used_before(turn, form.claim, code)) if event.used else event
        for code, event in facts.event.items()
    }


def used_before(turn: Turn, claim: Claim, code: str) -> int:
    query = (
        select(func.count())
        .select_from(Answer)
        .join(Claim, col(Claim.id) == Answer.claim_id)
        .where(Answer.value == code, eligibility.SHORT, Claim.programme == claim.programme)
        .where(col(Claim.state).in_(("approved", "issued")), col(Claim.opened_at) < claim.opened_at)
    )
    return turn.db.exec(query).one()


def no_option(form: ClaimForm) -> Iterator[tuple[Rule, rules.Verdict]]:
    """The choices whose answer can be chosen no more."""
    for question in form.questions:
        value = form.values.get(question.name, "")
        offered = ["", *(each.value for each in question.options)]
        if question.kind is QuestionKind.CHOICE and value not in offered:
            rule = Rule(kind=OPTIONS, of=[question.name])
            yield rule, rules.Mend((question.name,), "trail.no_option", {"value": value})


def fate(turn: Turn, form: ClaimForm, judged: Judged) -> RuleFate:
    """What becomes of a claim of which the rules say this."""
    said = [verdict for _, verdict in judged]
    if any(isinstance(each, rules.Mend | rules.Barred) for each in said):
        return RuleFate.TURNED_AWAY
    by, doubted = form.definition.review.by, eligibility.doubts(turn, form)
    unsure = doubted or any(isinstance(each, rules.Unchecked) for each in said)
    if (by is ReviewBy.NOBODY and not unsure) or (by is ReviewBy.DECLARED and not doubted):
        return RuleFate.AT_ONCE
    return RuleFate.REVIEW
