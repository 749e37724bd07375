"""`/i/{programme}/join`: how an organisation joins, and the form that asks for it.

GET shows it, POST makes a case of it; nothing that was written there is looked at by itself.
"""

from collections.abc import Mapping
from functools import partial

from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from core.desk.casework import join_form
from core.ground.errors import Refusal
from core.ground.tables import Case
from core.programmes.competences import competence_levels
from core.programmes.file_values import said
from core.programmes.programme import Programme
from core.support import answer_due
from web.forms.problems import of_fields
from web.http.rate_limit import client_of
from web.organisation import join_fields
from web.public.issuer import programme_named
from web.read import NONCE, identity, texts
from web.spoken import spoken_in
from web.write import Site, site_of


def show(request: Request) -> Response:
    """The procedure with the empty form; `HTTPException(404)` for a programme that nobody joins."""
    return drawn(request, {}, {})


async def act(request: Request) -> Response:
    """Make a case of the form, or show it again with what is to be mended."""
    return await run_in_threadpool(work, request, await texts(request))


def work(request: Request, told: dict[str, str]) -> Response:
    """The answer to a posted form: that it is noted, the form again (422), or too many (429)."""
    site, programme = site_of(request), joinable(request)
    say = partial(site.world.words.say, site.language(request))
    if lacking := join_fields.missing(told):
        wrong = dict.fromkeys(lacking, say("page.form_missing"))
        return drawn(request, told, wrong, status=422)
    client = client_of(request)
    if site.brake.holds(client):
        return drawn(request, told, {"": say("join.too_many")}, status=429)
    wanted = join_fields.request_of(programme, told, site.brake.mark(client))
    source, language = identity(f"join:{programme.slug}", told), site.language(request)
    try:
        done = join_form.ask(site.world, programme.slug, wanted, source, language)
    except Refusal as refusal:
        return drawn(request, told, {"": say(refusal.word, **refusal.values)}, status=429)
    if isinstance(done, Case):
        return drawn(request, told, {}, case=done)
    wrong = join_fields.problems(programme, done, told, language)
    return drawn(request, told, wrong, status=422)


def joinable(request: Request) -> Programme:
    """The programme of a page, if organisations join it: if it has competences that badges of
    theirs count for. `HTTPException(404)` for any other."""
    programme = programme_named(site_of(request), request.path_params["programme"])
    if not competence_levels(programme):
        raise HTTPException(404)
    return programme


def drawn(
    request: Request,
    told: Mapping[str, str],
    wrong: Mapping[str, str],
    *,
    case: Case | None = None,
    status: int = 200,
) -> Response:
    """The page: the procedure and the form with what was filled in and is to be mended, or that the
    request is noted."""
    site, programme = site_of(request), joinable(request)
    language = site.language(request)
    say = partial(site.world.words.say, language)
    fields = list(join_fields.about_fields(say, told, wrong))
    classes = list(join_fields.class_fields(say, programme, language, told, wrong))
    made = site.public(
        request,
        "join",
        status=status,
        programme=programme,
        name=said(programme.name, language),
        named=programme.named(language),
        palette=programme.slug,
        places=[
            (
                join_fields.level_label(say, programme, place, language),
                spoken_in(place.badge.description, language),
            )
            for place in competence_levels(programme)
        ],
        fields=fields,
        classes=classes,
        problems=of_fields((*fields, *classes), wrong.get("", ""), site.contact(programme)),
        case=case,
        mail=told.get("mail", ""),
        until=until(site, programme, language),
        nonce=told.get("nonce") or site.world.chance.letters(NONCE),
    )
    made.headers["Cache-Control"] = "no-store"
    return made


def until(site: Site, programme: Programme, language: str) -> str:
    """The day until which somebody who asks now can expect an answer."""
    with site.world.glance() as turn:
        due = answer_due.due(turn, programme.slug)
        return answer_due.until(turn, programme.slug, due, language)
