"""`/b/{id}`: one badge as a page, its picture, its card for networks."""

from dataclasses import replace
from functools import partial

import segno
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from core.badges.openbadges import paths
from core.badges.publish import share
from core.badges.publish.serve import WebFile, serve
from core.claims import elsewhere, sending
from core.ground.tables import Badge
from core.ground.world import Turn
from core.issuing import expiry, stored_badges
from core.issuing.documents import PNG
from core.issuing.stored_badges import file_name
from core.programmes import answers_as_text
from core.programmes.file_values import variant
from core.programmes.programme import Programme
from web.badge import hosted_files, search_data, share_card
from web.badge.contents import PageContents, day_in, page_contents, programme_of, shared
from web.badge.forms import BadgeForm, asked_form
from web.http.accepts import chosen_language
from web.write import Site, site_of


def page(request: Request) -> Response:
    """One badge in the form that the client likes best: the page, either credential, or the
    picture; `HTTPException(404)` for no such badge."""
    site, form = site_of(request), asked_form(request)
    if form is BadgeForm.PICTURE:
        return picture(request)
    with site.world.glance() as turn:
        badge = find(turn, request)
        there = elsewhere.found(turn, badge)
        if there is not None and there.assertion_url and form is not BadgeForm.PAGE:
            return RedirectResponse(there.assertion_url, 303)
        if form is not BadgeForm.PAGE:
            return document(request, turn, badge, form)
        drawn = gone if badge.revoked_at else alive if there is None else led_on
        answer = drawn(site, request, turn, badge)
    answer.headers["Vary"] = "Accept"
    answer.headers["Cache-Control"] = hosted_files.FRESH
    return answer


def document(request: Request, turn: Turn, badge: Badge, form: BadgeForm) -> Response:
    """The signed credential, or the hosted assertion: its stub with 410 once it is revoked."""
    place = paths.assertion if form is BadgeForm.ASSERTION else paths.credential
    found = serve(stored_badges.badge_store(turn), place("", badge.id))
    if found is None or not found.body:
        raise HTTPException(410)
    return hosted_files.answered(request, hosted_files.asked_as(request, found), hosted_files.FRESH)


def find(turn: Turn, request: Request) -> Badge:
    """The badge of the path; `HTTPException(404)` where there is none."""
    badge = turn.db.get(Badge, request.path_params["id"])
    if badge is None:
        raise HTTPException(404)
    return badge


def alive(site: Site, request: Request, turn: Turn, badge: Badge) -> Response:
    """The page of a badge that stands, in the language chosen on it, else in that of the badge."""
    language = chosen_language(request, site.world.words.languages) or badge.language
    programme, seen = programme_of(turn, badge), page_contents(turn, badge, language)
    address = paths.badge_page(site.base, badge.id)
    picture = stored_badges.baked(turn, badge) or badge.credential
    return site.page(
        request,
        "badge",
        spoken_as(programme, language),
        choosable=site.world.words.languages,
        badge=seen,
        renewed=expiry.renewed_by(turn, badge.id),
        verdict=stored_badges.judge(turn, picture),
        today=answers_as_text.day(day_in(programme, turn.at), language),
        address=address,
        card=f"{site.base}{share_card.address(turn, badge)}",
        described=search_data.described(seen, site.base),
        certificate=paths.certificate("", badge.id, language),
        holder=holders(site, turn, badge, seen, language),
        qr=segno.make(address, error="m").svg_inline(border=2, scale=3, omitsize=True),
        palette=seen.programme,
    )


def spoken_as(programme: Programme | None, language: str) -> str:
    """The locale of a badge's page: in its programme's register; formal where that has gone."""
    return variant(language, programme.register_) if programme else language


def led_on(site: Site, request: Request, turn: Turn, badge: Badge) -> Response:
    """A badge of another service: that it was issued, when, and where it is to be verified."""
    there = elsewhere.found(turn, badge)
    programme = programme_of(turn, badge)
    when = day_in(programme, badge.issued_at)
    return site.page(
        request,
        "elsewhere",
        spoken_as(programme, badge.language),
        badge=badge.name,
        when=answers_as_text.day(when, badge.language),
        address=there.assertion_url if there else "",
    )


def holders(
    site: Site, turn: Turn, badge: Badge, seen: PageContents, language: str
) -> dict[str, object] | None:
    """What the holder of the badge can take along from its page, with the names of a language."""
    told = shared(turn, badge)
    if told is None:
        return None
    say = partial(site.world.words.say, language)
    told = replace(told, badge=seen.name, issuer=seen.issuer)
    label = {key: say(f"badge.field_{key}") for key in share.fields(told)}
    text = say("page.share_mail_text", badge=told.badge, issuer=seen.issuer_said, page=told.page)
    return {
        "linkedin": share.linkedin_profile(told),
        "post": share.linkedin_post(told),
        "mail": share.mail(say("page.share_mail_subject", badge=told.badge), text),
        "fields": [(label[key], value) for key, value in share.fields(told).items()],
        "cv": share.cv_line(told, seen.day),
        "html": share.as_html(told, seen.alt),
        "all": sending.deep_link(turn, "mypage"),
    }


def gone(site: Site, request: Request, turn: Turn, badge: Badge) -> Response:
    """A revoked badge: that it was, when and why, and nothing of what it said."""
    programme, since = programme_of(turn, badge), badge.revoked_at
    when = day_in(programme, since) if since else None
    return site.page(
        request,
        "revoked",
        spoken_as(programme, badge.language),
        status=410,
        when=answers_as_text.day(when, badge.language) if when else "",
        reason=badge.revoked_reason,
        new=paths.badge_page(site.base, badge.replaced_by) if badge.replaced_by else "",
    )


def picture(request: Request) -> Response:
    """The PNG that bears both credentials; `HTTPException`: 404 for no such badge, 410 for one that
    is revoked or erased."""
    world = site_of(request).world
    with world.glance() as turn:
        badge = find(turn, request)
        png = stored_badges.baked(turn, badge)
        if badge.revoked_at or png is None:
            raise HTTPException(410)
    answer = hosted_files.answered(request, WebFile(png, PNG), hosted_files.FRESH)
    answer.headers["Content-Disposition"] = f'inline; filename="{file_name(badge)}"'
    return answer


def card(request: Request) -> Response:
    """The wide picture that networks show of the page (Open Graph, 1200 × 630 pixels);
    `HTTPException`: 404 or 410."""
    world = site_of(request).world
    with world.glance() as turn:
        badge = find(turn, request)
        if badge.revoked_at:
            raise HTTPException(410)
        drawn = share_card.drawing(turn, badge, programme_of(turn, badge))
    if drawn is None:
        raise HTTPException(404)
    return hosted_files.made(
        request, drawn.hash, hosted_files.FRESH, lambda: WebFile(drawn.png(), PNG)
    )
