"""The form of a claim as it stands: what is known, what is missing, what the rules say of it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import func, or_
from sqlmodel import col, select

from core.claims import people
from core.claims.held import holds
from core.ground.tables import Address, Answer, Claim, Mission
from core.ground.world import Turn
from core.programmes import answers, rules, showing
from core.programmes.catalogue import catalogue
from core.programmes.programme import BadgeClass, Form, Kind, Programme, Question, said, variant

REACHABLE, KNOWN_ORGANISATION, ON_ROSTER = "reachable", "known_organisation", "on_roster"
PERSON, ROSTER, SKIPPED = "person", "roster", "skipped"


@dataclass(frozen=True)
class Sheet:
    """One claim with its form and the rows of its answers."""

    claim: Claim
    programme: Programme
    badge: BadgeClass
    rows: dict[str, Answer]
    known: dict[str, list[Mission]] = field(default_factory=dict, compare=False)

    @property
    def form(self) -> Form:
        return self.programme.form_of(self.badge)

    @property
    def questions(self) -> list[Question]:
        return self.form.question

    @property
    def language(self) -> str:
        return self.claim.language

    @property
    def locale(self) -> str:
        return variant(self.claim.language, self.programme.register_)

    @property
    def values(self) -> dict[str, str]:
        """The answers that stand, by question; skipped ones are not there."""
        return {name: row.value for name, row in self.rows.items() if row.value and not row.wrong}

    @property
    def missing(self) -> list[Question]:
        """The questions still to be asked, in the order of the form."""
        return [question for question in self.questions if self.lacks(question.name)]

    def lacks(self, name: str) -> bool:
        row = self.rows.get(name)
        return row is None or row.wrong

    def question(self, name: str) -> Question | None:
        return next((question for question in self.questions if question.name == name), None)

    @property
    def on_roster(self) -> bool:
        """Whether the roster has a say: in an answer, or in a rule."""
        prefilled = any(question.prefill for question in self.questions)
        return prefilled or any(rule.kind == ON_ROSTER for rule in self.form.rule)

    @property
    def looked_at(self) -> set[str]:
        """The questions whose address a rule wants to reach."""
        return {name for rule in self.form.rule if rule.kind == REACHABLE for name in rule.of}

    def label(self, name: str) -> str:
        question = self.question(name)
        return question.label_in(self.language) if question else name

    def shown(self, name: str) -> str:
        """An answer as a person reads it."""
        question, row = self.question(name), self.rows.get(name)
        if question is None or row is None or not row.value:
            return ""
        return self.shown_as(question, row.value)

    def day(self, at: datetime, locale: str = "") -> str:
        """« 26 novembre 2026 » where the programme is, in the language of the reader."""
        return showing.day(at.astimezone(self.programme.zone).date(), locale or self.locale)

    def moment(self, at: datetime) -> str:
        """« 26/11/2026 10:00 » where the programme is."""
        return f"{at.astimezone(self.programme.zone):%d/%m/%Y %H:%M}"

    def shown_as(self, question: Question, value: str) -> str:
        event = self.programme.event_of(value) if question.kind is Kind.CODE else None
        if event is not None:
            return said(event.name, self.language)
        return answers.show(question, value, self.language)


def sheet(turn: Turn, claim: Claim) -> Sheet:
    """The sheet of a claim: one in each turn, so that who fills it and who reads it agree."""
    known = turn.memo.get(claim.id)
    if isinstance(known, Sheet):
        return known
    programme = catalogue(turn.settings.programmes_folder)[claim.programme]
    badge = catalogue(turn.settings.programmes_folder).badge(claim.programme, claim.badge)
    rows = turn.db.exec(select(Answer).where(Answer.claim_id == claim.id))
    filled = Sheet(claim, programme, badge, {row.question: row for row in rows})
    turn.memo[claim.id] = filled
    return filled


def record(turn: Turn, filled: Sheet, name: str, answer: answers.Answer, source: str) -> None:
    """Keep one answer in place of what was there."""
    row = filled.rows.get(name)
    if row is None:
        row = Answer(
            claim_id=filled.claim.id, question=name, value="", source=source, answered_at=turn.at
        )
        filled.rows[name] = row
    row.value, row.said, row.source = answer.value, answer.said, source
    row.wrong, row.unchecked, row.answered_at = False, "", turn.at
    turn.db.add(row)
    turn.db.flush()


def mark_wrong(turn: Turn, filled: Sheet, name: str) -> None:
    """The answer stays readable, but the question is open again."""
    filled.rows[name].wrong = True
    turn.db.add(filled.rows[name])


def context(turn: Turn, filled: Sheet) -> answers.Context:
    """What reading an answer may lean on: language, day, the organisations known here.

    Where any organisation will do, those of the programme would only be wrong guesses.
    """
    known = [
        answers.Place(place.name, tuple(place.aliases))
        for place in filled.programme.organisation
        if any(rule.kind == KNOWN_ORGANISATION for rule in filled.form.rule)
    ]
    known += [
        answers.Place(mission.organisation)
        for mission in missions_of(turn, filled)
        if mission.organisation
    ]
    today = turn.at.astimezone(filled.programme.zone).date()
    return answers.Context(language=filled.language, today=today, organisations=tuple(known))


def missions(turn: Turn, claim: Claim) -> list[Mission]:
    """The roster rows of the person: of their proven mail addresses, and of the invitation."""
    mails = select(Address.value).where(
        Address.person_id == claim.person_id,
        Address.door == people.MAIL,
        col(Address.proven_at).is_not(None),
    )
    mine = or_(col(Mission.mail).in_(mails), col(Mission.id) == claim.mission_id)
    query = select(Mission).where(Mission.programme == claim.programme, mine)
    found = turn.db.exec(query.order_by(col(Mission.ends_on).desc()))
    return [row for row in found if row.badge in ("", claim.badge)]


def missions_of(turn: Turn, filled: Sheet) -> list[Mission]:
    """The same, looked up once for a sheet, and only where the form leans on a roster."""
    if "missions" not in filled.known:
        filled.known["missions"] = missions(turn, filled.claim) if filled.on_roster else []
    return filled.known["missions"]


def judge(
    turn: Turn, filled: Sheet, looks: Mapping[str, rules.Look]
) -> list[tuple[rules.Rule, rules.Verdict]]:
    """What the programme's rules say of the answers given so far."""
    return rules.judge(filled.form.rule, facts(turn, filled, looks), set(filled.values))


