"""Review: who may decide, one decision each, a refusal that leads to a re-claim."""

import threading

import pytest
from sqlmodel import select

from core.claims.states import State
from core.ground.effects import Outcome
from core.ground.errors import Refusal
from core.ground.tables import Badge, Claim, Person
from core.reading.acts.kinds import ReviewVerdict
from core.review import assignments
from core.review import decide as review
from core.review.decision import Decision
from core.staff import StaffMember, add
from tests.world.talking import Talk, texts, word
from tests.world.world import Stage

REPOSITORY, SITE = "https://github.com/lina/meteo", "https://meteo.example.org"


def sit(stage: Stage, key: str) -> Talk:
    """Somebody sits down at the terminal: from then on, news come there."""
    talk = Talk(stage, key)
    talk.say("/help")
    return talk


def claimed(stage: Stage) -> tuple[Talk, str]:
    """Lina has sent in a claim for « Python avancé »; gives its reference."""
    stage.known("lina", "Lina Haddad", "lina@example.org")
    lina = sit(stage, "lina")
    lina.say("Python avancé")
    lina.say(f"{REPOSITORY} {SITE}")
    lina.say("oui")
    with stage.world.glance() as turn:
        return lina, turn.db.exec(select(Claim.ref)).one()


def state(stage: Stage, ref: str) -> str:
    with stage.world.glance() as turn:
        return turn.db.exec(select(Claim.state).where(Claim.ref == ref)).one()


def holder(stage: Stage) -> str:
    """The key of the reviewer who has the claim."""
    with stage.world.glance() as turn:
        (person,) = assignments.holders(turn, turn.db.exec(select(Claim)).one())
        return person.name.partition(" ")[0].lower().replace("é", "e")


def test_the_learner_is_told_who_decides_and_by_when(stage: Stage) -> None:
    stage.reviewer("sam", "Sam Okafor", "becode")
    lina, _ = claimed(stage)
    assert lina.last is not None
    assert "Sam Okafor" in texts(lina.last, to="lina")
    assert "23 novembre 2026" in texts(lina.last, to="lina")


def test_an_approval_brings_the_badge_at_once(stage: Stage) -> None:
    stage.reviewer("sam", "Sam Okafor", "becode")
    sam = sit(stage, "sam")
    _, ref = claimed(stage)
    effects = sam.send(choice=f"approve:{ref}")
    assert effects.outcome is Outcome.DECIDED
    assert state(stage, ref) == State.ISSUED
    assert len(effects.badges) == 1
    assert "Voici" in texts(effects, to="lina")


def test_a_refusal_asks_for_the_reason_and_tells_it_as_it_stands(stage: Stage) -> None:
    stage.reviewer("sam", "Sam Okafor", "becode")
    sam = sit(stage, "sam")
    _, ref = claimed(stage)
    sam.send(choice=f"refuse:{ref}")
    assert state(stage, ref) == State.IN_REVIEW
    effects = sam.say("Le dépôt est vide.")
    assert state(stage, ref) == State.REFUSED
    assert "« Le dépôt est vide. »" in texts(effects, to="lina")


def test_a_reclaim_keeps_the_answers_and_changes_one(stage: Stage) -> None:
    stage.reviewer("sam", "Sam Okafor", "becode")
    sam = sit(stage, "sam")
    lina, ref = claimed(stage)
    sam.send(choice=f"refuse:{ref}")
    sam.say("Le dépôt est vide.")
    lina.send(choice=f"again:{ref}")
    lina.press("Corriger : Dépôt GitHub")
    effects = lina.say("https://github.com/lina/meteo2")
    assert "https://github.com/lina/meteo2" in texts(effects)
    assert SITE in texts(effects)
    lina.say("oui")
    assert state(stage, ref) == State.IN_REVIEW


def test_a_marked_answer_is_all_that_a_reclaim_asks(stage: Stage) -> None:
    stage.reviewer("sam", "Sam Okafor", "becode")
    sam = sit(stage, "sam")
    lina, ref = claimed(stage)
    sam.send(choice=f"refuse:{ref}")
    sam.press("Site du projet")
    effects = sam.say("Le site ne s'ouvre pas.")
    assert "« Le site ne s'ouvre pas. »" in texts(effects, to="lina")
    effects = lina.send(choice=f"again:{ref}")
    assert "2/2 · Site du projet" in texts(effects)
    effects = lina.say("https://lina.example.org")
    assert REPOSITORY in texts(effects)
    assert "https://lina.example.org" in texts(effects)


def test_the_second_reviewer_is_told_who_was_first_and_when(stage: Stage) -> None:
    stage.reviewer("sam", "Sam Okafor", "becode")
    stage.reviewer("zoe", "Zoé Martin", "becode")
    sam, zoe = sit(stage, "sam"), sit(stage, "zoe")
    _, ref = claimed(stage)
    sam.send(choice=f"approve:{ref}")
    effects = zoe.send(choice=f"approve:{ref}")
    assert effects.moves == []
    assert "Sam Okafor" in texts(effects)
    assert "10:00" in texts(effects)


