"""The badge that a sentence names, in few or many words, of a programme or of any."""

import pytest

from core.ground.paths import TEMPLATES
from core.programmes.badge_names import badges_in
from core.programmes.catalogue import catalogue

KNOWN = list(catalogue(TEMPLATES / "programmes").programmes.values())


def named(text: str) -> tuple[list[str], bool]:
    found = badges_in(KNOWN, text)
    return [badge.slug for _, badge in found.badges], found.sure


@pytest.mark.parametrize(
    ("text", "badge"),
    [
        ("je veux mon badge python becode", "python-avance"),
        ("its the python one from becode", "python-avance"),
        ("ik wil de badge van javascript", "javascript"),
        ("bonjour j'aimerais le badge accessibilité svp", "accessibilite"),
        ("slt jveu le badge travail d'équipe", "travail-equipe"),
        ("le badge javascrpt", "javascript"),
        ("communiquer niveau 2", "partenaire-communiquer-2"),
        ("Porteur de projet entrepreneurial", "porteur-de-projet"),
        ("Porteur·se de projet entrepreneurial", "porteur-de-projet"),
    ],
)
def test_one_badge_is_named_for_sure(text: str, badge: str) -> None:
    assert named(text) == ([badge], True)


@pytest.mark.parametrize(
    ("text", "count"), [("je voudrais le badge communiquer", 2), ("le badge git et sql", 2)]
)
def test_several_are_offered(text: str, count: int) -> None:
    assert len(named(text)[0]) == count


def test_a_word_that_a_name_has_too_is_asked_about() -> None:
    assert named("je veux un badge pour mon travail") == (["travail-equipe"], False)


@pytest.mark.parametrize("text", ["", "bonjour", "je veux un badge de la normandie", "niveau"])
def test_no_badge_is_named(text: str) -> None:
    assert named(text) == ([], False)
