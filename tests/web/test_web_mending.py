"""Answers that are wrong: told beside their field, kept as typed, mended on the same page."""

from html import unescape

import pytest
from sqlmodel import select

from core.ground.tables import Answer, Claim
from core.people import people, tokens
from core.people.tokens import Purpose
from core.programmes.link_check import LinkCheck
from tests.world.talking import Talk
from tests.world.visitors import REPOSITORY, SITE, claimed, invited, only_claim, visitor
from tests.world.web_form import described_by, field, open_by_mail, post, send
from tests.world.world import Stage


async def test_a_problem_stands_beside_its_field_with_what_was_typed(stage: Stage) -> None:
    token = invited(stage)
    async with visitor(stage) as client:
        answer = await send(client, token, name="?!", domain="")
    html = answer.text
    assert answer.status_code == 422
    assert 'value="?!"' in field(html, "name")
    assert 'aria-invalid="true"' in field(html, "name")
    assert "prénom et nom" in described_by(html, "name")
    assert "Cette réponse est nécessaire." in described_by(html, "domain")
    assert "Cette réponse" not in described_by(html, "organisation")
    assert "2 réponses sont à revoir" in html
    assert '<a href="#name">' in html
    assert "<title>Erreur" in html


async def test_a_double_click_on_a_faulty_form_shows_the_same_problems(stage: Stage) -> None:
    token = invited(stage)
    async with visitor(stage) as client:
        first = await send(client, token, name="?!", domain="")
        again = await send(client, token, name="?!", domain="")
    assert again.status_code == 422
    for name in ("name", "domain"):
        assert described_by(first.text, name) == described_by(again.text, name)


async def test_a_mission_too_short_is_refused_kindly_beside_its_dates(stage: Stage) -> None:
    token = invited(stage)
    async with visitor(stage) as client:
        answer = await send(client, token, mission__end="2026-05-30")
        html = unescape(answer.text)
        assert answer.status_code == 422
        assert "5 mois et 30 jours" in html
        assert 'value="2026-05-30"' in field(answer.text, "mission.end")
        again = await send(client, token, mission__end="2026-05-30", nonce="later")
        assert "5 mois et 30 jours" in unescape(again.text)
        assert (await send(client, token)).status_code == 303


@pytest.mark.parametrize(
    ("start", "end", "words"),
    [
        ("2026-06-30", "2025-12-01", "la fin vient avant le début"),
        ("2025-12-01", "", "Je ne lis qu'une date"),
        ("nonsense", "2026-06-30", "date"),
    ],
)
async def test_dates_that_make_no_sense_are_told(
    stage: Stage, start: str, end: str, words: str
) -> None:
    token = invited(stage)
    async with visitor(stage) as client:
        answer = await send(client, token, mission__start=start, mission__end=end)
    assert answer.status_code == 422
    assert words in unescape(answer.text)


async def test_evidence_is_looked_at_before_it_is_kept(stage: Stage) -> None:
    stage.web.looks[SITE] = LinkCheck("missing", 404)
    stage.reviewer("sam", "Sam Okafor", "becode")
    token = open_by_mail(stage, "becode", "python-avance")
    async with visitor(stage) as client:
        answer = await post(client, token, nonce="one", repository=REPOSITORY, site=SITE)
        assert "n'existe pas, ou elle est privée" in described_by(answer.text, "site")
        stage.web.looks.clear()
        mended = await post(client, token, nonce="two", repository=REPOSITORY, site=SITE)
    assert mended.status_code == 303
    assert only_claim(stage).state == "ready"


