"""Who gets a claim: the nearest, then the least loaded; never its claimant, never nobody."""

import shutil
import threading
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlmodel import select

from core import staff, support
from core.claims.states import State
from core.ground.errors import Trouble
from core.ground.paths import TEMPLATES
from core.ground.tables import Claim, Link, Person, Role
from core.ground.world import Turn
from core.people.roles import Right, may
from core.review import assignments, routing
from tests.world import claims_in_review
from tests.world.claims_in_review import claimant, desk, member, submit, submitted
from tests.world.world import Stage, make_stage

NARROW = [
    # what narrows Léa, the claim, who gets it beside Max, who takes everything
    ({"badges": "git,sql"}, {"badge": "git"}, "Lea"),
    ({"badges": "git,sql"}, {"badge": "javascript"}, "Max"),
    ({"levels": "1"}, {"badge": "git"}, "Lea"),
    ({"levels": "1"}, {"badge": "sql"}, "Max"),
    ({"languages": "nl"}, {"badge": "git", "language": "nl"}, "Lea"),
    ({"languages": "nl,en"}, {"badge": "git", "language": "fr"}, "Max"),
    ({"levels": "1", "languages": "nl"}, {"badge": "git", "language": "nl"}, "Lea"),
    ({"levels": "2", "languages": "nl"}, {"badge": "git", "language": "nl"}, "Max"),
]


@pytest.mark.parametrize(("lists", "wanted", "who"), NARROW)
def test_the_one_whom_a_claim_concerns_most_nearly_gets_it(
    stage: Stage, lists: dict[str, str], wanted: dict[str, str], who: str
) -> None:
    claims_in_review.staff(stage, "max")
    claims_in_review.staff(stage, "lea", **lists)
    claim = submit(stage, "lina", **wanted)
    assert desk(stage, claim) == [who]


@pytest.mark.parametrize(("lists", "wanted", "who"), NARROW)
def test_where_the_nearest_is_nobody_a_wider_one_gets_it(
    stage: Stage, lists: dict[str, str], wanted: dict[str, str], who: str
) -> None:
    """Léa alone gets even what her lists do not name: better she than nobody."""
    claims_in_review.staff(stage, "lea", **lists)
    assert desk(stage, submit(stage, "lina", **wanted)) == ["Lea"]


def test_a_manager_gets_a_claim_only_where_no_reviewer_can(stage: Stage) -> None:
    claims_in_review.staff(stage, "mia", role="manager")
    assert desk(stage, submit(stage, "lina")) == ["Mia"]
    claims_in_review.staff(stage, "lea", badges="git")
    assert desk(stage, submit(stage, "noor")) == ["Lea"]


def test_an_organisation_reviews_its_own_claims(stage: Stage) -> None:
    for key, organisation in (
        ("ana", "Coopérative des Trois Canaux"),
        ("bob", "La Fabrique du Beffroi"),
    ):
        claims_in_review.staff(stage, key, programme="maillage", organisation=organisation)
    given = {"programme": "maillage", "badge": "benevole-engage"}
    badge = confirmed_badge()
    claim = submit(
        stage, "lina", **{**given, "badge": badge}, organisation="La Fabrique du Beffroi"
    )
    assert desk(stage, claim) == ["Bob"]


def confirmed_badge() -> str:
    """A badge of Maillage that an organisation confirms."""
    from core.programmes.catalogue import catalogue

    known = catalogue(TEMPLATES / "programmes")["maillage"]
    return next(b.slug for b in known.badge if known.form_of(b).review.organisation)


def test_a_claim_that_nobody_may_review_opens_a_case_at_once(stage: Stage) -> None:
    claims_in_review.staff(stage, "sue", programme="maillage", role="support")
    claim = submit(
        stage,
        "lina",
        programme="maillage",
        badge=confirmed_badge(),
        organisation="La Fabrique du Beffroi",
    )
    assert desk(stage, claim) == []
    with stage.world.glance() as turn:
        (case,) = support.open_cases(turn)
    assert (case.occasion, case.claim_id) == ("overdue", claim.id)


