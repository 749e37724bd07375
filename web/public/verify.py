"""`/verify`: a badge is sent in, the verdict is told in plain words; nothing is kept."""

from datetime import datetime

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import UploadFile
from starlette.requests import Request
from starlette.responses import Response

from core.badges.picture import bake
from core.badges.verify.verdict import Verdict
from core.issuing.witnesses import values_in
from core.programmes import answers_as_text
from core.support import misused_badges
from web.public.home import prose
from web.read import posted, text_of
from web.write import Site, site_of

# The picture, and some room for the form around it.
CAP = bake.LONGEST_PICTURE + 20_000


def ask(request: Request) -> Response:
    """The empty form of `/verify`; in a static copy, how a badge is verified without it."""
    return prose(request, "verify_alone") if site_of(request).copied_on else show(request)


async def check(request: Request) -> Response:
    """The page with the verdict on the file that was sent; `HTTPException(413)` for a larger file
    than is read."""
    form = await posted(request, CAP)
    sent = form.get("badge")
    file = await sent.read() if isinstance(sent, UploadFile) else b""
    file = file or text_of(form, "url").strip().encode()
    mail = text_of(form, "mail").strip()
    await form.close()
    return await run_in_threadpool(tell, request, file, mail)


def tell(request: Request, file: bytes, mail: str) -> Response:
    """A page for one file, or the form again when there was none."""
    site = site_of(request)
    if not file:
        missing = site.world.words.say(site.language(request), "page.verify_no_file")
        return show(request, mail=mail, problem=missing, status=422)
    verdict = misused_badges.judged(site.world, file, mail or None)
    return show(request, verdict=verdict, mail=mail)


def show(
    request: Request,
    *,
    verdict: Verdict | None = None,
    mail: str = "",
    problem: str = "",
    status: int = 200,
) -> Response:
    """The page of `/verify`: the form, with the verdict or the problem above it."""
    site = site_of(request)
    page = site.public(
        request,
        "verify",
        status=status,
        told=sentence(site, site.language(request), verdict, mail) if verdict else "",
        tone=verdict.tone if verdict else "",
        link=own_page(site, verdict) if verdict else "",
        badge=verdict if verdict and verdict.vouched else None,
        issued=day_of(verdict.issued, site.language(request)) if verdict else "",
        until=day_of(verdict.ends, site.language(request)) if verdict else "",
        mail=mail,
        problem=problem,
    )
    if request.method == "POST":
        page.headers["Cache-Control"] = "no-store"
    return page


def sentence(site: Site, language: str, verdict: Verdict, mail: str) -> str:
    """The verdict in words; a right recipient is said too."""
    return site.world.words.say(
        language, verdict.word(mail), **values_in(verdict, language), mail=mail
    )


def day_of(moment: str | None, language: str) -> str:
    """The day of a moment in words; empty for none."""
    try:
        return answers_as_text.day(datetime.fromisoformat(moment or "").date(), language)
    except ValueError:
        return ""


def own_page(site: Site, verdict: Verdict) -> str:
    """The page of the badge, where it is one of ours that is true or damaged."""
    page = verdict.page or ""
    return page.removeprefix(site.base) if page.startswith(f"{site.base}/") else ""
