"""`cocarde message` and `roster reconcile`: what became of what was sent, for a terminal."""

from pathlib import Path

import pytest

from core.ground.rows import bodies, outbox
from core.ground.rows.outbox import Failure
from core.support.returned_mail.bounces import bounced
from tests.world.command import Cocarde
from tests.world.world import Stage, make_stage

MISSION = {
    "reference": "SC-1", "mail": "awa@example.org", "name": "Awa Diallo",
    "starts_on": "2026-03-15", "ends_on": "2026-11-14", "organisation": "Les Passerelles",
    "domain": "Solidarité",
}  # fmt: skip
LATER = ("--now", "2026-11-16T09:01:00+00:00")


@pytest.fixture
def cocarde(tmp_path: Path) -> Cocarde:
    return Cocarde(tmp_path)


@pytest.fixture
def stage(tmp_path: Path) -> Stage:
    made = make_stage(tmp_path)
    made.mission("service-civique", **MISSION)
    made.invite()
    return made


def test_support_sees_what_was_sent_and_what_became_of_it(cocarde: Cocarde, stage: Stage) -> None:
    (row,) = outbox.take(stage.world, "mail")
    outbox.sent(stage.world, row, "<1@cocarde.test>")
    with stage.world.turn() as turn:
        bounced(turn, row.id, "550 5.1.1 no such user", hard=True)
    (told,) = cocarde.json("message", "Awa@example.org", *LATER)
    assert (told["kind"], told["state"], told["why"], told["words_kept"]) == (
        "invitation", "no_address", "550 5.1.1 no such user", True
    )  # fmt: skip
    assert "words" not in told
    shown = cocarde("message", "awa@example.org", "--words", *LATER)
    assert "the address does not exist  550 5.1.1 no such user" in shown
    assert "Votre mission est terminée" in shown
    assert "Nothing was sent." in cocarde("message", "nobody@example.org")
    assert "Name an address" in cocarde("message", status=2)


def test_the_fact_is_told_when_the_words_are_gone(cocarde: Cocarde, stage: Stage) -> None:
    (row,) = outbox.take(stage.world, "mail")
    outbox.sent(stage.world, row)
    stage.clock.pass_(days=8)
    bodies.forget(stage.world)
    (told,) = cocarde.json("message", "awa@example.org", "--words", "--now", "2026-11-25T09:00:00Z")
    assert (told["state"], told["known_by"], told["words"], told["words_kept"]) == (
        "delivered", "silence", "", False
    )  # fmt: skip


def test_an_account_adds_up_in_words_json_and_a_spreadsheet(cocarde: Cocarde, stage: Stage) -> None:
    (row,) = outbox.take(stage.world, "mail")
    outbox.failed(stage.world, row, Failure("no such letter", permanent=True))
    shown = cocarde("roster", "reconcile", *LATER)
    assert "service-civique: 1 missions on the roster\n         1  our fault\n" in shown
    assert "cocarde check" in shown
    file = cocarde.folder / "account.csv"
    (told,) = cocarde.json(
        "roster", "reconcile", "--programme", "service-civique", "--csv", str(file), *LATER
    )
    assert (told["counts"], told["sum"], told["missions"], told["sound"]) == (
        {"our_fault": 1}, 1, 1, True
    )  # fmt: skip
    assert (
        file.read_text(encoding="utf-8-sig")
        .splitlines()[1]
        .startswith("SC-1;awa@example.org;Awa Diallo;our_fault;")
    )


def test_where_an_invitation_stands_says_what_became_of_the_mail(
    cocarde: Cocarde, stage: Stage
) -> None:
    for row in outbox.take(stage.world, "mail"):
        outbox.sent(stage.world, row)
    told = cocarde.json("roster", "show", "--programme", "service-civique", *LATER)
    assert told["messages"] == {"on_its_way": 1}
    assert told["missions"][0]["known_by"] == "taken"
    assert "· on its way (taken by its server)" in cocarde(
        "roster", "show", "--programme", "service-civique", *LATER
    )
