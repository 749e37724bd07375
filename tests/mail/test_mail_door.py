"""The mail door whole: through a real Postfix and Dovecot, and through the demo's own servers."""

import asyncio
import time
from collections.abc import AsyncIterator
from dataclasses import replace
from email.message import EmailMessage
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from sqlmodel import select

from cocarde.demo.servers.mail_loop import MailLoop
from core.badges.verify.verify import verify
from core.ground.leases import names, ownership, while_owner
from core.ground.leases.ownership import Ownership
from core.ground.message_kinds import MessageKind
from core.ground.messages import Message
from core.ground.rows import inbox, outbox
from core.ground.rows.outbox import To
from core.ground.tables import Badge, Claim, Outbox
from core.ground.world import World
from core.issuing import stored_badges
from core.issuing import stored_badges as holding
from mail import deliver, listen
from mail.read import content_hash
from mail.servers.routes import Sending
from tests.servers.mail import MailServers
from tests.servers.mail_talk import (
    PATIENCE,
    Correspondence,
    DemoPost,
    RealPost,
    begun,
    running,
    started,
)
from tests.servers.mailbox_reader import crowding, until
from tests.servers.proxy import Proxy
from tests.world.letters import plain, reply
from tests.world.world import Stage

WITHIN = 5.0  # seconds from an answer's delivery to the badge mail
_names = count(1)


@pytest.fixture(params=["postfix", "demo"])
async def talk(request: pytest.FixtureRequest, stage: Stage) -> AsyncIterator[Correspondence]:
    """The same stories through both kinds of servers."""
    number = next(_names)
    if request.param == "demo":
        async with MailLoop() as loop:
            made = begun(stage, DemoPost(loop), "badges@demo.invalid", "awa@example.org")
            async with running(made.world):
                yield made
        return
    servers: MailServers = request.getfixturevalue("mail_servers")
    ours, them = servers.create(f"badges{number}"), servers.create(f"awa{number}")
    made = begun(stage, RealPost(servers), ours, them)
    async with running(made.world):
        yield made


async def test_from_the_invitation_to_the_badge_each_mail_says_its_part_in_order(
    talk: Correspondence,
) -> None:
    talk.invite(organisation="", domain="")
    invitation = await talk.mail(1)
    lines = "Organisme d'accueil : Emmaüs\nDomaine de la mission : jardinage"
    await talk.write(reply(invitation, lines, 1, From=talk.them))
    asked = await talk.mail(2)
    assert "Déjà noté, rien à refaire :\n  Prénom et nom : Awa Diallo" in plain(asked)
    await talk.write(reply(asked, "Domaine de la mission : Environnement", 2, From=talk.them))
    recap = await talk.mail(3)
    assert "Domaine de la mission : Environnement" in plain(recap)
    busy = crowding()
    await talk.write(reply(recap, "oui", 3, From=talk.them))
    answered = time.perf_counter()
    badge = await talk.mail(5)
    seconds = time.perf_counter() - answered
    busy = max(busy, crowding())
    print(f"\nfrom the delivery of the answer to the badge: {seconds:.2f} s (×{busy:.1f})")
    assert seconds < WITHIN * busy
    confirmed = await talk.mail(4)
    assert "arrive dans un message séparé" in plain(confirmed)
    assert [threaded(mail) for mail in (invitation, asked, recap, confirmed, badge)] == [
        "",
        "<answer-1@example.org>",
        "<answer-2@example.org>",
        "<answer-3@example.org>",
        "",
    ]
    (file,) = badge.iter_attachments()
    issued(talk, file.get_filename() or "", file.get_content())


def threaded(mail: EmailMessage) -> str:
    """The mail that this one answers."""
    return str(mail["In-Reply-To"] or "").strip()


def issued(talk: Correspondence, name: str, png: bytes) -> None:
    """The attached file is the issued badge byte for byte, and true for its holder."""
    with talk.world.glance() as turn:
        row = turn.db.exec(select(Badge)).one()
        found = verify(png, recipient=talk.them, register=stored_badges.register(turn), now=turn.at)
        assert turn.db.exec(select(Claim.state)).one() == "issued"
    assert (name, png) == holding.picture(talk.world, row.id)
    assert (found.valid, found.reason) == (True, "valid")


async def test_where_all_is_known_one_yes_brings_the_badge(talk: Correspondence) -> None:
    talk.invite()
    await talk.write(reply(await talk.mail(), "Oui, merci.", From=f"Awa <{talk.them}>"))
    badge = await talk.mail(3)
    (file,) = badge.iter_attachments()
    issued(talk, file.get_filename() or "", file.get_content())


async def test_the_same_mail_twice_has_one_effect(talk: Correspondence) -> None:
    talk.invite()
    raw = reply(await talk.mail(), "oui", From=talk.them)
    await talk.write(raw)
    await talk.mail(3)
    await talk.write(raw)
    await talk.write(reply(await talk.mail(1), "Où est mon badge ?", 2, From=talk.them))
    await until(lambda: len(talk.worked()) == 2)
    with talk.world.glance() as turn:
        assert len(turn.db.exec(select(Badge)).all()) == 1


