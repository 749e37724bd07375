"""The one-page form: prefilled, mended beside its field, confirmed once."""

import asyncio
from datetime import timedelta
from html import unescape

import pytest
from sqlmodel import select

from core.ground.tables import Badge, Claim, Event, Outbox
from core.people import people
from tests.world.visitors import CIVIC, invited, only_claim, secret, visitor
from tests.world.web_form import described_by, everything, field, open_by_mail, post, send
from tests.world.world import Stage


async def test_the_form_opens_with_what_the_roster_knows(stage: Stage) -> None:
    token = invited(stage)
    async with visitor(stage) as client:
        html = (await client.get(f"/claim/{token}")).text
    assert 'value="Awa Diallo"' in field(html, "name")
    assert 'value="2025-12-01"' in field(html, "mission.start")
    assert 'value="2026-06-30"' in field(html, "mission.end")
    assert 'value=""' in field(html, "organisation")
    assert "Dans quel organisme" in described_by(html, "organisation")
    assert '<label for="organisation">' in html
    assert "Relire" not in html


@pytest.mark.parametrize("path", ["", "?edit=1"])
async def test_reading_changes_nothing(stage: Stage, path: str) -> None:
    token = invited(stage)
    before = everything(stage)
    async with visitor(stage) as client:
        for _ in range(3):
            assert (await client.get(f"/claim/{token}{path}")).status_code == 200
            assert (await client.head(f"/claim/{token}{path}")).status_code == 200
    assert everything(stage) == before


async def test_a_whole_claim_is_one_form_one_recap_one_yes(stage: Stage) -> None:
    token = invited(stage)
    async with visitor(stage) as client:
        sent = await send(client, token)
        assert sent.status_code == 303
        html = unescape((await client.get(sent.headers["location"])).text)
        for words in (
            "Voici ce que dira votre badge",
            "du 1er décembre 2025 au 30 juin 2026",
            "Maison des aînés",
            "Solidarité",
            "awa@example.org",
            "ne pourra plus être modifié",
            "Oui, tout est exact</button>",
        ):
            assert words in html
        assert (await post(client, token, nonce="two", confirm="yes")).status_code == 303
        told = unescape((await client.get(f"/claim/{token}")).text)
    with stage.world.glance() as turn:
        badge = turn.db.exec(select(Badge)).one()
        kinds = [row.kind for row in turn.db.exec(select(Outbox)) if row.place == "awa@example.org"]
    assert "Félicitations, votre badge est délivré" in told
    assert f'href="/b/{badge.id}"' in told
    assert kinds == ["invitation", "badge"]


async def test_the_same_form_sent_twice_has_one_effect(stage: Stage) -> None:
    token = invited(stage)
    async with visitor(stage) as client:
        await send(client, token)
        after_one = everything(stage)
        assert (await send(client, token)).status_code == 303
        assert everything(stage) == after_one
        for _ in range(3):
            await post(client, token, nonce="two", confirm="yes")
    with stage.world.glance() as turn:
        assert len(turn.db.exec(select(Badge)).all()) == 1
        assert len([e for e in turn.db.exec(select(Event)) if e.to_state == "issued"]) == 1


async def test_an_old_link_says_what_to_do(stage: Stage) -> None:
    token = invited(stage)
    stage.clock.at += timedelta(days=500)
    before = everything(stage)
    async with visitor(stage) as client:
        shown = await client.get(f"/claim/{token}")
        sent = await send(client, token)
    for answer in (shown, sent):
        assert answer.status_code == 404
        assert "Rien de ce que vous avez rempli n&#39;est perdu" in answer.text
    assert everything(stage) == before


async def test_a_secret_opens_only_the_page_that_it_was_made_for(stage: Stage) -> None:
    claim_secret = invited(stage)
    async with visitor(stage) as client:
        assert (await client.get(f"/decide/{claim_secret}")).status_code == 404
        wrong = {"nonce": "one", "verdict": "approve"}
        assert (await client.post(f"/decide/{claim_secret}", data=wrong)).status_code == 404
    assert only_claim(stage).state == "draft"


async def test_a_form_larger_than_any_claim_is_not_read(stage: Stage) -> None:
    token = invited(stage)
    async with visitor(stage) as client:
        answer = await send(client, token, name="a" * 300_000)
    assert answer.status_code == 413
    assert answer.headers["cache-control"] == "no-store"


async def test_what_was_typed_is_never_markup(stage: Stage) -> None:
    token = invited(stage)
    async with visitor(stage) as client:
        answer = await send(client, token, organisation="<script>alert(1)</script>", domain="")
    assert "<script>alert" not in answer.text


async def test_the_words_follow_the_register_of_the_programme(stage: Stage) -> None:
    token = open_by_mail(stage, "becode", "python-avance")
    async with visitor(stage) as client:
        html = (await client.get(f"/claim/{token}")).text
    assert "Vérifie ce qui est rempli" in html


async def test_the_person_of_the_mail_is_who_claims(stage: Stage) -> None:
    invited(stage)
    token = secret(stage, "awa@example.org")
    async with visitor(stage) as client:
        await send(client, token)
    with stage.world.glance() as turn:
        claim = turn.db.exec(select(Claim)).one()
        address = people.find(turn, people.MAIL, "awa@example.org")
        assert address is not None
        assert (claim.programme, claim.person_id) == (CIVIC, address.person_id)
        assert address.proven_at is None  # the letter may have been forwarded


async def test_the_same_post_at_the_same_moment_has_one_effect(either: Stage) -> None:
    token = invited(either, organisation="Maison des aînés", domain="solidarite")
    async with visitor(either) as client:
        posts = [post(client, token, nonce="one", confirm="yes") for _ in range(6)]
        answers = await asyncio.gather(*posts)
    assert {answer.status_code for answer in answers} == {303}
    with either.world.glance() as turn:
        assert len(turn.db.exec(select(Badge)).all()) == 1


async def test_the_form_has_the_programmes_questions_below_it(stage: Stage) -> None:
    token = invited(stage)
    async with visitor(stage) as client:
        html = unescape((await client.get(f"/claim/{token}")).text)
    assert html.count("<details") == 25
    assert "<summary>Mon badge expire-t-il ?</summary>" in html
    assert 'href="mailto:badges@service-civique.example.org"' in html
