"""People who are away, and machines that answer machines: two mails at most, then silence."""

import asyncio
import re
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import parseaddr
from itertools import count
from pathlib import Path

import pytest
from sqlmodel import col, select

from core.claims.moves import NOTED
from core.ground.message_kinds import MessageKind
from core.ground.messages import Message
from core.ground.rows import inbox, outbox
from core.ground.rows.outbox import To
from core.ground.tables import Answer, Event, Inbox, Outbox
from core.people import people
from tests.servers.mail import MailServers
from tests.servers.mail_talk import Correspondence, RealPost, begun, running
from tests.servers.mailbox_reader import until
from tests.world.letters import parsed, plain, reply
from tests.world.world import Stage, make_stage

AWAY = "Je suis absente du 1er octobre 2024 au 31 mai 2025. Domaine de la mission : santé. Oui."
VACATION = f'require ["vacation"];\nvacation :subject "Absente" "{AWAY}";\n'
_names = count(1)


@asynccontextmanager
async def corresponding(
    servers: MailServers, stage: Stage, ours: str, them: str, sieve: str = ""
) -> AsyncIterator[Correspondence]:
    """A Cocarde and a person with mailboxes of these names; `bare…` loses the marks on the way."""
    number = next(_names)
    desk = servers.create(f"{ours}{number}")
    talk = begun(stage, RealPost(servers), desk, servers.create(f"{them}{number}", sieve=sieve))
    async with running(talk.world):
        yield talk


@asynccontextmanager
async def robot(talk: Correspondence, subject: str) -> AsyncIterator[None]:
    """A responder as they should not be: it answers every mail, and bears no mark of its own."""

    def answer(mail: EmailMessage) -> bytes:
        made = EmailMessage(policy=SMTP)
        made["From"], made["To"], made["Subject"] = talk.them, str(mail["Reply-To"]), subject
        made["Message-ID"] = f"<{next(_names)}@away.test>"
        made.set_content(AWAY)
        return made.as_bytes()

    async def answer_all() -> None:
        for number in count(1):
            await talk.write(answer(await talk.mail(number)))

    task = asyncio.create_task(answer_all())
    try:
        yield
    finally:
        task.cancel()
        await asyncio.wait([task])


def sent(talk: Correspondence) -> int:
    with talk.world.glance() as turn:
        return len(turn.db.exec(select(Outbox).where(Outbox.state == outbox.SENT)).all())


def at_rest(talk: Correspondence) -> bool:
    """Nothing waits to be sent, nothing kept waits to be worked."""
    with talk.world.glance() as turn:
        waits = turn.db.exec(select(Outbox).where(Outbox.state == outbox.WAITING)).first()
        kept = turn.db.exec(select(Inbox).where(Inbox.state == inbox.RECEIVED)).first()
    return waits is None and kept is None


def story(talk: Correspondence) -> tuple[list[Answer], list[Event]]:
    """All that a mail could change, but for what is only noted on the claim's timeline."""
    with talk.world.glance() as turn:
        moves = select(Event).where(Event.move != NOTED).order_by(col(Event.id))
        return (
            list(turn.db.exec(select(Answer).order_by(Answer.question))),
            list(turn.db.exec(moves)),
        )


async def invited(talk: Correspondence) -> tuple[list[Answer], list[Event]]:
    """Send an invitation that lacks a line; the story as it is before anything comes back."""
    talk.invite(domain="")

    def written() -> bool:
        with talk.world.glance() as turn:
            return bool(turn.db.exec(select(Outbox.message)).one())

    await until(written)
    assert talk.worked() == []
    return story(talk)


async def answered_by_a_machine(talk: Correspondence, ours: int, people_: int = 0) -> None:
    """Every mail of ours was answered by the machine once, and nothing is under way any more."""

    def silent() -> bool:
        worked = len(talk.worked())
        return at_rest(talk) and sent(talk) == ours and worked == ours + people_

    await until(silent)
    arrived = await asyncio.to_thread(talk.post.arrived, talk.them)
    assert len(arrived) == ours
    assert silent()


@pytest.mark.parametrize("ours", ["desk", "bare-desk"], ids=["marked", "unmarked"])
async def test_a_real_vacation_responder_and_we_exchange_two_mails(
    mail_servers: MailServers, stage: Stage, ours: str
) -> None:
    """Dovecot's own; a gateway hides the marks of our mail from it, and its marks from us."""
    async with corresponding(mail_servers, stage, ours, "bare-away", VACATION) as talk:
        before = await invited(talk)
        await answered_by_a_machine(talk, ours=1)
        assert talk.worked() == ["ignored"]
        assert story(talk) == before


