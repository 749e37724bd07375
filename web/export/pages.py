"""Every public page as a file that a plain web server can give out once the software is stopped."""

import asyncio
from collections.abc import Iterator
from datetime import date

from sqlmodel import col, select

from core.badges.openbadges import paths
from core.badges.openbadges.paths import issuer_page, issuer_slug
from core.ground.tables import Badge, Document
from core.ground.world import World
from core.issuing.static_site import REVOKED
from core.programmes.catalogue import catalogue
from core.programmes.members import organisations
from web.export.ask import ask
from web.listen import build
from web.write import Site

OK, GONE = 200, 410
PROSE = ("/accessibility", "/map", "/privacy", "/verify")
NOTHING_HERE = "/404.html"
EDITIONS = "/ob3/a/"


def pages(world: World, day: date) -> Iterator[tuple[str, bytes]]:
    """The path of each file and its bytes: pages, style sheets, fonts and pictures; `day` is that
    of the copy, which the pages tell.

    `/b/ID` is the file `/b/ID/index.html`, so that a server finds it under the same address. What
    is revoked stands under `/gone` once more, for rules that answer 410. Raises `Trouble` where the
    keys or a programme cannot be read.
    """
    site = Site(world, copied_on=day)
    app = build(world, site=site)
    with asyncio.Runner() as runner:
        for path, query, file in files(world, site):
            answer = runner.run(ask(app, path, query))
            gone = answer.status == GONE and file.endswith("/index.html")
            if answer.status == OK or gone or file == NOTHING_HERE:
                yield file, answer.body
            if gone:
                yield f"{REVOKED}{path}.html", answer.body


def files(world: World, site: Site) -> Iterator[tuple[str, str, str]]:
    """Path, query and file of everything that is asked for."""
    known = catalogue(world.settings.programmes_folder).programmes
    for path in ("/", *PROSE, *(issuer_page("", issuer) for issuer in issuers(world))):
        folder = path.rstrip("/")
        yield path, "", f"{folder}/index.html"
        for language in world.words.languages:
            yield path, f"lang={language}", f"{folder}/{language}.html"
    for name in ("/robots.txt", *(f"/assets/{each}" for each in site.assets.paths)):
        yield name, "", name
    for slug, programme in known.items():
        pictures = [
            f"/i/{slug}/{badge.slug}/{language}.png"
            for badge in programme.badge
            for language in programme.languages
        ]
        for name in (f"/i/{slug}/colours.css", *pictures):
            yield name, "", name
    yield "/404", "", NOTHING_HERE
    for badge in badges(world):
        page = f"/b/{badge}"
        yield page, "", f"{page}/index.html"
        for language in world.words.languages:
            yield page, f"lang={language}", f"{page}/{language}.html"
            certificate = paths.certificate("", badge, language)
            yield certificate, "", certificate
        yield f"{page}/card.png", "", f"{page}/card.png"
    for page in criteria_pages(world):
        yield page, "", page


def issuers(world: World) -> list[str]:
    """Every programme, and every organisation that can issue in one or has."""
    with world.glance() as turn:
        gone = select(Badge.programme, Badge.issuer).where(Badge.issuer != "").distinct()
        have = [issuer_slug(*each) for each in turn.db.exec(gone)]
        return list(dict.fromkeys([*organisations.issuers(turn), *have]))


def badges(world: World) -> list[str]:
    """The id of every badge that was issued here."""
    with world.glance() as turn:
        return list(turn.db.exec(select(Badge.id).order_by(col(Badge.id))))


def criteria_pages(world: World) -> list[str]:
    """The page of criteria of every edition of an achievement that was issued here."""
    with world.glance() as turn:
        stored = turn.db.exec(select(Document.path).where(col(Document.path).startswith(EDITIONS)))
        return sorted(path.removesuffix(".json") + ".html" for path in stored)
