"""What a person posts: read up to a limit, and known again when it is sent twice."""

import hashlib
from collections.abc import Mapping
from types import MappingProxyType

from starlette.datastructures import FormData
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.types import Message

from core.desk.incoming import Incoming
from web.http.patience import LAST

CAP = 200_000
NONCE = 26
# Read to the end all the same, so that the browser hears our answer instead of a broken line.
DRAINED = 32_000_000


async def posted(request: Request, cap: int) -> FormData:
    """The form that was sent; `HTTPException(413)` for one of more than `cap` bytes."""
    kept, seen = bytearray(), 0
    async for piece in request.stream():
        seen += len(piece)
        if seen <= cap:
            kept += piece
        elif seen > DRAINED:
            break
    if seen > cap:
        raise HTTPException(413, headers=LAST if seen > DRAINED else None)

    async def once() -> Message:
        return {"type": "http.request", "body": bytes(kept), "more_body": False}

    whole = Request(request.scope, once)
    return await whole.form(max_files=1, max_fields=60, max_part_size=cap)


def text_of(form: FormData, name: str) -> str:
    """A field's text; empty when it was not sent, or sent as a file."""
    value = form.get(name)
    return value if isinstance(value, str) else ""


async def texts(request: Request) -> dict[str, str]:
    """Every text field of a posted form; boxes of one name that are ticked become `a,b`.
    `HTTPException(413)` for a form that is too large."""
    form = await posted(request, CAP)
    given: dict[str, list[str]] = {}
    for name, value in form.multi_items():
        if isinstance(value, str):
            given.setdefault(name, []).append(value)
    told = {name: ",".join(values) for name, values in given.items()}
    await form.close()
    return told


def identity(ref: str, told: Mapping[str, str]) -> str:
    """What a posted form is remembered by: equal for equal content, as the page bears a random
    nonce; so that a second sending has no second effect."""
    content = "\0".join(f"{name}={told[name]}" for name in sorted(told))
    return f"{ref}:{hashlib.sha256(content.encode()).hexdigest()[:32]}"


def heard(
    ref: str,
    told: Mapping[str, str],
    token: str,
    choice: str = "",
    fields: Mapping[str, str] = MappingProxyType({}),
) -> Incoming:
    """A posted form as the desk hears it: a secret, what was pressed, what was filled in; the same
    form sent twice about `ref` is the same input."""
    return Incoming(
        door="web",
        source="web",
        source_id=identity(ref, told),
        value="",
        token=token,
        choice=choice,
        fields=dict(fields),
    )
