"""Two ways out: one that stalls hands over, comes back, and no mail takes both without need."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta

import pytest
from sqlmodel import select

from core.ground.errors import DeliveryError, InDoubt, WayClosed
from core.ground.message_kinds import MessageKind
from core.ground.messages import Message
from core.ground.rows import outbox
from core.ground.rows.outbox import To
from core.ground.tables import Outbox
from mail import deliver
from mail.servers.routes import Routes, Sending
from tests.servers.bad_mail_servers import Peer, ScriptedSmtp
from tests.servers.mail import MailServers
from tests.servers.mailbox_reader import mail, until
from tests.world.world import Stage

TO = "lina@example.org"
REPORTING = b"250-here\r\n250-DSN\r\n250 SIZE 100000\r\n"


@asynccontextmanager
async def two(
    first: ScriptedSmtp, second: ScriptedSmtp, *, starttls: bool = False
) -> AsyncIterator[tuple[Routes, str, str]]:
    """Both servers and the routes over them, with their places; a silent one is given up soon."""
    async with Peer(first.talk) as one, Peer(second.talk) as other:
        urls = [f"smtp://127.0.0.1:{peer.port}" for peer in (one, other)]
        urls[0] += "?starttls=1" if starttls else ""
        async with Routes(urls, timeout=0.5, rest=0.05) as routes:
            yield routes, f"127.0.0.1:{one.port}", f"127.0.0.1:{other.port}"


def sending(subject: str = "x", **more: str) -> Sending:
    return Sending(mail(subject), "badges+b-token@example.org", TO, **more)


STALLS = {
    "accepts and says nothing": {"GREETING": b""},
    "says nothing to EHLO": {"EHLO": b""},
    "refuses the greeting": {"GREETING": b"421 4.3.2 too busy\r\n"},
    "cuts every line": {"MAIL": ScriptedSmtp.CUT},
    "says nothing to RCPT": {"RCPT": b""},
    "has no TLS": {},
}


@pytest.mark.parametrize("says", STALLS.values(), ids=STALLS)
async def test_one_that_stalls_hands_over_at_once_and_comes_back(says: dict[str, bytes]) -> None:
    first, second = ScriptedSmtp(**says), ScriptedSmtp()
    async with two(first, second, starttls=not says) as (routes, _, other):
        for number in range(3):
            assert await routes.send(sending(str(number))) == other
        assert (len(first.texts), len(second.texts)) == (0, 3)


async def test_it_is_used_again_once_it_can_be_entered() -> None:
    first, second = ScriptedSmtp(GREETING=ScriptedSmtp.CUT), ScriptedSmtp()
    async with two(first, second) as (routes, one, other):
        assert await routes.send(sending()) == other
        first.says.clear()
        await until(lambda: "QUIT" in first.heard)  # it was looked at, without a mail
        await asyncio.sleep(0.05)
        assert await routes.send(sending()) == one


async def test_one_that_puts_everything_off_serves_nobody() -> None:
    """Each mail goes the other way at its next try, and after three all do."""
    first, second = ScriptedSmtp(RCPT=b"450 4.3.2 later\r\n"), ScriptedSmtp()
    async with two(first, second) as (routes, one, other):
        for number in range(3):
            with pytest.raises(DeliveryError) as caught:
                await routes.send(sending(str(number)))
            assert (caught.value.route, caught.value.permanent) == (one, False)
            assert await routes.send(sending(str(number), avoid=one)) == other
        assert await routes.send(sending("3")) == other


async def test_a_refusal_for_good_is_the_mails_and_asks_nobody_else() -> None:
    first, second = ScriptedSmtp(RCPT=b"550 5.1.1 nobody\r\n"), ScriptedSmtp()
    async with two(first, second) as (routes, one, _):
        for _again in range(4):
            with pytest.raises(DeliveryError, match="nobody") as caught:
                await routes.send(sending())
            assert (caught.value.route, caught.value.permanent) == (one, True)
    assert second.heard == []


@pytest.mark.parametrize("text", [ScriptedSmtp.CUT, b""], ids=["cut", "silent"])
async def test_a_mail_that_a_server_may_have_goes_to_no_other(text: bytes) -> None:
    first, second = ScriptedSmtp(TEXT=text), ScriptedSmtp()
    async with two(first, second) as (routes, one, other):
        with pytest.raises(InDoubt) as caught:
            await routes.send(sending("doubted"))
        assert caught.value.route == one
        assert await routes.send(sending("new")) == other
        first.says.clear()
        assert await routes.send(sending("doubted", bound=one)) == one
    assert [b"doubted" in text for text in second.texts] == [False]


async def test_where_both_fail_the_mail_waits() -> None:
    away = ScriptedSmtp(GREETING=ScriptedSmtp.CUT)
    async with two(away, away) as (routes, _, other):
        with pytest.raises(WayClosed) as caught:
            await routes.send(sending())
    assert (caught.value.route, caught.value.permanent) == (other, False)


async def test_reports_are_asked_for_where_they_are_offered() -> None:
    first, second = ScriptedSmtp(EHLO=REPORTING), ScriptedSmtp()
    async with two(first, second) as (routes, one, _):
        await routes.send(sending(envelope_id="abcd"))
        await routes.send(Sending(mail("receipt"), "", "a+b@example.org", "abcd"))
        await routes.send(sending(envelope_id="abcd", avoid=one))
    asked = [line for line in first.heard if line.startswith("MAIL")]
    assert asked[0].endswith("RET=HDRS ENVID=abcd")
    assert any("NOTIFY=SUCCESS,FAILURE,DELAY ORCPT=rfc822;lina@example.org" in each
               for each in first.heard)  # fmt: skip
    assert not any("NOTIFY" in each for each in (asked[1], *second.heard))


async def test_a_server_that_offers_reports_and_takes_no_such_option_is_asked_without() -> None:
    class Liar(ScriptedSmtp):
        def answer(self, verb: str) -> bytes:
            refused = verb == "MAIL" and "ENVID" in self.heard[-1]
            return b"555 5.5.4 what?\r\n" if refused else super().answer(verb)

    first = Liar(EHLO=REPORTING)
    async with two(first, ScriptedSmtp()) as (routes, one, _):
        for _again in range(2):
            assert await routes.send(sending(envelope_id="abcd")) == one
    assert sum("ENVID" in line for line in first.heard) == 1


async def test_a_doubted_row_waits_for_its_server_a_quarter_of_an_hour(stage: Stage) -> None:
    """Then the other gets it, with the same Message-ID: better twice than never."""
    with stage.world.turn() as turn:
        outbox.put(turn, To("mail", TO), MessageKind.AGAIN, "1", Message("Bonjour.", "fr"))
    first, second = ScriptedSmtp(TEXT=ScriptedSmtp.CUT), ScriptedSmtp()
    async with two(first, second) as (routes, one, _):
        await deliver.deliver_due(stage.world, routes)
        for minutes in (1, 5):
            stage.clock.pass_(minutes=minutes)
            await deliver.deliver_due(stage.world, routes)
        assert (len(first.texts), len(second.texts)) == (3, 0)
        with stage.world.glance() as turn:
            row = turn.db.exec(select(Outbox)).one()
        assert (row.route, row.doubted_at) == (one, stage.clock.at - timedelta(minutes=6))
        stage.clock.pass_(minutes=10)
        await deliver.deliver_due(stage.world, routes)
    named = [line for text in (*first.texts, *second.texts) for line in text.split(b"\r\n")
             if line.startswith(b"Message-ID")]  # fmt: skip
    assert (len(second.texts), len(named), len(set(named))) == (1, 4, 1)


async def test_a_real_server_takes_over_from_one_that_is_silent(
    mail_servers: MailServers, stage: Stage
) -> None:
    mail_servers.create("over")
    silent = ScriptedSmtp(GREETING=b"")
    async with Peer(silent.talk) as peer:
        urls = [f"smtp://127.0.0.1:{peer.port}", mail_servers.smtp_url]
        async with Routes(urls, timeout=1, rest=60) as routes:
            with stage.world.turn() as turn:
                to = To("mail", "over@example.org")
                outbox.put(turn, to, MessageKind.AGAIN, "1", Message("Bonjour.", "fr"))
            assert await deliver.deliver_due(stage.world, routes) == 1
    with stage.world.glance() as turn:
        row = turn.db.exec(select(Outbox)).one()
    assert (row.state, row.route) == (outbox.SENT, f"127.0.0.1:{mail_servers.ports['smtp']}")
