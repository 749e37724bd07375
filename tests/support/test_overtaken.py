"""A claim decided after all: the case of its silence closes, unless somebody wrote in it."""

from sqlmodel import select

from core import support
from core.ground.tables import Case, Claim, Person
from core.reading.acts.kinds import ReviewVerdict
from core.review import decide, undo
from core.review.decision import Decision
from core.support import case_life, case_log
from tests.review.test_overdue import silence
from tests.world import claims_in_review
from tests.world.claims_in_review import submit
from tests.world.world import Stage


def test_a_decision_closes_the_case_of_the_silence(either: Stage) -> None:
    (ana,) = claims_in_review.staff(either, "ana")
    claims_in_review.staff(either, "sue", role="support")
    claim = submit(either, "lina")
    silence(either, 10)
    decided(either, claim, ana, ReviewVerdict.APPROVE)
    with either.world.glance() as turn:
        (case,) = turn.db.exec(select(Case)).all()
        (closed,) = case_log.of(turn, case, case_log.EntryKind.CLOSED)
        assert (case.state, closed.actor_id) == (support.CaseState.CLOSED, ana.id)


def test_where_the_person_wrote_in_it_the_case_stays(stage: Stage) -> None:
    (ana,) = claims_in_review.staff(stage, "ana")
    claims_in_review.staff(stage, "sue", role="support")
    claim = submit(stage, "lina")
    silence(stage, 10)
    with stage.world.turn() as turn:
        case_life.heard(turn, support.open_cases(turn)[0], "Et maintenant ?", "terminal")
    decided(stage, claim, ana, ReviewVerdict.APPROVE)
    with stage.world.glance() as turn:
        assert [case.occasion for case in support.open_cases(turn)] == ["overdue"]


def test_a_decision_taken_back_and_silence_anew_open_the_case_again(stage: Stage) -> None:
    (ana,) = claims_in_review.staff(stage, "ana")
    claims_in_review.staff(stage, "sue", role="support")
    claim = submit(stage, "lina")
    silence(stage, 10)
    decided(stage, claim, ana, ReviewVerdict.REFUSE)
    with stage.world.turn() as turn:
        undo.undo(turn, turn.db.get_one(Claim, claim.id), ana, "terminal")
    silence(stage, 10)
    with stage.world.glance() as turn:
        assert [case.occasion for case in support.open_cases(turn)] == ["overdue"]


def decided(stage: Stage, claim: Claim, by: Person, verdict: ReviewVerdict) -> None:
    with stage.world.turn() as turn:
        held = turn.db.get_one(Claim, claim.id)
        decide.decide(turn, held, Decision(by, verdict, "Le dépôt est vide.", "terminal"))
