"""`/event/{programme}/{code}`: what the QR of a poster opens, with the ways to the badge."""

from datetime import date
from urllib.parse import quote

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from core.claims import sending
from core.claims.eligibility import used
from core.ground.world import Turn
from core.programmes import answers_as_text
from core.programmes.file_values import said, variant
from core.programmes.programme import Programme
from core.programmes.programme_parts import ProgrammeEvent
from web.public.badge_rows import class_picture
from web.public.event_codes import event_named
from web.public.issuer import programme_named
from web.write import site_of


def show(request: Request) -> Response:
    """The page of an event's code: how its badge is asked for, or that the code is used up or over;
    `HTTPException(404)` for no such code."""
    site = site_of(request)
    programme = programme_named(site, request.path_params["programme"])
    event = event_named(request, programme, request.path_params["code"])
    badge = programme.badge_class(event.badge) if event else None
    if event is None or badge is None:
        raise HTTPException(404)
    language = site.language(request)
    locale = variant(language, programme.register_)
    with site.world.glance() as turn:
        shut = closed(turn, programme, event)
        chat = sending.deep_link(turn, f"{programme.slug}_{event.code}")
        letter = ready_letter(turn, event, said(badge.name, language), locale)
    page = site.public(
        request,
        "event",
        register=programme.register_,
        palette=programme.slug,
        programme=programme,
        programme_name=said(programme.name, language),
        badge=said(badge.name, language),
        event=said(event.name, language),
        slug=badge.slug,
        code=event.code,
        until=answers_as_text.day(date.fromisoformat(event.until), language),
        picture=class_picture(programme, badge, language),
        shut=shut,
        chat=chat,
        letter=letter,
        contact=site.contact(programme),
        mailbox=site.world.settings.mail_address,
    )
    page.headers["Cache-Control"] = "no-cache"
    return page


def closed(turn: Turn, programme: Programme, event: ProgrammeEvent) -> str:
    """Why a code brings no badge any more, as the end of its word; empty while it does."""
    today = turn.at.astimezone(programme.zone).date()
    if date.fromisoformat(event.until) < today:
        return "over"
    return "full" if used(turn, programme.slug, event.code) >= event.cap else ""


def ready_letter(turn: Turn, event: ProgrammeEvent, badge: str, locale: str) -> str:
    """The address that opens a mail with the code in it (RFC 6068); empty without a mailbox."""
    mailbox = turn.settings.mail_address
    subject = turn.say(locale, "event.letter_subject", badge=badge)
    text = turn.say(locale, "event.letter_text", code=event.code).replace("\n", "\r\n")
    return f"mailto:{mailbox}?subject={quote(subject)}&body={quote(text)}" if mailbox else ""
