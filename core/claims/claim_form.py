"""The form of a claim as it stands: its answers, what is missing, and writing one down."""

from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property

from sqlalchemy import bindparam
from sqlmodel import select

from core.ground.tables import Answer, Claim, Mission
from core.ground.watched.about import touches
from core.ground.world import Turn
from core.programmes import answers_as_text
from core.programmes.answers import answering
from core.programmes.badge_class import BadgeClass
from core.programmes.catalogue import catalogue
from core.programmes.changed.in_force import in_force
from core.programmes.file_values import said, variant
from core.programmes.form import Form, Question, QuestionKind, applying
from core.programmes.programme import Programme

REACHABLE, ON_ROSTER = "reachable", "on_roster"
PERSON, ROSTER, SKIPPED = "person", "roster", "skipped"

GIVEN = select(Answer).where(Answer.claim_id == bindparam("claim"))


@dataclass(frozen=True)
class ClaimForm:
    """One claim with its form and the rows of its answers; `read_in` is the language in which it is
    read now, where that is not the claim's own."""

    claim: Claim
    programme: Programme
    badge: BadgeClass
    rows: dict[str, Answer]
    known: dict[str, list[Mission]] = field(default_factory=dict, compare=False)
    read_in: str = ""

    @cached_property
    def definition(self) -> Form:
        """The part of the programme that says what is asked and which rules decide for this
        badge."""
        return self.programme.form_of(self.badge)

    @property
    def questions(self) -> list[Question]:
        """The questions in the order in which they are asked: those that apply, as far as the
        answers that stand tell."""
        if not self.definition.branches:
            return self.definition.question
        told = {name: row.value for name, row in self.rows.items() if not row.wrong}
        return applying(self.definition.question, told)

    @property
    def language(self) -> str:
        """The language that the person speaks in this claim, such as `fr`."""
        return self.read_in or self.claim.language

    @property
    def locale(self) -> str:
        """The language in the register of the programme, such as `fr-informal`, for `Turn.say`."""
        return variant(self.language, self.programme.register_)

    @property
    def values(self) -> dict[str, str]:
        """The answers that stand, by question; skipped ones are not there, nor one to a question
        that does not apply."""
        told = {name: row.value for name, row in self.rows.items() if row.value and not row.wrong}
        for question in self.not_asked:
            told.pop(question.name, None)
        return told

    @property
    def not_asked(self) -> list[Question]:
        """The questions that do not apply, as far as the answers that stand tell."""
        if not self.definition.branches:
            return []
        asked = self.questions
        return [each for each in self.definition.question if each not in asked]

    @property
    def missing(self) -> list[Question]:
        """The questions still to be asked, in the order of the form."""
        return [question for question in self.questions if self.lacks(question.name)]

    @property
    def confirming(self) -> str:
        """The name of the organisation that confirms the claim; empty for none, or none yet."""
        return self.claim.organisation or self.values.get(self.definition.review.organisation, "")

    def lacks(self, name: str) -> bool:
        """Whether an answer is to be asked for: there is none yet, or one that was marked as wrong.
        One that is given at will is missed by nobody."""
        row = self.rows.get(name)
        if row is not None:
            return row.wrong
        question = self.question(name)
        return question is None or not question.at_will

    def half(self, name: str) -> str:
        """What is kept of an answer of which the rest is not told yet; else empty."""
        row = self.rows.get(name)
        return row.said if row and row.wrong and not row.value else ""

    def question(self, name: str) -> Question | None:
        """The question of that name, or None when the form has none."""
        return next((question for question in self.questions if question.name == name), None)

    def definition_of(self, name: str) -> Question | None:
        """The question of that name, whether it applies or not; None where the form has none."""
        return next((each for each in self.definition.question if each.name == name), None)

    @cached_property
    def on_roster(self) -> bool:
        """Whether the roster has a say: in an answer, or in a rule."""
        prefilled = any(question.prefill for question in self.definition.question)
        return prefilled or any(rule.kind == ON_ROSTER for rule in self.definition.rule)

    @cached_property
    def looked_at(self) -> set[str]:
        """The questions whose address a rule wants to reach."""
        return {name for rule in self.definition.rule if rule.kind == REACHABLE for name in rule.of}

    def label(self, name: str) -> str:
        """The label of a question in the claim's language; the name itself when the form has none
        such."""
        question = self.question(name)
        return question.label_in(self.language) if question else name

    def shown(self, name: str) -> str:
        """The answer to a question as a person reads it; empty where there is none."""
        question, row = self.question(name), self.rows.get(name)
        if question is None or row is None or not row.value:
            return ""
        return self.shown_as(question, row.value)

    def day(self, at: datetime, locale: str = "") -> str:
        """The day of a moment, as « 26 novembre 2026 », in the programme's own zone and the
        reader's language."""
        return answers_as_text.day(at.astimezone(self.programme.zone).date(), locale or self.locale)

    def moment(self, at: datetime) -> str:
        """A moment as « 26/11/2026 10:00 » in the programme's own zone."""
        return f"{at.astimezone(self.programme.zone):%d/%m/%Y %H:%M}"

    def shown_as(self, question: Question, value: str) -> str:
        """A value as a person reads it: an event's name for its code, a date written out, a
        choice's label."""
        event = self.programme.event_of(value) if question.kind is QuestionKind.CODE else None
        if event is not None:
            return said(event.name, self.language)
        return answering.show(question, value, self.language)