def test_what_waited_for_nobody_comes_to_the_first_who_may_decide(stage: Stage) -> None:
    given = {
        "programme": "maillage",
        "badge": confirmed_badge(),
        "organisation": "La Fabrique du Beffroi",
    }
    claim = submit(stage, "lina", **given)
    claims_in_review.staff(
        stage, "ana", programme="maillage", organisation="Coopérative des Trois Canaux"
    )
    assert desk(stage, claim) == []
    claims_in_review.staff(
        stage, "bob", programme="maillage", organisation="La Fabrique du Beffroi"
    )
    assert desk(stage, claim) == ["Bob"]
    assert claims_in_review.places(stage, "review") == ["bob@example.org"]


def test_who_loses_the_role_gives_on_what_waits(stage: Stage) -> None:
    claims_in_review.staff(stage, "ana")
    claims = [submit(stage, f"learner{n}") for n in range(3)]
    claims_in_review.staff(stage, "bob")
    with stage.world.turn() as turn:
        assert staff.remove(turn, "ana@example.org", "becode", "reviewer") == 3
    assert [desk(stage, claim) for claim in claims] == [["Bob"]] * 3
    assert len(claims_in_review.places(stage, "seat_moved")) == 3


def test_a_campus_is_the_answer_of_the_question_that_the_programme_names(tmp_path: Path) -> None:
    stage = make_stage(tmp_path, programmes=with_campus(tmp_path / "programmes"))
    claims_in_review.staff(stage, "max")
    claims_in_review.staff(stage, "lea", campuses="Liège,gand")
    assert desk(stage, submit(stage, "lina", campus="liege")) == ["Lea"]
    assert desk(stage, submit(stage, "noor", campus="bruxelles")) == ["Max"]
    assert desk(stage, submit(stage, "temi", campus="gand")) == ["Lea"]
    stage.world.store.close()


def with_campus(folder: Path) -> Path:
    """BeCode with one more question: where the learner studied."""
    shutil.copytree(TEMPLATES / "programmes" / "becode", folder / "becode")
    path = folder / "becode" / "programme.toml"
    text = path.read_text(encoding="utf-8")
    review = 'review = { by = "coach", days = 5 }'
    assert text.count(review) == 2
    text = text.replace(review, review[:-2] + ', campus = "campus" }')
    for form in ("technical", "soft-skill"):
        text += f"""
[[form.{form}.question]]
name = "campus"
kind = "choice"
optional = true
label = {{ fr = "Campus", en = "Campus", nl = "Campus" }}
ask = {{ fr = "Quel campus ?", en = "Which campus?", nl = "Welke campus?" }}
options = [
    {{ value = "liege", label = {{ fr = "Liège", en = "Liège", nl = "Luik" }} }},
    {{ value = "gand", label = {{ fr = "Gand", en = "Ghent", nl = "Gent" }} }},
    {{ value = "bruxelles", label = {{ fr = "Bruxelles", en = "Brussels", nl = "Brussel" }} }},
]
"""
    path.write_text(text, encoding="utf-8")
    return folder


@pytest.mark.parametrize("name", ["badges", "levels", "languages"])
def test_a_list_that_names_what_the_programme_has_not_is_refused(stage: Stage, name: str) -> None:
    with pytest.raises(Trouble, match=f"no {name} kayak"), stage.world.turn() as turn:
        member(turn, "lea", **{name: "kayak"})


# Load


def test_equal_reviewers_get_equally_many_and_take_turns(stage: Stage) -> None:
    claims_in_review.staff(stage, "ana", "bob", "cleo")
    given_to = []
    for number in range(9):
        stage.clock.pass_(minutes=1)
        given_to += desk(stage, submit(stage, f"learner{number}"))
    assert Counter(given_to) == {"Ana": 3, "Bob": 3, "Cleo": 3}
    assert given_to[:3] == given_to[3:6] == given_to[6:]


def test_only_claims_that_still_wait_are_a_load(stage: Stage) -> None:
    (ana,) = claims_in_review.staff(stage, "ana")
    first = submit(stage, "lina")
    claims_in_review.staff(stage, "bob")
    with stage.world.turn() as turn:
        decide(turn, first, ana)
    stage.clock.pass_(minutes=1)
    assert desk(stage, submit(stage, "noor")) == ["Bob"]
    stage.clock.pass_(minutes=1)
    assert desk(stage, submit(stage, "temi")) == ["Ana"]


