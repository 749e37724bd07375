"""A badge that counted is revoked later: what was given on its strength becomes a case."""

import json
from dataclasses import replace

import pytest
from sqlmodel import col, select

from core.due import due
from core.ground.tables import Badge, Case, Person, Timer, Witness
from core.ground.world import reaches_nobody
from core.issuing.judged_badges import judge
from core.issuing.revoke import carry_out_now
from core.issuing.witnesses import LOOK_AGAIN
from core.review import revocations
from core.review.revocations import RevocationOrder
from core.support import Occasion
from tests.issuing.test_milestones import awarded, hand_in
from tests.verifiers import foreign
from tests.world.joined import badge_file, hosted, hosting, in_normandie, reachable
from tests.world.talking import Talk, badges, learner, texts
from tests.world.world import Stage

WIDER = ["region-organiser-2", "region-organiser-1"]


@pytest.fixture
def moussa(stage: Stage) -> Talk:
    """Somebody who holds two badges of the Region: one badge was handed in for them, two were
    given here."""
    stage.world = in_normandie(stage.world)
    stage.supporter("nour", "Nour Benali", "normandie", "manager")
    talk = learner(stage, "moussa", "Moussa Traoré")
    hand_in(talk, badge_file("organiser-2.png"))
    for organisation in ("Atelier du Bocage", "Tremplin des Deux Rives"):
        awarded(stage, organisation, "partenaire-organiser-2")
    talk.say("j'accepte")
    talk.say("j'accepte")
    assert [each.badge for each in badges(stage)][2:] == WIDER
    return talk


def cases(stage: Stage) -> list[Case]:
    with stage.world.glance() as turn:
        query = select(Case).where(Case.occasion == Occasion.COMPONENT)
        return list(turn.db.exec(query.order_by(col(Case.opened_at))))


def ordered(stage: Stage, badge: Badge, name: str = "") -> None:
    """The manager revokes or corrects a badge, at once."""
    with stage.world.turn() as turn:
        nour = turn.db.exec(select(Person).where(Person.name == "Nour Benali")).one()
        wanted = RevocationOrder(nour, "command", "" if name else "Une erreur.", name, minutes=0)
        revocations.order(turn, turn.db.get_one(Badge, badge.id), wanted)
    carry_out_now(stage.world, turn.effects)


def test_one_of_ours_revoked_makes_a_case_and_tells_its_holder_nothing_else(
    stage: Stage, moussa: Talk
) -> None:
    ordered(stage, badges(stage)[0])
    told = due(stage.world)
    assert len(cases(stage)) == len(WIDER)
    to_nour, to_moussa = texts(told, to="nour@example.org"), texts(told, to="moussa")
    assert "« Organiser, niveau 2 » (Atelier du Bocage) n'est plus valable." in to_nour
    assert "« Badge Région Organiser 2 », délivré le 16 novembre 2026, comptait sur lui." in to_nour
    assert "Il manque un badge Organiser de niveau 2." in to_nour
    assert "Région" not in to_moussa
    assert "Dossier" not in texts(moussa.say("/status"))
    assert [each.revoked_at for each in badges(stage)[2:]] == [None, None]


def test_with_enough_others_there_is_no_case(stage: Stage, moussa: Talk) -> None:
    awarded(stage, "Les Vergers Solidaires", "partenaire-organiser-2")
    ordered(stage, badges(stage)[0])
    due(stage.world)
    assert cases(stage) == []


def test_a_badge_that_never_counted_makes_none(stage: Stage, moussa: Talk) -> None:
    awarded(stage, "Atelier du Bocage", "partenaire-adapter-1")
    ordered(stage, badges(stage)[-1])
    due(stage.world)
    assert cases(stage) == []


def test_handed_in_again_it_is_known_to_be_revoked(stage: Stage, moussa: Talk) -> None:
    stage.world = reachable(stage.world, hosting("organiser-2"))
    sam = learner(stage, "sam", "Sam Okafor")
    assert "révoqué" in texts(hand_in(sam, badge_file("organiser-2.png")))
    due(stage.world)
    assert len(cases(stage)) == len(WIDER)
    hand_in(sam, badge_file("organiser-2.png"))
    due(stage.world)
    assert len(cases(stage)) == len(WIDER), "once"


def test_its_issuer_is_asked_again_every_month(stage: Stage, moussa: Talk) -> None:
    stage.clock.pass_(days=29)
    due(stage.world)
    asked = hosting("organiser-2")
    stage.world = reachable(stage.world, asked)
    due(stage.world)
    assert asked.asked == []
    stage.clock.pass_(days=6)
    due(stage.world)
    assert len(asked.asked) > 0
    assert len(cases(stage)) == len(WIDER)
    with stage.world.glance() as turn:
        (row,) = turn.db.exec(select(Witness)).all()
    assert (row.revoked_at, row.checked_at) == (stage.clock.at, stage.clock.at)


