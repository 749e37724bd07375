"""« Demander un badge »: from the home page to a claim, whoever asks, finished anywhere."""

import re
from email.message import EmailMessage
from html import unescape
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest
from sqlmodel import select

from core.claims.sending import BOT_NAME
from core.desk.page_forms import asked
from core.due import due
from core.ground.tables import Address, Bookmark, Claim, Outbox
from core.programmes.catalogue import catalogue
from core.programmes.file_values import variant
from mail.listen import receive_mail
from tests.world.letters import mail_of, parsed
from tests.world.mail_clients import letter
from tests.world.talking import Talk
from tests.world.visitors import CIVIC, claimed, only_badge, only_claim, secret, visitor
from tests.world.web_form import FILLED
from tests.world.world import Stage
from web.asking import ways

ZOE = "zoe@example.org"
CIVIC_BADGE, PYTHON = "/ask/service-civique/volontaire", "/ask/becode/python-avance"
MISSION = {
    "reference": "SC-1", "name": "Zoé Martin", "mail": ZOE, "starts_on": "2025-12-01",
    "ends_on": "2026-06-30", "organisation": "Maison des aînés",
}  # fmt: skip


def with_bot(stage: Stage) -> None:
    with stage.world.turn() as turn:
        turn.db.add(Bookmark(name=BOT_NAME, value="cocarde_bot"))


async def ask(client: httpx.AsyncClient, path: str, mail: str = ZOE, nonce: str = "n") -> str:
    """Somebody gives their address on the page of a badge; gives the page that answers."""
    answer = await client.post(path, data={"mail": mail, "nonce": nonce})
    assert answer.status_code == 200
    return unescape(answer.text)


def letters(stage: Stage, mail: str = ZOE) -> list[EmailMessage]:
    """What was put for a mailbox, once the worker has done what waits."""
    asked.answer_waiting(stage.world)
    with stage.world.glance() as turn:
        rows = [row for row in turn.db.exec(select(Outbox)) if row.place == mail]
    return [parsed(mail_of(stage.world, row).raw) for row in rows]


def text(mail: EmailMessage) -> str:
    body = mail.get_body(("plain",))
    assert body is not None
    return " ".join(str(body.get_content()).split())


async def test_three_presses_lead_from_the_home_page_to_the_badge(stage: Stage) -> None:
    async with visitor(stage) as client:
        home = (await client.get("/")).text
        assert '<a class="button" href="/ask">Demander un badge</a>' in home
        programmes = (await client.get("/ask")).text
        assert 'href="/ask/becode"' in programmes
        assert f'href="{CIVIC_BADGE}"' in programmes  # its only badge
        badges = (await client.get("/ask/becode")).text
        assert f'href="{PYTHON}"' in badges
        page = unescape((await client.get(PYTHON)).text)
    assert "<h1>Demander le badge Python avancé</h1>" in page
    assert "Validé par un coach" in page
    assert "Dépôt GitHub" in page


async def test_a_claim_begun_on_the_home_page_is_filled_in_from_the_letter(stage: Stage) -> None:
    stage.mission(CIVIC, **MISSION)
    async with visitor(stage) as client:
        told = await ask(client, CIVIC_BADGE)
        assert "Nous écrivons à zoe@example.org" in told
        (first,) = letters(stage)
        token = secret(stage, ZOE)
        form = await client.get(f"/claim/{token}")
        assert form.status_code == 200
        assert "Demander le badge Volontaire en Service Civique" in form.text
        assert "Maison des aînés" in form.text  # as the roster has it for this mailbox
        await client.post(f"/claim/{token}", data={**FILLED, "name": "Zoé Martin"})
        await client.post(f"/claim/{token}", data={"nonce": "two", "confirm": "yes"})
    assert "Quelqu'un a demandé ce badge sur notre page" in text(first)
    assert only_badge(stage).name == "Volontaire en Service Civique"


