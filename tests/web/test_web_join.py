"""`/i/{programme}/join`: an organisation reads how to join, asks to, and it becomes a case."""

import re
from collections.abc import Collection
from dataclasses import replace
from html import unescape

import pytest
from sqlmodel import select

from core.desk.casework import join_form
from core.ground.tables import Case, Outbox
from core.people import people, tokens
from core.people.tokens import Purpose
from core.programmes.link_check import FoundDocument
from core.programmes.members.join_request import JoinRequest
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


async def test_one_flooder_locks_nobody_else_out(stage: Stage) -> None:
    async with visitor(stage) as web:
        sent = [
            await web.post(PAGE, data=ASKED | {"nonce": each, "mail": f"e{each}@evil.test"})
            for each in "1234567"
        ]
    assert [each.status_code for each in sent] == [200] * 5 + [429] * 2
    async with visitor(stage, client="192.0.2.7") as web:
        honest = await web.post(PAGE, data=ASKED | {"nonce": "honest"})
    assert honest.status_code == 200


async def test_a_flooded_programme_tells_another_way(stage: Stage) -> None:
    for number in range(20):
        request = JoinRequest(f"Fab {number}", mail=f"e{number}@evil.test", client=f"{number}")
        join_form.ask(stage.world, "normandie", request, f"{number}", "fr")
    async with visitor(stage) as web:
        sent = await web.post(PAGE, data=ASKED)
    assert sent.status_code == 429
    assert "envoyez-nous les mêmes informations par e-mail" in unescape(sent.text)
    assert 'href="mailto:' in sent.text


async def test_a_site_hides_no_other_host_and_names_no_markup(stage: Stage) -> None:
    odd = {"url": "https://normandie.example.org@evil.test", "contact": "<b>x</b>"}
    async with visitor(stage) as web:
        shown = await web.post(PAGE, data=ASKED | odd)
    assert 'id="url-problem"' in shown.text
    assert 'id="contact-problem"' in shown.text


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
