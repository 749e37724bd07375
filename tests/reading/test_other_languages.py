"""A language that is not ours is told from ours, however it is spelt, and from names."""

import pytest

from core.reading.other_languages import is_other_language

SPOKEN = ("fr", "en", "nl")


@pytest.mark.parametrize(
    "text",
    [
        "Hola, no he recibido mi insignia. ¿Pueden ayudarme?",
        "olá não recebi o meu distintivo",
        "merhaba rozetimi almadım yardım eder misiniz",
        "لم أستلم شارتي",
        "привет я не получил свой значок",
        "Dzień dobry, nie dostałem mojej odznaki",
        "你好 我想要徽章",
    ],
)
def test_another_language_is_known(text: str) -> None:
    assert is_other_language(text, SPOKEN)


@pytest.mark.parametrize(
    "text",
    [
        "slt jai pa recu mon badge",
        "jveu mon bajd piton svp",
        "my badge never came",
        "ik heb mijn badge niet",
        "ich habe mein badge nicht bekommen",
        "salam alaykoum ou est mon badge",
        "jdhfksj kdjfk sldkfj",
        "la mairie de lyon",
        "Juan Carlos de la Cruz",
        "hola",
        "",
    ],
)
def test_ours_noise_and_a_word_or_two_are_not(text: str) -> None:
    assert not is_other_language(text, SPOKEN)