def decide(turn: Turn, claim: Claim, person: Person) -> None:
    from core.reading.acts.kinds import ReviewVerdict
    from core.review import decide
    from core.review.decision import Decision

    held = turn.db.get_one(Claim, claim.id)
    decide.decide(turn, held, Decision(person, ReviewVerdict.APPROVE, "", "terminal"))


def test_two_claims_at_once_do_not_both_go_to_the_same_reviewer(either: Stage) -> None:
    claims_in_review.staff(either, "ana", "bob")
    ready = threading.Barrier(2)

    def send(key: str) -> None:
        ready.wait()
        submit(either, key)

    threads = [threading.Thread(target=send, args=(key,)) for key in ("lina", "noor")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with either.world.glance() as turn:
        claims = list(turn.db.exec(select(Claim).where(Claim.state == State.IN_REVIEW)))
        held = [each.name for claim in claims for each in assignments.holders(turn, claim)]
    assert sorted(held) == ["Ana", "Bob"]


@settings(max_examples=12, deadline=None)
@given(st.integers(1, 4), st.integers(1, 12), st.randoms(use_true_random=False))
def test_the_load_of_equal_reviewers_differs_by_one_at_most(
    tmp_path_factory: pytest.TempPathFactory, people_: int, claims: int, chance: object
) -> None:
    stage = make_stage(tmp_path_factory.mktemp("load"))
    claims_in_review.staff(stage, *(f"coach{n}" for n in range(people_)))
    with stage.world.turn() as turn:
        for number in range(claims):
            submitted(turn, f"learner{number}")
        ids = [person.id for person in turn.db.exec(select(Person).join(Role))]
        loads = [each.waiting for each in routing.loads_of(turn, ids).values()]
    stage.world.store.close()
    assert sum(loads) == claims
    assert max(loads) - min(loads) <= 1


# Never one's own, never nobody

LISTED = st.sampled_from(["", "git", "sql,git"])
LANGUAGES = st.sampled_from(["", "fr", "nl,en"])
LEVELS = st.sampled_from(["", "1", "2,3"])
ROLES = st.sampled_from(["reviewer", "manager", "support", "operator"])
AWAY = st.sampled_from([None, (0, 30), (4, 6), (20, 30)])
PEOPLE = st.lists(st.tuples(ROLES, LISTED, LEVELS, LANGUAGES, AWAY, st.booleans()), max_size=5)


@settings(max_examples=25, deadline=None)
@given(PEOPLE, st.sampled_from(["git", "sql", "hackathon"]), st.sampled_from(["fr", "nl"]))
def test_somebody_has_the_claim_whenever_somebody_may_decide(
    tmp_path_factory: pytest.TempPathFactory,
    held: list[tuple[str, str, str, str, tuple[int, int] | None, bool]],
    badge: str,
    language: str,
) -> None:
    """Whatever the lists and holidays; and the claimant, whom some of them are, never."""
    stage = make_stage(tmp_path_factory.mktemp("who"))
    with stage.world.turn() as turn:
        for number, (role, badges, levels, languages, away, own) in enumerate(held):
            key = "lina" if own else f"staff{number}"
            lists = {"badges": badges, "levels": levels, "languages": languages}
            person = member(turn, key, role=role, **lists)
            if away:
                claims_in_review.leave(turn, person, *away)
        claim = submitted(turn, "lina", badge, language)
        everybody = list(turn.db.exec(select(Person)))
        able = {p.id for p in everybody if may(turn, p, Right.DECIDE, "becode", claim)}
        has = {person.id for person in assignments.holders(turn, claim)}
    stage.world.store.close()
    assert claim.person_id not in has
    assert has <= able
    assert bool(has) == bool(able)


def test_a_claim_never_comes_to_somebody_joined_with_its_claimant(stage: Stage) -> None:
    (sam,) = claims_in_review.staff(stage, "sam")
    with stage.world.turn() as turn:
        lina = claimant(turn, "lina")
        at = stage.clock.at
        joined = Link(
            id=turn.chance.uuid(), host_id=lina.id, guest_id=sam.id, made_at=at, undo_until=at
        )
        turn.db.add(joined)
    assert desk(stage, submit(stage, "lina")) == []
