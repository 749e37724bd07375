"""What goes by itself in time: its person is told two weeks before, and keeps it by one press."""

import pytest
from sqlmodel import col, select

from core.audit import chain
from core.due import due
from core.ground.tables import Answer, Claim, Event, Inbox, Mission, Outbox, Person
from core.people import people
from core.rights.retention import jobs
from core.rights.retention.periods import Phase, periods
from core.support import CaseSubject, Occasion, open_case
from tests.world.talking import Talk, texts, word
from tests.world.world import Stage

CIVIC = "service-civique"
MAIL = "awa@example.org"


@pytest.fixture
def listed(either: Stage) -> Stage:
    """Awa stands on a roster since June 2026, is known, and has claimed nothing."""
    row = {"reference": "SC-1", "given_name": "Awa", "family_name": "Diop", "mail": MAIL}
    row |= {"starts_on": "2025-12-01", "ends_on": "2026-06-30", "organisation": "Mairie"}
    either.mission(CIVIC, **row)
    either.known("awa", "Awa Diop", MAIL)
    jobs.begin(either.world)
    return either


def days(stage: Stage, count: int) -> None:
    """So many days, of which every tenth is looked at, and the last."""
    for step in [10] * (count // 10) + [count % 10]:
        stage.clock.pass_(days=step)
        due(stage.world)


def missions(stage: Stage) -> int:
    with stage.world.glance() as turn:
        return len(turn.db.exec(select(Mission)).all())


def notice(stage: Stage) -> list[str]:
    with stage.world.glance() as turn:
        rows = turn.db.exec(select(Outbox).where(Outbox.kind == "retention"))
        return [each.message for each in rows]


def test_a_mission_that_nobody_claimed_goes_after_a_year_with_a_notice(listed: Stage) -> None:
    days(listed, 150)
    assert notice(listed) == []
    days(listed, 65)
    assert "votre mission dans la liste" in notice(listed)[0]
    assert missions(listed) == 1
    days(listed, 20)
    assert missions(listed) == 0
    with listed.world.glance() as turn:
        assert turn.db.exec(select(Event).where(Event.move == "let_go")).one()
    assert len(notice(listed)) == 1


def test_one_press_keeps_it_for_another_year(listed: Stage) -> None:
    days(listed, 216)
    with listed.world.turn() as turn:
        address = people.find(turn, people.TERMINAL, "awa")
        mission = turn.db.exec(select(Mission)).one()
        assert address is not None
    talk = Talk(listed, "awa")
    assert word("rights.retention_kept") in texts(
        talk.send(choice=f"keepdata:missions:{mission.id}")
    )
    stranger = Talk(listed, "moussa")
    late = stranger.send(choice=f"keepdata:missions:{mission.id}")
    assert word("rights.retention_late") in texts(late)
    days(listed, 100)
    assert missions(listed) == 1
    days(listed, 270)
    assert missions(listed) == 0


def test_nothing_goes_while_a_human_looks_at_it(stage: Stage) -> None:
    stage.known("lina", "Lina Haddad", "lina@example.org")
    jobs.begin(stage.world)
    Talk(stage, "lina").say("Python avancé")
    with stage.world.turn() as turn:
        claim = turn.db.exec(select(Claim)).one()
        person = turn.db.get_one(Person, claim.person_id)
        open_case(turn, CaseSubject(Occasion.HUMAN, str(claim.id), "?", "becode", person, claim))
    days(stage, 45)
    with stage.world.glance() as turn:
        assert turn.db.get_one(Claim, claim.id).state == "draft"


def test_a_draft_goes_after_thirty_days_and_raw_messages_too(stage: Stage) -> None:
    stage.known("lina", "Lina Haddad", "lina@example.org")
    jobs.begin(stage.world)
    talk = Talk(stage, "lina")
    talk.say("Python avancé")
    days(stage, 35)
    with stage.world.glance() as turn:
        assert [each.state for each in turn.db.exec(select(Claim))] == ["withdrawn"]
        assert turn.db.exec(select(Answer)).all() == []
        assert turn.db.exec(select(Inbox).where(col(Inbox.said) != "")).all() == []


def test_events_of_five_years_ago_go_and_the_chain_still_holds(either: Stage) -> None:
    either.reviewer("sam", "Sam Okafor", "becode")
    jobs.begin(either.world)
    Talk(either, "awa").say("Python avancé")
    due(either.world)
    with either.world.glance() as turn:
        before = len(turn.db.exec(select(Event)).all())
    assert before
    either.clock.pass_(days=1900)
    due(either.world)
    due(either.world)
    with either.world.glance() as turn:
        kept = {each.move for each in turn.db.exec(select(Event))}
        assert "open" not in kept
        assert "pruned" in kept
    with either.world.glance() as turn:
        assert not chain.verify(turn, ()).wrong


def test_a_thing_is_seen_by_all_then_by_few_then_by_nobody(stage: Stage) -> None:
    at, period = stage.clock.at, periods()["refused"]
    told = []
    for passed in (0, 100, 200):
        stage.clock.pass_(days=passed and 100)
        told.append(period.phase(at, stage.clock.at))
    assert told == [Phase.ACTIVE, Phase.NARROW, Phase.GONE]