@pytest.mark.parametrize("answer", ["nobody", "another page"])
def test_a_silent_issuer_changes_nothing(stage: Stage, moussa: Talk, answer: str) -> None:
    asleep = foreign.Hosts({url: json.dumps({"id": "x"}).encode() for url in hosting().documents})
    awake = reachable(stage.world, asleep)
    stage.world = replace(stage.world, ask=reaches_nobody) if answer == "nobody" else awake
    stage.clock.pass_(days=40)
    due(stage.world)
    assert cases(stage) == []
    with stage.world.glance() as turn:
        (row,) = turn.db.exec(select(Witness)).all()
        again = turn.db.exec(select(Timer).where(Timer.kind == LOOK_AGAIN)).one()
    assert (row.revoked_at, row.checked_at) == (None, stage.clock.at)
    assert again.done_at is None, "and is asked again"
    assert again.due_at > stage.clock.at


def test_what_its_issuer_vouches_for_once_more_counts_once_more(stage: Stage, moussa: Talk) -> None:
    stage.world = reachable(stage.world, hosting("organiser-2"))
    hand_in(moussa, badge_file("organiser-2.png"))
    stage.world = reachable(stage.world, hosting())
    assert "noté" not in texts(hand_in(moussa, badge_file("organiser-2.png")))
    with stage.world.glance() as turn:
        (row,) = turn.db.exec(select(Witness)).all()
    assert row.revoked_at is None
    due(stage.world)
    assert cases(stage) == [], "nothing is lost by the time that somebody looks"


def test_a_wider_badge_in_the_place_of_another_names_the_same_ground(
    stage: Stage, moussa: Talk
) -> None:
    before = badges(stage)[2].credential.decode()
    assert before.count("Badge réuni") == 6
    assert "« Organiser 2 », délivré par Atelier Nord le 10 janvier 2026." in before


@pytest.mark.parametrize("noticed", ["by asking", "by a second hand-in"])
@pytest.mark.parametrize(
    "changed",
    [
        {"recipient": foreign.identity(holder="sam@example.org")},
        {"badge": foreign.CLASS},
        {"expires": "2026-01-20T00:00:00Z"},
        {"narrative": "An entirely other story.", "issuedOn": "2026-02-02T00:00:00Z"},
        {"badge": {"id": foreign.CLASS, "issuer": f"https://{foreign.HOST}/other.json"}},
    ],
    ids=["recipient", "class", "end", "altered", "issuer"],
)
def test_what_its_issuer_has_changed_counts_no_more(
    stage: Stage, moussa: Talk, changed: foreign.Node, noticed: str
) -> None:
    now, there = hosting(), hosted("organiser-2")
    now.documents[str(there["id"])] = json.dumps(there | changed).encode()
    other = foreign.profile() | {"id": f"https://{foreign.HOST}/other.json"}
    now.documents[str(other["id"])] = json.dumps(other).encode()
    stage.world = reachable(stage.world, now)
    if noticed == "by asking":
        stage.clock.pass_(days=40)
    else:
        address = str(there["id"]).encode()
        hand_in(moussa, badge_file("organiser-2.png") if "narrative" in changed else address)
    due(stage.world)
    assert len(cases(stage)) == len(WIDER)
    stage.world = replace(stage.world, ask=reaches_nobody)
    assert judge(stage.world, badge_file("organiser-2.png")).valid is False, "silent or not"


def test_a_false_copy_that_somebody_hands_in_takes_nothing_from_the_holder(
    stage: Stage, moussa: Talk
) -> None:
    false = hosted("organiser-2") | {"issuedOn": "2020-01-01T00:00:00Z"}
    sam = learner(stage, "sam", "Sam Okafor")
    assert "🔴" in texts(hand_in(sam, foreign.baked(json.dumps(false))))
    due(stage.world)
    assert cases(stage) == []


def test_a_badge_known_to_be_revoked_is_so_when_its_issuer_is_silent(
    stage: Stage, moussa: Talk
) -> None:
    stage.world = reachable(stage.world, hosting("organiser-2"))
    hand_in(moussa, badge_file("organiser-2.png"))
    stage.world = replace(stage.world, ask=reaches_nobody)
    assert judge(stage.world, badge_file("organiser-2.png")).reason == "revoked"
