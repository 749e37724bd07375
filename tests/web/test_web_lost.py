"""`/lost`: the same page for everybody; the answer goes to the mailbox, and only there."""

from html import unescape

import pytest
from sqlmodel import select

from core.desk.page_forms import asked
from core.ground.tables import Claim, Inbox, Outbox
from tests.world.talking import word
from tests.world.visitors import visitor
from tests.world.world import Stage
from web.http.rate_limit import RateLimit

KNOWN, UNKNOWN = "awa@example.org", "una@example.org"
MISSION = {
    "reference": "SC-1", "name": "Awa Diallo", "mail": KNOWN, "starts_on": "2025-10-01",
    "ends_on": "2026-05-31", "organisation": "Les Passerelles", "domain": "Solidarité",
    "place": "Rouen",
}  # fmt: skip


def put(stage: Stage) -> dict[str, str]:
    """What went out: place → the whole message."""
    with stage.world.glance() as turn:
        return {row.place: row.message for row in turn.db.exec(select(Outbox))}


def kept(stage: Stage) -> int:
    with stage.world.glance() as turn:
        return len(turn.db.exec(select(Inbox)).all())


async def test_looking_keeps_nothing_and_shows_a_labelled_form(stage: Stage) -> None:
    async with visitor(stage) as web:
        shown, head = await web.get("/lost"), await web.head("/lost")
    assert (shown.status_code, head.status_code) == (200, 200)
    for name in ("mail", "name", "dates", "place"):
        assert f'for="{name}"' in shown.text
    assert kept(stage) == 0


async def test_known_and_unknown_see_the_same_page(stage: Stage) -> None:
    stage.mission("service-civique", **MISSION)
    async with visitor(stage) as web:
        known = await web.post("/lost", data={"mail": KNOWN, "nonce": "n"})
        unknown = await web.post("/lost", data={"mail": UNKNOWN, "nonce": "n"})
    assert known.status_code == 200
    assert known.text == unknown.text
    assert word("page.find_done") in unescape(known.text)
    assert put(stage) == {}


async def test_the_answer_goes_to_the_mailbox_and_a_known_one_gets_its_claim(stage: Stage) -> None:
    stage.mission("service-civique", **MISSION)
    async with visitor(stage) as web:
        await web.post("/lost", data={"mail": KNOWN})
        await web.post("/lost", data={"mail": UNKNOWN, "name": "Eve Spam"})
    asked.answer_waiting(stage.world)
    told = put(stage)
    assert set(told) == {KNOWN, UNKNOWN}
    assert "Volontaire en Service Civique" in told[KNOWN]
    assert "Awa" not in told[UNKNOWN]
    assert "Eve" not in told[UNKNOWN]
    with stage.world.glance() as turn:
        assert turn.db.exec(select(Claim)).one().state == "ready"


@pytest.mark.parametrize("wrong", ["", "lina", "lina@", "a b@example.org", "<script>@x.org"])
async def test_what_is_no_address_is_asked_again(stage: Stage, wrong: str) -> None:
    async with visitor(stage) as web:
        again = await web.post("/lost", data={"mail": wrong, "place": "Rouen"})
    assert again.status_code == 422
    assert word("page.find_mail_wrong") in unescape(again.text)
    assert 'value="Rouen"' in again.text
    assert "<script>" not in again.text
    assert kept(stage) == 0


async def test_a_mistyped_address_is_asked_about_and_a_press_settles_it(stage: Stage) -> None:
    async with visitor(stage) as web:
        doubt = await web.post("/lost", data={"mail": "lina@gmial.com", "place": "Rouen"})
        assert word("page.find_typo", mail="lina@gmail.com") in unescape(doubt.text)
        assert kept(stage) == 0
        await web.post("/lost", data={"mail": "lina@gmial.com", "mail_as": "lina@gmail.com"})
        await web.post("/lost", data={"mail": "lina@gmial.com", "mail_as": "lina@gmial.com"})
    asked.answer_waiting(stage.world)
    assert set(put(stage)) == {"lina@gmail.com", "lina@gmial.com"}


async def test_a_doubt_is_told_of_known_addresses_too(stage: Stage) -> None:
    """Else the page would tell who is on a roster; three of one domain make it nobody's slip."""
    for number in range(3):
        row = {**MISSION, "reference": f"SC-{number}", "mail": f"v{number}@gmial.com"}
        async with visitor(stage) as web:
            before = await web.post("/lost", data={"mail": "v0@gmial.com"})
        assert word("page.find_typo", mail="v0@gmail.com") in unescape(before.text)
        stage.mission("service-civique", **row)
    async with visitor(stage) as web:
        after = await web.post("/lost", data={"mail": "v0@gmial.com"})
    assert word("page.find_done") in unescape(after.text)


async def test_the_same_form_sent_twice_is_one_question(stage: Stage) -> None:
    async with visitor(stage) as web:
        for _ in range(2):
            await web.post("/lost", data={"mail": UNKNOWN, "nonce": "one"})
    assert kept(stage) == 1


async def test_a_flood_from_one_place_is_held(stage: Stage) -> None:
    async with visitor(stage) as web:
        last = None
        for number in range(32):
            last = await web.post("/lost", data={"mail": f"m{number}@example.org"})
    assert last is not None
    assert last.status_code == 429
    assert kept(stage) == 30


def test_a_brake_lets_go_after_an_hour_and_knows_places_apart() -> None:
    now = 0.0
    brake = RateLimit(most=2, clock=lambda: now)
    assert [brake.holds("a") for _ in range(3)] == [False, False, True]
    assert not brake.holds("b")
    now = 3601.0
    assert not brake.holds("a")


async def test_the_form_is_found_from_every_page(stage: Stage) -> None:
    async with visitor(stage) as web:
        for path in ("/", "/verify", "/claim/none"):
            assert 'href="/lost"' in (await web.get(path)).text
