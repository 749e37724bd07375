"""List-Unsubscribe as it arrives, and what a mail program makes of it by itself."""

import asyncio
import re
from email.utils import parseaddr
from itertools import count

import httpx
import pytest
from sqlmodel import select

from core.ground.tables import Address
from core.people import opt_outs
from tests.servers.mail import MailServers
from tests.servers.mail_talk import Correspondence, RealPost, begun, running
from tests.servers.mailbox_reader import until
from tests.world.world import Stage
from web.listen import build

_names = count(1)


@pytest.fixture
def talk(mail_servers: MailServers, stage: Stage) -> Correspondence:
    number = next(_names)
    ours, them = (mail_servers.create(f"{each}{number}") for each in ("stopdesk", "stopper"))
    return begun(stage, RealPost(mail_servers), ours, them)


async def test_one_click_on_an_invitation_stops_it_and_a_look_does_not(
    talk: Correspondence,
) -> None:
    """RFC 8058: the headers as they arrive, and what a mail program does with them by itself."""
    async with running(talk.world):
        talk.invite()
        invitation = await talk.mail()
    assert invitation.get_all("List-Unsubscribe-Post") == ["List-Unsubscribe=One-Click"]
    (written,) = invitation.get_all("List-Unsubscribe", [])
    page, mailto = re.findall(r"<([^<>]+)>", str(written))
    assert page.startswith(f"{talk.world.settings.base}/stop/")
    assert mailto == f"mailto:{parseaddr(str(invitation['Reply-To']))[1]}?subject=STOP"
    assert invitation["DKIM-Signature"] is None  # the server that sends signs, not Cocarde
    transport = httpx.ASGITransport(app=build(talk.world))
    async with httpx.AsyncClient(transport=transport) as web:
        for method in ("GET", "HEAD"):
            assert (await web.request(method, page)).status_code == 200
            assert not has_stopped(talk)
        assert (await web.post(page, data={"List-Unsubscribe": "One-Click"})).status_code == 200
    assert has_stopped(talk)


async def test_the_mail_that_a_program_writes_to_unsubscribe_stops_it_too(
    talk: Correspondence,
) -> None:
    """RFC 2369: where nothing clicks, an empty mail goes to the address of List-Unsubscribe."""
    async with running(talk.world):
        talk.invite()
        mailto = str((await talk.mail())["List-Unsubscribe"]).rpartition("<mailto:")[2]
        to, _, query = mailto.rstrip(">").partition("?")
        subject = query.removeprefix("subject=")
        await talk.write(f"From: {talk.them}\r\nTo: {to}\r\nSubject: {subject}\r\n\r\n".encode())
        await until(lambda: len(talk.worked()) == 1)
    assert has_stopped(talk)
    assert len(await asyncio.to_thread(talk.post.arrived, talk.them)) == 1


def has_stopped(talk: Correspondence) -> bool:
    with talk.world.glance() as turn:
        address = turn.db.exec(select(Address).where(Address.value == talk.them)).one()
        return opt_outs.stopped(turn, address, "service-civique")