async def test_a_claim_begun_on_the_home_page_is_finished_in_chat(stage: Stage) -> None:
    stage.reviewer("sam", "Sam Okafor", "becode")
    with_bot(stage)
    async with visitor(stage) as client:
        await ask(client, PYTHON)
        letters(stage)
        page = unescape((await client.get(f"/claim/{secret(stage, ZOE)}")).text)
    chat = re.search(r"https://t\.me/cocarde_bot\?start=(\w+)", page)
    assert chat
    zoe = Talk(stage, "zoe")
    zoe.say(f"/start {chat[1]}")
    zoe.say("https://github.com/zoe/meteo https://meteo.example.org")
    zoe.say("oui")
    assert only_claim(stage).state == "in_review"
    Talk(stage, "sam").send(choice=f"approve:{only_claim(stage).ref}")
    assert only_badge(stage).name == "Python avancé"


async def test_a_claim_begun_on_the_home_page_is_finished_by_mail(stage: Stage) -> None:
    stage.reviewer("sam", "Sam Okafor", "becode")
    async with visitor(stage) as client:
        await ask(client, PYTHON)
    for words in ("https://github.com/zoe/meteo\nhttps://meteo.example.org", "oui"):
        answered = letters(stage)[-1]
        receive_mail(stage.world, letter(f"Zoé <{ZOE}>", words, words[:3], answered, "").as_bytes())
    assert only_claim(stage).state == "in_review"


async def test_a_claim_begun_in_chat_is_finished_on_the_page(stage: Stage) -> None:
    """Who has proven their address in the chat is sent the link of the very same claim."""
    stage.known("lina", "Lina Haddad", "lina@example.org")
    Talk(stage, "lina").say("Python avancé")
    async with visitor(stage) as client:
        await ask(client, PYTHON, "lina@example.org")
        letters(stage, "lina@example.org")
        token = secret(stage, "lina@example.org")
        links = {"repository": "https://github.com/lina/meteo", "site": "https://meteo.example.org"}
        await client.post(f"/claim/{token}", data={"nonce": "one", **links})
        recap = await client.get(f"/claim/{token}")
    assert "Voici ce que dira ton badge" in recap.text
    assert only_claim(stage).state == "ready"


async def test_known_and_unknown_are_told_the_same(stage: Stage) -> None:
    claimed(stage)
    async with visitor(stage) as client:
        known = await ask(client, PYTHON, "lina@example.org")
        unknown = await ask(client, PYTHON, "nobo@example.org")
    assert known.replace("lina@", "nobo@") == unknown


async def test_who_asks_moves_nothing_of_a_claim_that_is_with_a_coach(stage: Stage) -> None:
    claimed(stage)
    async with visitor(stage) as client:
        await ask(client, PYTHON, "lina@example.org")
    told = text(letters(stage, "lina@example.org")[-1])
    assert "Quelqu'un a demandé ce badge" in told
    assert "Sam Okafor" in told
    assert only_claim(stage).state == "in_review"


async def test_a_flood_of_forms_sends_a_stranger_one_letter_a_day(stage: Stage) -> None:
    async with visitor(stage) as client:
        for number in range(6):
            path = PYTHON if number % 2 else CIVIC_BADGE
            await ask(client, path, nonce=str(number))
            await client.post("/lost", data={"mail": "other@example.org", "nonce": str(number)})
        assert len(letters(stage)) == 1
        stage.clock.pass_(days=1)
        await ask(client, PYTHON, nonce="tomorrow")
        assert len(letters(stage)) == 2
    stage.clock.pass_(days=400)
    due(stage.world)
    assert len(letters(stage)) == 2  # and is never reminded of what they have not begun


async def test_a_stranger_who_never_answers_is_written_to_less_and_less(stage: Stage) -> None:
    for day in range(40):
        async with visitor(stage) as client:
            await ask(client, PYTHON, nonce=str(day))
        asked.answer_waiting(stage.world)
        stage.clock.pass_(days=1)
    assert len(letters(stage)) == 6  # on the first day, then after 1, 2, 4, 8 and 16


async def test_a_detail_behind_a_plus_makes_no_mailbox_more(stage: Stage) -> None:
    async with visitor(stage) as client:
        for number in range(6):
            await ask(client, PYTHON, f"zoe+{number}@example.org")
    asked.answer_waiting(stage.world)
    with stage.world.glance() as turn:
        places = [row.place for row in turn.db.exec(select(Outbox))]
    assert places == ["zoe+0@example.org"]


