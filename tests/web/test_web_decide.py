"""Deciding from a mail's link: reading decides nothing, one post decides once."""

import re
from html import unescape

import pytest
from sqlmodel import select

from core.due import due
from core.ground.tables import Answer, Badge, Claim, Event, Role
from core.people import people, tokens
from core.people.tokens import Purpose
from core.programmes.link_check import LinkCheck
from tests.world.talking import Talk
from tests.world.visitors import REPOSITORY, SITE, claimed, only_claim, visitor
from tests.world.web_form import everything
from tests.world.world import Stage


def link(stage: Stage, mail: str = "sam@example.org") -> str:
    """The secret of the card that a reviewer was mailed."""
    with stage.world.turn() as turn:
        address = people.meet(turn, people.MAIL, mail)
        return tokens.give(turn, Purpose.DECIDE, address, turn.db.exec(select(Claim)).one())


@pytest.fixture
def token(stage: Stage) -> str:
    claimed(stage)
    return link(stage)


def data(verdict: str, reason: str = "", nonce: str = "one") -> dict[str, str]:
    return {"nonce": nonce, "verdict": verdict, "reason": reason}


async def test_the_evidence_is_shown_with_what_was_checked(stage: Stage) -> None:
    stage.web.looks[SITE] = LinkCheck("unchecked", why="silent")
    claimed(stage)
    async with visitor(stage) as client:
        html = unescape((await client.get(f"/decide/{link(stage)}")).text)
    assert "Demandé par Lina Haddad" in html
    assert f'<a href="{REPOSITORY}" rel="noreferrer' in html
    assert html.index("l'adresse répond") < html.index("le site n'a pas répondu à temps")
    assert "Un coach de BeCode" in html


async def test_reading_a_claim_decides_nothing(stage: Stage, token: str) -> None:
    before = everything(stage)
    async with visitor(stage) as client:
        for method in ("GET", "HEAD", "GET"):
            assert (await client.request(method, f"/decide/{token}")).status_code == 200
    assert everything(stage) == before


async def test_an_approval_brings_the_badge_once_it_cannot_be_undone_any_more(
    stage: Stage, token: str
) -> None:
    async with visitor(stage) as client:
        sent = await client.post(f"/decide/{token}", data=data("approve"))
        html = unescape((await client.get(sent.headers["location"])).text)
    assert sent.status_code == 303
    assert "votre décision est enregistrée" in html
    assert "Validé par Sam Okafor le 16/11/2026" in html
    pause_over(stage)
    with stage.world.glance() as turn:
        assert turn.db.exec(select(Badge)).one().badge == "python-avance"


def pause_over(stage: Stage) -> None:
    """The minutes in which a decision can be taken back, and what follows them."""
    stage.clock.pass_(minutes=10)
    due(stage.world)


@pytest.mark.parametrize(("verdict", "state"), [("return", "returned"), ("refuse", "refused")])
async def test_a_reason_goes_to_the_learner_as_it_stands(
    stage: Stage, token: str, verdict: str, state: str
) -> None:
    reason = "Le site ne s'ouvre pas <encore>."
    async with visitor(stage) as client:
        await client.post(f"/decide/{token}", data=data(verdict, f" {reason}\0 "))
        page = (await client.get(f"/decide/{token}")).text
    claim = only_claim(stage)
    assert (claim.state, claim.reason) == (state, reason)
    assert reason in unescape(page)
    assert "<encore>" not in page


async def test_the_answers_that_are_wrong_can_be_ticked(stage: Stage, token: str) -> None:
    told: dict[str, str | list[str]] = {**data("return", "Rien ne s'ouvre."), "wrong": "site"}
    async with visitor(stage) as client:
        html = (await client.get(f"/decide/{token}")).text
        assert re.findall(r'name="wrong" value="([a-z]*)"', html) == ["repository", "site"]
        unclear = await client.post(f"/decide/{token}", data={**told, "reason": ""})
        assert re.findall(r'value="([a-z]*)" checked', unclear.text) == ["site"]
        both = {**told, "wrong": ["site", "repository"]}
        await client.post(f"/decide/{token}", data=both)
    assert wrong(stage) == {"repository", "site"}


