"""A claim in a chat, from the link to the badge, on the emulator."""

import asyncio
import re
from collections.abc import AsyncIterator

import pytest
from sqlmodel import select

from core.badges.picture import bake
from core.ground.tables import Claim
from core.support import misused_badges
from tests.servers.telegram_talk import REPOSITORY, SITE, Scene, press, scene, told
from tests.world.world import Stage

CLOSED = told("review.closed_approve")


@pytest.fixture
async def bot(stage: Stage) -> AsyncIterator[Scene]:
    async with scene(stage) as running:
        yield running


async def test_a_badge_arrives_as_a_file_whose_bytes_verify(bot: Scene) -> None:
    sam, lina = bot.reviewer("Sam"), bot.learner()
    ref = await bot.submitted(lina)
    card = await sam.hears(ref)
    sam.presses(f"approve:{ref}")
    badge = await lina.hears(lambda message: message.document is not None)
    assert badge.document is not None
    assert badge.file_name == "becode-python-avance.png"
    verdict = misused_badges.judged(bot.world, badge.document, "lina@example.org")
    assert verdict.valid, verdict
    assert set(bake.unbake(badge.document)) == set(bake.KEYWORDS)
    assert [*badge.links.values()][1].startswith("https://badges.example.org/b/")
    assert len(badge.labels) == 5
    await sam.sees(lambda message: message.id == card.id and CLOSED(message))
    assert card.labels == []


async def test_the_progress_is_shown_and_never_falls(bot: Scene) -> None:
    lina = bot.learner()
    first = await bot.asked(lina)
    assert "1/2 · Dépôt GitHub" in first.text
    lina.says("je ne sais pas encore")
    why, _, again = (await lina.hears("1/2")).text.partition("1/2")
    assert why.strip()
    assert "Dépôt GitHub" in again
    lina.says(REPOSITORY)
    await lina.hears("2/2 · Site du projet")
    press(lina, "claim.button_back")
    lina.says(f"{REPOSITORY}-2")
    await lina.hears("2/2 · Site du projet")


async def test_back_and_the_recap_mend_one_answer_and_keep_the_others(bot: Scene) -> None:
    lina = bot.learner()
    await bot.asked(lina)
    lina.says(REPOSITORY)
    await lina.hears("2/2")
    press(lina, "claim.button_back")
    back = await lina.hears("1/2")
    assert REPOSITORY in back.text
    press(lina, "claim.button_keep")
    await lina.hears("2/2")
    lina.says(SITE)
    recap = await lina.hears(told("claim.recap"))
    assert len(recap.labels) == 4
    press(lina, "claim.button_edit", label="Dépôt GitHub")
    await lina.hears("1/2")
    lina.says("https://github.com/lina/other")
    mended = await lina.hears(told("claim.recap_changed"))
    assert "https://github.com/lina/other" in mended.text
    assert SITE not in mended.text  # it stands as it was


async def test_the_notice_on_data_comes_before_the_first_question(bot: Scene) -> None:
    lina = bot.learner()
    first = await bot.asked(lina)
    notice, question = first.text.index("/privacy"), first.text.index("1/2")
    assert notice < question
    lina.says("/privacy")
    await lina.hears(told("account.privacy"))


@pytest.mark.parametrize("sends", ["sends_sticker", "sends_voice", "edits"])
async def test_what_cannot_be_read_gets_a_hint_and_the_question_again(
    bot: Scene, sends: str
) -> None:
    lina = bot.learner()
    await bot.asked(lina)
    if sends == "edits":
        wrong = lina.says("oups")
        await lina.hears("1/2")
        lina.edits(wrong, REPOSITORY)
    else:
        getattr(lina, sends)()
    hint = await lina.hears("1/2")
    assert 20 < hint.text.index("1/2") < hint.text.index("GitHub")
    lina.says(REPOSITORY)
    await lina.hears("2/2")


async def test_names_and_answers_are_shown_as_they_are(bot: Scene) -> None:
    sam, lina = bot.reviewer("Sam"), bot.learner("Lina")
    bot.known(lina_too := bot.api.person('<b>&"*_`'), '<b>&"*_`', "b@example.org")
    lina_too.user.started = True
    await bot.submitted(lina_too)
    card = await sam.hears('<b>&"*_`')
    assert card.entities == [
        entity for entity in card.entities if entity["type"] in ("url", "bot_command", "bold")
    ]
    assert lina.inbox == []


async def test_an_unknown_link_leads_to_a_friendly_menu(bot: Scene) -> None:
    lina = bot.learner()
    lina.opens_link("no-such-thing")
    menu = await lina.hears(told("menu.unknown_link"))
    assert "BeCode" in menu.labels


async def test_language_is_taken_from_telegram_and_changed_by_hand(bot: Scene) -> None:
    lina = bot.api.person("Lina", "en-gb")
    lina.opens_link()
    hello = await lina.hears()
    assert hello.text.startswith(bot.world.words.say("en", "menu.hello"))
    lina.says("/language")
    await lina.hears()
    lina.presses("Français")
    await lina.hears(told("account.language_set"))
    lina.says("/status")
    await lina.hears(told("status.nothing"))


async def test_language_asks_the_current_question_again(bot: Scene) -> None:
    lina = bot.learner()
    await bot.asked(lina)
    lina.says("/language")
    await lina.hears()
    lina.presses("English")
    assert "1/2 · GitHub repository" in (await lina.hears()).text


async def test_a_mail_address_is_proven_by_its_code(bot: Scene) -> None:
    nour = bot.api.person("Nour", "fr")
    nour.opens_link("becode_python-avance")
    await nour.hears("1/3")
    nour.says("nour@example.org")
    await nour.hears(told("account.code_sent"))
    (letter,) = bot.rows(door="mail", kind="code")
    nour.says("0000 0000")
    await nour.hears(told("account.code_wrong"))
    nour.says(code_in(letter.message))
    await nour.hears("2/3")


def code_in(message: str) -> str:
    found = re.search(r"\d{4} \d{4}", message)
    assert found is not None
    return found[0]


async def test_a_badge_is_sent_again_when_asked_for(bot: Scene) -> None:
    sam, lina = bot.reviewer("Sam"), bot.learner()
    ref = await bot.submitted(lina)
    await sam.hears(ref)
    sam.presses(f"approve:{ref}")
    first = await lina.hears(lambda message: message.document is not None)
    lina.says("/mybadges")
    await lina.hears(told("status.badges"))
    lina.presses("Python avancé")
    again = await lina.hears(lambda message: message.document is not None)
    assert again.document == first.document


async def test_cancel_asks_once(bot: Scene) -> None:
    lina = bot.learner()
    await bot.asked(lina)
    lina.says("/cancel")
    await lina.hears(told("claim.withdraw_sure"))
    press(lina, "claim.button_withdraw")
    await lina.hears(told("claim.withdrawn"))
    with bot.world.glance() as turn:
        assert [claim.state for claim in turn.db.exec(select(Claim))] == ["withdrawn"]


async def test_two_people_who_talk_at_once_are_not_mixed_up(bot: Scene) -> None:
    lina, nour = bot.learner("Lina"), bot.learner("Nour")
    await asyncio.gather(bot.asked(lina), bot.asked(nour))
    lina.says("https://github.com/lina/app")
    nour.says("https://github.com/nour/app")
    await asyncio.gather(lina.hears("2/2"), nour.hears("2/2"))
    lina.says("https://lina.example.org")
    nour.says("https://nour.example.org")
    recaps = await asyncio.gather(lina.hears(told("claim.recap")), nour.hears(told("claim.recap")))
    assert ["nour" in recap.text for recap in recaps] == [False, True]
