"""`/p/{address}`: all badges of a person who opened this page, and one picture of them all."""

import hashlib

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from core.badges.picture import strip
from core.badges.picture.draw import BadgePicture
from core.badges.publish.serve import WebFile
from core.badges.publish.share import as_picture
from core.ground.tables import Badge
from core.ground.world import Turn
from core.issuing import picture as badge_pictures
from core.issuing.documents import PNG
from core.programmes.catalogue import catalogue
from core.programmes.members import organisations
from core.programmes.programme import Programme
from core.showing import held_badges, person_page
from web.badge import hosted_files
from web.write import site_of

ONLY_BY_LINK = "noindex, noarchive"


def page(request: Request) -> Response:
    """The badges under the titles of their programmes; `HTTPException(404)` where no page is open,
    in the same words whether there ever was one."""
    site = site_of(request)
    language = site.language(request)
    with site.world.glance() as turn:
        found = person_page.at(turn, request.path_params["address"])
        if found is None:
            raise HTTPException(404)
        consent, person = found
        badges = held_badges.of_person(turn, person)
        groups = held_badges.grouped(turn, badges, language)
        url = person_page.url(turn, consent)
    size = strip.size(len(badges))
    alt = site.world.words.say(language, "showing.alt")
    answer = site.public(
        request,
        "person",
        name=consent.name,
        public=consent.public,
        groups=groups,
        address=url,
        picture=f"{url}.png",
        size=size,
        html=as_picture(url, f"{url}.png", alt, size) if badges else "",
        palette=groups[0].programme if len(groups) == 1 else "",
    )
    answer.headers["Cache-Control"] = hosted_files.FRESH
    answer.headers["X-Robots-Tag"] = "all" if consent.public else ONLY_BY_LINK
    return answer


def picture(request: Request) -> Response:
    """The badges beside each other as one PNG, for other sites; `HTTPException(404)` where no page
    is open."""
    site = site_of(request)
    with site.world.glance() as turn:
        found = person_page.at(turn, request.path_params["address"])
        if found is None:
            raise HTTPException(404)
        badges = held_badges.of_person(turn, found[1])
        looks = [look for badge in badges[: strip.SHOWN] if (look := look_of(turn, badge))]

    def drawn() -> WebFile:
        small = tuple(
            badge_pictures.small_picture(site.world.settings, programme, look)
            for programme, look in looks
        )
        return WebFile(strip.strip(small, len(badges)), PNG)

    shown = repr([[badge.id for badge in badges], [look for _, look in looks]])
    mark = hashlib.sha256(shown.encode()).hexdigest()[:32]
    return hosted_files.made(request, mark, hosted_files.FRESH, drawn)


def look_of(turn: Turn, badge: Badge) -> tuple[Programme, BadgePicture] | None:
    """What the small picture of a badge shows, and its programme; None where its class has gone."""
    programme = catalogue(turn.settings.programmes_folder)[badge.programme]
    known = programme.badge_class(badge.badge)
    if known is None:
        return None
    spoken = badge.language if badge.language in programme.languages else programme.languages[0]
    own = organisations.organisation_on(badge)
    return programme, badge_pictures.badge_picture(programme, known, spoken, None, own)
