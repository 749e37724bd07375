"""Which known organisation a few words mean."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.reading.organisations import CHOICES, NamedOrganisation, match, mentioned
from tests.world.samples import rows


def known(table: str = "places") -> tuple[NamedOrganisation, ...]:
    told = [row[1].partition(" = ") for row in rows(table) if row[0] == "known"]
    return tuple(
        NamedOrganisation(name, tuple(alias.strip() for alias in aliases.split(",") if alias))
        for name, _, aliases in told
    )


SAID = [row for row in rows("places") if row[0] != "known"]


@pytest.mark.parametrize(("said", "expected"), SAID)
def test_an_organisation_is_recognised_or_asked_about(said: str, expected: str) -> None:
    read = match(said, known())

    assert (read.name if isinstance(read, NamedOrganisation) else "ask") == expected


WRITTEN = [row for row in rows("places_written") if row[0] != "known"]
ON_THE_ROSTER = known("places_written")


@pytest.mark.parametrize(("said", "meant"), WRITTEN)
def test_no_written_phrase_is_taken_for_another_organisation(said: str, meant: str) -> None:
    read = match(said, ON_THE_ROSTER)

    if isinstance(read, NamedOrganisation):
        assert read.name == meant
    else:
        assert len(read) == CHOICES
        assert meant == "ask" or meant in [place.name for place in read]


def test_of_the_written_phrases_that_name_one_organisation_nine_in_ten_are_read() -> None:
    clear = [said for said, meant in WRITTEN if meant != "ask"]
    asked = [
        said for said in clear if not isinstance(match(said, ON_THE_ROSTER), NamedOrganisation)
    ]

    assert len(WRITTEN) >= 100
    assert len(asked) <= 0.1 * len(clear), asked


def test_a_doubt_offers_the_nearest_three_and_the_nearest_first() -> None:
    near = match("Croix-Rouge de Lyon", known())

    assert isinstance(near, tuple)
    assert len(near) == 3
    assert near[0].name == "Croix-Rouge de Lille"


@pytest.mark.parametrize("place", known(), ids=lambda place: str(place.name))
def test_every_name_and_alias_means_its_own_organisation(place: NamedOrganisation) -> None:
    for name in place.names:
        assert match(name, known()) == place


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("J'étais à la Croix-Rouge de Lille depuis octobre", "Croix-Rouge de Lille"),
        ("j'étais à la croix rouge de lille, puis j'ai arrêté", "Croix-Rouge de Lille"),
        ("chez Emmaüs Roubaix.", "Emmaüs Roubaix"),
        ("À l'APF France handicap (Lille)", "Association des paralysés de France"),
        ("pas à la Croix-Rouge de Lille", ""),
        ("à la Croix-Rouge de Lille Sud", ""),
        ("à la Croix-Rouge", ""),
        ("de la Croix-Rouge de Lille à Emmaüs Roubaix", ""),
        ("rien de tout cela", ""),
    ],
)
def test_only_a_full_name_is_found_inside_a_longer_text(text: str, expected: str) -> None:
    found = mentioned(text, known())

    assert (found[0].name if found else "") == expected


@settings(deadline=None)
@given(text=st.text(max_size=200))
def test_any_text_means_an_organisation_or_none(text: str) -> None:
    assert isinstance(match(text, known()), NamedOrganisation | tuple)
    found = mentioned(text, known())
    assert found is None or text[found[1] : found[2]]


def test_nothing_known_is_nothing_offered() -> None:
    assert match("Croix-Rouge de Lille", ()) == ()
