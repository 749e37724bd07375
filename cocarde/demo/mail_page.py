"""`/demo`: everybody's mailbox, to read the demo's mails as mail programs show them, and answer."""

from dataclasses import dataclass
from datetime import datetime

from babel.dates import format_datetime
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.routing import BaseRoute, Route

from cocarde.demo import mails
from cocarde.demo.people import everybody
from cocarde.demo.stage import Stage
from core.ground.paths import TEMPLATES

PAGES = Environment(
    loader=FileSystemLoader(TEMPLATES / "demo"), autoescape=True, undefined=StrictUndefined
)

# The page holds a mail in a frame.
PAGE = "default-src 'none'; style-src 'self'; frame-src 'self'; form-action 'self'; base-uri 'none'"
# What a mail program allows a mail: its own styles, and pictures that came with it.
MAIL = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; frame-ancestors 'self'"


@dataclass(frozen=True, slots=True)
class ListedMail:
    """One mail in the list of a mailbox."""

    number: int
    subject: str
    sender: str
    time: str
    begins: str
    files: int
    unread: bool


@dataclass(frozen=True, slots=True)
class ListedMailbox:
    """One person's mailbox, the newest mail first."""

    key: str
    name: str
    address: str
    mails: list[ListedMail]

    @property
    def unread(self) -> int:
        """How many of its mails were not opened yet."""
        return sum(each.unread for each in self.mails)


def routes(stage: Stage) -> list[BaseRoute]:
    """The pages of `/demo`, for the web door of a demo alone: mailboxes, one mailbox, one mail, the
    mail in its frame, its files, an answer. They raise `HTTPException(404)` for what is not
    there."""

    async def boxes(_: Request) -> Response:
        return page(stage, "")

    async def box(request: Request) -> Response:
        key = request.path_params["key"]
        if key not in everybody():
            raise HTTPException(404)
        return page(stage, key)

    async def opened(request: Request) -> Response:
        key, letter = asked(stage, request)
        number = int(request.path_params["number"])
        stage.read.add((key, number))
        return page(stage, key, number, letter)

    async def framed(request: Request) -> Response:
        _, letter = asked(stage, request)
        return HTMLResponse(mails.as_page(letter), headers={"content-security-policy": MAIL})

    async def answer(request: Request) -> Response:
        key, letter = asked(stage, request)
        name, address, _ = everybody()[key]
        text = str((await request.form()).get("text", ""))
        await stage.mail(mails.reply(stage, letter, address, name, text))
        return RedirectResponse(f"/demo/{key}", status_code=303)

    async def file(request: Request) -> Response:
        _, letter = asked(stage, request)
        parts = list(letter.mail.iter_attachments())
        number = request.path_params["file"]
        if number >= len(parts):
            raise HTTPException(404)
        part = parts[number]
        name = {"content-disposition": f'attachment; filename="{part.get_filename()}"'}
        return Response(part.get_content(), headers=name, media_type=part.get_content_type())

    async def style(_: Request) -> Response:
        return Response((TEMPLATES / "demo" / "style.css").read_text(), media_type="text/css")

    return [
        Route("/demo", boxes),
        Route("/demo/style.css", style),
        Route("/demo/{key}", box),
        Route("/demo/{key}/{number:int}", opened),
        Route("/demo/{key}/{number:int}", answer, methods=["POST"]),
        Route("/demo/{key}/{number:int}/html", framed),
        Route("/demo/{key}/{number:int}/{file:int}", file),
    ]


def page(
    stage: Stage, key: str, number: int = -1, letter: mails.ReceivedMail | None = None
) -> Response:
    """The page of all mailboxes, with one of them open and one of its mails, where they are
    named."""
    found = [boxed(stage, each) for each in everybody()]
    text = PAGES.get_template("inbox.html").render(
        boxes=[each for each in found if each.mails or each.key == key],
        box=next((each for each in found if each.key == key), None),
        number=number,
        letter=letter,
        time=in_words(letter.at) if letter else "",
    )
    return HTMLResponse(text, headers={"content-security-policy": PAGE})


def boxed(stage: Stage, key: str) -> ListedMailbox:
    """One person's mailbox."""
    name, address, _ = everybody()[key]
    found = [
        ListedMail(
            number=number,
            subject=letter.subject,
            sender=letter.sender.partition("<")[0].strip(' "') or letter.sender,
            time=in_words(letter.at),
            begins=" ".join(letter.text.split())[:120],
            files=len(letter.files),
            unread=(key, number) not in stage.read,
        )
        for number, letter in enumerate(mails.letters(stage, address))
    ]
    return ListedMailbox(key, name, address, found[::-1])


def in_words(at: datetime | None) -> str:
    """« 16/11/2026 10:00 »; empty for a mail without a date."""
    return format_datetime(at, "short", locale="fr") if at else ""


def asked(stage: Stage, request: Request) -> tuple[str, mails.ReceivedMail]:
    """The person and the mail that a path names."""
    key, number = request.path_params["key"], request.path_params["number"]
    if key not in everybody():
        raise HTTPException(404)
    found = mails.letters(stage, everybody()[key][1])
    if number >= len(found):
        raise HTTPException(404)
    return key, found[number]
