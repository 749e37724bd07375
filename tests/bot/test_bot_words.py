"""What counts as words of a message: captions, links behind words, an album, a code."""

import io
from collections.abc import AsyncIterator
from typing import Any

import pytest
from PIL import Image

from bot.message_words import words_of
from tests.servers.telegram_talk import REPOSITORY, Scene, scene, told
from tests.world.world import Stage


@pytest.fixture
async def bot(stage: Stage) -> AsyncIterator[Scene]:
    async with scene(stage) as running:
        yield running


def picture() -> bytes:
    file = io.BytesIO()
    Image.new("RGB", (8, 8)).save(file, "PNG")
    return file.getvalue()


def link(offset: int, length: int, url: str) -> dict[str, Any]:
    return {"type": "text_link", "offset": offset, "length": length, "url": url}


@pytest.mark.parametrize(
    ("message", "said"),
    [
        ({"text": "Voici mon dépôt", "entities": [link(6, 9, "https://x.test/a")]},
         "Voici mon dépôt https://x.test/a"),
        ({"text": "ici et là", "entities": [link(0, 3, "https://x.test/a"),
                                            link(7, 2, "https://y.test")]},
         "ici https://x.test/a et là https://y.test"),
        ({"text": "🎉🎉 mon site", "entities": [link(5, 8, "https://x.test")]},
         "🎉🎉 mon site https://x.test"),
        ({"text": "x.test/a", "entities": [link(0, 8, "http://www.x.test/a/")]}, "x.test/a"),
        ({"text": "écris-moi", "entities": [link(0, 9, "mailto:lina@example.org?subject=Hi")]},
         "écris-moi lina@example.org"),
        ({"text": "moi", "entities": [link(0, 3, "tg://user?id=42")]}, "moi"),
        ({"text": "gras", "entities": [{"type": "bold", "offset": 0, "length": 4}]}, "gras"),
        ({"caption": "mon projet", "caption_entities": [link(0, 10, "https://x.test")]},
         "mon projet https://x.test"),
        ({"photo": []}, ""),
    ],
)  # fmt: skip
def test_the_addresses_behind_words_are_words_too(message: dict[str, Any], said: str) -> None:
    assert words_of(message) == said


async def test_a_caption_answers_what_was_asked(bot: Scene) -> None:
    lina = bot.learner()
    await bot.asked(lina)
    lina.sends_photo(picture(), caption=REPOSITORY)
    await lina.hears("2/2")


async def test_an_address_behind_words_answers_what_was_asked(bot: Scene) -> None:
    lina = bot.learner()
    await bot.asked(lina)
    lina.says("Voici mon dépôt", entities=[link(6, 9, REPOSITORY)])
    await lina.hears("2/2")


async def test_an_album_is_answered_once(bot: Scene) -> None:
    lina = bot.learner()
    await bot.asked(lina)
    for _ in range(4):
        lina.sends_photo(picture(), album="13371")
    lina.says("/privacy")
    await lina.hears(told("account.privacy"))
    assert len(lina.inbox) == 3, [message.text for message in lina.inbox]


async def test_the_words_of_an_album_are_heard_wherever_they_stand(bot: Scene) -> None:
    lina = bot.learner()
    await bot.asked(lina)
    lina.sends_photo(picture(), album="13371", caption=REPOSITORY)
    lina.sends_photo(picture(), album="13371")
    await lina.hears("2/2")
    lina.says("/privacy")
    await lina.hears(told("account.privacy"))
    assert len(lina.inbox) == 3


@pytest.mark.parametrize("payload", ["BECODE_Python-Avance", "BeCode_python-avance"])
async def test_a_link_leads_there_however_it_is_spelt(bot: Scene, payload: str) -> None:
    lina = bot.learner()
    lina.opens_link(payload)
    await lina.hears("1/2")
