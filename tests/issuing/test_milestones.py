"""Badges that add up: enough of a competence, from enough organisations, opens a wider one."""

from sqlmodel import select

from core.claims.states import State
from core.ground.paths import TEMPLATES
from core.ground.tables import Claim
from core.programmes.catalogue import catalogue
from tests.world.talking import badges, learner, reviewer, texts
from tests.world.world import Stage

PROGRAMMES = TEMPLATES / "programmes"


def test_normandie_partner_badges_add_up_to_a_region_badge_that_is_accepted(stage: Stage) -> None:
    programme = catalogue(PROGRAMMES)["normandie"]
    moussa = learner(stage, "moussa", "Moussa Traoré")
    offered = ""
    for number, organisation in enumerate(programme.organisation[:3]):
        coach = reviewer(stage, f"coach{number}", "normandie", organisation.name)
        coach.say("/award partenaire-communiquer-1 moussa@example.org")
        coach.say("A animé l'accueil du public pendant trois mois.")
        effects = coach.say("oui")
        offered = texts(effects, to="moussa")
        if number < 2:
            assert "acceptez" not in offered
            assert "sur 3" in texts(moussa.say("/status"))
    assert "L'acceptez-vous" in offered
    effects = moussa.say("/status")
    effects = moussa.press("Continuer")
    moussa.press("J'accepte ce badge")
    assert [badge.badge for badge in badges(stage)][-1] == "region-communiquer-1"


def test_the_badges_of_one_organisation_alone_are_not_enough(stage: Stage) -> None:
    programme = catalogue(PROGRAMMES)["normandie"]
    learner(stage, "moussa", "Moussa Traoré")
    coach = reviewer(stage, "coach", "normandie", programme.organisation[0].name)
    for slug in ("partenaire-communiquer-1", "partenaire-communiquer-2"):
        coach.say(f"/award {slug} moussa@example.org")
        coach.say("Bravo.")
        coach.say("oui")
    with stage.world.glance() as turn:
        open_now = turn.db.exec(select(Claim).where(Claim.state == State.READY)).all()
    assert open_now == []


def test_a_milestone_cannot_be_asked_for(stage: Stage) -> None:
    moussa = learner(stage, "moussa", "Moussa Traoré")
    effects = moussa.send(choice="badge:normandie:region-communiquer-1")
    assert "0 sur 3" in texts(effects)
