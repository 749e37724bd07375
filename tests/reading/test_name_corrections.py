"""A name told anew while another stands: only what is said of it mends it."""

import pytest

from core.reading.names import reading
from core.reading.names.correction import corrected

STANDS = "Léo Martin"


@pytest.mark.parametrize(
    ("said", "name"),
    [
        ("plutôt Léo-Paul Martin", "Léo-Paul Martin"),
        ("mon nom prend un tiret : Léo-Paul Martin", "Léo-Paul Martin"),
        ("pas Martin mais Martins, Léo Martins", "Léo Martins"),
        ("oui sauf mon nom : Mbaye Diouf", "Mbaye Diouf"),
        ("can you change my name to Siân Roberts?", "Siân Roberts"),
        ("léo paul martin", "Léo Paul Martin"),
        ("nee, het is Jan Peeters", "Jan Peeters"),
        ("Oui, tout est exact.\n\nCordialement,\nLina Haddad", ""),
        ("Oui, tout est exact. Cordialement, Lina Haddad", ""),
        ("Oui, c'est bon.\n\nLina Haddad", ""),
        ("mon tuteur c'est Jean Dupont", ""),
        ("je veux parler à Jean Dupont", ""),
        ("Bonjour Claire Petit, oui c'est bon", ""),
        ("organisme : Secours Catholique", ""),
        ("mon nom est faux", ""),
    ],
)
def test_a_correction_is_told_from_a_signature_and_from_others(said: str, name: str) -> None:
    assert corrected(said, STANDS) == name


@pytest.mark.parametrize(
    "said", ["je suis awa diallo", "jsuis awa diallo", "im awa diallo", "ik ben awa diallo"]
)
def test_a_name_in_small_letters_behind_i_am_is_asked_about(said: str) -> None:
    read = reading.read(said)
    assert read is not None
    assert (read.name, read.doubt) == ("Awa Diallo", reading.NameDoubt.ODD)


@pytest.mark.parametrize(
    "said", ["je suis trop content", "je suis en vacances", "im busy now", "ik ben onderweg"]
)
def test_other_words_behind_i_am_are_no_name(said: str) -> None:
    assert reading.read(said) is None


@pytest.mark.parametrize(
    "said", ["jan janssens", "mijn naam is jan janssens", "ik heet Jan Janssens"]
)
def test_a_month_may_be_a_first_name(said: str) -> None:
    assert reading.sure(said) == "Jan Janssens"
