"""The page of a case: reading it does nothing, one post corrects or revokes a badge."""

import re
from html import unescape

import httpx
import pytest
from sqlmodel import select

from core.due import due
from core.ground.tables import Case, Claim, Revocation
from core.people import people, tokens
from core.people.tokens import Purpose
from core.staff import remove
from tests.world.issued_badges import CIVIC, RIGHT, WRONG, of_two, standing, volunteer_badge
from tests.world.talking import Talk, texts
from tests.world.visitors import visitor
from tests.world.web_form import everything
from tests.world.world import Stage

WHY = "La mission a été interrompue."


@pytest.fixture
def misspelt(stage: Stage) -> Stage:
    """The case of Siobhán, whose badge bears another's name."""
    volunteer_badge(stage)
    said = "Il y a une faute dans mon nom : c'est Siobhán O'Connell et pas O'Connor."
    Talk(stage, "siobhan", count=50).say(said)
    return stage


def secret(stage: Stage, who: str = "nour", purpose: Purpose = Purpose.SUPPORT) -> str:
    """What a letter to one of the staff leads to the page with."""
    with stage.world.turn() as turn:
        address = people.meet(turn, people.MAIL, f"{who}@example.org")
        if purpose is Purpose.DECIDE:
            return tokens.give(turn, purpose, address, turn.db.exec(select(Claim)).one())
        case = turn.db.exec(select(Case).order_by(Case.opened_at.desc())).first()  # type: ignore[attr-defined]
        assert case is not None
        return tokens.give(turn, purpose, address, about=case.id, programme=CIVIC)


async def read(client: httpx.AsyncClient, path: str) -> str:
    return unescape((await client.get(path)).text)


def later(stage: Stage, minutes: int = 11) -> str:
    stage.clock.pass_(minutes=minutes)
    return texts(due(stage.world))


def press(html: str, name: str, words: str = "") -> dict[str, str]:
    """The form of an action as the page has it, filled in."""
    found = re.search(rf'name="act" value="({name}:\d+)"', html)
    assert found, name
    return {"nonce": "one", "act": found[1], "words": words}


async def test_reading_a_case_changes_nothing(misspelt: Stage) -> None:
    path = f"/case/{secret(misspelt)}"
    before = everything(misspelt)
    async with visitor(misspelt) as client:
        for method in ("GET", "HEAD", "GET"):
            answer = await client.request(method, path)
            assert (answer.status_code, answer.headers["cache-control"]) == (200, "no-store")
        html = await read(client, path)
    assert everything(misspelt) == before
    assert f'value="{RIGHT}"' in html  # the name that the person asks for stands there already
    assert "c'est Siobhán O'Connell" in html


async def test_a_name_is_corrected_from_the_page_of_its_case(misspelt: Stage) -> None:
    path = f"/case/{secret(misspelt)}"
    async with visitor(misspelt) as client:
        form = press(await read(client, path), "correct", RIGHT)
        for _ in range(2):  # a double press
            assert (await client.post(path, data=form)).status_code == 303
        html = await read(client, path)
    assert f"par un badge au nom de « {RIGHT} »" in html
    assert "Annuler : garder le badge" in html
    assert standing(misspelt) == {WRONG: True}
    assert RIGHT in later(misspelt)
    assert standing(misspelt) == {WRONG: False, RIGHT: True}


async def test_what_was_ordered_from_the_page_is_taken_back_there(misspelt: Stage) -> None:
    path = f"/case/{secret(misspelt)}"
    async with visitor(misspelt) as client:
        await client.post(path, data=press(await read(client, path), "revoke", WHY))
        await client.post(path, data=press(await read(client, path), "keep"))
        html = await read(client, path)
    assert "le badge reste valable" in html
    later(misspelt)
    assert standing(misspelt) == {WRONG: True}


