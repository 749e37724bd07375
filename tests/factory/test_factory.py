"""A school has its badges at Open Badge Factory: Cocarde asks and decides, that service issues."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlmodel import select

from core.claims.moves import move
from core.claims.states import Move, State
from core.due import due
from core.ground.message_kinds import MessageKind
from core.ground.rows import outbox
from core.ground.tables import Badge, Case, Claim, IssuedElsewhere, Outbox
from core.issuing import handing_over, record_elsewhere, revoke
from factory import check, deliver
from factory.deliver import Organisations
from tests.factory.double import BADGE, CLIENT, KEY, FactoryDouble, open_badge_factory
from tests.webhooks.receiver import with_lines
from tests.world.talking import Talk, badges
from tests.world.visitors import claimed, only_badge, only_claim, visitor
from tests.world.world import Stage

LINES = f'[factory]\nclient = "{CLIENT}"\nbadge = {{ python-avance = "{BADGE}" }}'


@pytest.fixture
def there() -> Iterator[FactoryDouble]:
    with open_badge_factory() as double:
        yield double


def settle(stage: Stage, there: FactoryDouble, folder: Path) -> Stage:
    secrets = f"{CLIENT}={KEY}"
    with_lines(stage, folder, LINES, factory_secrets=secrets, factory_api=there.url)
    return stage


@pytest.fixture
def school(either: Stage, there: FactoryDouble, tmp_path: Path) -> Stage:
    """An installation, on each engine, one of whose badges that service issues."""
    return settle(either, there, tmp_path)


@pytest.fixture
def small(stage: Stage, there: FactoryDouble, tmp_path: Path) -> Stage:
    return settle(stage, there, tmp_path)


def approved(stage: Stage) -> Talk:
    """Lina's claim, which Sam has approved."""
    lina = claimed(stage)
    Talk(stage, "sam").send(choice=f"approve:{only_claim(stage).ref}")
    return lina


def work(stage: Stage, organisations: Organisations | None = None) -> int:
    """What the door does until nothing is due."""
    known, done = organisations or deliver.organisations(stage.world.settings), 0
    while count := deliver.deliver_due(stage.world, known):
        done += count
    return done


def elsewhere(stage: Stage) -> IssuedElsewhere:
    with stage.world.glance() as turn:
        return turn.db.exec(select(IssuedElsewhere)).one()


def row(stage: Stage, kind: MessageKind = MessageKind.HANDED_OVER) -> Outbox:
    with stage.world.glance() as turn:
        return turn.db.exec(select(Outbox).where(Outbox.kind == kind)).one()


def test_an_approved_claim_becomes_a_badge_there_and_lina_learns_where_to_take_it(
    school: Stage, there: FactoryDouble
) -> None:
    approved(school)
    assert only_claim(school).state == State.APPROVED
    assert there.asked == []  # nobody's answer waits for another service
    work(school)
    assert only_claim(school).state == State.ISSUED
    assert there.valid == ["lina@example.org"]
    assert there.recipients[0]["name"] == "Lina Haddad"
    assert there.asked == ["token", "list_events", "issue", "list_recipients"]
    assert elsewhere(school).event_id == "EVENT0001"
    with school.world.glance() as turn:
        told = turn.db.exec(select(Outbox).where(Outbox.kind == MessageKind.BADGE)).one()
    assert "https://openbadgefactory.test/receive/EVENT0001-0" in told.message
    assert "Open Badge Factory" in told.message
    badge = only_badge(school)
    assert badge.credential == b""  # one badge, by one issuer
    assert (badge.issued_at, badge.expires_at) == (school.clock.at, None)


def test_the_end_that_it_has_there_is_the_end_that_lina_is_told(
    small: Stage, there: FactoryDouble
) -> None:
    """Also where our own file knows of none."""
    approved(small)
    issue = there.issue
    end = small.clock.at + timedelta(days=730)
    there.issue = lambda given, badge: issue({**given, "expires_on": int(end.timestamp())}, badge)  # type: ignore[method-assign]
    work(small)
    assert only_badge(small).expires_at == end


