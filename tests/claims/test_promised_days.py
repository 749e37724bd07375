"""The day that a learner is promised: as fast as others were answered, and kept."""

from datetime import date

from core.claims import claim_form
from core.claims.promising import pace, promise
from core.claims.states import State
from core.ground.tables import Claim, Person
from core.people.absences import Leave, record
from core.reading.acts.kinds import ReviewVerdict
from core.reading.dates.months import Interval
from core.review import decide
from core.review.decision import Decision
from tests.world.claims_in_review import staff, submit
from tests.world.world import Stage

ENOUGH = pace.FEW


def answer(stage: Stage, claim: Claim, sam: Person, verdict: str = "approve") -> None:
    with stage.world.turn() as turn:
        said = Decision(sam, ReviewVerdict(verdict), "Il manque le lien", "mail", ("project",))
        decide.decide(turn, turn.db.get_one(Claim, claim.id), said)


def history(stage: Stage, sam: Person, days: float, count: int = ENOUGH) -> None:
    """So many claims, each answered after so many days."""
    claims = [submit(stage, f"earlier{number}") for number in range(count)]
    stage.clock.pass_(days=days)
    for claim in claims:
        answer(stage, claim, sam)


def promised(stage: Stage, claim: Claim) -> str:
    """The day that was promised, by the programme's clock; empty for none."""
    with stage.world.glance() as turn:
        form = claim_form.form_of(turn, turn.db.get_one(Claim, claim.id))
        at = form.claim.promised_at
        return f"{at.astimezone(form.programme.zone):%d/%m %H:%M}" if at else ""


def told(stage: Stage, claim: Claim) -> str:
    with stage.world.glance() as turn:
        form = claim_form.form_of(turn, turn.db.get_one(Claim, claim.id))
        return promise.told(turn, form)


def test_with_too_little_history_the_programmes_delay_is_told(either: Stage) -> None:
    (sam,) = staff(either, "sam")
    history(either, sam, 1, ENOUGH - 1)
    claim = submit(either, "lina")
    assert promised(either, claim) == told(either, claim) == ""


def test_the_pace_of_thirty_days_is_promised_in_plain_words(either: Stage) -> None:
    (sam,) = staff(either, "sam")
    history(either, sam, 2.5)  # from Monday to Wednesday
    claim = submit(either, "lina")
    assert promised(either, claim) == "23/11 23:59"  # three open days: the weekend is none
    assert told(either, claim) == (
        "Neuf demandes sur dix ont eu une réponse en 3 jours ouvrés : avant le lundi 23 novembre."
    )


def test_what_was_answered_before_thirty_days_says_nothing(stage: Stage) -> None:
    (sam,) = staff(stage, "sam")
    history(stage, sam, 1)
    stage.clock.pass_(days=32)
    assert promised(stage, submit(stage, "lina")) == ""


def test_the_clock_stops_while_the_learner_has_the_claim(stage: Stage) -> None:
    (sam,) = staff(stage, "sam")
    history(stage, sam, 3.5)  # four open days, until Thursday evening
    claim = submit(stage, "lina")
    stage.clock.pass_(days=1)
    answer(stage, claim, sam, "return")
    assert promised(stage, claim) == ""
    with stage.world.glance() as turn:
        form = claim_form.form_of(turn, turn.db.get_one(Claim, claim.id))
        spent = pace.in_review(form.programme, pace.histories(turn, [claim.id])[0])
    assert form.claim.state == State.RETURNED
    stage.clock.pass_(days=40)
    with stage.world.glance() as turn:
        assert pace.in_review(form.programme, pace.histories(turn, [claim.id])[0]) == spent


def test_days_on_which_everybody_is_away_are_not_counted(stage: Stage) -> None:
    (sam,) = staff(stage, "sam")
    history(stage, sam, 1)
    away = Interval(date(2026, 11, 18), date(2026, 11, 20))
    with stage.world.turn() as turn:
        record(turn, turn.db.get_one(Person, sam.id), Leave(away))
    assert promised(stage, submit(stage, "lina")) == "23/11 23:59"


def test_a_standstill_does_not_look_fast(stage: Stage) -> None:
    (sam,) = staff(stage, "sam")
    history(stage, sam, 0.5, 12)
    for number in range(4):
        submit(stage, f"stuck{number}")
    stage.clock.pass_(days=14)
    claim = submit(stage, "lina")
    with stage.world.glance() as turn:
        form = claim_form.form_of(turn, turn.db.get_one(Claim, claim.id))
        found = pace.pace(turn, form)
    assert found is not None
    assert found.days == 10
