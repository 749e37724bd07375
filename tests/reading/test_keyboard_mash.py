"""Fingers run over a keyboard are no word; names of all countries are."""

import pytest

from core.reading.keyboard_mash import is_mash, struck

MASH = (
    "jdhfksj", "kdjfhg", "sdkfj", "qsdfgh", "asdf", "azerty", "qwertz", "qsdqsd", "jkljkl", "lkjhg",
    "aaaa", "fhdjsk", "asdasd", "poipoi", "wxcvbn", "hjgfds",
)  # fmt: skip
NAMES = (
    "Ngozi", "Nwachukwu", "Krzysztof", "Szczęsny", "Brzęczyszczykiewicz", "Nguyễn", "Hirschsprung",
    "Schwarzschild", "Vlk", "Smrž", "Trnka", "Hrdlička", "Mstyslav", "Xhevdet", "Srđan", "Mbaye",
    "Nkrumah", "Tchouaméni", "Dvořák", "Grzegrzółka", "Ewert", "Trew", "Liberty", "Flynn", "Rhys",
    "Tshabalala", "Mkhize", "Goldschmidt", "Ångström", "Mkrtchyan", "Zghal", "Пётр", "محمد", "李",
)  # fmt: skip


@pytest.mark.parametrize("word", MASH)
def test_keyboard_noise_is_known(word: str) -> None:
    assert struck(word)


@pytest.mark.parametrize("name", NAMES)
def test_a_name_is_no_noise(name: str) -> None:
    assert not struck(name)


@pytest.mark.parametrize("text", ["", "ok", "Rouen 76", "jdhfksj Diallo", "1234", "j'ai fini"])
def test_a_text_with_a_word_in_it_is_no_noise(text: str) -> None:
    assert not is_mash(text)
