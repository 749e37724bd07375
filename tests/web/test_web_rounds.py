"""A link to decide lives for one round and shows one edition: what is left open decides nothing.

The page waits with its decision and tells every known channel of the reviewer, with an undo.
"""

import re
from html import unescape

import httpx
import pytest
from sqlmodel import col, select

from core.claims import claim_form, editions
from core.due import due
from core.ground.messages import Message
from core.ground.tables import Answer, Badge, Claim, Event, Outbox
from core.people import people
from tests.review.test_deciding import PASSED
from tests.world.letters import Letters
from tests.world.review_desk import Desk, desk
from tests.world.talking import texts, word
from tests.world.visitors import visitor
from tests.world.world import Stage

NEW_SITE = "https://www.meteo.example.org"


@pytest.fixture
def room(either: Stage) -> Desk:
    return desk(either, "sam")


def sends_back(room: Desk) -> None:
    sam = room.coaches["sam"]
    sam.send(choice=room.choice("return"))
    sam.press("Site du projet")
    sam.say("Le site est vide.")


def mended(room: Desk) -> None:
    """Sent back, mended, and in review again."""
    sends_back(room)
    room.resubmits(NEW_SITE)
    assert room.state == "in_review"


def fields(html: str) -> dict[str, str]:
    """The hidden fields of a page."""
    return dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', html))


async def opened(client: httpx.AsyncClient, link: str) -> dict[str, str]:
    return fields((await client.get(f"/decide/{link}")).text)


def swap(room: Desk) -> None:
    """The evidence becomes another while the claim is in review, however that came about."""
    with room.stage.world.turn() as turn:
        row = turn.db.exec(select(Answer).where(Answer.question == "site")).one()
        row.value = NEW_SITE
        turn.db.add(row)


def told(room: Desk) -> dict[str, Message]:
    """The latest message to each place of Sam."""
    with room.stage.world.glance() as turn:
        rows = turn.db.exec(
            select(Outbox).where(Outbox.person_id == room.person("sam").id).order_by(col(Outbox.id))
        )
        return {row.door: Message.from_json(row.message) for row in rows}


@pytest.mark.parametrize("verdict", ["approve", "return", "refuse", "second"])
async def test_a_page_left_open_decides_nothing_after_the_claim_was_mended(
    room: Desk, verdict: str
) -> None:
    async with visitor(room.stage) as client:
        link = room.link("sam")
        page = await opened(client, link)
        mended(room)
        sent = await client.post(
            f"/decide/{link}", data={**page, "verdict": verdict, "reason": "Trop court."}
        )
        shown = await client.get(f"/decide/{link}")
    assert (sent.status_code, shown.status_code) == (404, 404)
    assert "Lina" not in sent.text + shown.text
    assert room.state == "in_review"


async def test_an_old_page_sent_with_a_new_secret_shows_the_claim_anew(room: Desk) -> None:
    async with visitor(room.stage) as client:
        page = await opened(client, room.link("sam"))
        mended(room)
        answer = await client.post(
            f"/decide/{room.link('sam')}", data={**page, "verdict": "approve"}
        )
        html = unescape(answer.text)
        assert answer.status_code == 422
        assert "Cette demande a changé" in html
        assert NEW_SITE in html
        again = {**fields(html), "verdict": "approve"}
        await client.post(f"/decide/{room.link('sam')}", data=again)
    assert room.state == "approved"


@pytest.mark.parametrize("edition", ["", "00000000", "zz", "é" * 300])
async def test_in_a_later_round_a_page_must_tell_what_it_showed(room: Desk, edition: str) -> None:
    mended(room)
    async with visitor(room.stage) as client:
        told_so = {"nonce": "a", "verdict": "approve", "edition": edition}
        answer = await client.post(f"/decide/{room.link('sam')}", data=told_so)
    assert answer.status_code == 422
    assert room.state == "in_review"


async def test_evidence_swapped_after_the_page_was_shown_needs_a_new_look(room: Desk) -> None:
    async with visitor(room.stage) as client:
        link = room.link("sam")
        page = await opened(client, link)
        swap(room)
        first = await client.post(f"/decide/{link}", data={**page, "verdict": "approve"})
        assert first.status_code == 422
        assert room.state == "in_review"
        again = {**fields(first.text), "verdict": "approve"}
        await client.post(f"/decide/{link}", data=again)
    assert room.state == "approved"


@pytest.mark.parametrize("verdict", ["approve", "refuse"])
def test_evidence_swapped_after_the_card_was_shown_brings_the_card_anew(
    room: Desk, verdict: str
) -> None:
    sam, old = room.coaches["sam"], room.choice(verdict)
    swap(room)
    seen = texts(sam.send(choice=old), to="sam")
    assert word("review.changed") in seen
    assert NEW_SITE in seen
    assert room.state == "in_review"
    sam.press("Valider")
    assert room.state in ("approved", "issued")


def test_evidence_swapped_while_the_reason_is_written_decides_nothing(room: Desk) -> None:
    sam = room.coaches["sam"]
    sam.send(choice=room.choice("refuse"))
    swap(room)
    assert word("review.changed") in texts(sam.say("Le site est vide."), to="sam")
    assert room.state == "in_review"
    sam.say("Le site est vide.")
    assert room.state == "in_review"


def test_a_button_of_the_round_before_decides_nothing(room: Desk) -> None:
    old = [room.choice(verdict) for verdict in ("approve", "return", "refuse")]
    mended(room)
    for choice in (*old, f"approve:{room.ref}", f"approve:{room.ref}:"):
        assert word("review.changed") in texts(room.coaches["sam"].send(choice=choice), to="sam")
    assert room.state == "in_review"


