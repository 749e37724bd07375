"""Campaigns: invitations made by the thousand, sent at a pace, behind every answer."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise

import pytest
from sqlmodel import SQLModel, col, select

from core.due import due
from core.ground.message_kinds import MessageKind
from core.ground.messages import Message
from core.ground.rows import outbox, timers
from core.ground.rows.outbox import Failure, To
from core.ground.tables import Claim, Mission, Outbox, Person, Timer
from core.programmes.catalogue import catalogue
from core.roster.invitations import campaign, schedule
from core.watching import backlog
from tests.world.world import Stage

CIVIC = "service-civique"
STEP = timedelta(milliseconds=200)  # 300 a minute
ENDED = {"starts_on": "2026-05-01", "ends_on": "2026-11-16", "organisation": "Les Passerelles"}


def mission(stage: Stage, number: int, **row: str) -> None:
    known = {"reference": f"SC-{number}", "mail": f"awa{number}@example.org", "name": "Awa Diallo"}
    stage.mission(CIVIC, **{**ENDED, **known, **row})


def campaign_of(stage: Stage, count: int) -> None:
    """So many missions, their invitations due."""
    for number in range(1, count + 1):
        mission(stage, number)
    stage.clock.at = datetime(2026, 11, 17, 9, 0, tzinfo=UTC)


def rows(stage: Stage) -> list[Outbox]:
    with stage.world.glance() as turn:
        return list(turn.db.exec(select(Outbox).order_by(col(Outbox.due_at))))


def count(stage: Stage, table: type[SQLModel]) -> int:
    with stage.world.glance() as turn:
        return len(turn.db.exec(select(table)).all())


def answer(stage: Stage, to: str) -> None:
    with stage.world.turn() as turn:
        outbox.put(turn, To("mail", to), MessageKind.REPLY, to, Message("Bonjour", "fr"))


@pytest.mark.parametrize(
    ("ends_on", "at", "utc"),
    [
        (date(2026, 3, 27), "09:00", "2026-03-28T08:00"),  # the last day of winter time
        (date(2026, 3, 28), "09:00", "2026-03-29T07:00"),  # the first of summer time
        (date(2026, 3, 28), "02:30", "2026-03-29T01:30"),  # an hour that is not: shown as 03:30
        (date(2026, 10, 23), "09:00", "2026-10-24T07:00"),
        (date(2026, 10, 24), "09:00", "2026-10-25T08:00"),
        (date(2026, 10, 24), "02:30", "2026-10-25T00:30"),  # an hour that is twice: the first
        (date(2026, 12, 31), "00:00", "2026-12-31T23:00"),
        (date(2024, 2, 28), "10:00", "2024-02-29T09:00"),
    ],
)
def test_the_hour_is_the_programmes_on_every_day_of_the_year(
    stage: Stage, ends_on: date, at: str, utc: str
) -> None:
    known = catalogue(stage.world.settings.programmes_folder)[CIVIC]
    assert known.invitation is not None
    at_hour = known.invitation.model_copy(update={"at": at})
    programme = known.model_copy(update={"invitation": at_hour})
    assert schedule.invited_at(programme, ends_on).isoformat() == f"{utc}:00+00:00"


@pytest.mark.parametrize(("hour", "minute", "gone"), [(8, 59, []), (9, 0, ["awa1@example.org"])])
def test_the_invitation_goes_out_the_day_after_at_ten_in_paris(
    either: Stage, hour: int, minute: int, gone: list[str]
) -> None:
    mission(either, 1)
    assert due(either.world).outbox == []
    either.clock.at = datetime(2026, 11, 17, hour, minute, tzinfo=UTC)
    assert [row["to"] for row in due(either.world).outbox] == gone
    assert due(either.world).outbox == []


def test_what_is_due_becomes_rows_without_words_nor_claims(either: Stage) -> None:
    campaign_of(either, 3)
    effects = due(either.world)
    told = {"door": "mail", "to": "awa1@example.org", "kind": "invitation"}
    assert (len(effects.outbox), effects.outbox[0]) == (3, told)
    assert [(row.message, row.bulk, row.state) for row in rows(either)] == [
        ("", True, outbox.WAITING)
    ] * 3
    assert (count(either, Claim), count(either, Person)) == (0, 0)


def test_the_words_are_found_once_when_the_row_is_delivered(either: Stage) -> None:
    campaign_of(either, 1)
    (row,) = either.invite()
    message = Message.from_json(row.message)
    assert (row.place, message.letter) == ("awa1@example.org", "invitation-incomplete")
    assert "Les Passerelles" in message.values["answers"]
    assert (row.claim_id, row.person_id) != (None, None)
    assert either.invite() == []
    assert count(either, Claim) == 1


def test_rows_come_due_one_after_the_other_at_the_pace_of_the_settings(either: Stage) -> None:
    campaign_of(either, 4)
    due(either.world)
    assert [row.due_at - either.clock.at for row in rows(either)] == [STEP * n for n in range(4)]


def test_a_second_campaign_goes_on_after_the_first(either: Stage) -> None:
    campaign_of(either, 3)
    due(either.world)
    either.clock.pass_(seconds=0.1)
    mission(either, 4)
    due(either.world)
    gaps = [later.due_at - row.due_at for row, later in pairwise(rows(either))]
    assert gaps == [STEP] * 3


def test_a_row_that_is_tried_again_holds_up_no_campaign(stage: Stage) -> None:
    campaign_of(stage, 1)
    due(stage.world)
    (row,) = outbox.take(stage.world, "mail")
    outbox.failed(stage.world, row, Failure("450 later", wait=4 * 3600))
    mission(stage, 2)
    due(stage.world)
    assert rows(stage)[0].due_at == stage.clock.at


def test_many_batches_keep_one_pace(either: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(campaign, "BATCH", 2)
    monkeypatch.setattr(campaign, "BATCHES", 2)
    campaign_of(either, 9)
    assert len(due(either.world).outbox) == 9
    gaps = {later.due_at - row.due_at for row, later in pairwise(rows(either))}
    assert gaps == {STEP}


def test_two_workers_share_a_campaign_and_its_pace(
    either: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(campaign, "BATCH", 2)
    campaign_of(either, 24)
    with ThreadPoolExecutor(3) as pool:
        done = list(pool.map(lambda _: due(either.world), range(3)))
    assert sum(len(effects.outbox) for effects in done) == 24
    gaps = {later.due_at - row.due_at for row, later in pairwise(rows(either))}
    assert gaps == {STEP}


def test_an_answer_never_waits_behind_a_campaign(either: Stage) -> None:
    campaign_of(either, 40)
    due(either.world)
    either.clock.pass_(minutes=1)
    answer(either, "lina@example.org")
    taken = outbox.take(either.world, "mail")
    assert taken[0].place == "lina@example.org"
    assert [row.bulk for row in taken] == [False] + [True] * outbox.BULK_AT_ONCE
    assert len(outbox.take(either.world, "mail", limit=3)) == 3


def test_many_answers_leave_no_place_for_bulk(stage: Stage) -> None:
    campaign_of(stage, 2)
    due(stage.world)
    for number in range(4):
        answer(stage, f"lina{number}@example.org")
    assert not any(row.bulk for row in outbox.take(stage.world, "mail", limit=4))


def flood(stage: Stage) -> int:
    """Take and send bulk mails as long as there are some, in no time; how many there were."""
    count = 0
    while taken := outbox.take(stage.world, "mail"):
        count += len(taken)
        for row in taken:
            outbox.sent(stage.world, row, str(row.id))
    return count


def test_after_hours_without_a_server_the_pace_is_kept_all_the_same(either: Stage) -> None:
    slow = replace(either.world.settings, mail_pace="10")
    either.world = replace(either.world, settings=slow)
    campaign_of(either, 50)
    due(either.world)
    either.clock.pass_(hours=2)
    assert flood(either) == 10 + outbox.BULK_AT_ONCE
    answer(either, "lina@example.org")
    assert flood(either) == 1
    either.clock.pass_(minutes=1, seconds=1)
    assert flood(either) == 10 + outbox.BULK_AT_ONCE


def oldest_waiting(stage: Stage) -> datetime | None:
    with stage.world.glance() as turn:
        return backlog.oldest(turn)


def test_a_campaign_under_way_is_not_late(stage: Stage) -> None:
    campaign_of(stage, 3)
    due(stage.world)
    outbox.take(stage.world, "mail")
    assert oldest_waiting(stage) is None
    stage.clock.pass_(seconds=1)
    late = oldest_waiting(stage)
    assert late == stage.clock.at - timedelta(seconds=0.8)
    answer(stage, "lina@example.org")
    stage.clock.pass_(hours=1)
    assert oldest_waiting(stage) == late


def test_a_batch_that_fails_leaves_everything_due(
    either: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    campaign_of(either, 3)

    def fail(*_: object) -> None:
        raise RuntimeError("the disk is full")

    with monkeypatch.context() as broken:
        broken.setattr(outbox, "add_all", fail)
        with pytest.raises(RuntimeError):
            campaign.put_due(either.world)
    assert rows(either) == []
    assert len(due(either.world).outbox) == 3


def test_other_things_due_are_done_before_a_campaign(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    campaign_of(stage, 1)
    with stage.world.turn() as turn:
        timers.put(turn, "bell", "now", turn.at)
    rung: list[int] = []
    monkeypatch.setitem(
        due.__globals__["ACTS"], "bell", lambda *_: rung.append(count(stage, Outbox))
    )
    due(stage.world)
    assert (rung, count(stage, Outbox)) == ([0], 1)


def test_a_programme_that_is_gone_is_asked_about_again_later(stage: Stage) -> None:
    campaign_of(stage, 1)
    with stage.world.turn() as turn:
        turn.db.exec(select(Mission)).one().programme = "gone"
    assert due(stage.world).outbox == []
    with stage.world.glance() as turn:
        timer = turn.db.exec(select(Timer)).one()
    assert (timer.done_at, timer.due_at) == (None, stage.clock.at + campaign.UNKNOWN_WAIT)


def test_a_programme_without_invitation_invites_nobody(stage: Stage) -> None:
    row = {**ENDED, "mail": "ines@example.org", "badge": "mediation-scientifique"}
    stage.mission("biklab", **row)
    stage.clock.pass_(days=9)
    assert due(stage.world).outbox == []


def test_the_badge_named_on_the_roster_is_the_one_invited_to(stage: Stage) -> None:
    mission(stage, 1, badge="volontaire")
    stage.clock.pass_(days=2)
    stage.invite()
    with stage.world.glance() as turn:
        assert turn.db.exec(select(Claim.badge)).one() == "volontaire"
