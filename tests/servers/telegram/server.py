"""The HTTP side: ``/bot<token>/<method>`` and ``/file/bot<token>/<path>``."""

from __future__ import annotations

import asyncio
import re
import socket
from asyncio import Transport
from typing import Any, Final

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route
from uvicorn.protocols.http.h11_impl import H11Protocol

from . import editing, looking, profile, sending
from .arguments import Arguments, read_arguments
from .errors import ApiError, injected
from .faults import Fault
from .methods import get_updates, run
from .state import State

ENTERED: Final = (sending, editing, profile, looking)  # importing them fills METHODS
NO_FAULT: Final = Fault()
CUT: Final = 0  # the status recorded where the connection was dropped instead of an answer


class _ConnectionCut(Exception):
    pass


class Cuttable(H11Protocol):
    """An HTTP connection that the application can drop without an answer."""

    def connection_made(self, transport: Transport) -> None:  # type: ignore[override]
        """Let requests of this connection reach its transport."""
        super().connection_made(transport)
        # a listener made by socket.create_server has protocol 0: asyncio then leaves Nagle on,
        # which costs 40 ms an answer
        connection = transport.get_extra_info("socket")
        connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.app_state = self.app_state | {"cut": transport.abort}


def bot_application(state: State, *more: Route) -> Starlette:
    """The web application of one bot."""

    async def call(request: Request) -> Response:
        return await _answer(state, request)

    async def download(request: Request) -> Response:
        try:
            _check_token(state, request.path_params["token"])
        except ApiError as refusal:
            return JSONResponse(refusal.envelope(), refusal.code)
        file = state.files.fetch(request.path_params["path"])
        if file is None:
            return JSONResponse(ApiError(404, "Not Found").envelope(), 404)
        return Response(file.data, media_type="application/octet-stream")

    async def lost(request: Request) -> Response:
        return JSONResponse(ApiError(404, "Not Found").envelope(), 404)

    routes = [
        Route("/bot{token}/{method}", call, methods=["GET", "POST"]),
        Route("/file/bot{token}/{path:path}", download),
        *more,
        Route("/{path:path}", lost, methods=["GET", "POST"]),
    ]
    return Starlette(routes=routes)


async def _answer(state: State, request: Request) -> Response:
    name = request.path_params["method"]
    given = Arguments()
    status = 200
    try:
        _check_token(state, request.path_params["token"])
        given = await read_arguments(request)
        fault = state.faults.take(name.lower()) or NO_FAULT
        body = {"ok": True, "result": await _result(state, name, given, fault)}
    except ApiError as refusal:
        status, body = refusal.code, refusal.envelope()
    except _ConnectionCut:
        status, body = CUT, {"ok": False}
        request.state.cut()
    body = _described(name, given, body)
    state.record(name, given.fields, status, body)
    return JSONResponse(body, status or 200)


async def _result(state: State, name: str, given: Arguments, fault: Fault) -> Any:
    if fault.seconds:
        await asyncio.sleep(fault.seconds)
    if fault.code:
        raise injected(fault.code, fault.retry_after)
    if fault.cut == "before":
        raise _ConnectionCut
    if name.lower() == "getupdates":
        result = await get_updates(state, given)
    else:
        result = run(state, name, given)
    if fault.cut == "after":
        raise _ConnectionCut
    return result


def _described(name: str, given: Arguments, body: dict[str, Any]) -> dict[str, Any]:
    if body["ok"] and name.lower() in {"setwebhook", "deletewebhook"}:
        is_set = name.lower() == "setwebhook" and bool(given.text("url"))
        return body | {"description": "Webhook was set" if is_set else "Webhook was deleted"}
    return body


def _check_token(state: State, token: str) -> None:
    if not re.fullmatch(r"[1-9]\d*:[\w-]+", token):
        raise ApiError(404, "Not Found")
    if token != state.token:
        raise ApiError(401, "Unauthorized")
