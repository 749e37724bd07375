"""Labels of the buttons of one's page, typed by people who don't press."""

import pytest

from core.desk.claim.typed import says
from core.ground.messages import Button
from core.reading.text import words


@pytest.mark.parametrize(
    ("typed", "label"),
    [
        ("retire mon nom", "Retirer mon nom"),
        ("Rends-la publique !", "La rendre publique"),
        ("ouvre avec mon nom", "L'ouvrir avec mon nom, Zoé Lambert"),
        ("changer de lien", "Changer de lien"),
    ],
)
def test_a_label_in_other_forms_is_its_button(typed: str, label: str) -> None:
    assert says(words(typed), Button(label, "mypage:x"))


@pytest.mark.parametrize(
    ("typed", "label"),
    [
        ("ne la rends pas publique", "La rendre publique"),
        ("la rendre publique demain ?", "La rendre publique"),
        ("page", "Fermer ma page"),
        ("", "Fermer ma page"),
        ("ouvrir ma page", "Fermer ma page"),
    ],
)
def test_words_beside_a_label_are_heard_otherwise(typed: str, label: str) -> None:
    assert not says(words(typed), Button(label, "mypage:x"))
