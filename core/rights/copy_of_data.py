"""« Mes données »: everything about a person as one ZIP, to read and for programs.

`index.html` in their language, `data.json` with each row of each table, their badges as PNG, the
files that they sent.
"""

import html
import io
import json
import zipfile
from collections.abc import Iterable, Iterator
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlmodel import col, select

from core.claims.sending import locale_of
from core.ground.tables import Badge, EvidenceFile, Inbox, Person
from core.ground.world import Turn, World
from core.issuing import stored_badges
from core.rights import belongings
from core.rights.belongings import Belongings
from core.rights.every_table import EVERY_TABLE, rows

NAME = "data.zip"
FIRST_DAY = (1980, 1, 1, 0, 0, 0)  # the earliest that a ZIP can tell
ENDINGS = {"image/jpeg": "jpg", "image/png": "png", "application/pdf": "pdf"}
Rows = list[dict[str, Any]]


def archive(world: World, person_id: UUID) -> bytes:
    """The ZIP of a person, read in a glance of its own; empty where they are erased."""
    with world.glance() as turn:
        person = turn.db.get(Person, person_id)
        return packed(turn, person) if person is not None else b""


def packed(turn: Turn, person: Person) -> bytes:
    """The ZIP of a person."""
    own = belongings.of(turn, person)
    told = everything(turn, own)
    language = locale_of(turn, person).partition("-")[0]
    files = dict(attached(turn, own))
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as pack:
        put(pack, "index.html", page(turn, language, told, files).encode())
        as_json = json.dumps(told, default=plain, ensure_ascii=False, indent=2)
        put(pack, "data.json", as_json.encode())
        for name, content in files.items():
            put(pack, name, content)
    return out.getvalue()


def put(pack: zipfile.ZipFile, name: str, content: bytes) -> None:
    """Write one file, in the same bytes whenever it is asked for."""
    pack.writestr(zipfile.ZipInfo(name, FIRST_DAY), content, zipfile.ZIP_DEFLATED)


def everything(turn: Turn, own: Belongings) -> dict[str, Rows]:
    """Each row about the person, by table; tables without any are left out."""
    found = {str(each.table.__tablename__): rows(turn, own, each) for each in EVERY_TABLE}
    return {name: told for name, told in found.items() if told}


def plain(value: object) -> object:
    """A value as JSON has it."""
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, bytes):
        return value.decode("utf-8", "replace")
    return str(value)


def attached(turn: Turn, own: Belongings) -> Iterator[tuple[str, bytes]]:
    """The badges as PNG, the files that answer claims, and what was written to us, as it came."""
    for badge in turn.db.exec(select(Badge).where(col(Badge.id).in_(own.badges))):
        if png := stored_badges.baked(turn, badge):
            yield f"badges/{badge.id}-{stored_badges.file_name(badge)}", png
    query = select(EvidenceFile).where(col(EvidenceFile.claim_id).in_(own.claims))
    for file in turn.db.exec(query):
        yield f"files/{file.digest[:12]}.{ENDINGS.get(file.kind, 'bin')}", file.content
    written = select(Inbox).where(col(Inbox.person_id).in_(own.persons), col(Inbox.raw) != b"")
    for each in turn.db.exec(written):
        yield f"messages/{each.id}.{'eml' if each.source.startswith('mail') else 'txt'}", each.raw


def page(turn: Turn, language: str, told: dict[str, Rows], files: Iterable[str]) -> str:
    """What is handed out, to read: a heading for each table, a list for each row."""
    say = turn.world.words.say
    title = html.escape(say(language, "rights.copy_title"))
    body = [f"<h1>{title}</h1><p>{html.escape(say(language, 'rights.copy_intro'))}</p>"]
    body += [f'<p><a href="{name}">{name}</a></p>' for name in map(html.escape, files)]
    for table, found in told.items():
        heading = html.escape(say(language, f"rights.table_{table}"))
        body.append(f"<h2>{heading} ({len(found)})</h2>")
        body += map(one_row, found)
    return (
        f'<!doctype html><html lang="{language}"><meta charset="utf-8"><title>{title}</title>'
        "<style>body{font:1em/1.5 sans-serif;max-width:46em;margin:2em auto;padding:0 1em}"
        "dt{font-weight:bold}dd{margin:0 0 .3em 1em;overflow-wrap:anywhere}"
        "dl{border-top:1px solid #999;padding-top:.5em}</style>"
        f"<body>{''.join(body)}</body></html>"
    )


def one_row(row: dict[str, Any]) -> str:
    """A row as a list of what it holds; what is empty is left out."""
    held = {name: value for name, value in row.items() if value not in (None, "", b"", False)}
    told = (
        f"<dt>{html.escape(name)}</dt><dd>{html.escape(str(plain(value)))}</dd>"
        for name, value in held.items()
    )
    return f"<dl>{''.join(told)}</dl>"