def test_a_decision_closes_the_cards_of_the_others(stage: Stage) -> None:
    stage.reviewer("sam", "Sam Okafor", "becode")
    stage.reviewer("zoe", "Zoé Martin", "becode")
    talks = {who: sit(stage, who) for who in ("sam", "zoe")}
    _, ref = claimed(stage)
    first = holder(stage)
    talks[first].send(choice=f"second:{ref}")
    effects = talks[first].send(choice=f"approve:{ref}")
    closed = [r for r in effects.replies if r["to"] in talks.keys() - {first}]
    assert len(closed) == 1
    assert closed[0]["buttons"] == []


def test_nobody_reviews_their_own_claim(stage: Stage) -> None:
    stage.reviewer("sam", "Sam Okafor", "becode")
    lina, ref = claimed(stage)
    with stage.world.turn() as turn:
        add(turn, StaffMember("lina@example.org", "becode", "reviewer"))
    effects = lina.send(choice=f"approve:{ref}")
    assert word("review.not_yours", "fr-informal") in texts(effects)
    assert state(stage, ref) == State.IN_REVIEW


@pytest.mark.parametrize("programme", ["maillage", "normandie"])
def test_a_reviewer_of_another_programme_cannot_decide(stage: Stage, programme: str) -> None:
    stage.reviewer("sam", "Sam Okafor", "becode")
    stage.reviewer("eve", "Ève", programme)
    _, ref = claimed(stage)
    effects = Talk(stage, "eve").send(choice=f"approve:{ref}")
    assert effects.moves == []
    assert state(stage, ref) == State.IN_REVIEW


def test_a_reason_is_needed_to_refuse(either: Stage) -> None:
    sam = either.reviewer("sam", "Sam Okafor", "becode")
    _, ref = claimed(either)
    with pytest.raises(Refusal, match="reason_missing"), either.world.turn() as turn:
        claim = turn.db.exec(select(Claim).where(Claim.ref == ref)).one()
        review.decide(turn, claim, Decision(sam, ReviewVerdict.REFUSE, "  ", "terminal"))


def test_eight_reviewers_at_once_make_one_decision(either: Stage) -> None:
    coaches = [either.reviewer(f"coach{n}", f"Coach {n}", "becode") for n in range(8)]
    _, ref = claimed(either)
    results: list[str] = []

    def decide(coach: Person) -> None:
        try:
            with either.world.turn() as turn:
                claim = turn.db.exec(select(Claim).where(Claim.ref == ref)).one()
                review.decide(turn, claim, Decision(coach, ReviewVerdict.APPROVE, "", "terminal"))
            results.append("decided")
        except Refusal as refusal:
            results.append(f"{refusal.word} {refusal.values['who']}")

    threads = [threading.Thread(target=decide, args=(coach,)) for coach in coaches]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert results.count("decided") == 1
    losers = {result for result in results if result != "decided"}
    assert len(losers) == 1
    assert losers.pop().startswith("review.already Coach")


def test_the_queue_shows_what_waits_for_me_alone(stage: Stage) -> None:
    stage.reviewer("sam", "Sam Okafor", "becode")
    stage.reviewer("eve", "Ève", "maillage")
    _, ref = claimed(stage)
    assert ref in texts(sit(stage, "sam").say("/queue"))
    assert ref not in texts(sit(stage, "eve").say("/queue"))


def test_a_coach_awards_unasked_and_the_reason_is_in_the_badge(stage: Stage) -> None:
    stage.reviewer("sam", "Sam Okafor", "becode")
    sam = sit(stage, "sam")
    sam.say("/award git temi@example.org")
    sam.say("Elle a résolu seule un conflit de fusion difficile.")
    effects = sam.say("oui")
    assert effects.outcome is Outcome.DECIDED
    with stage.world.glance() as turn:
        badge = turn.db.exec(select(Badge)).one()
    assert badge.badge == "git"
    assert "conflit de fusion" in badge.credential.decode()
    assert [row["to"] for row in effects.outbox if row["kind"] == "badge"] == ["temi@example.org"]


def test_a_badge_is_awarded_once(stage: Stage) -> None:
    stage.reviewer("sam", "Sam Okafor", "becode")
    sam = sit(stage, "sam")
    for _ in range(2):
        sam.say("/award git temi@example.org")
        sam.say("Bravo.")
        effects = sam.say("oui")
    assert "a déjà le badge" in texts(effects)


def test_a_learner_cannot_award(stage: Stage) -> None:
    stage.known("lina", "Lina Haddad", "lina@example.org")
    assert word("award.not_yours") in texts(Talk(stage, "lina").say("/award git eve@example.org"))
