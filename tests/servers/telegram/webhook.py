"""Pushing updates to the bot's webhook: in order for each chat, again until a 2xx answer."""

from __future__ import annotations

import asyncio
import time
from dataclasses import dataclass, field
from typing import Any

import httpx

from .arguments import Arguments
from .errors import ApiError
from .methods import LOOPBACK, run
from .state import State
from .updates import Hook, Pending

_IDLE = 3600.0  # seconds; a ring of the bell ends it
_KEPT_FROM_REPLIES = ("get", "setwebhook", "deletewebhook")


@dataclass(slots=True)
class Webhook:
    """Delivers what is pending while a webhook is set; ``delay`` is the first wait, in seconds."""

    state: State
    delay: float = 1.0
    busy: set[int] = field(default_factory=set)
    waits: dict[int, float] = field(default_factory=dict)
    tasks: set[asyncio.Task[None]] = field(default_factory=set)

    async def run(self) -> None:
        """Work until the queue is closed."""
        updates = self.state.updates
        # no certificate is ever looked at: only plain http on the loopback is reached
        async with httpx.AsyncClient(timeout=60, trust_env=False, verify=False) as client:
            while not updates.closed:
                ready = await updates.changed.until(self._ready, _IDLE)
                for hook, update in ready or []:
                    self._begin(client, hook, update)
            for task in self.tasks:
                task.cancel()
            await asyncio.gather(*self.tasks, return_exceptions=True)

    def _ready(self) -> list[tuple[Hook, Pending]] | None:
        """The next update of each chat, as many as there are free connections; [] at the end."""
        updates = self.state.updates
        if updates.closed:
            return []
        if updates.hook is None:
            return None
        next_ones: dict[int, Pending] = {}
        for update in updates.pending:
            if update.line not in self.busy:
                next_ones.setdefault(update.line, update)
        free = updates.hook.max_connections - len(self.busy)
        return [(updates.hook, update) for update in list(next_ones.values())[:free]] or None

    def _begin(self, client: httpx.AsyncClient, hook: Hook, update: Pending) -> None:
        self.busy.add(update.line)
        task = asyncio.create_task(self._deliver(client, hook, update))
        self.tasks.add(task)
        task.add_done_callback(self.tasks.discard)

    async def _deliver(self, client: httpx.AsyncClient, hook: Hook, update: Pending) -> None:
        try:
            error = await self._push(client, hook, update)
            if not error:
                self.waits.pop(update.line, None)
                self.state.updates.confirm(update)
                return
            hook.last_error, hook.last_error_date = error, int(time.time())
            wait = self.waits.get(update.line, self.delay)
            self.waits[update.line] = min(2 * wait, 60.0)
            await asyncio.sleep(wait)
        finally:
            self.busy.discard(update.line)
            self.state.updates.changed.ring()

    async def _push(self, client: httpx.AsyncClient, hook: Hook, update: Pending) -> str:
        if httpx.URL(hook.url).host not in LOOPBACK:
            return "Failed to resolve host: Name or service not known"
        headers = {"X-Telegram-Bot-Api-Secret-Token": hook.secret} if hook.secret else {}
        try:
            answer = await client.post(hook.url, json=update.body, headers=headers)
        except httpx.TimeoutException:
            return "Read timeout expired"
        except httpx.TransportError:
            return "Connection failed"
        if not answer.is_success:
            return f"Wrong response from the webhook: {answer.status_code} {answer.reason_phrase}"
        self._obey(answer)
        return ""

    def _obey(self, answer: httpx.Response) -> None:
        """Run the method that the bot gave as its answer, whose result it never sees."""
        try:
            fields: Any = answer.json()
        except ValueError:
            return
        name = fields.pop("method", "") if isinstance(fields, dict) else ""
        if not name or name.lower().startswith(_KEPT_FROM_REPLIES):
            return
        try:
            body = {"ok": True, "result": run(self.state, name, Arguments(fields))}
            self.state.record(name, fields, 200, body)
        except ApiError as refusal:
            self.state.record(name, fields, refusal.code, refusal.envelope())
