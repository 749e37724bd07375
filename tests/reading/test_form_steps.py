"""Words that do in a form what a button does, alone in a message."""

import pytest

from core.reading.form_steps import Step, has_none, number_in, step_in


@pytest.mark.parametrize(
    ("said", "step"),
    [
        ("retour", Step.BACK),
        ("la question d'avant svp", Step.BACK),
        ("back please", Step.BACK),
        ("terug", Step.BACK),
        ("je passe merci", Step.SKIP),
        ("skip this", Step.SKIP),
        ("garder", Step.KEEP),
        ("je veux corriger une erreur", Step.EDIT),
        ("Pareil que la dernière fois !", Step.SAME),
        ("the same as before", Step.SAME),
        ("jsp quoi mettre", Step.STUCK),
        ("Bonjour, je ne sais pas. Merci", Step.STUCK),
        ("no GitHub", Step.STUCK),
        ("keine Ahnung", Step.STUCK),
        ("Correct", None),
        ("Awa Diallo", None),
        ("retour de vacances", None),
        ("je sais pas mais c'était en mai", None),
        ("retour ?", None),
    ],
)
def test_a_step_is_taken_where_nothing_else_is_said(said: str, step: Step | None) -> None:
    assert step_in(said) is step


@pytest.mark.parametrize(
    ("said", "number"),
    [
        ("2", 2),
        ("le 2", 2),
        ("le deuxième", 2),
        ("la première", 1),
        ("the second one", 2),
        ("number 3", 3),
        ("de tweede", 2),
        ("nummer 4", 4),
        ("2026", None),
        ("le badge", None),
        ("2 ou 3", None),
        ("", None),
    ],
)
def test_one_of_several_is_named_by_its_place(said: str, number: int | None) -> None:
    assert number_in(said) == number


@pytest.mark.parametrize("said", ["non jai pas de lien", "no link sorry", "j'en ai pas", "nee"])
def test_a_no_in_a_few_words_is_nothing_to_give(said: str) -> None:
    assert has_none(said)


@pytest.mark.parametrize("said", ["https://association.example.org", "non, https://a.example.org"])
def test_an_address_is_something_to_give(said: str) -> None:
    assert not has_none(said)
