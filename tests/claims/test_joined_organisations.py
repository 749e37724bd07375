"""An organisation that joined is one of the programme's wherever those of the file are."""

import pytest

from core.programmes.members import membership
from core.programmes.members.join_request import JoinRequest
from core.programmes.members.organisations import named
from tests.world.talking import Talk, texts
from tests.world.visitors import only_badge, only_claim
from tests.world.world import Stage

STORY = (
    "À l'accueil de la mission, j'ai écouté chaque personne, reformulé sa demande, expliqué la "
    "suite simplement, puis rédigé un compte rendu court pour mes collègues du service."
)
PERIOD = "du 2 mars au 29 mai 2026"


@pytest.fixture
def lina(either: Stage) -> Talk:
    """Lina learns at « Mission locale du Havre », which has joined, and where Ana decides."""
    with either.world.turn() as turn:
        membership.join(turn, "normandie", JoinRequest("Mission locale du Havre", ("MLH",)))
    either.known("lina", "Lina Haddad", "lina@example.org")
    either.reviewer("ana", "Ana Silva", "normandie", "mlh")
    either.reviewer("bob", "Bob Leroy", "normandie", "Atelier du Bocage")
    return Talk(either, "lina")


def claimed(lina: Talk) -> str:
    """The reference of Lina's claim, which names its organisation by the alias."""
    lina.say("Communiquer niveau 1")
    for line in ("Lina Haddad", "la MLH", PERIOD, STORY):
        if only_claim(lina.stage).state == "draft":
            lina.say(line)
    lina.say("oui")
    claim = only_claim(lina.stage)
    assert (claim.state, claim.organisation) == ("in_review", "Mission locale du Havre")
    return claim.ref


def test_it_is_named_by_an_alias_and_its_reviewer_decides(lina: Talk) -> None:
    ref = claimed(lina)
    assert "in_review" in only_claim(lina.stage).state
    Talk(lina.stage, "bob").send(choice=f"approve:{ref}")
    assert only_claim(lina.stage).state == "in_review"
    Talk(lina.stage, "ana").send(choice=f"approve:{ref}")
    assert only_badge(lina.stage).organisation == "Mission locale du Havre"


def test_one_that_has_left_confirms_nothing_more_and_cannot_be_named(lina: Talk) -> None:
    ref = claimed(lina)
    with lina.stage.world.turn() as turn:
        row = named(turn, "normandie", "MLH")
        assert row
        membership.leave(turn, row)
    ana = Talk(lina.stage, "ana")
    assert "Plus rien ne se valide en son nom" in texts(ana.send(choice=f"approve:{ref}"), "ana")
    assert only_claim(lina.stage).state == "in_review"
    ana.say("/award partenaire-organiser-1 lina@example.org")
    ana.say("A tenu l'accueil pendant trois mois.")
    assert "Plus aucun badge ne se remet en son nom" in texts(ana.say("oui"), "ana")
    lina.stage.known("eve", "Eve Martin", "eve@example.org")
    eve = Talk(lina.stage, "eve")
    eve.say("Communiquer niveau 1")
    eve.say("Eve Martin")
    assert "Atelier du Bocage" in texts(eve.say("Mission locale du Havre"), "eve")


def test_what_is_approved_before_it_leaves_counts_and_stays(lina: Talk) -> None:
    ref = claimed(lina)
    Talk(lina.stage, "ana").send(choice=f"approve:{ref}")
    lina.stage.clock.pass_(days=1)
    with lina.stage.world.turn() as turn:
        membership.leave(turn, membership.member(turn, "normandie", "MLH"))
    assert "« Badge Région Communiquer 1 » : 1 sur 3" in texts(lina.say("/status"))
    with lina.stage.world.turn() as turn:
        row = membership.member(turn, "normandie", "MLH")
        row.left_at = only_badge(lina.stage).issued_at.replace(year=2025)
        turn.db.add(row)
    assert "sur 3" not in texts(lina.say("/status"))