async def test_the_code_of_an_event_that_came_along_is_no_answer_of_the_person(
    stage: Stage,
) -> None:
    (event, *_) = catalogue(stage.world.settings.programmes_folder)["biklab"].event
    path = f"/ask/biklab/{event.badge}?code={event.code}"
    async with visitor(stage) as client:
        await ask(client, path)
    letters(stage)
    stage.clock.pass_(days=40)
    due(stage.world)
    assert len(letters(stage)) == 1


async def test_who_goes_on_may_ask_for_another_badge_at_once(stage: Stage) -> None:
    async with visitor(stage) as client:
        await ask(client, PYTHON)
        letters(stage)
        stage.clock.pass_(minutes=5)
        token = secret(stage, ZOE)
        filled = {"nonce": "one", "repository": "https://github.com/zoe/meteo", "site": ""}
        await client.post(f"/claim/{token}", data=filled)
        await ask(client, CIVIC_BADGE)
    assert len(letters(stage)) == 2
    stage.clock.pass_(days=7)
    due(stage.world)
    assert len(letters(stage)) == 3  # they began it themselves now: reminded


async def test_who_wants_no_letters_gets_none(stage: Stage) -> None:
    async with visitor(stage) as client:
        await ask(client, PYTHON)
        letters(stage)
        await client.post(f"/stop/{secret(stage, ZOE)}")
        stage.clock.pass_(days=2)
        await ask(client, PYTHON, nonce="again")
    assert len(letters(stage)) == 1


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("/ask/normandie/region-adapter-1", "il vous est proposé dès que vous avez réuni"),
        ("/ask/biklab/science-et-societe", "Il faut un code, donné pendant l'action"),
    ],
)
async def test_a_badge_says_what_it_takes(stage: Stage, path: str, words: str) -> None:
    async with visitor(stage) as client:
        assert words in unescape((await client.get(path)).text)


async def test_a_badge_that_cannot_be_asked_for_is_not_begun(stage: Stage) -> None:
    async with visitor(stage) as client:
        await client.post("/ask/normandie/region-adapter-1", data={"mail": ZOE})
        assert (await client.get("/ask/normandie/nothing")).status_code == 404
        assert (await client.post("/ask/nobody/nothing", data={"mail": ZOE})).status_code == 404
    assert letters(stage) == []


async def test_an_address_is_mended_beside_its_field_and_told_above(stage: Stage) -> None:
    async with visitor(stage) as client:
        wrong = await client.post(PYTHON, data={"mail": "zoe"})
        doubt = await client.post(PYTHON, data={"mail": "zoe@gmial.com"})
    assert wrong.status_code == 422
    assert "<title>Erreur : Demander le badge Python avancé" in wrong.text
    assert re.search(r'class="problems" role="alert" tabindex="-1" autofocus', wrong.text)
    assert '<a href="#mail">' in wrong.text
    assert 'value="zoe"' in wrong.text
    assert "As-tu voulu dire zoe@gmail.com" in unescape(doubt.text)
    assert letters(stage, "zoe@gmail.com") == []


@pytest.mark.parametrize("language", ["fr", "en", "nl"])
def test_the_mail_that_is_ready_begins_the_claim_of_that_badge(stage: Stage, language: str) -> None:
    """Every badge that can be asked for, by the mail door's own reading."""
    wanted = {
        (slug, badge.slug): programme.register_
        for slug, programme in catalogue(stage.world.settings.programmes_folder).programmes.items()
        for badge in programme.claimable
    }
    known = catalogue(stage.world.settings.programmes_folder)
    for number, ((slug, badge), register) in enumerate(wanted.items()):
        with stage.world.glance() as turn:
            programme = known[slug]
            address = ways.letter(
                turn, programme, known.badge(slug, badge), variant(language, register)
            )
        told = parse_qs(urlsplit(address).query)
        sender = f"Zoé <z{number}@example.org>"
        mail = letter(sender, told["body"][0], str(number), None, told["subject"][0])
        receive_mail(stage.world, mail.as_bytes())
    with stage.world.glance() as turn:
        begun = {
            (claim.programme, claim.badge): address.value
            for claim, address in turn.db.exec(
                select(Claim, Address).join(Address, Address.person_id == Claim.person_id)  # type: ignore[arg-type]
            )
        }
    assert begun == {each: f"z{number}@example.org" for number, each in enumerate(wanted)}
