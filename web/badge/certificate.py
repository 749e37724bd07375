"""`/b/{id}.{language}.pdf`: one badge as a certificate on paper, with the code that leads to it."""

import hashlib
import json
from datetime import datetime
from functools import lru_cache, partial
from io import BytesIO

import segno
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from core.badges import pdf
from core.badges.openbadges import paths
from core.badges.publish.serve import WebFile
from core.claims import elsewhere
from core.ground.tables import Badge
from core.ground.world import Turn
from core.issuing import documents, stored_badges
from core.programmes import answers_as_text
from core.reading.typeset import typeset_values
from web.badge import hosted_files
from web.badge.contents import page_contents, programme_of
from web.write import site_of

PDF = "application/pdf"
TRUE = frozenset({"valid", "expired"})
# The colours of our own pages, for a badge whose programme has gone.
PLAIN = {"main": "#24409b", "dark": "#14204d", "accent": "#ef8a98", "paper": "#f4f6fd"}


def certificate(request: Request) -> Response:
    """The certificate of a badge in a language of ours; `HTTPException`: 404 for no such badge or
    language, 410 for one that is revoked, erased or damaged."""
    site, language = site_of(request), request.path_params["language"]
    with site.world.glance() as turn:
        badge = turn.db.get(Badge, request.path_params["id"])
        if badge is None or language not in site.world.words.languages:
            raise HTTPException(404)
        if elsewhere.found(turn, badge) is not None:
            raise HTTPException(404)
        picture, drawn = stored_badges.baked(turn, badge), documents.find(turn, badge.artwork)
        if badge.revoked_at or picture is None or drawn is None:
            raise HTTPException(410)
        if stored_badges.judge(turn, picture).reason not in TRUE:
            raise HTTPException(410)
        told = json.dumps(values(turn, badge, language), ensure_ascii=False)
        written = badge.issued_at
    mark = hashlib.sha256(told.encode() + drawn.body).hexdigest()[:32]
    answer = hosted_files.made(
        request,
        mark,
        hosted_files.FRESH,
        lambda: WebFile(composed(told, drawn.body, written), PDF),
    )
    name = stored_badges.file_name(badge).removesuffix("png")
    answer.headers["Content-Disposition"] = f'inline; filename="{name}{language}.pdf"'
    return answer


@lru_cache(maxsize=64)
def composed(told: str, picture: bytes, written: datetime) -> bytes:
    """The PDF of a certificate that tells these values (JSON), with the badge's picture."""
    found = json.loads(told)
    pictures = {"badge.png": picture, "qr.svg": code(found["address"])}
    return pdf.compose("certificate", typeset_values(found, found["lang"]), pictures, written)


def code(address: str) -> bytes:
    """The QR code of an address as SVG."""
    drawn = BytesIO()
    segno.make(address, error="m").save(drawn, kind="svg", border=2, dark="#000", light="#fff")
    return drawn.getvalue()


def values(turn: Turn, badge: Badge, language: str) -> dict[str, object]:
    """What the certificate of a badge says, by the names that its template asks for."""
    seen, programme = page_contents(turn, badge, language), programme_of(turn, badge)
    address = paths.badge_page(turn.settings.base, badge.id)

    say = partial(turn.say, language)
    marks = [say("page.level", level=seen.level) if seen.level else "", seen.come_by]
    names = answers_as_text.listed([each.name for each in seen.recognised_by], language)
    return {
        "lang": language,
        "told_in": seen.told_in,
        "proofs_in": seen.language,
        "title": say("page.certificate_title", badge=seen.name),
        "kicker": say("page.certificate"),
        "name": seen.name,
        "marks": [mark for mark in marks if mark],
        "holder": seen.holder,
        "for_whom": say("page.certificate_for")
        if seen.holder
        else say("page.certificate_unnamed", verify=f"{turn.settings.base}/verify"),
        "description": seen.description,
        "skills": " · ".join(seen.skills),
        "proofs": [(proof.label, proof.text) for proof in seen.proofs],
        "issued_by": say("page.issued_by"),
        "issuer": seen.issuer,
        "within": say("page.issued_within", title=seen.within) if seen.within else "",
        "recognised": f"{say('page.recognised_by')} {names}" if names else "",
        "issued": say("page.issued_on", day=seen.day),
        "until": say("badge.valid_until", day=seen.until) if seen.until else "",
        "alt": seen.alt,
        "scan": say("page.certificate_scan"),
        "qr": say("page.certificate_qr", page=address),
        "address": address,
        "colours": programme.palette.model_dump() if programme else PLAIN,
    }
