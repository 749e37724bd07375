"""Values within a sentence: joined as the language joins words, one or many as the number says."""

import pytest

from core.ground.joined_words import filled


@pytest.mark.parametrize(
    ("sentence", "value", "said"),
    [
        ("l'équipe de $x", "le Service Civique", "l'équipe du Service Civique"),
        ("l'équipe de $x", "la Région Normandie", "l'équipe de la Région Normandie"),
        ("l'équipe de $x", "l'Atelier du Bocage", "l'équipe de l'Atelier du Bocage"),
        ("l'équipe de $x", "les Vergers", "l'équipe des Vergers"),
        ("l'équipe de $x", "BeCode", "l'équipe de BeCode"),
        ("écrire à $x", "le BIK'LAB", "écrire au BIK'LAB"),
        ("délivré par $x.", "le Service Civique", "délivré par le Service Civique."),
        ("la décision de $x", "Awa Diallo", "la décision d'Awa Diallo"),
        ("la décision de $x", "Élise", "la décision d'Élise"),
        ("la réponse de $x", "awa@example.org", "la réponse de awa@example.org"),
        ("la clé de $x", "", "la clé de "),
        ("le prix de ${x} $$", "le", "le prix de le $"),
    ],
)
def test_a_name_is_joined_to_the_word_before_it(sentence: str, value: str, said: str) -> None:
    assert filled(sentence, "fr-informal", {"x": value}) == said


@pytest.mark.parametrize(
    ("language", "number", "said"),
    [("fr", "0", "0 mot ici"), ("fr", "1", "1 mot ici"), ("fr", "20", "20 mots ici"),
     ("en", "0", "0 mots ici"), ("en", "1", "1 mot ici")],
)  # fmt: skip
def test_a_number_takes_its_form(language: str, number: str, said: str) -> None:
    assert filled("$count {mot|mots} ici", language, {"count": number}) == said


def test_a_word_may_stand_between_the_number_and_its_form() -> None:
    sentence = "$days working {day|days}"
    assert filled(sentence, "en", {"days": "1"}) == "1 working day"
    assert filled(sentence, "en", {"days": "5"}) == "5 working days"


def test_a_language_without_rules_fills_in_plainly() -> None:
    assert filled("de $x", "xx", {"x": "le Labo"}) == "de le Labo"


def test_a_value_that_is_missing_is_an_error() -> None:
    with pytest.raises(KeyError):
        filled("de $x", "fr", {})
