"""The papers of an event: a poster with its code as a QR, and a sheet that people sign."""

from dataclasses import asdict
from datetime import date
from io import BytesIO

import segno

from core.badges import pdf
from core.badges.openbadges import paths
from core.ground.world import World
from core.issuing.picture import badge_picture, colours, logo_drawing, picture
from core.programmes import answers_as_text
from core.programmes.catalogue import catalogue
from core.programmes.file_values import said, variant
from core.programmes.programme import Programme
from core.programmes.programme_parts import ProgrammeEvent
from core.reading.typeset import typeset_values

QR_SCALE = 16
"""Pixels for each square of a QR, sharp on paper."""

MOST_ROWS = 200


def page(base: str, programme: Programme, event: ProgrammeEvent) -> str:
    """The address that a poster leads to."""
    return f"{paths.root(base)}/event/{programme.slug}/{event.code}"


def poster(world: World, programme: Programme, event: ProgrammeEvent, language: str) -> bytes:
    """An A4 poster as PDF: what badge it is, the QR, the code for who types it, until when, for how
    many."""
    locale = variant(language, programme.register_)
    address = page(world.settings.base, programme, event)
    values = {
        **shared(world, programme, event, language),
        "lead": world.words.say(locale, "event.poster_lead"),
        "scan": world.words.say(locale, "event.poster_scan"),
        "typed": world.words.say(locale, "event.poster_typed"),
        "address": address.removeprefix("https://").removeprefix("http://"),
        "link": address,
        "mailbox": world.settings.mail_address,
        "code": event.code,
        "qr": world.words.say(locale, "event.poster_qr", address=address),
        "until": world.words.say(locale, "event.poster_until", until=last_day(event, language)),
        "cap": capped(world, event, locale),
    }
    badge = catalogue(world.settings.programmes_folder).badge(programme.slug, event.badge)
    drawn = picture(world.settings, programme, badge_picture(programme, badge, language))
    pictures = {"badge.png": drawn, "qr.png": qr(address)}
    return pdf.compose("poster", typeset_values(values, locale), pictures, world.now())


def sheet(
    world: World, programme: Programme, event: ProgrammeEvent, language: str, rows: int
) -> bytes:
    """An attendance sheet as PDF, to be signed: so many numbered rows for name, mail address and
    signature, the heading on every page."""
    locale = variant(language, programme.register_)
    words = world.words
    values = {
        **shared(world, programme, event, language),
        "heading": words.say(locale, "event.sheet_heading"),
        "day": words.say(locale, "event.sheet_day"),
        "why": words.say(locale, "event.sheet_why"),
        "name": words.say(locale, "event.sheet_name"),
        "mail": words.say(locale, "event.sheet_mail"),
        "sign": words.say(locale, "event.sheet_sign"),
        "rows": rows,
        "code": event.code,
    }
    own = logo_drawing(world.settings.programmes_folder, programme.slug)
    pictures = {"logo.svg": own.encode()}
    return pdf.compose("attendance", typeset_values(values, locale), pictures, world.now())


def shared(
    world: World, programme: Programme, event: ProgrammeEvent, language: str
) -> dict[str, object]:
    """What both papers say: whose it is, which event, which badge, in which colours."""
    locale = variant(language, programme.register_)
    badge = catalogue(world.settings.programmes_folder).badge(programme.slug, event.badge)
    return {
        "lang": language,
        "title": said(event.name, language),
        "issuer": said(programme.name, language),
        "badge": world.words.say(locale, "event.badge", badge=said(badge.name, language)),
        "colours": asdict(colours(programme)),
    }


def last_day(event: ProgrammeEvent, language: str) -> str:
    """The last day of a code, written out."""
    return answers_as_text.day(date.fromisoformat(event.until), language)


def capped(world: World, event: ProgrammeEvent, locale: str) -> str:
    """For how many people the code is."""
    word = "event.poster_one" if event.cap == 1 else "event.poster_cap"
    return world.words.say(locale, word, count=str(event.cap))


def qr(address: str) -> bytes:
    """The PNG of a QR code that opens an address, with the quiet zone around it (ISO/IEC 18004),
    readable with a part of it torn off."""
    made = BytesIO()
    segno.make(address, error="q", micro=False).save(made, "png", scale=QR_SCALE, border=4)
    return made.getvalue()
