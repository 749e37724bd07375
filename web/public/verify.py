"""`/verify`: a badge is sent in, the verdict is told in plain words; nothing is kept."""

from base64 import b64encode
from datetime import datetime

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import UploadFile
from starlette.requests import Request
from starlette.responses import Response

from core.badges.picture import bake
from core.badges.picture.thumbnails import made_anew
from core.badges.verify.verdict import Verdict
from core.claims import sending
from core.issuing.witnesses import values_in
from core.programmes import answers_as_text
from core.support import misused_badges
from web.forms.problems import Problem
from web.http.security_headers import POLICY
from web.public.home import prose
from web.read import posted, text_of
from web.write import Site, site_of

# What is to be done next, as the end of its word, where the verdict itself does not say it.
NEXT = {
    **dict.fromkeys(("valid", "witnessed"), "trust"),
    **dict.fromkeys(("revoked", "expired"), "newer"),
    "not_yet_valid": "wait",
    **dict.fromkeys(("too_complex", "unknown_context", "unknown_proof"), "issuer"),
    **dict.fromkeys(
        ("ambiguous", "never_issued", "retired_key", "two_credentials", "unknown_here", "unsigned",
         "wrong_key", "wrong_place"),
        "refuse",
    ),
}  # fmt: skip
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
    return show(request, verdict=verdict, mail=mail, file=file)


def show(
    request: Request,
    *,
    verdict: Verdict | None = None,
    mail: str = "",
    problem: str = "",
    status: int = 200,
    file: bytes = b"",
) -> Response:
    """The page of `/verify`: the form, with the problem above it, or the verdict and what it is
    about."""
    site = site_of(request)
    language = site.language(request)
    label = site.world.words.say(language, "page.verify_file")
    page = site.public(
        request,
        "verify",
        status=status,
        told=sentence(site, language, verdict, mail) if verdict else "",
        tone=verdict.tone if verdict else "",
        following=f"page.next_{NEXT[verdict.reason]}" if verdict and verdict.reason in NEXT else "",
        link=own_page(site, verdict) if verdict else "",
        badge=verdict,
        holder=holder(verdict, mail) if verdict else "",
        picture=picture(site, verdict, file) if verdict else "",
        issued=day_of(verdict.issued, language) if verdict else "",
        until=day_of(verdict.ends, language) if verdict else "",
        checked=checked(site, language),
        mail=mail,
        problem=problem,
        problems=[Problem(problem, "badge", label)] if problem else (),
    )
    if request.method == "POST":
        page.headers["Cache-Control"] = "no-store"
        page.headers["Content-Security-Policy"] = f"{POLICY}; img-src 'self' data:"
    return page


def picture(site: Site, verdict: Verdict, file: bytes) -> str:
    """The picture that was sent, drawn anew within the page itself, as nothing is kept; that of the
    badge's own page for another form of a badge of ours. Empty for none."""
    if small := made_anew(file):
        return f"data:image/png;base64,{b64encode(small).decode()}"
    page = own_page(site, verdict)
    return f"{page}.png" if page and verdict.vouched else ""


def holder(verdict: Verdict, mail: str) -> str:
    """What is known of whose the badge is, as the end of its word: `page.holder_…`."""
    if verdict.reason == "other_recipient":
        return "other"
    if not verdict.valid:
        return ""
    return "right" if mail else "unasked"


def checked(site: Site, language: str) -> str:
    """This moment in words."""
    with site.world.glance() as turn:
        return sending.moment(turn, turn.at, language)


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
