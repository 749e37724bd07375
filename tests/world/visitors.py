"""A web door over a test stage: badges and links to visit, and a visitor."""

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager

import httpx
from sqlmodel import col, select
from starlette.routing import BaseRoute

from core.ground.messages import Message
from core.ground.tables import Badge, Claim, Outbox
from tests.world.talking import Talk
from tests.world.world import BASE, Stage
from web.listen import build

REPOSITORY, SITE = "https://github.com/lina/meteo", "https://meteo.example.org"
CIVIC = "service-civique"
ROW = {
    "reference": "SC-1",
    "given_name": "Awa",
    "family_name": "Diallo",
    "mail": "awa@example.org",
    "starts_on": "2025-12-01",
    "ends_on": "2026-06-30",
}


@asynccontextmanager
async def visitor(
    stage: Stage, more: Sequence[BaseRoute] = (), *, client: str = "127.0.0.1"
) -> AsyncIterator[httpx.AsyncClient]:
    """Somebody with a French browser, on our site, at an address of the network."""
    transport = httpx.ASGITransport(
        build(stage.world, more), raise_app_exceptions=False, client=(client, 123)
    )
    speaks = {"Accept-Language": "fr-FR,fr;q=0.9", "Accept": "text/html,*/*;q=0.8"}
    async with httpx.AsyncClient(
        transport=transport, base_url=BASE, headers=speaks, event_hooks={"response": [as_read]}
    ) as web:
        yield web


async def as_read(response: httpx.Response) -> None:
    """A page as it is read aloud: the no-break spaces of French are spaces."""
    if response.headers.get("Content-Type", "").startswith("text/html"):
        response._content = (await response.aread()).replace(b"\xc2\xa0", b" ")


def claimed(stage: Stage, badge: str = "Python avancé") -> Talk:
    """Lina asks for a badge that Sam will decide on, and says yes to the recap."""
    stage.known("lina", "Lina Haddad", "lina@example.org")
    stage.reviewer("sam", "Sam Okafor", "becode")
    lina = Talk(stage, "lina")
    for line in (badge, f"{REPOSITORY} {SITE}", "oui"):
        lina.say(line)
    return lina


def issued(stage: Stage) -> Badge:
    """Lina's badge « Python avancé », approved by Sam."""
    claimed(stage)
    Talk(stage, "sam").send(choice=f"approve:{only_claim(stage).ref}")
    return only_badge(stage)


def invited(stage: Stage, **row: str) -> str:
    """The secret of the mail that invites Awa to claim her civic service badge."""
    stage.mission(CIVIC, **{**ROW, **row})
    stage.clock.pass_(days=1)
    stage.invite()
    return secret(stage, "awa@example.org")


def secret(stage: Stage, mail: str) -> str:
    """The secret of the latest mail to an address."""
    with stage.world.glance() as turn:
        query = select(Outbox).where(Outbox.place == mail).order_by(col(Outbox.id).desc())
        rows = [Message.from_json(row.message) for row in turn.db.exec(query)]
    return next(message.token for message in rows if message.token)


def only_claim(stage: Stage) -> Claim:
    with stage.world.glance() as turn:
        return turn.db.exec(select(Claim)).one()


def only_badge(stage: Stage) -> Badge:
    with stage.world.glance() as turn:
        return turn.db.exec(select(Badge)).one()


def revoke(stage: Stage, badge: Badge, reason: str = "") -> None:
    """As the command will: the row says since when and why."""
    with stage.world.turn() as turn:
        row = turn.db.get_one(Badge, badge.id)
        row.revoked_at, row.revoked_reason = turn.at, reason
        turn.db.add(row)
