"""What adds up is data: three of five, all of several, badges of badges; mistakes are told."""

from pathlib import Path

import pytest

from core.programmes.catalogue import read
from core.programmes.programme import Programme
from core.programmes.toml_files import load
from tests.world.milestone_programme import programme, programmes
from tests.world.talking import Talk, badges, learner, reviewer, texts
from tests.world.world import make_stage


def told(root: Path, **changed: str) -> list[str]:
    made = programmes(root) / "atelier"
    (made / "programme.toml").write_text(programme(**changed), encoding="utf-8")
    return [str(mistake).partition("programme.toml, ")[2] for mistake in read(made).grave]


def test_a_sound_file_has_no_mistake(tmp_path: Path) -> None:
    assert told(tmp_path) == []


@pytest.mark.parametrize(
    ("milestone", "says"),
    [
        ('{ of = ["bois", "verre"] }', "there is no badge 'verre'"),
        ('{ of = ["bois", "cuir"], count = 3 }', "3 badges of 2 will never be gathered"),
        ('{ of = ["bois", "bois"] }', "the badge 'bois' is named twice"),
        ('{ of = ["bois"], competence = "couper" }', "either a competence or badges"),
        ("{ count = 2 }", "either a competence or badges"),
        ('{ of = ["trois"] }', "the badge 'trois' would count for itself"),
        ('{ of = ["bois", "maitre"] }', "waits for itself: trois → maitre → trois"),
        ('{ competence = "souder" }', "no badge counts for souder at level 1"),
        ('{ competence = "couper", level = 2 }', "no badge counts for couper at level 2"),
        ('{ competence = "couper", organisations = 2 }', "do not come from 2 organisations"),
        ('{ all = [{ of = ["verre"] }, { of = ["bois"] }] }', "milestone.all 1: there is no badge"),
    ],
)
def test_a_milestone_that_cannot_be_is_told_with_its_mend(
    tmp_path: Path, milestone: str, says: str
) -> None:
    found = [each for each in told(tmp_path, trois=milestone) if "(“trois”), milestone" in each]
    assert found, told
    assert any(says in each for each in found), found
    assert all(each.partition("; ")[2] for each in found), "how to mend it"


@pytest.mark.parametrize("milestone", ["{ all = [] }", '{ of = ["bois"], counts = 1 }', "3"])
def test_an_ill_formed_milestone_is_refused(tmp_path: Path, milestone: str) -> None:
    made = programmes(tmp_path) / "atelier" / "programme.toml"
    made.write_text(programme(trois=milestone), encoding="utf-8")
    assert load(made, Programme, lambda _: ()).shape is None


@pytest.fixture
def lea(tmp_path: Path) -> Talk:
    """Somebody at the workshop, whose coach gives badges."""
    stage = make_stage(tmp_path, programmes=programmes(tmp_path))
    reviewer(stage, "sam", "atelier")
    return learner(stage, "lea", "Léa Roche")


def given(lea: Talk, *slugs: str) -> str:
    """What Léa reads as her coach gives her these badges; the last message."""
    sam, read = Talk(lea.stage, "sam", count=10 + 10 * len(badges(lea.stage))), ""
    for slug in slugs:
        sam.say(f"/award {slug} lea@example.org")
        sam.say("Beau travail.")
        read = texts(sam.say("oui"), to="lea")
    return read


def test_three_of_five_open_a_badge(lea: Talk) -> None:
    read = given(lea, "papier", "cuir")
    assert "« Trois » (2 sur 3)" in read
    assert "Il manque un badge parmi « Bois », « Tissu », « Laine »." in read
    assert "L'acceptes-tu" in given(lea, "laine")
    lea.say("je l'accepte")
    assert badges(lea.stage)[-1].badge == "trois"


def test_all_conditions_must_hold(lea: Talk) -> None:
    given(lea, "bois", "cuir")
    standing = texts(lea.say("/status"))
    assert "« Deux mains » : 1 sur 3. Il manque 2 badges Coudre." in standing
    given(lea, "laine", "tissu")
    standing = texts(lea.say("/status"))
    assert standing.count("il ne manque que ta confirmation") == 2


def test_badges_of_badges_add_up_in_turn(lea: Talk) -> None:
    given(lea, "bois", "laine", "tissu")
    for _ in range(3):
        lea.say("oui")
    assert [each.badge for each in badges(lea.stage)][3:] == ["deux-mains", "trois", "maitre"]
