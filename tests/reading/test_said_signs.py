"""Addresses and codes that are said aloud, as a phone writes them down."""

import pytest

from core.reading.addresses.said_signs import figures_said, mail_said, of_two, web_said


@pytest.mark.parametrize(
    ("said", "address"),
    [
        ("léo point martin arobase example point org", "leo.martin@example.org"),
        ("c'est jordan76 chez example.org", "jordan76@example.org"),
        (
            "mon mail c'est leo tiret martin arobase example point org merci",
            "leo-martin@example.org",
        ),
        ("tom at example dot org", "tom@example.org"),
        ("siebe apenstaartje example punt org", "siebe@example.org"),
        ("clara punkt arnim ät example punkt org", "clara.arnim@example.org"),
        ("leo.martin @ example.org", "leo.martin@example.org"),
        ("I work at example.org", ""),
        ("je suis chez example.org", ""),
        ("leo arobase example point org ou lea arobase example point org", ""),
        ("on se voit au point rouge", ""),
    ],
)
def test_a_mail_address_is_heard_where_its_signs_are_said(said: str, address: str) -> None:
    assert mail_said(said) == address


def test_a_web_address_is_written_with_its_signs() -> None:
    said = "its github dot com slash example dash ravi slash docker dash lab"

    assert web_said(said) == "its github.com/example-ravi/docker-lab"
    assert web_said("rendez-vous au point rouge") == "rendez-vous au point rouge"


def test_a_code_is_heard_figure_by_figure_and_a_count_stays_words() -> None:
    assert figures_said("zéro trois neuf un, cinq cinq deux huit") == "03915528"
    assert figures_said("null sieben, eins eins, vier sechs, drei neun") == "07114639"
    assert figures_said("j'ai deux prénoms") == "j'ai deux prénoms"


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("a@example.org pardon b@example.org", "b@example.org"),
        ("pas a@example.org, b@example.org", "b@example.org"),
        ("b@example.org et pas a@example.org", "b@example.org"),
        ("a@example.org ou b@example.org", ""),
    ],
)
def test_of_two_addresses_the_one_that_is_not_taken_back_is_meant(said: str, meant: str) -> None:
    one, other = sorted(
        (word for word in said.replace(",", "").split() if "@" in word), key=said.find
    )

    assert of_two(said, one, other) == meant