def unproven(turn: Turn, filled: Sheet) -> list[str]:
    """The rules that nobody could check yet: a person has to look before the badge goes out."""
    kinds = [
        rule.kind
        for rule, verdict in judge(turn, filled, {})
        if isinstance(verdict, rules.Unchecked) and rule.kind != REACHABLE
    ]
    looked_in_vain = any(row.unchecked for row in filled.rows.values())
    return [*kinds, REACHABLE] if looked_in_vain else kinds


def facts(turn: Turn, filled: Sheet, looks: Mapping[str, rules.Look]) -> rules.Facts:
    return rules.Facts(
        answers=filled.values,
        today=turn.at.astimezone(filled.programme.zone).date(),
        language=filled.language,
        missions=tuple(
            rules.MissionFact(
                start=row.starts_on,
                end=row.ends_on,
                organisation=row.organisation,
                place=row.place,
                interrupted=row.interrupted,
            )
            for row in missions_of(turn, filled)
        ),
        held=not filled.missing and held(turn, filled),
        event=events(turn, filled),
        looks=looks,
        organisations=tuple(each.name for each in filled.programme.organisation),
    )


def held(turn: Turn, filled: Sheet) -> bool:
    """Whether the person has this badge already; a partner's badge, from the one they name."""
    claim, named = filled.claim, filled.form.review.organisation
    organisation = claim.organisation or filled.values.get(named, "")
    return holds(turn, claim.person_id, claim.programme, claim.badge, organisation)


def events(turn: Turn, filled: Sheet) -> dict[str, rules.EventFact]:
    """The event codes of this badge, with how often each has already led to a claim."""
    facts = {}
    for event in filled.programme.event:
        if event.badge != filled.badge.slug:
            continue
        used = (
            select(func.count()).select_from(Answer).join(Claim, col(Claim.id) == Answer.claim_id)
        )
        used = used.where(Answer.value == event.code, Claim.programme == filled.programme.slug)
        used = used.where(col(Claim.state).in_(("approved", "issued")))
        facts[event.code] = rules.EventFact(
            until=event.until, cap=event.cap, used=turn.db.exec(used).one()
        )
    return facts


def copy(turn: Turn, row: Answer, onto: Sheet) -> None:
    """Give another sheet the same answer."""
    record(turn, onto, row.question, answers.Answer(value=row.value, said=row.said), row.source)
