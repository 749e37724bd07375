"""Filling in the one-page form, and reading what its controls say."""

import re
from html import unescape
from typing import Any

import httpx
from sqlmodel import SQLModel

from core.claims.opening import open_claim
from core.people import people, tokens
from core.people.tokens import Purpose
from tests.world.world import Stage

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
