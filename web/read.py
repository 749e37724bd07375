"""What a person posts: read up to a limit, and known again when it is sent twice."""

import hashlib
from collections.abc import Mapping, Sequence
from types import MappingProxyType

from starlette.datastructures import FormData
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.types import Message

from core.desk.incoming import Incoming
from core.programmes.evidence.prepare_file import Attachment
from web.http.no_nul import NUL
from web.http.patience import LAST

CAP = 200_000
NONCE = 26
# Read to the end all the same, so that the browser hears our answer instead of a broken line.
DRAINED = 32_000_000


async def posted(request: Request, cap: int, files: int = 1) -> FormData:
    """The form that was sent, its files on the disk where they are large; `HTTPException(413)` for
    one of more than `cap` bytes, 400 for one with more than so many files."""
    seen = 0

    async def counted() -> Message:
        nonlocal seen
        message = await request.receive()
        seen += len(message.get("body", b""))
        if seen > cap:
            await drain(request, message, seen)
        return message

    whole = Request(request.scope, counted)
    return await whole.form(max_files=files, max_fields=60, max_part_size=cap)


async def drain(request: Request, message: Message, seen: int) -> None:
    """Read what still comes, up to a limit, and let it go; always raises `HTTPException(413)`."""
    while message.get("more_body") and seen <= DRAINED:
        message = await request.receive()
        seen += len(message.get("body", b""))
    raise HTTPException(413, headers=LAST if message.get("more_body") else None)


def text_of(form: FormData, name: str) -> str:
    """A field's text; empty when it was not sent, or sent as a file."""
    value = form.get(name)
    return bare(value) if isinstance(value, str) else ""


def bare(text: str) -> str:
    """What was typed without the sign NUL, which no store takes."""
    return text.replace(NUL, "")


async def texts(request: Request) -> dict[str, str]:
    """Every text field of a posted form; boxes of one name that are ticked become `a,b`.
    `HTTPException(413)` for a form that is too large."""
    form = await posted(request, CAP)
    told = texts_of(form)
    await form.close()
    return told


def texts_of(form: FormData) -> dict[str, str]:
    """The text fields of a form; boxes of one name that are ticked become `a,b`."""
    given: dict[str, list[str]] = {}
    for name, value in form.multi_items():
        if isinstance(value, str):
            given.setdefault(bare(name), []).append(bare(value))
    return {name: ",".join(values) for name, values in given.items()}


async def files_of(form: FormData, largest: int) -> tuple[Attachment, ...]:
    """The files of a form, each for the question that its field is of; of one that is larger only
    that it is. A field left empty has none."""
    sent = []
    for name, value in form.multi_items():
        if isinstance(value, str) or not value.filename:
            continue
        large = (value.size or 0) > largest
        content = b"" if large else await value.read()
        sent.append(
            Attachment(value.filename, content, "answers.file_large" if large else "", name)
        )
    return tuple(sent)


def identity(ref: str, told: Mapping[str, str], files: Sequence[Attachment] = ()) -> str:
    """What a posted form is remembered by: equal for equal content, as the page bears a random
    nonce; so that a second sending has no second effect."""
    content = "\0".join(f"{name}={told[name]}" for name in sorted(told))
    for each in files:
        content += f"\0{each.question}={hashlib.sha256(each.content).hexdigest()}"
    return f"{ref}:{hashlib.sha256(content.encode()).hexdigest()[:32]}"


def heard(
    ref: str,
    told: Mapping[str, str],
    token: str,
    choice: str = "",
    fields: Mapping[str, str] = MappingProxyType({}),
    files: tuple[Attachment, ...] = (),
) -> Incoming:
    """A posted form as the desk hears it: a secret, what was pressed, what was filled in; the same
    form sent twice about `ref` is the same input."""
    return Incoming(
        door="web",
        source="web",
        source_id=identity(ref, told, files),
        value="",
        token=token,
        choice=choice,
        fields=dict(fields),
        files=files,
    )
