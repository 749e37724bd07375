"""Each mission of a roster in exactly one state, whatever happened to the machine."""

from datetime import timedelta

from sqlalchemy import delete, update
from sqlmodel import col, select

from core.due import due
from core.ground.rows import outbox
from core.ground.rows.outbox import Failure
from core.ground.tables import Outbox, Timer
from core.roster.invitations.reconcile import (
    AccountedMission,
    InvitationState,
    Reconciliation,
    reconcile,
)
from core.support.returned_mail.bounces import bounced
from tests.world.world import Stage

CIVIC = "service-civique"
S = InvitationState


def roster(stage: Stage, *names: str, **changed: str) -> None:
    """Missions that ended yesterday, one for each name."""
    for name in names:
        row = {
            "reference": name, "name": f"{name} Diallo", "mail": f"{name}@example.org",
            "starts_on": "2026-03-01", "ends_on": "2026-11-14",
            "organisation": "Maison des aînés", "domain": "Solidarité",
        }  # fmt: skip
        stage.mission(CIVIC, **{**row, **changed})


def account(stage: Stage, *, mend: bool = True) -> tuple[Reconciliation, dict[str, S]]:
    """The account, and the state of each mission by its reference."""
    found: list[AccountedMission] = []
    told = reconcile(stage.world, CIVIC, found.append, mend=mend)
    assert sum(told.counts.values()) == told.missions == len(found)
    return told, {each.mission.reference: each.account for each in found}


def rows(stage: Stage) -> dict[str, Outbox]:
    """What is due a few seconds later, by whom it is for."""
    stage.clock.pass_(seconds=5)
    return {row.place.partition("@")[0]: row for row in outbox.take(stage.world, "mail", 99)}


def test_every_mission_is_in_one_state_and_the_sums_add_up(either: Stage) -> None:
    roster(either, "awa", "ben", "cleo", "dina", "emma")
    roster(either, "later", ends_on="2027-01-31")
    roster(either, "left", interrupted="oui")
    assert account(either)[0].counts == {S.PLANNED: 6, S.NOT_INVITED: 1}
    either.invite()
    taken = rows(either)
    for name in ("awa", "ben", "cleo"):
        outbox.sent(either.world, taken[name])
    with either.world.turn() as turn:
        bounced(turn, taken["ben"].id, "550 5.1.1 unknown", hard=True)
        bounced(turn, taken["cleo"].id, "552 5.2.2 full", hard=False, final=True)
    outbox.failed(either.world, taken["dina"], Failure("no such letter", permanent=True))
    either.clock.pass_(hours=25)
    told, states = account(either)
    assert states == {
        "awa": S.DELIVERED, "ben": S.NO_ADDRESS, "cleo": S.REFUSED, "dina": S.OUR_FAULT,
        "emma": S.ON_ITS_WAY, "later": S.PLANNED, "left": S.NOT_INVITED,
    }  # fmt: skip
    assert told.sound


def test_what_a_crash_lost_is_named_then_invited_once(either: Stage) -> None:
    """A restored store, rows cut out by hand: no timer and no mail of an invitation is left."""
    roster(either, "awa", "ben", "cleo")
    either.invite()
    with either.world.turn() as turn:
        turn.db.exec(delete(Outbox).where(col(Outbox.place) == "ben@example.org"))
    roster(either, "dina")
    with either.world.turn() as turn:
        turn.db.exec(delete(Timer).where(col(Timer.done_at).is_(None)))
    told, states = account(either, mend=False)
    assert [each.mission.reference for each in told.unaccounted] == ["dina"]
    assert states["ben"] is S.NOT_INVITED  # their claim was begun: they have asked, or were asked
    assert (told.sound, told.mended) == (False, 0)
    told, _ = account(either)
    assert (told.sound, told.mended) == (True, 1)
    for _ in range(2):
        due(either.world)
    told, states = account(either)
    assert (told.unaccounted, states["dina"]) == ([], S.ON_ITS_WAY)
    with either.world.glance() as turn:
        places = list(turn.db.exec(select(Outbox.place)))
    assert sorted(places) == sorted(set(places))


def test_a_mail_in_doubt_and_one_to_nobody_are_counted_beside(either: Stage) -> None:
    roster(either, "awa", "ben")
    either.invite()
    outbox.failed(either.world, rows(either)["awa"], Failure("cut off", doubt=True, route="a:25"))
    with either.world.turn() as turn:
        gone = update(Outbox).where(col(Outbox.place) == "ben@example.org")
        turn.db.exec(gone.values(subject="018f0000-0000-7000-8000-000000000000"))
    told, _ = account(either, mend=False)
    assert (told.doubted, told.left) == (1, 1)


def test_one_that_nobody_sends_is_our_fault_after_three_days(stage: Stage) -> None:
    roster(stage, "awa")
    stage.invite()
    stage.clock.at += timedelta(days=3)
    assert account(stage)[1] == {"awa": S.OUR_FAULT}
