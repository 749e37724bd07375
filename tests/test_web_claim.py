"""The one-page form: prefilled, mended beside its field, confirmed once."""

import re
from datetime import timedelta
from html import unescape
from typing import Any

import httpx
import pytest
from sqlmodel import SQLModel, select

from core.claims import people, tokens
from core.claims.opening import open_claim
from core.claims.tokens import Purpose
from core.ground.tables import Answer, Badge, Claim, Event, Outbox
from core.programmes.looks import Look
from tests.talking import Talk
from tests.visiting import CIVIC, REPOSITORY, SITE, claimed, invited, only_claim, secret, visitor
from tests.worlds import Stage

FILLED = {
    "nonce": "one",
    "name": "Awa Diallo",
    "mission.start": "2025-12-01",
    "mission.end": "2026-06-30",
    "organisation": "Maison des aînés",
    "domain": "Solidarité",
}


def everything(stage: Stage) -> dict[str, list[Any]]:
    """Every row of the store."""
    with stage.world.glance() as turn:
        tables = SQLModel.metadata.sorted_tables
        return {t.name: sorted(map(repr, turn.db.execute(t.select()))) for t in tables}


def open_by_mail(stage: Stage, programme: str, badge: str) -> str:
    """The secret of a letter about a fresh claim of Lina's."""
    stage.known("lina", "Lina Haddad", "lina@example.org")
    with stage.world.turn() as turn:
        address = people.meet(turn, people.MAIL, "lina@example.org")
        claim = open_claim(turn, people.person_of(turn, address), programme, badge)
        return tokens.give(turn, Purpose.CLAIM, address, claim)


async def post(client: httpx.AsyncClient, token: str, **fields: str) -> httpx.Response:
    return await client.post(f"/claim/{token}", data=fields)


async def send(client: httpx.AsyncClient, token: str, **changed: str) -> httpx.Response:
    whole = {**FILLED, **{name.replace("__", "."): value for name, value in changed.items()}}
    return await client.post(f"/claim/{token}", data=whole)


def field(html: str, name: str) -> str:
    """The tag of a control."""
    found = re.search(rf'<(?:input|textarea|select)[^>]* name="{re.escape(name)}"[^>]*>', html)
    assert found, name
    return found[0]


def described_by(html: str, name: str) -> str:
    """The texts that describe a control, as a screen reader says them."""
    ids = re.search(r'aria-describedby="([^"]*)"', field(html, name))
    assert ids, name
    said = [re.search(rf'id="{each}"[^>]*>(.*?)</p>', html, re.DOTALL) for each in ids[1].split()]
    return " ".join(unescape(each[1]) for each in said if each)


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
    assert "Votre badge est délivré" in told
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
    stage.web.looks[SITE] = Look("missing", 404)
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
    assert "21 novembre 2026" in told


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


async def test_an_old_link_says_what_to_do(stage: Stage) -> None:
    token = invited(stage)
    stage.clock.at += timedelta(days=500)
    before = everything(stage)
    async with visitor(stage) as client:
        shown = await client.get(f"/claim/{token}")
        sent = await send(client, token)
    for answer in (shown, sent):
        assert answer.status_code == 404
        assert "rien de ce que vous avez rempli n&#39;est perdu" in answer.text
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
        assert address.proven_at is not None
