"""A photo that a claim asks for, sent to the bot over the Bot API; its reviewer sees it there."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from sqlmodel import select

from core.ground.tables import EvidenceFile
from tests.servers.telegram import Person
from tests.servers.telegram_talk import Scene, press, scene, told
from tests.world import evening_school
from tests.world import sent_pictures as sent
from tests.world.world import make_stage


@pytest.fixture
async def bot(tmp_path: Path) -> AsyncIterator[Scene]:
    stage = make_stage(tmp_path, programmes=evening_school.programmes(tmp_path))
    async with scene(stage) as running:
        yield running
    stage.world.store.close()


async def at_the_file(bot: Scene) -> Person:
    """Somebody who is asked for their certificate."""
    lina = bot.learner()
    lina.opens_link("veillee_tuteur")
    await lina.hears("1/5")
    lina.says("Lina Haddad")
    await lina.hears("2/5")
    lina.says("Mathématiques")
    await lina.hears("3/5")
    lina.says("20 h")
    await lina.hears("4/5")
    return lina


def kept(bot: Scene) -> list[EvidenceFile]:
    with bot.world.glance() as turn:
        return list(turn.db.exec(select(EvidenceFile)))


async def test_a_photo_goes_from_its_sender_to_the_reviewer(bot: Scene) -> None:
    sam, lina = bot.reviewer("Sam", "veillee"), await at_the_file(bot)
    lina.sends_photo(sent.picture(size=(1200, 900)), caption="voilà !")
    await lina.hears("5/5")
    lina.says("pas de lien")
    recap = await lina.hears(told("claim.recap"))
    assert "photo.jpg (" in recap.text
    press(lina, "claim.button_yes")
    seen = await sam.hears(lambda message: bool(message.body.get("photo")))
    assert "photo.jpg" in str(seen.body)
    card = await sam.hears(lambda message: "Attestation" in message.text)
    assert card.labels
    assert len(kept(bot)) == 1


async def test_a_document_is_kept_under_its_name_and_shown_as_one(bot: Scene) -> None:
    sam, lina = bot.reviewer("Sam", "veillee"), await at_the_file(bot)
    lina.sends_document(sent.PDF, "attestation.pdf", "application/pdf")
    await lina.hears("5/5")
    lina.says("aucun")
    await lina.hears("attestation.pdf (")
    press(lina, "claim.button_yes")
    seen = await sam.hears(lambda message: message.document is not None)
    assert "attestation.pdf" in str(seen.body)


async def test_of_an_album_the_first_is_kept(bot: Scene) -> None:
    lina = await at_the_file(bot)
    for size in ((300, 200), (200, 300)):
        lina.sends_photo(sent.picture(size=size), album="one")
    await lina.hears("5/5")
    await lina.hears("la première")
    assert len(kept(bot)) == 1


async def test_a_file_too_large_for_a_bot_is_told_of_and_not_fetched(bot: Scene) -> None:
    lina = await at_the_file(bot)
    lina.sends_document(sent.PDF + bytes(20_500_000), "scan.pdf", "application/pdf")
    await lina.hears("trop lourd")
    assert "getFile" not in [call.method for call in bot.api.calls]
    assert kept(bot) == []


async def test_a_photo_nobody_asked_for_is_not_fetched(bot: Scene) -> None:
    lina = bot.learner()
    lina.says("/start")
    await lina.hears(told("menu.hello"))
    lina.sends_photo(sent.picture())
    await lina.hears(told("menu.photo"))
    assert "getFile" not in [call.method for call in bot.api.calls]
