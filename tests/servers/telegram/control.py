"""``/control/…``: the people's side over HTTP, for tests in other processes.

POST /control/people {first_name, language_code?, username?, last_name?} → {id};
POST /control/people/{id}/{verb} with the verb's arguments (``data`` in base64, ``to`` a group's id,
``message`` and ``reply_to`` message ids); GET /control/people/{id}/inbox?count=&seconds= waits for
so many messages; likewise /control/groups; GET /control/calls; POST /control/faults.
"""

from __future__ import annotations

import inspect
from base64 import b64decode, b64encode
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Final

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from .chats import Message
from .errors import ApiError, Json
from .faults import Fault
from .groups import Group
from .screen import Screen
from .state import Press

if TYPE_CHECKING:
    from .api import BotApi

PERSON_VERBS: Final = frozenset(
    [
        "says",
        "opens_link",
        "sends_document",
        "sends_photo",
        "sends_sticker",
        "sends_voice",
        "edits",
        "presses",
        "blocks_bot",
        "unblocks",
        "commands",
    ]
)
GROUP_VERBS: Final = frozenset(["adds", "promotes", "adds_bot", "kicks_bot", "migrates"])


def control_routes(api: BotApi) -> list[Route]:
    """The routes of the control API."""
    control = _Control(api)
    return [
        Route("/control/people", control.new_person, methods=["POST"]),
        Route("/control/groups", control.new_group, methods=["POST"]),
        Route("/control/faults", control.new_fault, methods=["POST"]),
        Route("/control/calls", control.calls),
        Route("/control/state", control.state),
        Route("/control/{kind}/{id}/inbox", control.inbox),
        Route("/control/{kind}/{id}/{verb}", control.act, methods=["POST"]),
    ]


class _Control:
    def __init__(self, api: BotApi) -> None:
        self.api = api
        self.groups: dict[int, Group] = {}

    async def new_person(self, request: Request) -> Response:
        return JSONResponse({"id": self.api.person(**await request.json()).id})

    async def new_group(self, request: Request) -> Response:
        fields = await request.json()
        people = self.api.people()
        members = [people[number] for number in fields.pop("members")]
        return JSONResponse({"id": self._keep(self.api.group(members=members, **fields))})

    async def new_fault(self, request: Request) -> Response:
        self.api.state.faults.add(Fault(**await request.json()))
        return JSONResponse({})

    async def calls(self, request: Request) -> Response:
        calls = [{"method": c.method, "at": c.at, "status": c.status} for c in self.api.calls]
        return JSONResponse({"calls": calls})

    async def state(self, request: Request) -> Response:
        return JSONResponse({"pending": len(self.api.state.updates.pending)})

    async def inbox(self, request: Request) -> Response:
        screen = self._screen(request.path_params["kind"], int(request.path_params["id"]))
        count = int(request.query_params.get("count", 0))
        seconds = float(request.query_params.get("seconds", 10))

        def enough() -> list[Message] | None:
            inbox = screen.inbox
            return inbox if len(inbox) >= count else None

        await screen.chat.changed.until(enough, seconds)
        return JSONResponse({"messages": [_told(message) for message in screen.inbox]})

    async def act(self, request: Request) -> Response:
        kind, verb = request.path_params["kind"], request.path_params["verb"]
        if verb not in (PERSON_VERBS if kind == "people" else GROUP_VERBS):
            return JSONResponse({"error": f"no verb {verb!r}"}, 404)
        screen = self._screen(kind, int(request.path_params["id"]))
        body = await request.body()
        fields = await request.json() if body else {}
        try:
            done = self._do(getattr(screen, verb), screen, fields)
        except (ApiError, LookupError, RuntimeError, TypeError) as wrong:
            return JSONResponse({"error": str(wrong)}, 409)
        return JSONResponse(self._outcome(done))

    def _do(self, verb: Callable[..., Any], screen: Screen, fields: Json) -> Any:
        to = self.groups[fields.pop("to")] if "to" in fields else None
        chat = (to or screen).chat
        for name in ("message", "reply_to", "on"):
            if name in fields:
                fields[name] = chat.messages[fields[name]]
        if "data" in fields:
            fields["data"] = b64decode(fields["data"])
        people = self.api.people()
        if "person" in fields:
            fields["person"] = people[fields["person"]]
        if to is not None and "to" in inspect.signature(verb).parameters:
            fields["to"] = to
        added = [people[number] for number in fields.pop("people", [])]
        return verb(*added, **fields)

    def _outcome(self, done: Any) -> Json:
        if isinstance(done, Message):
            return {"message_id": done.id}
        if isinstance(done, Press):
            return {"press_id": done.id}
        if isinstance(done, Group):
            return {"id": self._keep(done)}
        return {"commands": done} if isinstance(done, dict) else {}

    def _screen(self, kind: str, number: int) -> Screen:
        return self.api.people()[number] if kind == "people" else self.groups[number]

    def _keep(self, group: Group) -> int:
        self.groups[group.id] = group
        return group.id


def _told(message: Message) -> Json:
    told = message.body | {"at": message.at, "edits": len(message.versions)}
    if message.markup:
        told["reply_markup"] = message.markup
    if message.file:
        told["file"] = {"name": message.file.name, "data": b64encode(message.file.data).decode()}
    return told
