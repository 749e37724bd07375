"""What bears on a claim beside its answers, and what the rules of its form say of them all."""

from collections.abc import Mapping
from dataclasses import replace
from uuid import UUID

from sqlalchemy import ColumnElement, bindparam, func, literal_column, or_
from sqlmodel import col, select

from core.claims import claim_form, renewals
from core.claims.claim_form import ClaimForm
from core.claims.gathering import in_words
from core.claims.gathering.progress import progress
from core.ground.tables import Address, Answer, Claim, Mission, Person
from core.ground.world import Turn
from core.people import people
from core.programmes import rules
from core.programmes.answers import answering
from core.programmes.file_values import said
from core.programmes.form import QuestionKind
from core.programmes.members.organisations import known_organisations
from core.programmes.programme_parts import KnownOrganisation
from core.reading.lookalikes import doubtful
from core.reading.same_person import same_person

KNOWN_ORGANISATION = "known_organisation"
GATHERED = "gathered"
ODD_LETTERS, OTHER_NAME = "odd_letters", "other_name"

# as the index of such answers has it: SQLite compares the two texts
SHORT: ColumnElement[bool] = func.length(Answer.value) <= literal_column("12")
# statements made once: making one takes longer than the database needs for it
PROVEN = select(Address.value).where(
    Address.person_id == bindparam("person"),
    Address.door == people.MAIL,
    col(Address.proven_at).is_not(None),
)
MINE = (
    select(Mission)
    .where(Mission.programme == bindparam("programme"))
    .where(
        or_(
            col(Mission.mail).in_(bindparam("mails", expanding=True)),
            col(Mission.id) == bindparam("mission"),
        )
    )
    .order_by(col(Mission.ends_on).desc())
)

USED = (
    select(func.count())
    .select_from(Answer)
    .join(Claim, col(Claim.id) == Answer.claim_id)
    .where(Answer.value == bindparam("code"), SHORT, Claim.programme == bindparam("programme"))
    .where(col(Claim.state).in_(("approved", "issued")))
)


def context(turn: Turn, form: ClaimForm) -> answering.Context:
    """What reading an answer may lean on: language, day, the organisations known here.

    Where any organisation will do, those of the programme would only be wrong guesses.
    """
    known = [
        answering.NamedOrganisation(place.name, tuple(place.aliases))
        for place in organisations_of(turn, form)
    ]
    known += [
        answering.NamedOrganisation(mission.organisation)
        for mission in missions_of(turn, form)
        if mission.organisation
    ]
    today = turn.at.astimezone(form.programme.zone).date()
    before = {name: row.value or row.said for name, row in form.rows.items()}
    return answering.Context(form.language, today, tuple(known), before)


def organisations_of(turn: Turn, form: ClaimForm) -> list[KnownOrganisation]:
    """The organisations of the programme, where a rule wants the answer to be one of them."""
    wanted = any(rule.kind == KNOWN_ORGANISATION for rule in form.definition.rule)
    return known_organisations(turn, form.programme) if wanted else []


def missions(turn: Turn, claim: Claim) -> list[Mission]:
    """The roster rows of the person: of their proven mail addresses, and of the invitation."""
    mails = list(turn.db.exec(PROVEN, params={"person": claim.person_id}))
    # given as values: PostgreSQL would read the whole roster for a query within
    mine = {"programme": claim.programme, "mails": mails, "mission": claim.mission_id}
    found = turn.db.exec(MINE, params=mine)
    return [row for row in found if row.badge in ("", claim.badge)]


def missions_of(turn: Turn, form: ClaimForm) -> list[Mission]:
    """The person's roster rows, looked up once for a form; empty where the form leans on no
    roster."""
    if "missions" not in form.known:
        form.known["missions"] = missions(turn, form.claim) if form.on_roster else []
    return form.known["missions"]


def judge(
    turn: Turn, form: ClaimForm, looks: Mapping[str, rules.LinkCheck]
) -> list[tuple[rules.Rule, rules.Verdict]]:
    """What the programme's rules say of the answers given so far, a verdict for each rule; `looks`
    tells what was found at the addresses that were looked at."""
    verdicts = rules.judge(form.definition.rule, facts(turn, form, looks), set(form.values))
    return [*verdicts, *not_gathered(turn, form)]


def not_gathered(turn: Turn, form: ClaimForm) -> list[tuple[rules.Rule, rules.Verdict]]:
    """What bars a badge that others add up to, once they no longer do: one was revoked or has
    ended since it was offered."""
    if form.badge.milestone is None:
        return []
    person = turn.db.get_one(Person, form.claim.person_id)
    far = progress(turn, person, form.programme.slug, form.badge)
    if far is None or far.reached:
        return []
    values = {
        "badge": said(form.badge.name, form.language),
        "missing": in_words.missing(turn, form.programme, form.locale, far),
    }
    return [(rules.Rule(kind=GATHERED), rules.Barred("gathering.not_open", values))]


