"""The arguments of a call: query string, form, JSON and multipart read alike."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import Any

from starlette.datastructures import UploadFile
from starlette.requests import Request

from .errors import ApiError, bad_request
from .files import MEGABYTE, UPLOAD_LIMIT, Upload


@dataclass(slots=True)
class Arguments:
    """Fields as sent (text, or JSON values) and uploaded files, both by name."""

    fields: dict[str, Any] = field(default_factory=dict)
    files: dict[str, Upload] = field(default_factory=dict)

    def text(self, name: str) -> str:
        """The field as text, empty where absent."""
        value = self.fields.get(name)
        return "" if value is None else str(value)

    def integer(self, name: str, default: int = 0) -> int:
        """The field as a number; anything else counts as the default."""
        try:
            return int(self.fields[name])
        except (KeyError, TypeError, ValueError):
            return default

    def flag(self, name: str) -> bool:
        """The field as a truth value ("true", "yes", "1" and JSON true)."""
        return self.text(name).strip().lower() in {"true", "yes", "1"}

    def structure(self, name: str) -> Any:
        """The field as parsed JSON, None where absent; 400 where it is not JSON."""
        value = self.fields.get(name)
        if not isinstance(value, str):
            return value
        if not value:
            return None
        try:
            return json.loads(value)
        except ValueError:
            raise bad_request(f"can't parse {name.replace('_', ' ')} JSON object") from None

    def upload(self, name: str) -> Upload | None:
        """The file of this name, also when the field says ``attach://other``."""
        value = self.text(name)
        return self.files.get(value.removeprefix("attach://") if value else name)


async def read_arguments(request: Request) -> Arguments:
    """Read a request's arguments; 413 on more than 50 MB, 400 on JSON that is none."""
    found = Arguments(dict(request.query_params))
    if request.method == "GET":
        return found
    if int(request.headers.get("content-length", 0)) > UPLOAD_LIMIT + MEGABYTE:
        return await _too_large(request)
    kind = request.headers.get("content-type", "").partition(";")[0]
    if kind == "application/json":
        found.fields |= await _json(request)
    else:
        await _form(request, found)
    if any(len(upload.data) > UPLOAD_LIMIT for upload in found.files.values()):
        raise ApiError(413, "Request Entity Too Large")
    return found


async def _too_large(request: Request) -> Arguments:
    async for _ in request.stream():
        pass  # read to the end, so that the client gets to read the refusal
    raise ApiError(413, "Request Entity Too Large")


async def _json(request: Request) -> dict[str, Any]:
    body = await request.body()
    try:
        fields = json.loads(body or b"{}")
    except ValueError:
        raise bad_request("can't parse JSON object") from None
    if not isinstance(fields, dict):
        raise bad_request("can't parse JSON object")
    return fields


async def _form(request: Request, found: Arguments) -> None:
    async with request.form(max_part_size=2 * MEGABYTE) as form:
        for name, value in form.multi_items():
            if isinstance(value, UploadFile):
                data = await value.read()
                mime = value.content_type or "application/octet-stream"
                found.files[name] = Upload(value.filename or "file", mime, data)
            else:
                found.fields[name] = value
