"""Where each invitation of a roster stands, mission by mission."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlmodel import select

from core.claims.moves import Actor, move
from core.claims.states import Move
from core.due import due
from core.ground.rows import outbox
from core.ground.rows.outbox import Failure
from core.ground.tables import Claim, Outbox
from core.people import people
from core.people.opt_outs import stop
from core.roster.invitations import report, report_rows
from core.roster.invitations.report import Delivery, Stand
from core.support.returned_mail.bounces import bounced
from tests.world.letters import AWA, Letters
from tests.world.world import Stage

CIVIC = "service-civique"
THE_DAY_AFTER = datetime(2026, 11, 17, 9, 0, tzinfo=UTC)
ROW = {
    "reference": "SC-1",
    "name": "Awa Diallo",
    "mail": "awa@example.org",
    "starts_on": "2026-05-01",
    "ends_on": "2026-11-16",
    "organisation": "Maison des aînés",
    "domain": "Solidarité",
}


def mission(stage: Stage, **changed: str) -> None:
    stage.mission(CIVIC, **{**ROW, **changed})


def stands(stage: Stage, mail: str = "") -> list[Delivery]:
    with stage.world.glance() as turn:
        return list(report.deliveries(turn, CIVIC, mail))


def stand(stage: Stage) -> tuple[Stand, datetime | None, str]:
    (only,) = stands(stage)
    return only.stand, only.at, only.why


def put(stage: Stage, **changed: str) -> None:
    mission(stage, **changed)
    stage.clock.at = THE_DAY_AFTER
    due(stage.world)


def taken(stage: Stage) -> Outbox:
    """The one mail that is due, with its words."""
    stage.invite()
    (row,) = outbox.take(stage.world, "mail")
    return row


def sent(stage: Stage) -> Outbox:
    put(stage)
    row = taken(stage)
    outbox.sent(stage.world, row, "<1@cocarde.test>")
    return row


def test_before_its_end_the_day_of_the_invitation_is_told(either: Stage) -> None:
    mission(either)
    assert stand(either) == (Stand.COMING, THE_DAY_AFTER, "")
    either.clock.at = THE_DAY_AFTER
    assert stand(either) == (Stand.DUE, THE_DAY_AFTER, "")


@pytest.mark.parametrize(
    ("change", "told"),
    [({"ends_on": ""}, Stand.OPEN), ({"interrupted": "oui"}, Stand.INTERRUPTED)],
)
def test_what_is_not_invited_is_told(stage: Stage, change: dict[str, str], told: Stand) -> None:
    put(stage, **change)
    assert stand(stage) == (told, None, "")


def test_a_programme_without_invitations_says_so(stage: Stage) -> None:
    stage.mission("biklab", mail="ines@example.org", badge="mediation-scientifique")
    with stage.world.glance() as turn:
        (only,) = report.deliveries(turn, "biklab")
    assert only.stand == Stand.UNINVITED


def test_it_waits_then_it_is_sent(either: Stage) -> None:
    put(either)
    assert stand(either) == (Stand.WAITING, THE_DAY_AFTER, "")
    row = taken(either)
    either.clock.pass_(seconds=5)
    outbox.sent(either.world, row, "<1@cocarde.test>")
    assert stand(either) == (Stand.SENT, THE_DAY_AFTER + timedelta(seconds=5), "")


def test_it_is_tried_again_then_it_bounces(either: Stage) -> None:
    put(either)
    row = taken(either)
    outbox.failed(either.world, row, Failure("450 too many"))
    assert stand(either)[::2] == (Stand.RETRIED, "450 too many")
    with either.world.turn() as turn:
        bounced(turn, row.id, "5.1.1 no such user", hard=True)
    assert stand(either)[::2] == (Stand.BOUNCED, "5.1.1 no such user")


def test_a_mission_too_short_says_why(stage: Stage) -> None:
    put(stage, starts_on="2026-05-17", ends_on="2026-11-15")
    stage.invite()
    assert stand(stage) == (Stand.UNSENT, None, "too short")


def test_a_stop_is_told_with_its_day(either: Stage) -> None:
    sent(either)
    with either.world.turn() as turn:
        address = people.find(turn, people.MAIL, "awa@example.org")
        assert address is not None
        stop(turn, address, CIVIC)
    assert stand(either) == (Stand.STOPPED, THE_DAY_AFTER, "")


def test_an_answer_then_a_badge(stage: Stage) -> None:
    letters = Letters(stage)
    stage.clock.at = THE_DAY_AFTER
    invitation = letters.invited(**{**ROW, "domain": ""})
    assert stand(stage)[0] == Stand.SENT
    letters.answer(invitation, "Solidarité", From=AWA)
    assert stand(stage)[0] == Stand.ANSWERED
    letters.answer(letters.sent()[-1], "oui", From=AWA)
    assert stand(stage)[0] == Stand.ISSUED


@pytest.mark.parametrize(
    ("moves", "told"),
    [
        ([Move.SUBMIT], Stand.REVIEWED),
        ([Move.QUALIFY], Stand.APPROVED),
        ([Move.SUBMIT, Move.REFUSE], Stand.REFUSED),
        ([Move.SUBMIT, Move.RETURN], Stand.RETURNED),
        ([Move.WITHDRAW], Stand.WITHDRAWN),
    ],
)
def test_a_claim_tells_more_than_its_mail(either: Stage, moves: list[Move], told: Stand) -> None:
    sent(either)
    with either.world.turn() as turn:
        claim = turn.db.exec(select(Claim)).one()
        for step in moves:
            move(turn, claim, step, Actor(claim.person_id))
    assert stand(either)[0] == told


def test_a_claim_that_the_person_began_alone_is_theirs(stage: Stage) -> None:
    from core.claims.opening import open_claim

    mission(stage)
    person = stage.known("awa", "Awa Diallo", "awa@example.org")
    with stage.world.turn() as turn:
        claim = open_claim(turn, person, CIVIC, "volontaire", actor=Actor(person.id))
        move(turn, claim, Move.COMPLETE)
        move(turn, claim, Move.SUBMIT)
    assert stand(stage)[0] == Stand.REVIEWED


def test_one_address_is_asked_for_in_any_case(stage: Stage) -> None:
    mission(stage)
    mission(stage, reference="SC-2", mail="lina@example.org")
    assert [each.reference for each in stands(stage, "Lina@Example.org")] == ["SC-2"]
    assert stands(stage, "nobody@example.org") == []


def test_many_are_read_in_the_order_they_were_imported(
    either: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(report_rows, "BATCH", 2)
    for number in range(5):
        mission(either, reference=f"SC-{number}", mail=f"awa{number}@example.org")
    assert [each.reference for each in stands(either)] == [f"SC-{n}" for n in range(5)]