def cured(turn: Turn, form: ClaimForm) -> list[str]:
    """The questions whose answer a rule refused once and refuses no longer: time passed, or a
    roster was mended.

    Not those that a reviewer sent back, nor addresses, which have to be looked at again.
    """
    refused = {name for name, row in form.rows.items() if row.wrong and row.value}
    refused -= form.looked_at
    if form.claim.reason or not refused:
        return []
    told = form.values | {name: form.rows[name].value for name in refused}
    known = replace(facts(turn, form, {}), answers=told)
    verdicts = [verdict for _, verdict in rules.judge(form.definition.rule, known, set(told))]
    still = [each.questions for each in verdicts if isinstance(each, rules.Mend | rules.Barred)]
    return sorted(refused.difference(*still))


def unproven(turn: Turn, form: ClaimForm) -> list[str]:
    """The kinds of rule that nobody could check yet: a person has to look before the badge goes
    out."""
    kinds = [
        rule.kind
        for rule, verdict in judge(turn, form, {})
        if isinstance(verdict, rules.Unchecked) and rule.kind != claim_form.REACHABLE
    ]
    kinds += doubts(turn, form)
    looked_in_vain = any(row.unchecked for row in form.rows.values())
    return [*kinds, claim_form.REACHABLE] if looked_in_vain else kinds


def doubts(turn: Turn, form: ClaimForm) -> list[str]:
    """What speaks against the name: letters that pass for others, or the roster has another."""
    asked = [question.name for question in form.questions if question.kind is QuestionKind.NAME]
    said = [form.values[name] for name in asked if name in form.values]
    if any(doubtful(name) for name in said):
        return [ODD_LETTERS]
    known = [mission.name for mission in meant(turn, form) if mission.name]
    agreed = all(any(same_person(name, each) for each in known) for name in said)
    return [] if agreed or not known else [OTHER_NAME]


def meant(turn: Turn, form: ClaimForm) -> list[Mission]:
    """The missions that the answers are about: those of the dates that were given, else all.

    Two people may share a mailbox, each with a mission of their own.
    """
    known = missions_of(turn, form)
    dated = [each for each in known if each.starts_on and days(each) in form.values.values()]
    return dated or known


def days(mission: Mission) -> str:
    """The dates of a mission as an answer has them."""
    return f"{mission.starts_on}/{mission.ends_on}"


def facts(turn: Turn, form: ClaimForm, looks: Mapping[str, rules.LinkCheck]) -> rules.Facts:
    """All that the rules of a claim may know, gathered; `looks` tells what was found at its
    addresses."""
    return rules.Facts(
        answers=form.values,
        today=turn.at.astimezone(form.programme.zone).date(),
        language=form.language,
        missions=tuple(
            rules.MissionFact(
                start=row.starts_on,
                end=row.ends_on,
                organisation=row.organisation,
                place=row.place,
                interrupted=row.interrupted,
            )
            for row in missions_of(turn, form)
        ),
        held=not form.missing and has_badge(turn, form),
        event=events(turn, form),
        looks=looks,
        organisations=tuple(each.name for each in organisations_of(turn, form)),
        units={each.name: each.unit for each in form.questions if each.unit},
    )


def has_badge(turn: Turn, form: ClaimForm) -> bool:
    """Whether the person of a claim has its badge already; a partner's badge, from the organisation
    that they name."""
    return has_badge_of_form(turn, form.claim.person_id, form)


def has_badge_of_form(turn: Turn, person_id: UUID, form: ClaimForm) -> bool:
    """Whether this person has the badge that a claim asks for."""
    claim, named = form.claim, form.definition.review.organisation
    organisation = claim.organisation or form.values.get(named, "")
    return holds(turn, person_id, claim.programme, claim.badge, organisation)


def events(turn: Turn, form: ClaimForm) -> dict[str, rules.EventFact]:
    """The event codes of this badge; of the one given, how often it has already led to a claim."""
    given = set(form.values.values())
    return {
        event.code: rules.EventFact(
            until=event.until,
            cap=event.cap,
            used=used(turn, form.programme.slug, event.code) if event.code in given else 0,
        )
        for event in form.programme.event
        if event.badge == form.badge.slug
    }


def used(turn: Turn, programme: str, code: str) -> int:
    """How many claims of a programme came to a badge by this code."""
    return turn.db.exec(USED, params={"code": code, "programme": programme}).one()


def holds(turn: Turn, person_id: UUID, programme: str, badge: str, organisation: str = "") -> bool:
    """Whether the person has this badge, neither revoked nor to be renewed; of a badge that
    organisations confirm, one from this organisation."""
    badge_held = renewals.held(turn, person_id, programme, badge, organisation)
    return badge_held is not None and not renewals.renewable(turn, badge_held)