@pytest.mark.parametrize(("name", "words"), [("revoke", "  "), ("correct", WRONG)])
async def test_a_post_that_cannot_be_done_says_why(misspelt: Stage, name: str, words: str) -> None:
    path = f"/case/{secret(misspelt)}"
    async with visitor(misspelt) as client:
        answer = await client.post(path, data=press(await read(client, path), name, words))
    assert answer.status_code == 422
    assert "Rien n'a changé" in unescape(answer.text)
    assert planned(misspelt) == []


def planned(stage: Stage) -> list[Revocation]:
    with stage.world.glance() as turn:
        return list(turn.db.exec(select(Revocation)))


async def test_two_people_revoke_from_their_pages_where_the_programme_says_so(
    stage: Stage,
) -> None:
    of_two(stage)
    volunteer_badge(stage)
    Talk(stage, "siobhan", count=50).say("Je veux parler à quelqu'un, mes dates sont fausses")
    async with visitor(stage) as client:
        first = f"/case/{secret(stage)}"
        await client.post(first, data=press(await read(client, first), "revoke", WHY))
        assert "une seconde personne de l'équipe doit être d'accord" in await read(client, first)
        stage.clock.pass_(minutes=1)
        second = f"/case/{secret(stage, 'theo')}"
        html = await read(client, second)
        assert WHY in html
        assert standing(stage) == {WRONG: True}
        await client.post(second, data=press(html, "revoke"))
    assert WHY in later(stage)
    assert standing(stage) == {WRONG: False}


async def test_who_left_the_team_and_who_never_was_in_it_reach_no_case(misspelt: Stage) -> None:
    token = secret(misspelt)
    with misspelt.world.turn() as turn:
        forged = tokens.give(
            turn,
            Purpose.SUPPORT,
            people.meet(turn, people.MAIL, "eve@example.org"),
            about=turn.db.exec(select(Case.id)).one(),
            programme=CIVIC,
        )
    with misspelt.world.turn() as turn:
        remove(turn, "nour@example.org", CIVIC, "support")
    async with visitor(misspelt) as client:
        for secret_of, status in ((token, 404), (forged, 403), ("a" * 26, 404)):
            answer = await client.get(f"/case/{secret_of}")
            assert answer.status_code == status
            assert "Siobh" not in answer.text
            posted = {"nonce": "1", "act": "correct:0", "words": RIGHT}
            await client.post(f"/case/{secret_of}", data=posted)
    assert planned(misspelt) == []


async def test_a_manager_corrects_and_revokes_from_the_page_of_a_decision(misspelt: Stage) -> None:
    misspelt.supporter("max", "Max Dubois", CIVIC, "manager")
    path = f"/decide/{secret(misspelt, 'max', Purpose.DECIDE)}"
    async with visitor(misspelt) as client:
        assert "Une erreur sur le badge" in await read(client, path)
        form = {"nonce": "1", "verdict": "correct", "words": WRONG}
        refused = await client.post(path, data=form)
        assert (refused.status_code, "déjà le nom" in unescape(refused.text)) == (422, True)
        await client.post(path, data={"nonce": "2", "verdict": "revoke", "words": WHY})
        assert WHY in await read(client, path)
        await client.post(path, data={"nonce": "3", "verdict": "keep"})
        await client.post(path, data={"nonce": "4", "verdict": "correct", "words": RIGHT})
        assert RIGHT in await read(client, path)
    later(misspelt)
    assert standing(misspelt) == {WRONG: False, RIGHT: True}


async def test_who_only_decides_is_offered_no_change_of_a_badge(misspelt: Stage) -> None:
    misspelt.reviewer("sam", "Sam Okafor", CIVIC)
    path = f"/decide/{secret(misspelt, 'sam', Purpose.DECIDE)}"
    async with visitor(misspelt) as client:
        assert "Une erreur sur le badge" not in await read(client, path)
        answer = await client.post(path, data={"nonce": "1", "verdict": "revoke", "words": WHY})
    assert answer.status_code == 422
    assert planned(misspelt) == []
