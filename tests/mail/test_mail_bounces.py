"""Mails that come back, by real Postfix reports: marked with their cause, and sent elsewhere."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from email.message import EmailMessage
from email.policy import SMTP
from itertools import count

import pytest
from sqlmodel import col, select

from core.ground.rows import outbox
from core.ground.tables import Address, Inbox, Outbox
from core.people import people
from mail import deliver
from mail.servers.routes import Routes
from tests.servers.mail import MailServers
from tests.servers.mail_talk import Correspondence, RealPost, begun, running
from tests.servers.mailbox_reader import until
from tests.world.letters import plain
from tests.world.world import Stage

_names = count(1)


@asynccontextmanager
async def writing(
    servers: MailServers, stage: Stage, ours: str, them: str
) -> AsyncIterator[Correspondence]:
    talk = begun(stage, RealPost(servers), servers.create(ours), them)
    async with running(talk.world):
        yield talk


def also_reads(talk: Correspondence, door: str, value: str) -> None:
    """The person whom a mission names was heard from its address, and from another."""
    with talk.world.turn() as turn:
        named = people.meet(turn, people.MAIL, talk.them)
        people.confirm(turn, named)
        person = people.person_of(turn, named)
        people.confirm(turn, people.add_address(turn, person, door, value))


def rows(talk: Correspondence) -> list[Outbox]:
    with talk.world.glance() as turn:
        return list(turn.db.exec(select(Outbox).order_by(col(Outbox.id))))


def reachable(talk: Correspondence, place: str) -> bool:
    with talk.world.glance() as turn:
        known = turn.db.exec(select(Address).where(Address.value == place)).one()
    return known.unreachable_at is None


def came_to(talk: Correspondence) -> str:
    """The mailbox that the last mail was delivered to."""
    with talk.world.glance() as turn:
        raw = turn.db.exec(select(Inbox.raw)).all()[-1]
    return raw.split(b"Delivered-To: ", 1)[1].split(b"\r\n", 1)[0].decode()


# A full mailbox is there, and may be empty tomorrow: only this mail goes elsewhere.
CAUSES = {
    "an unknown user": ("", "5.1.1", "bounce_hard"),
    "a full mailbox": ("1K", "5.2.2", "bounce_soft"),
}
LINES = {"by the tag of its address": "desk-b", "by the mail that it encloses": "plain-b"}


@pytest.mark.parametrize("ours", LINES.values(), ids=LINES)
@pytest.mark.parametrize(("quota", "status", "outcome"), CAUSES.values(), ids=CAUSES)
async def test_a_real_bounce_is_known_and_the_person_reached_in_the_chat(
    mail_servers: MailServers, stage: Stage, ours: str, quota: str, status: str, outcome: str
) -> None:
    number = next(_names)
    them = f"gone{number}@example.org"
    if quota:
        mail_servers.create(f"gone{number}", quota=quota)
    async with writing(mail_servers, stage, f"{ours}{number}", them) as talk:
        also_reads(talk, people.TELEGRAM, "4242")
        talk.invite()
        await until(lambda: talk.worked() == [outcome])
    bounced, again = rows(talk)
    assert (bounced.state, status in bounced.error) == (outbox.DEAD, True)
    assert (again.door, again.place, again.kind) == ("telegram", "4242", bounced.kind)
    assert reachable(talk, them) is (outcome == "bounce_soft")
    assert ("+b-" in came_to(talk)) is (ours == "desk-b")


async def test_what_bounced_arrives_at_the_persons_other_address(
    mail_servers: MailServers, stage: Stage
) -> None:
    number = next(_names)
    other = mail_servers.create(f"second{number}")
    them = f"first{number}@example.org"
    async with writing(mail_servers, stage, f"desk-b{number}", them) as talk:
        also_reads(talk, people.MAIL, other)
        talk.invite()
        talk.them = other
        invitation = await talk.mail()
    assert [(row.state, row.place) for row in rows(talk)] == [("dead", them), ("sent", other)]
    assert "Awa Diallo" in plain(invitation)
    assert talk.worked() == ["bounce_hard"]


async def test_a_real_report_of_delay_changes_nothing_but_the_cause(
    mail_servers: MailServers, stage: Stage
) -> None:
    number, them = next(_names), "late@example.org"
    async with writing(mail_servers, stage, f"desk-b{number}", them) as talk:
        also_reads(talk, people.TELEGRAM, "4242")
        talk.invite()
        await until(lambda: talk.worked() == ["bounce_soft"])
    (late,) = rows(talk)
    assert (late.state, "Connection refused" in late.error) == (outbox.SENT, True)
    assert reachable(talk, them)


def in_plain_words(invitation: EmailMessage, to: str) -> bytes:
    """A bounce as servers wrote them before RFC 3464."""
    made = EmailMessage(policy=SMTP)
    made["From"], made["To"] = "MAILER-DAEMON@mx.example.org", to
    made["Subject"] = "Échec de la remise de votre message"
    made.set_content(
        f"Votre message n'a pas pu être remis.\n\n<{invitation['To']}>:\n"
        f"550 5.1.1 Cette boîte n'existe plus.\n\n--- Message d'origine ---\n\n"
        f"Message-ID: {invitation['Message-ID']}\nSubject: {invitation['Subject']}\n"
    )
    return made.as_bytes()


@pytest.mark.parametrize("tagged", [True, False], ids=["to its tag", "to our address"])
async def test_a_bounce_in_plain_words_is_known(
    mail_servers: MailServers, stage: Stage, tagged: bool
) -> None:
    number = next(_names)
    ours, them = f"desk-b{number}", mail_servers.create(f"leaving{number}")
    async with writing(mail_servers, stage, ours, them) as talk:
        also_reads(talk, people.TELEGRAM, "4242")
        talk.invite()
        invitation = await talk.mail()
        to = str(invitation["Return-Path"]).strip("<>") if tagged else f"{ours}@example.org"
        await talk.write(in_plain_words(invitation, to), sender="")
        await until(lambda: talk.worked() == ["bounce_hard"])
    bounced, again = rows(talk)
    assert (bounced.state, "5.1.1" in bounced.error) == (outbox.DEAD, True)
    assert (again.door, again.place) == ("telegram", "4242")
    assert not reachable(talk, them)


@pytest.mark.parametrize(
    ("place", "state"), [("refused@example.org", "waiting"), ("busy@example.org", "waiting")]
)
async def test_a_refusal_by_policy_waits_as_a_delay_does(
    mail_servers: MailServers, stage: Stage, place: str, state: str
) -> None:
    """Said in the dialogue itself, where no report comes later."""
    talk = begun(stage, RealPost(mail_servers), "badges@example.org", place)
    talk.invite()
    async with Routes([talk.world.settings.smtp_url]) as routes:
        assert await deliver.deliver_due(talk.world, routes) == 1
        assert await deliver.deliver_due(talk.world, routes) == 0
    (row,) = rows(talk)
    assert (row.state, row.attempts, reachable(talk, place)) == (state, 1, True)
