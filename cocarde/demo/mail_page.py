"""`/demo`: everybody's mailbox on one page, to read the demo's mails and answer them."""

from typing import Any

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

# What a mail program allows a mail: its own styles, and pictures that came with it.
MAIL = "default-src 'none'; style-src 'unsafe-inline'; img-src data:"


def routes(stage: Stage) -> list[BaseRoute]:
    """The pages of `/demo`, for the web door of a demo alone: mailboxes, one mail, its files, an
    answer. They raise `HTTPException(404)` for what is not there."""

    async def page(_: Request) -> Response:
        people = [boxed(stage, key) for key in everybody()]
        found = [person for person in people if person["letters"]]
        return HTMLResponse(PAGES.get_template("inbox.html").render(people=found))

    async def style(_: Request) -> Response:
        return Response((TEMPLATES / "demo" / "style.css").read_text(), media_type="text/css")

    async def shown(request: Request) -> Response:
        _, letter = asked(stage, request)
        return HTMLResponse(mails.as_page(letter), headers={"content-security-policy": MAIL})

    async def answer(request: Request) -> Response:
        key, letter = asked(stage, request)
        name, address, _ = everybody()[key]
        text = str((await request.form()).get("text", ""))
        await stage.mail(mails.reply(stage, letter, address, name, text))
        return RedirectResponse(f"/demo#{key}", status_code=303)

    async def file(request: Request) -> Response:
        _, letter = asked(stage, request)
        parts = list(letter.mail.iter_attachments())
        number = request.path_params["file"]
        if number >= len(parts):
            raise HTTPException(404)
        content = parts[number].get_content()
        return Response(content, media_type=parts[number].get_content_type())

    return [
        Route("/demo", page),
        Route("/demo/style.css", style),
        Route("/demo/{key}/{number:int}", shown),
        Route("/demo/{key}/{number:int}", answer, methods=["POST"]),
        Route("/demo/{key}/{number:int}/{file:int}", file),
    ]


def boxed(stage: Stage, key: str) -> dict[str, Any]:
    """One person's mailbox, the newest mail first."""
    name, address, _ = everybody()[key]
    found = [
        {
            "number": number,
            "subject": letter.subject,
            "sender": letter.sender,
            "text": letter.text,
            "files": letter.files,
        }
        for number, letter in enumerate(mails.letters(stage, address))
    ]
    return {"key": key, "name": name, "address": address, "letters": found[::-1]}


def asked(stage: Stage, request: Request) -> tuple[str, mails.ReceivedMail]:
    """The person and the mail that a path names."""
    key, number = request.path_params["key"], request.path_params["number"]
    if key not in everybody():
        raise HTTPException(404)
    found = mails.letters(stage, everybody()[key][1])
    if number >= len(found):
        raise HTTPException(404)
    return key, found[number]
