"""`/report/{token}`: what a learner has acquired, as a page, a paper, a table and JSON; or the
table of a whole programme. The roles decide at each view."""

from collections.abc import Callable

from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from core.claims import sending
from core.ground.world import Turn, runs_again
from core.programmes import answers_as_text
from core.showing import report_access, report_files, report_words
from core.showing.learner_report import LearnerReport
from core.showing.report_access import ReportLink
from web.public.errors import lost
from web.write import Site, site_of

PDF, CSV = "application/pdf", "text/csv; charset=utf-8"


def show(request: Request) -> Response:
    """The page of a report; 404 with a way on for a link that opens nothing (any more)."""
    site = site_of(request)
    with site.world.glance() as turn:
        link = report_access.opened(turn, request.path_params["token"])
        if link is None:
            return lost(site, request)
        return (
            drawn(site, request, turn, link) if link.learner else table(site, request, turn, link)
        )


def drawn(site: Site, request: Request, turn: Turn, link: ReportLink) -> Response:
    """The report of one learner."""
    locale = locale_of(site, request, turn, link)
    report = report_access.report(turn, link, locale.partition("-")[0])
    return site.page(
        request,
        "report",
        locale,
        palette=link.programme.slug,
        told=report_words.told(turn, report, locale),
        secret=request.path_params["token"],
        until=until(link, locale),
    )


def table(site: Site, request: Request, turn: Turn, link: ReportLink) -> Response:
    """How many learners the table of a programme has, and the way to it."""
    locale = locale_of(site, request, turn, link)
    found = report_access.everybody(turn, link.programme, link.reader, locale.partition("-")[0])
    return site.page(
        request,
        "reports",
        locale,
        palette=link.programme.slug,
        title=link.programme.titled(locale.partition("-")[0]),
        count=len(found),
        secret=request.path_params["token"],
        until=until(link, locale),
    )


def locale_of(site: Site, request: Request, turn: Turn, link: ReportLink) -> str:
    """The reader's locale, in the language that is chosen in the address where one is."""
    return site.locale(request, sending.locale_of(turn, link.reader))


def until(link: ReportLink, locale: str) -> str:
    """The last day of a link."""
    day = link.token.expires_at.astimezone(link.programme.zone).date()
    return answers_as_text.day(day, locale)


def file(request: Request) -> Response:
    """A report as a paper, a table or JSON; `HTTPException(404)` for a link that opens nothing, or
    no such file."""
    site, kind = site_of(request), request.path_params["kind"]
    with site.world.glance() as turn:
        link = report_access.opened(turn, request.path_params["token"])
        if link is None or kind not in (FILES if link.learner else ("csv",)):
            raise HTTPException(404)
        locale = locale_of(site, request, turn, link)
        if link.learner is None:
            return whole(request, turn, link, locale)
        return FILES[kind](turn, link, locale)


def as_pdf(turn: Turn, link: ReportLink, locale: str) -> Response:
    report = report_access.report(turn, link, locale.partition("-")[0])
    return download(
        report_files.as_pdf(turn, report, locale), PDF, named(turn, report, locale, "pdf")
    )


def as_csv(turn: Turn, link: ReportLink, locale: str) -> Response:
    report = report_access.report(turn, link, locale.partition("-")[0])
    return download(
        report_files.as_csv(turn, [report], locale), CSV, named(turn, report, locale, "csv")
    )


def named(turn: Turn, report: LearnerReport, locale: str, ending: str) -> str:
    """The name of a report's file."""
    return report_files.file_name(report, turn.say(locale, "report.file"), ending)


def as_json(turn: Turn, link: ReportLink, locale: str) -> Response:
    return JSONResponse(
        report_files.as_json(report_access.report(turn, link, locale.partition("-")[0]))
    )


def whole(request: Request, turn: Turn, link: ReportLink, locale: str) -> Response:
    """The table of a programme, of one campus where the address names one."""
    campus = request.query_params.get("campus", "")
    language = locale.partition("-")[0]
    found = report_access.everybody(turn, link.programme, link.reader, language, campus)
    return download(report_files.as_csv(turn, found, locale), CSV, f"{link.programme.slug}.csv")


def download(content: bytes, kind: str, name: str) -> Response:
    """A file under a name of plain letters."""
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return Response(content, media_type=kind, headers=headers)


FILES: dict[str, Callable[[Turn, ReportLink, str], Response]] = {
    "pdf": as_pdf,
    "csv": as_csv,
    "json": as_json,
}


async def act(request: Request) -> Response:
    """Withdraw the link: it shows nothing from now on."""
    return await run_in_threadpool(work, request)


@runs_again
def work(request: Request) -> Response:
    site = site_of(request)
    with site.world.turn() as turn:
        link = report_access.opened(turn, request.path_params["token"])
        if link is None:
            return lost(site, request)
        report_access.end(turn, link)
        locale = locale_of(site, request, turn, link)
    return site.page(request, "report_ended", locale)
