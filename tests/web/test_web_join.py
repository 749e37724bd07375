"""`/i/{programme}/join`: an organisation reads how to join, asks to, and it becomes a case."""

import re
from collections.abc import Collection
from dataclasses import replace
from html import unescape

import pytest
from sqlmodel import select

from core.ground.tables import Case, Outbox
from core.people import people, tokens
from core.people.tokens import Purpose
from core.programmes.link_check import FoundDocument
from core.programmes.members.organisations import named
from core.support.join_requests import of_case
from tests.verifiers import foreign
from tests.world.partner import answered, there
from tests.world.visitors import visitor
from tests.world.world import Stage

PAGE = "/i/normandie/join"
ASKED = {
    "name": "Atelier Nord",
    "aliases": "AN, L'Atelier",
    "url": "https://atelier.example.org",
    "contact": "Jeanne Martin",
    "mail": "Jeanne@atelier.example.org",
    "issuer": foreign.PROFILE,
    "organiser-2": f"{foreign.CLASS}\r\n",
    "nonce": "n",
}


def cases(stage: Stage) -> list[Case]:
    with stage.world.glance() as turn:
        return list(turn.db.exec(select(Case)))


async def test_the_page_says_how_to_join_and_what_each_level_recognises(stage: Stage) -> None:
    async with visitor(stage) as web:
        shown = await web.get(PAGE)
        issuer = await web.get("/i/normandie")
    text = unescape(shown.text)
    assert "Rejoindre « Région Normandie »" in text
    assert "d'ici au mercredi 18 novembre" in text
    assert "Organiser, niveau 2 « Je maîtrise »" in text
    assert "Elle la découpe en étapes" in text
    for name in ("name", "contact", "mail", "issuer", "integrer-1"):
        assert f'for="{name}"' in shown.text
    assert f'href="{PAGE}"' in issuer.text
    assert cases(stage) == []


async def test_nobody_joins_a_programme_without_competences(stage: Stage) -> None:
    async with visitor(stage) as web:
        assert (await web.get("/i/becode/join")).status_code == 404
        assert (await web.post("/i/nowhere/join", data=ASKED)).status_code == 404
        assert "/i/becode/join" not in (await web.get("/i/becode")).text


async def test_a_form_becomes_one_case_however_often_it_is_sent(stage: Stage) -> None:
    stage.supporter("max", "Max Dubois", "normandie", "manager")
    async with visitor(stage) as web:
        done = await web.post(PAGE, data=ASKED)
        await web.post(PAGE, data=ASKED)
    (case,) = cases(stage)
    assert f"Dossier {case.ref}" in unescape(done.text)
    assert (case.occasion, case.programme) == ("joining", "normandie")
    with stage.world.glance() as turn:
        request = of_case(turn, case)
        told = [row.place for row in turn.db.exec(select(Outbox))]
    assert request
    assert (request.mail, request.aliases) == ("jeanne@atelier.example.org", ("AN", "L'Atelier"))
    assert [(each.competence, each.level) for each in request.classes] == [("organiser", "2")]
    assert told == ["max@example.org"]  # nobody else is written to, and nothing was fetched


async def test_what_is_wrong_is_told_beside_its_field_and_kept_filled_in(stage: Stage) -> None:
    wrong = ASKED | {
        "aliases": "ADB", "url": "atelier", "mail": "jeanne", "issuer": "https//atelier",
        "adapter-1": "voir notre site", "organiser-2": "",
    }  # fmt: skip
    async with visitor(stage) as web:
        shown = await web.post(PAGE, data=wrong)
        empty = await web.post(PAGE, data={"name": " "})
    assert (shown.status_code, empty.status_code) == (422, 422)
    text = unescape(shown.text)
    for field in ("aliases", "url", "mail", "issuer", "adapter-1"):
        assert f'id="{field}-problem"' in shown.text
    assert "« ADB » est déjà un nom d'un autre organisme, Atelier du Bocage : choisissez" in text
    assert 'value="Atelier Nord"' in shown.text
    assert empty.text.count('-problem">') == 3
    assert cases(stage) == []


async def test_strangers_cannot_drown_the_managers(stage: Stage) -> None:
    async with visitor(stage) as web:
        for number in range(3):
            sent = await web.post(PAGE, data=ASKED | {"nonce": str(number)})
            assert sent.status_code == 200
        again = await web.post(PAGE, data=ASKED | {"nonce": "once more"})
    assert again.status_code == 429
    assert "Trop de demandes" in unescape(again.text)
    assert 'value="Atelier Nord"' in again.text
    assert len(cases(stage)) == 3


@pytest.mark.parametrize(("language", "title"), [("en", "Join “Norm"), ("nl", "Aansluiten bij")])
async def test_it_is_there_in_other_languages(stage: Stage, language: str, title: str) -> None:
    async with visitor(stage) as web:
        assert title in unescape((await web.get(f"{PAGE}?lang={language}")).text)


def hosted(stage: Stage) -> None:
    """The hosts of Atelier Nord answer."""
    found = there()

    def ask(url: str, asked: Collection[str]) -> FoundDocument | None:
        return answered(found, url, asked)

    stage.world = replace(stage.world, ask=ask)


async def test_the_page_of_its_case_does_what_the_button_does(either: Stage) -> None:
    hosted(either)
    either.supporter("max", "Max Dubois", "normandie", "manager")
    async with visitor(either) as web:
        await web.post(PAGE, data=ASKED)
        (case,) = cases(either)
        with either.world.turn() as turn:
            max_mail = people.meet(turn, people.MAIL, "max@example.org")
            secret = tokens.give(
                turn, Purpose.SUPPORT, max_mail, about=case.id, programme="normandie"
            )
        shown = await web.get(f"/case/{secret}")
        assert foreign.PROFILE in shown.text
        act = re.search(r'name="act" value="(enrol:\d+)"', shown.text)
        assert act
        await web.post(f"/case/{secret}", data={"nonce": "one", "act": act[1], "words": ""})
    with either.world.glance() as turn:
        assert named(turn, "normandie", "Atelier Nord")
    assert cases(either)[0].state == "closed"
