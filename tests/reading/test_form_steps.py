"""Words that do in a form what a button does, alone in a message."""

import pytest

from core.reading.form_steps import Step, step_in


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