def wrong(stage: Stage) -> set[str]:
    """The questions that will be asked again."""
    with stage.world.glance() as turn:
        return {answer.question for answer in turn.db.exec(select(Answer)) if answer.wrong}


@pytest.mark.parametrize("reason", ["", "   ", "\u200b"])
async def test_a_missing_reason_is_asked_for_beside_its_field(
    stage: Stage, token: str, reason: str
) -> None:
    async with visitor(stage) as client:
        answer = await client.post(f"/decide/{token}", data=data("refuse", reason))
    assert answer.status_code == 422
    assert "Il faut une raison" in answer.text
    assert 'aria-describedby="reason-hint reason-problem"' in answer.text
    assert only_claim(stage).state == "in_review"


async def test_the_same_decision_twice_is_one(stage: Stage, token: str) -> None:
    async with visitor(stage) as client:
        for _ in range(3):
            await client.post(f"/decide/{token}", data=data("approve"))
        pause_over(stage)
        await client.post(f"/decide/{token}", data=data("approve"))
    with stage.world.glance() as turn:
        moves = [event.move for event in turn.db.exec(select(Event))]
    assert moves.count("approve") == moves.count("issue") == 1


async def test_who_comes_second_is_told_who_decided(stage: Stage, token: str) -> None:
    stage.reviewer("noor", "Noor Aziz", "becode")
    second = link(stage, "noor@example.org")
    async with visitor(stage) as client:
        await client.post(f"/decide/{token}", data=data("approve"))
        await client.post(f"/decide/{second}", data=data("refuse", "Trop tard"))
        html = (await client.get(f"/decide/{second}")).text
    assert "déjà décidée" in html
    assert "Validé par Sam Okafor" in html
    assert "Trop tard" not in html
    assert only_claim(stage).state == "approved"


async def test_the_link_decides_on_its_own_claim_only(stage: Stage, token: str) -> None:
    other = Talk(stage, "lina", 50)
    for line in ("/start becode_html-css", f"{REPOSITORY}2 {SITE}/2", "oui"):
        other.say(line)
    with stage.world.glance() as turn:
        claims = {claim.badge: claim.ref for claim in turn.db.exec(select(Claim))}
    forged = {**data("approve"), "choice": f"approve:{claims['html-css']}"}
    async with visitor(stage) as client:
        await client.post(f"/decide/{token}", data=forged)
    with stage.world.glance() as turn:
        states = {claim.badge: claim.state for claim in turn.db.exec(select(Claim))}
    assert states == {"python-avance": "approved", "html-css": "in_review"}


async def test_who_lost_the_role_sees_and_decides_nothing(stage: Stage, token: str) -> None:
    with stage.world.turn() as turn:
        for role in turn.db.exec(select(Role)):
            turn.db.delete(role)
    async with visitor(stage) as client:
        shown = await client.get(f"/decide/{token}")
        sent = await client.post(f"/decide/{token}", data=data("approve"), follow_redirects=True)
    assert (shown.status_code, sent.status_code) == (403, 403)
    assert "Lina" not in shown.text
    assert only_claim(stage).state == "in_review"


async def test_nobody_decides_on_their_own_claim(stage: Stage, token: str) -> None:
    with stage.world.turn() as turn:
        person = turn.db.exec(select(Claim)).one().person_id
        role = Role(id=turn.chance.uuid(), programme="becode", person_id=person, role="reviewer")
        turn.db.add(role)
    own = link(stage, "lina@example.org")
    async with visitor(stage) as client:
        await client.post(f"/decide/{own}", data=data("approve"))
    assert only_claim(stage).state == "in_review"


@pytest.mark.parametrize("verdict", ["", "award", "approve:other", "withdraw"])
async def test_an_unknown_verdict_decides_nothing(stage: Stage, token: str, verdict: str) -> None:
    before = everything(stage)
    async with visitor(stage) as client:
        answer = await client.post(f"/decide/{token}", data=data(verdict))
    assert answer.status_code == 303
    assert everything(stage) == before