async def test_a_vacation_responder_that_heeds_our_marks_stays_silent(
    mail_servers: MailServers, stage: Stage
) -> None:
    async with corresponding(mail_servers, stage, "desk", "away", VACATION) as talk:
        talk.invite()
        await talk.mail()
        heeded = re.compile(rf"{re.escape(talk.them)}.*vacation action: discarding")
        await until(lambda: heeded.search(mail_servers.log) is not None)
        assert talk.worked() == []


async def test_a_responder_to_our_answer_is_not_answered(
    mail_servers: MailServers, stage: Stage
) -> None:
    async with corresponding(mail_servers, stage, "desk", "bare-away", VACATION) as talk:
        talk.invite(domain="")
        invitation = await talk.mail()
        await talk.write(reply(invitation, "Je ne sais pas.", From=talk.them))
        asked = await talk.mail(2)
        before = story(talk)
        await answered_by_a_machine(talk, ours=2, people_=1)
        assert sorted(talk.worked()) == ["asked", "ignored", "ignored"]
        assert story(talk) == before
        assert "Domaine de la mission" in plain(asked)


async def test_a_receipt_for_a_stranger_gives_no_responder_an_address_to_answer(
    mail_servers: MailServers, stage: Stage
) -> None:
    """Its envelope sender is null (RFC 3834, section 4): that stops who hears no other mark."""
    async with corresponding(mail_servers, stage, "desk", "bare-away", VACATION) as talk:
        to = talk.world.settings.mail_address
        await talk.write(f"From: {talk.them}\r\nTo: {to}\r\n\r\nBonjour.\r\n".encode())
        receipt = await talk.mail()
        assert receipt["Return-Path"] == "<>"
        heeded = re.compile(rf"{re.escape(talk.them)}.*vacation action: .* <>")
        await until(lambda: heeded.search(mail_servers.log) is not None)
        assert talk.worked() == ["asked"]


SUBJECTS = ["Absence du bureau", "Réponse automatique : votre badge", "Out of office: Re: badge"]


@pytest.mark.parametrize("subject", SUBJECTS)
async def test_a_responder_without_any_mark_and_we_exchange_two_mails(
    mail_servers: MailServers, stage: Stage, subject: str
) -> None:
    async with corresponding(mail_servers, stage, "desk", "robot") as talk:
        async with robot(talk, subject):
            before = await invited(talk)
            await answered_by_a_machine(talk, ours=1)
        assert talk.worked() == ["ignored"]
        assert story(talk) == before


@pytest.fixture(params=["desk", "bare-desk"], ids=["marked", "unmarked"])
async def two(
    request: pytest.FixtureRequest, mail_servers: MailServers, stage: Stage, tmp_path: Path
) -> AsyncIterator[tuple[Correspondence, Correspondence]]:
    """Two Cocardes, each with the other for its only correspondent."""
    number, post = next(_names), RealPost(mail_servers)
    one, other = (mail_servers.create(f"{request.param}-{each}{number}") for each in "ab")
    other = other.replace("example.org", "example.net")
    (tmp_path / "other").mkdir()
    there = make_stage(tmp_path / "other")
    there.world.chance.number(2)  # they draw different secrets
    talks = begun(stage, post, one, other), begun(there, post, other, one)
    async with AsyncExitStack() as doors:
        for talk in talks:
            await doors.enter_async_context(running(talk.world))
        yield talks
    there.world.store.close()


async def silence(two: tuple[Correspondence, Correspondence], mails: int) -> None:
    """Each mail that one of them sent was worked by the other, and none follows from it."""
    one, other = two

    def silent() -> bool:
        went = sent(one), sent(other)
        worked = len(other.worked()), len(one.worked())
        return at_rest(one) and at_rest(other) and went == worked and sum(went) >= mails

    await until(silent)
    assert sent(one) + sent(other) == mails
    assert silent()


async def test_two_cocardes_that_meet_by_an_invitation_fall_silent(
    two: tuple[Correspondence, Correspondence],
) -> None:
    one, other = two
    before = await invited(one)
    await silence(two, mails=1)
    assert other.worked() == ["ignored"]
    assert story(one) == before


async def test_two_cocardes_that_write_to_each_others_secrets_fall_silent(
    two: tuple[Correspondence, Correspondence],
) -> None:
    one, other = two
    other.invite(domain="")
    await until(lambda: one.worked() == ["ignored"])
    with one.world.glance() as turn:
        invitation = parsed(turn.db.exec(select(Inbox.raw)).one())
    before = story(other)
    with one.world.turn() as turn:
        note = Message("Oui, merci.", "fr", values={"text": "Oui, merci."})
        to = To(people.MAIL, parseaddr(str(invitation["Reply-To"]))[1])
        outbox.put(turn, to, MessageKind.AGAIN, "note", note)
    await silence(two, mails=2)
    assert (one.worked(), other.worked()) == (["ignored"], ["ignored"])
    assert story(other) == before