def form_of(turn: Turn, claim: Claim) -> ClaimForm:
    """The claim form of a claim: one object for each turn, so that who fills it and who reads it
    agree."""
    known = turn.memo.get(claim.id)
    if isinstance(known, ClaimForm):
        return known
    touches(claim.ref)
    programme = in_force(turn, catalogue(turn.settings.programmes_folder)[claim.programme])
    badge = catalogue(turn.settings.programmes_folder).badge(claim.programme, claim.badge)
    rows = turn.db.exec(GIVEN, params={"claim": claim.id})
    form = ClaimForm(claim, programme, badge, {row.question: row for row in rows})
    turn.memo[claim.id] = form
    return form


def record(
    turn: Turn, form: ClaimForm, name: str, answer: answering.CheckedAnswer, source: str
) -> None:
    """Keep one answer in place of what was there."""
    row = form.rows.get(name)
    if row is None:
        row = Answer(
            claim_id=form.claim.id, question=name, value="", source=source, answered_at=turn.at
        )
        form.rows[name] = row
    row.value, row.said, row.source = answer.value, answer.said, source
    row.wrong, row.unchecked, row.answered_at = False, "", turn.at
    turn.db.add(row)
    drop_unasked(turn, form)


def drop_unasked(turn: Turn, form: ClaimForm) -> None:
    """Let go of the answers to questions that no longer apply, where the answers before them say
    so: they are asked anew should they apply again."""
    for question in form.not_asked:
        row = form.rows.get(question.name)
        if row is not None and not (row.wrong and not row.value) and settled(form, question):
            row.value = row.said = row.unchecked = ""
            row.wrong = True
            turn.db.add(row)


def settled(form: ClaimForm, question: Question) -> bool:
    """Whether the answer stands on which a question depends, or that one does not apply either: one
    that is to be mended tells nothing yet."""
    before = form.definition_of(question.when.question) if question.when else None
    if before is None:
        return False
    return not form.lacks(before.name) or (before in form.not_asked and settled(form, before))


def record_half(turn: Turn, form: ClaimForm, name: str, half: str) -> None:
    """Keep a part of an answer, where there is none, until the rest is told."""
    if form.lacks(name):
        record(turn, form, name, answering.CheckedAnswer("", half), PERSON)
        mark_wrong(turn, form, name)


def mark_wrong(turn: Turn, form: ClaimForm, name: str) -> None:
    """Open a question again while its answer stays readable."""
    form.rows[name].wrong = True
    turn.db.add(form.rows[name])


def mark_right(turn: Turn, form: ClaimForm, name: str) -> None:
    """Count an answer again that was marked as wrong, as it stands."""
    form.rows[name].wrong = False
    turn.db.add(form.rows[name])


def copy(turn: Turn, row: Answer, onto: ClaimForm) -> None:
    """Give another claim form this answer."""
    record(
        turn,
        onto,
        row.question,
        answering.CheckedAnswer(value=row.value, said=row.said),
        row.source,
    )