def test_a_badge_that_the_file_does_not_name_is_ours_as_before(
    small: Stage, there: FactoryDouble
) -> None:
    claimed(small, "Git")
    Talk(small, "sam").send(choice=f"approve:{only_claim(small).ref}")
    assert only_claim(small).state == State.ISSUED
    assert only_badge(small).credential
    assert there.asked == []


def test_the_token_is_fetched_once_and_anew_when_it_is_refused(
    small: Stage, there: FactoryDouble
) -> None:
    known = deliver.organisations(small.world.settings)
    organisation = known.of(CLIENT)
    for _ in range(3):
        organisation.ping(small.clock.at)
    assert there.count("token") == 1
    there.forget_tokens()
    small.clock.pass_(minutes=1)
    organisation.ping(small.clock.at)
    assert there.count("token") == 2
    small.clock.pass_(hours=6)  # it lasts five
    organisation.ping(small.clock.at)
    assert there.count("token") == 3


@pytest.mark.parametrize("cut", ["issue", "list_recipients"])
def test_an_answer_that_is_lost_issues_no_second_badge(
    small: Stage, there: FactoryDouble, cut: str
) -> None:
    approved(small)
    there.faults[cut] = ["cut"]
    work(small)
    assert only_claim(small).state == State.APPROVED
    assert row(small).error.startswith("Open Badge Factory: ")
    assert row(small).due_at - small.clock.at >= timedelta(seconds=30)
    small.clock.pass_(minutes=1)
    work(small)
    assert only_claim(small).state == State.ISSUED
    assert there.count("issue") == len(there.recipients) == 1


