"""An organisation out of a sentence, where none is known beforehand."""

import pytest

from core.reading.organisation_sentences import place_in, place_told
from tests.world.samples import rows


@pytest.mark.parametrize(("said", "expected"), rows("places_told"))
def test_an_organisation_is_found_in_a_sentence_or_asked_about(said: str, expected: str) -> None:
    found = place_in(said.replace("\\n", "\n"))

    assert (found.name if found and found.sure else "ask") == expected


def test_one_that_is_told_by_the_way_has_its_place() -> None:
    told = "du 1/10/25 au 31/05/26 à la mairie de Rouen, Awa"

    found = place_told(told)

    assert found is not None
    name, start, end = found
    assert (name, told[start:end]) == ("Mairie de Rouen", "mairie de Rouen")
    assert place_told("j'habite à la ville de Caen") is None
