"""What the emulator's own tests share."""

from collections.abc import AsyncIterator, Callable, Coroutine
from typing import Any

import httpx
import pytest

from . import BotApi, Limits, Person

Ask = Callable[..., Coroutine[Any, Any, dict[str, Any]]]


@pytest.fixture
async def api() -> AsyncIterator[BotApi]:
    async with BotApi(limits=Limits(on=False), webhook_delay=0.01) as running:
        yield running


@pytest.fixture
async def ask(api: BotApi) -> AsyncIterator[Ask]:
    """Call a method with JSON arguments, or with files; gives the whole answer."""
    root = f"{api.url}/bot{api.token}/"
    async with httpx.AsyncClient(base_url=root, timeout=30, verify=False) as client:

        async def call(method: str, files: Any = None, **fields: Any) -> dict[str, Any]:
            if files is None:
                answer = await client.post(method, json=fields)
            else:
                answer = await client.post(method, data=fields, files=files)
            body: dict[str, Any] = answer.json()
            assert answer.status_code == body.get("error_code", 200)
            return body

        yield call


@pytest.fixture
def lina(api: BotApi) -> Person:
    """Someone who has pressed Start."""
    person = api.person("Lina", "fr", "lina_test")
    person.opens_link()
    return person