@pytest.mark.parametrize("killed", ["before it is written down", "before the row is done"])
def test_a_kill_neither_loses_nor_doubles_the_badge(
    school: Stage, there: FactoryDouble, monkeypatch: pytest.MonkeyPatch, killed: str
) -> None:
    approved(school)

    def die(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        if killed == "before it is written down":
            patch.setattr(record_elsewhere, "record", die)
        else:
            patch.setattr(outbox, "sent", die)
        with pytest.raises(KeyboardInterrupt):
            work(school)
    school.dies()
    work(school)
    assert only_claim(school).state == State.ISSUED
    assert there.valid == ["lina@example.org"]
    assert there.count("issue") == 1
    assert len(badges(school)) == 1
    assert row(school).state == outbox.SENT


def test_several_processes_at_once_ask_for_one_badge(school: Stage, there: FactoryDouble) -> None:
    approved(school)
    with ThreadPoolExecutor(4) as processes:
        done = list(processes.map(lambda _: work(school), range(4)))
    assert sum(done) == 1
    assert there.count("issue") == 1
    assert len(badges(school)) == 1


def test_a_service_that_is_away_becomes_a_case_that_says_so_and_closes_by_itself(
    small: Stage, there: FactoryDouble
) -> None:
    approved(small)
    there.faults["list_events"] = ["503"] * 3
    work(small)
    small.clock.pass_(minutes=6)
    due(small.world)
    with small.world.glance() as turn:
        case = turn.db.exec(select(Case)).one()
    assert "HTTP 503" in case.why
    assert case.state == "open"
    for _ in range(4):
        small.clock.pass_(minutes=10)
        work(small)
    assert only_claim(small).state == State.ISSUED
    with small.world.glance() as turn:
        assert turn.db.exec(select(Case.state)).one() == "closed"


def test_after_a_week_away_it_is_still_issued_once(small: Stage, there: FactoryDouble) -> None:
    approved(small)
    there.faults["list_events"] = ["503"] * 2
    work(small)
    small.clock.pass_(days=6)
    work(small)
    assert row(small).state == outbox.DEAD
    due(small.world)  # the claim's own timer looks whether its row is still tried
    work(small)
    assert only_claim(small).state == State.ISSUED
    assert there.count("issue") == 1


def test_a_decision_taken_back_meanwhile_revokes_what_was_issued_there(
    small: Stage, there: FactoryDouble, monkeypatch: pytest.MonkeyPatch
) -> None:
    approved(small)
    record = record_elsewhere.record

    def late(world, claim_id, given):  # type: ignore[no-untyped-def]
        with world.turn() as turn:
            move(turn, turn.db.get_one(Claim, claim_id), Move.UNDO)
        return record(world, claim_id, given)

    with monkeypatch.context() as patch:
        patch.setattr(record_elsewhere, "record", late)
        work(small)
    assert only_claim(small).state == State.IN_REVIEW
    assert there.valid == []
    assert badges(small) == []


def test_a_claim_that_was_taken_back_before_is_not_issued(
    small: Stage, there: FactoryDouble
) -> None:
    approved(small)
    with small.world.turn() as turn:
        move(turn, turn.db.exec(select(Claim)).one(), Move.UNDO)
    work(small)
    assert there.asked == []
    with small.world.turn() as turn:
        move(turn, turn.db.exec(select(Claim)).one(), Move.APPROVE)
        claim_id = turn.db.exec(select(Claim.id)).one()
    handing_over.hand_over(small.world, claim_id)
    work(small)
    assert there.valid == ["lina@example.org"]


def test_a_badge_that_is_revoked_here_is_revoked_there(school: Stage, there: FactoryDouble) -> None:
    approved(school)
    work(school)
    with school.world.turn() as turn:
        revoke.revoke(turn, turn.db.exec(select(Badge)).one(), "erreur")
    there.faults["revoke"] = ["500"]
    work(school)
    assert there.valid == ["lina@example.org"]
    school.clock.pass_(minutes=1)
    work(school)
    assert there.valid == []


def test_an_event_of_somebody_elses_claim_is_not_taken_for_ours(
    small: Stage, there: FactoryDouble
) -> None:
    """Should their list give more than it was asked for."""
    approved(small)
    known = deliver.organisations(small.world.settings).of(CLIENT)
    with small.world.glance() as turn:
        order = handing_over.order(turn, only_claim(small).id)
        assert order is not None
    there.events["E1"] = {"id": "E1", "badge_id": BADGE, "api_consumer_id": "cocarde",
                          "log_entry": f'{{"claim": "{order.claim}0"}}'}  # fmt: skip
    there.list_events = lambda given: (200, {"result": list(there.events.values())})  # type: ignore[method-assign]
    assert known.find(small.clock.at, order) is None
    there.events["E1"]["log_entry"] = "no JSON"
    assert known.find(small.clock.at, order) is None


async def test_the_page_of_such_a_badge_leads_to_its_issuer(
    small: Stage, there: FactoryDouble
) -> None:
    approved(small)
    work(small)
    badge = only_badge(small)
    async with visitor(small) as client:
        page = await client.get(f"/b/{badge.id}")
        assert page.status_code == 200
        assert "Open Badge Factory" in page.text
        assert "https://openbadgefactory.test/assertion/EVENT0001-0.json" in page.text
        asked = await client.get(f"/b/{badge.id}", headers={"Accept": "application/json"})
        assert asked.headers["location"].endswith("/assertion/EVENT0001-0.json")
        assert (await client.get(f"/b/{badge.id}.png")).status_code == 410


def test_a_holder_who_asks_again_is_told_again_where_to_take_it(
    small: Stage, there: FactoryDouble
) -> None:
    lina = approved(small)
    work(small)
    told = repr(lina.say("je n'ai jamais reçu mon badge Python"))
    assert "https://openbadgefactory.test/receive/EVENT0001-0" in told


def test_check_asks_the_service_whether_it_knows_us(small: Stage, there: FactoryDouble) -> None:
    def found(**changed: Any) -> list[str]:
        return [each.what for each in check.look(replace(small.world.settings, **changed))]

    assert found() == []
    assert there.count("ping") == 1
    (refused,) = found(factory_secrets=f"{CLIENT}=another")
    assert "HTTP 403" in refused
    assert "another" not in refused
    missing, unknown = found(factory_secrets="ABC=x")
    assert CLIENT in missing
    assert "ABC" in unknown
    (away,) = found(factory_api="http://127.0.0.1:9")
    assert "not reached" in away


def test_a_secret_is_in_no_error_and_no_log(
    small: Stage, there: FactoryDouble, caplog: pytest.LogCaptureFixture
) -> None:
    approved(small)
    there.faults["token"] = ["400"]
    work(small)
    assert "HTTP 400 at /v2/client/oauth2/token" in row(small).error
    assert KEY not in caplog.text + row(small).error
