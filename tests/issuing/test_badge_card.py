"""The card of a badge: with a stamp before it is issued, never something that verifies."""

from sqlmodel import select

from core.badges.picture import bake
from core.ground.tables import Badge, Claim
from core.issuing import badge_card
from core.support import misused_badges
from tests.world.pictures import opened
from tests.world.talking import Talk, learner, reviewer
from tests.world.world import Stage


def asked(stage: Stage, who: str = "lina", name: str = "Lina Haddad") -> Talk:
    """A learner of BeCode before the recap."""
    lina = learner(stage, who, name)
    for said in ("Python avancé", "https://github.com/lina/app", "https://lina.example.org"):
        lina.say(said)
    return lina


def claim(stage: Stage) -> Claim:
    with stage.world.glance() as turn:
        return turn.db.exec(select(Claim).order_by(Claim.opened_at.desc())).first()  # type: ignore[attr-defined,return-value]


def test_the_recap_shows_the_badge_with_the_name_and_no_proof(stage: Stage) -> None:
    asked(stage)
    name, png = badge_card.card(stage.world, badge_card.of_claim(claim(stage)))
    assert name == "preview.png"
    assert opened(png).size == (1200, 630)
    assert bake.unbake(png) == {}
    assert not misused_badges.judged(stage.world, png, "lina@example.org").valid


def test_a_preview_names_its_person_and_differs_from_the_issued_badge(stage: Stage) -> None:
    sam = reviewer(stage, "sam", "becode")
    lina = asked(stage)
    mine = claim(stage)
    _, preview = badge_card.card(stage.world, badge_card.of_claim(mine))
    lina.press("Oui, tout est exact")
    sam.send(choice=f"approve:{mine.ref}")
    with stage.world.glance() as turn:
        badge = turn.db.exec(select(Badge)).one()
    name, card = badge_card.card(stage.world, badge_card.of_badge(badge.id))
    assert name == "card.png"
    assert card != preview
    asked(stage, "nour", "Nour Amrani")
    _, other = badge_card.card(stage.world, badge_card.of_claim(claim(stage)))
    assert other != preview