async def test_an_optional_question_may_stay_empty_and_a_consent_may_not(stage: Stage) -> None:
    token = open_by_mail(stage, "maillage", "benevole-engage")
    told = {
        "name": "Samira Benali",
        "organisation": "Les Jardins du Canal",
        "period.start": "2025-09-15",
        "period.end": "2026-06-30",
        "actions": "Chaque samedi j'accueille les familles du quartier, " * 4,
        "link": "",
    }
    async with visitor(stage) as client:
        html = (await client.get(f"/claim/{token}")).text
        assert "required" not in field(html, "link")
        assert "required" in field(html, "attestation")
        without = await post(client, token, nonce="one", **told)
        assert without.status_code == 422
        assert "nécessaire" in described_by(without.text, "attestation")
        assert "nécessaire" not in described_by(without.text, "link")
        assert (
            await post(client, token, nonce="two", **told, attestation="oui")
        ).status_code == 303
        assert only_claim(stage).state == "ready"
        unticked = await post(client, token, nonce="three", **told)
        assert "nécessaire" in described_by(unticked.text, "attestation")
        linked = {**told, "link": "https://association.example.org/", "attestation": "oui"}
        await post(client, token, nonce="four", **linked)
        assert "association.example.org" in (await client.get(f"/claim/{token}")).text
        await post(client, token, nonce="five", **told, attestation="oui")
        assert "association.example.org" not in (await client.get(f"/claim/{token}")).text


async def test_a_claim_sent_back_is_mended_on_the_same_page(stage: Stage) -> None:
    claimed(stage)
    reason = "Le site ne s'ouvre pas sur téléphone."
    Talk(stage, "sam").send(choice=f"return:{only_claim(stage).ref}")
    Talk(stage, "sam", 5).say(reason)
    with stage.world.turn() as turn:
        claim = turn.db.exec(select(Claim)).one()
        address = people.meet(turn, people.MAIL, "lina@example.org")
        token = tokens.give(turn, Purpose.CLAIM, address, claim)
    async with visitor(stage) as client:
        html = unescape((await client.get(f"/claim/{token}")).text)
        assert reason in html
        assert REPOSITORY in field(html, "repository")
        other = "https://mobile.example.org"
        sent = await post(client, token, nonce="one", repository=REPOSITORY, site=other)
        assert sent.status_code == 303
        recap = unescape((await client.get(f"/claim/{token}")).text)
        assert other in recap
        await post(client, token, nonce="two", confirm="yes")
        told = (await client.get(f"/claim/{token}")).text
    assert only_claim(stage).state == "in_review"
    assert "23 novembre 2026" in told


async def test_an_answer_can_still_be_corrected_from_the_recap(stage: Stage) -> None:
    token = invited(stage, organisation="Maison des aînés", domain="solidarite")
    async with visitor(stage) as client:
        recap = (await client.get(f"/claim/{token}")).text
        assert 'href="?edit=1"' in recap
        form = (await client.get(f"/claim/{token}?edit=1")).text
        assert 'value="Awa Diallo"' in field(form, "name")
        await send(client, token, name="Awa Marie Diallo")
        recap = (await client.get(f"/claim/{token}")).text
    assert "Awa Marie Diallo" in recap
    with stage.world.glance() as turn:
        changed = [a for a in turn.db.exec(select(Answer)) if a.source == "person"]
    assert [answer.question for answer in changed] == ["name"]


@pytest.mark.parametrize("reopened", [False, True])
async def test_a_claim_that_was_sent_back_says_why_on_top_and_beside_the_answer(
    stage: Stage, reopened: bool
) -> None:
    claimed(stage)
    ref, sam = only_claim(stage).ref, Talk(stage, "sam")
    sam.send(choice=f"return:{ref}")
    sam.send(choice=f"wrong:{ref}:site")
    sam.say("Le site ne s'ouvre pas.")
    with stage.world.turn() as turn:
        address = people.meet(turn, people.MAIL, "lina@example.org")
        token = tokens.give(turn, Purpose.CLAIM, address, turn.db.exec(select(Claim)).one())
    if reopened:
        Talk(stage, "lina", count=60).send(choice=f"again:{ref}")
    async with visitor(stage) as client:
        html = (await client.get(f"/claim/{token}")).text
    assert unescape(html).count("Le site ne s'ouvre pas.") == 2
    assert "À revoir : « Le site ne s'ouvre pas. »" in described_by(html, "site")
    assert "revoir" not in described_by(html, "repository")
    assert "<title>Demander le badge" in html