def test_a_button_sent_before_cards_told_their_edition_still_works(room: Desk) -> None:
    room.coaches["sam"].send(choice=f"approve:{room.ref}")
    assert room.state == "issued"


def test_evidence_swapped_after_the_letter_was_sent_brings_it_anew(either: Stage) -> None:
    either.reviewer("max", "Max", "becode")
    room, letters = desk(either), Letters(either)
    card = next(mail for mail in letters.sent() if mail["To"] == "max@example.org")
    swap(room)
    letters.answer(card, "Oui", **{"From": "max@example.org", **PASSED})
    assert room.state == "in_review"
    anew = next(mail for mail in letters.sent() if mail["To"] == "max@example.org")
    letters.answer(anew, "Oui", **{"From": "max@example.org", **PASSED})
    assert room.state == "approved"


async def test_a_decision_on_the_page_is_told_everywhere_with_an_undo(room: Desk) -> None:
    async with visitor(room.stage) as client:
        link = room.link("sam")
        page = await opened(client, link)
        await client.post(f"/decide/{link}", data={**page, "verdict": "approve"})
        assert room.state == "approved"
        heard = told(room)
        assert set(heard) == {people.MAIL, people.TERMINAL}
        for message in heard.values():
            assert word("review.on_page", ref=room.ref) in message.text
            assert "09:10" in message.text or "10:10" in message.text
        with room.stage.world.glance() as turn:
            assert turn.db.exec(select(Badge)).first() is None
        own = {"nonce": "b", "verdict": "undo"}
        await client.post(f"/decide/{heard[people.MAIL].token}", data=own)
    assert room.state == "in_review"


@pytest.mark.parametrize("verdict", ["return", "refuse"])
async def test_the_learner_is_told_nothing_before_the_pause_is_over(
    room: Desk, verdict: str
) -> None:
    async with visitor(room.stage) as client:
        link = room.link("sam")
        page = await opened(client, link)
        sent = {**page, "verdict": verdict, "reason": "Le site est vide."}
        await client.post(f"/decide/{link}", data=sent)
    assert "Le site est vide." not in to_lina(room)
    room.coaches["sam"].send(choice=f"undo:{room.ref}")
    room.stage.clock.pass_(minutes=20)
    due(room.stage.world)
    assert "Le site est vide." not in to_lina(room)
    assert room.state == "in_review"


def to_lina(room: Desk) -> str:
    with room.stage.world.glance() as turn:
        rows = turn.db.exec(select(Outbox).where(Outbox.person_id == room.person("lina").id))
        return "\n".join(row.message for row in rows)


async def test_a_mailbox_never_proven_is_told_as_well(either: Stage) -> None:
    """`staff add` knows an address that nobody has proven: its holder learns of the decision."""
    room = desk(either, "sam")
    link = room.link("sam")
    with either.world.turn() as turn:
        address = people.find(turn, people.MAIL, "sam@example.org")
        assert address is not None
        address.proven_at = None
        turn.db.add(address)
    async with visitor(either) as client:
        await client.post(f"/decide/{link}", data={"nonce": "a", "verdict": "approve"})
    assert people.MAIL in told(room)


async def test_the_secret_of_an_undone_decision_is_dead(room: Desk) -> None:
    async with visitor(room.stage) as client:
        link = room.link("sam")
        page = await opened(client, link)
        await client.post(f"/decide/{link}", data={**page, "verdict": "approve"})
        undone = await client.post(f"/decide/{link}", data={"nonce": "b", "verdict": "undo"})
        assert "Votre décision est reprise" in unescape(undone.text)
        for verdict in ("approve", "undo", "refuse"):
            again = {**page, "nonce": verdict, "verdict": verdict, "reason": "x"}
            assert (await client.post(f"/decide/{link}", data=again)).status_code == 404
    assert room.state == "in_review"
    assert any(word("review.undone", ref=room.ref) in each.text for each in told(room).values())


async def test_the_secret_of_an_older_round_shows_no_later_decision(room: Desk) -> None:
    old = room.link("sam")
    mended(room)
    room.stage.clock.pass_(minutes=1)
    room.coaches["sam"].send(choice=room.choice("approve"))
    async with visitor(room.stage) as client:
        assert (await client.get(f"/decide/{old}")).status_code == 404
        own = {"nonce": "b", "verdict": "undo"}
        assert (await client.post(f"/decide/{old}", data=own)).status_code == 404
    assert room.state == "issued"


def test_the_same_answers_have_the_same_edition_and_others_another(room: Desk) -> None:
    first = edition(room)
    assert first == edition(room)
    swap(room)
    assert edition(room) != first


def edition(room: Desk) -> str:
    with room.stage.world.glance() as turn:
        return editions.mark(turn, claim_form.form_of(turn, turn.db.exec(select(Claim)).one()))


def test_a_decision_undone_leaves_the_cards_of_its_round_good(room: Desk) -> None:
    """Nothing has changed: the same look is good for the same decision."""
    sam, choice = room.coaches["sam"], room.choice("refuse")
    sam.send(choice=choice)
    sam.say("Le site est vide.")
    sam.send(choice=f"undo:{room.ref}")
    sam.send(choice=choice)
    sam.say("Le dépôt est vide.")
    assert room.state == "refused"
    with room.stage.world.glance() as turn:
        moves = [each.move for each in turn.db.exec(select(Event))]
    assert moves.count("refuse") == 2