async def test_a_mail_sent_again_after_a_lost_answer_is_the_same_mail(
    mail_servers: MailServers, stage: Stage
) -> None:
    """Postfix took it, we did not hear so: the reader can tell the two by their Message-ID."""
    number = next(_names)
    ours, them = mail_servers.create(f"badges{number}"), mail_servers.create(f"twice{number}")
    talk = begun(stage, RealPost(mail_servers), ours, them)
    async with Proxy("127.0.0.1", mail_servers.ports["smtp"]) as proxy:
        proxy.holds = lambda chunk, answer: answer and b"queued as" in chunk
        url = f"smtp://127.0.0.1:{proxy.port}"
        talk.world = replace(talk.world, settings=replace(talk.world.settings, smtp_url=url))
        async with running(talk.world):
            talk.invite()
            async with asyncio.timeout(PATIENCE):
                await proxy.held.wait()
            proxy.silent = False
            proxy.cut()
            first = await talk.mail()
            await until(lambda: row_of(talk).attempts == 1)
            stage.clock.pass_(minutes=1)
            second = await talk.mail(2)
            await until(lambda: row_of(talk).state == outbox.SENT)
    assert first["Message-ID"] == second["Message-ID"]
    assert plain(first) == plain(second)


def row_of(talk: Correspondence) -> Outbox:
    with talk.world.glance() as turn:
        return turn.db.exec(select(Outbox)).one()


async def test_what_was_kept_but_not_worked_is_worked_at_the_next_start(stage: Stage) -> None:
    """The process ended between keeping a mail and working it."""
    async with MailLoop() as loop:
        talk = begun(stage, DemoPost(loop), "badges@demo.invalid", "awa@example.org")
        async with running(talk.world):
            talk.invite()
            invitation = await talk.mail()
        raw = reply(invitation, "oui")
        inbox.keep(talk.world, "mail", content_hash(raw), raw)
        async with running(talk.world):
            await talk.mail(3)


async def test_a_store_that_fails_leaves_the_mail_where_it_is(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nothing is acknowledged that was not worked: the mail is offered again."""
    working, tried = listen.receive_mail, []

    def failing(world: World, raw: bytes, *, cut: bool) -> object:
        tried.append(raw)
        if len(tried) == 1:
            raise OSError("no space left on device")
        return working(world, raw, cut=cut)

    monkeypatch.setattr("mail.listen.receive_mail", failing)
    async with MailLoop() as loop:
        talk = begun(stage, DemoPost(loop), "badges@demo.invalid", "awa@example.org")
        async with running(talk.world):
            talk.invite()
            await talk.write(reply(await talk.mail(), "oui"))
            await until(lambda: len(tried) == 1)
            assert len(loop.inbox("badges@demo.invalid")) == 1
        async with running(talk.world):
            await talk.mail(3)
    assert len(tried) == 2


async def test_only_one_process_reads_the_mailbox(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The second one looks again and again, and reads as soon as the first has ended."""
    look, looked = ownership.look, count(1)
    last = 0

    def counted(*asked_for: Any) -> Any:
        nonlocal last
        last = next(looked)
        return look(*asked_for)

    async with MailLoop() as loop:
        talk = begun(stage, DemoPost(loop), "badges@demo.invalid", "awa@example.org")
        another = Ownership(talk.world, names.MAILBOX, holder="another machine")
        assert another.take()
        monkeypatch.setattr(while_owner, "LOOKS", 0.01)
        monkeypatch.setattr(ownership, "look", counted)
        stop = asyncio.Event()
        reading = asyncio.create_task(listen.run(talk.world, stop))
        await until(lambda: last >= 5)
        assert not started(talk.world)
        another.drop()
        await until(lambda: started(talk.world))
        stop.set()
        async with asyncio.timeout(PATIENCE):
            await reading


def test_the_mail_of_a_file_takes_the_same_way(stage: Stage, tmp_path: Path) -> None:
    """`cocarde receive mail FILE.eml` calls what the running door calls."""
    file = tmp_path / "stranger.eml"
    file.write_bytes(b"From: nora@example.org\r\nTo: badges@cocarde.test\r\n\r\nBonjour\r\n")
    done = listen.receive_mail(stage.world, file.read_bytes())
    assert done.as_json()["new_text"] == "Bonjour"


async def test_the_mails_of_one_reader_come_in_order(stage: Stage) -> None:
    """However many are sent side by side, the second mail is the second."""

    class Slow:
        """A server that is the slower the earlier the mail."""

        several = False

        def __init__(self) -> None:
            self.taken: list[str] = []

        async def send(self, mail: Sending) -> str:
            await asyncio.sleep(0.02 if not self.taken else 0)
            self.taken.append(f"{mail.to} {b'number 2' in mail.raw}")
            return "mx.example.org:25"

    with stage.world.turn() as turn:
        for number in (1, 2):
            for reader in ("awa@example.org", "lea@example.org"):
                message = Message(f"number {number}", "fr", values={"text": f"number {number}"})
                outbox.put(
                    turn, To("mail", reader), MessageKind.AGAIN, f"{reader}:{number}", message
                )
    post = Slow()
    assert await deliver.deliver_due(stage.world, post) == 4  # type: ignore[arg-type]
    for reader in ("awa@example.org", "lea@example.org"):
        mine = [each for each in post.taken if each.startswith(reader)]
        assert mine == [f"{reader} False", f"{reader} True"]
