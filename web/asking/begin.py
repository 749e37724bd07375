"""`/ask/{programme}/{badge}`: a badge, and the ways to ask for it: here, in a chat, by mail.

GET shows them. POST keeps a mail address and says the same whoever's it is: the claim goes to that
mailbox, whose reader goes on from there.
"""

from collections.abc import Mapping

from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from core.desk.page_forms import asked as page_forms
from core.programmes.badge_class import BadgeClass
from core.programmes.file_values import variant
from core.programmes.form import QuestionKind
from core.programmes.programme import Programme
from web.asking import ways
from web.forms.mail_given import MailGiven, mail_given
from web.public.badge_rows import class_picture, way_to
from web.public.event_codes import event_named
from web.public.issuer import programme_named
from web.read import NONCE, identity, texts
from web.spoken import spoken_in
from web.write import site_of


def show(request: Request) -> Response:
    """The badge with the ways to ask for it, or how it is come by otherwise; `HTTPException(404)`
    for no such badge."""
    return drawn(request, {}, MailGiven())


async def act(request: Request) -> Response:
    """Keep the address for a claim, or show it again where it is to be mended."""
    return await run_in_threadpool(work, request, await texts(request))


def work(request: Request, posted: dict[str, str]) -> Response:
    """Keep the wish for the badge; the page says the same whoever has the address."""
    site = site_of(request)
    programme, badge = wanted(request)
    if badge not in programme.claimable:
        return drawn(request, posted, MailGiven())
    given = mail_given(site, request, posted)
    if given.mail:
        language = site.language(request)
        asked = {"mail": given.mail, "language": language}
        asked |= {"programme": programme.slug, "badge": badge.slug}
        asked |= {"code": code_of(request, programme, badge, posted)}
        source_id = identity("ask", {**asked, "nonce": posted.get("nonce", "")})
        page_forms.ask(site.world, page_forms.BEGIN, source_id, asked)
    return drawn(request, posted, given)


def wanted(request: Request) -> tuple[Programme, BadgeClass]:
    """The badge of the path; `HTTPException(404)` where there is none."""
    programme = programme_named(site_of(request), request.path_params["programme"])
    badge = programme.badge_class(request.path_params["badge"])
    if badge is None:
        raise HTTPException(404)
    return programme, badge


def code_of(
    request: Request, programme: Programme, badge: BadgeClass, posted: Mapping[str, str]
) -> str:
    """The code of an event of this badge that came along in the address or with the form; empty
    where there is none."""
    code = posted.get("code") or request.query_params.get("code", "")
    event = event_named(request, programme, code) if code else None
    return event.code if event and event.badge == badge.slug else ""


def drawn(request: Request, posted: Mapping[str, str], given: MailGiven) -> Response:
    """The page of the badge, with what was posted and what is to be mended; or that a letter is on
    its way."""
    site, (programme, badge) = site_of(request), wanted(request)
    language = site.language(request)
    locale = variant(language, programme.register_)
    questions = programme.form_of(badge).question
    code = code_of(request, programme, badge, posted)
    with site.world.glance() as turn:
        chat = ways.chat(turn, programme, badge)
        letter = ways.letter(turn, programme, badge, locale)
    made = site.public(
        request,
        "ask_badge",
        status=given.status,
        register=programme.register_,
        palette=programme.slug,
        programme=programme,
        programme_name=spoken_in(programme.title or programme.name, language),
        slug=badge.slug,
        badge=spoken_in(badge.name, language),
        level=programme.level_name(badge, language),
        description=spoken_in(badge.description, language),
        criteria=spoken_in(badge.criteria, language),
        more=badge.more,
        questions=[spoken_in(each.label, language) for each in questions],
        code=code,
        needs_code=not code and any(each.kind is QuestionKind.CODE for each in questions),
        picture=class_picture(programme, badge, language),
        way=way_to(programme, badge),
        asked=badge in programme.claimable,
        chat=chat,
        letter=letter,
        contact=site.contact(programme),
        mailbox=site.world.settings.mail_address,
        given=given,
        mail=posted.get("mail", ""),
        problems=given.problems(site, locale),
        nonce=posted.get("nonce") or site.world.chance.letters(NONCE),
    )
    if request.method == "POST":
        made.headers["Cache-Control"] = "no-store"
    return made
