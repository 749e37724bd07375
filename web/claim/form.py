"""`/claim/{token}`: the whole claim on one page. GET only shows it; POST acts, once."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from core.claims import claim_form
from core.claims.claim_form import ClaimForm
from core.claims.states import ASKING, MENDABLE, State
from core.desk.claim import read_answers
from core.desk.incoming import Incoming
from core.desk.receive import receive
from core.ground.effects import Effects, Outcome
from core.ground.tables import Claim
from core.ground.world import Turn
from core.people import tokens
from core.people.tokens import Purpose
from core.programmes.answers_as_text import MEGABYTE
from core.programmes.evidence.prepare_file import Attachment
from core.programmes.form import QuestionKind
from web import read
from web.claim.fields import answers
from web.claim.pages import FURTHER, PostedForm, show_form, show_recap, show_state, to_mend
from web.http.accepts import chosen_language
from web.public.errors import lost
from web.read import CAP, files_of, posted, texts_of
from web.write import site_of

MANY = 10  # files of one question, of which a few are kept


def show(request: Request) -> Response:
    """The claim as it stands: the form, the recap, or where it is now; 404 with a way on for a
    secret that opens nothing."""
    site = site_of(request)
    with site.world.glance() as turn:
        form = opened(turn, request.path_params["token"])
        if form is None:
            return lost(site, request)
        form = as_read(request, form)
        editing = "edit" in request.query_params and form.claim.state in ASKING
        if form.claim.state == State.READY and not editing and not form.missing:
            return show_recap(site, request, turn, form)
        if form.claim.state in ASKING | MENDABLE:
            return show_form(site, request, turn, form, PostedForm())
        return show_state(site, request, turn, form)


async def act(request: Request) -> Response:
    """Take the posted answers, or the yes, and show what became of it. What comes with a secret
    that opens nothing is not read beyond a form without files."""
    room = await run_in_threadpool(room_for_files, request)
    form = await posted(request, CAP + room.bytes, files=room.files)
    try:
        told, files = texts_of(form), await files_of(form, room.largest)
    finally:
        await form.close()
    return await run_in_threadpool(work, request, told, files)


@dataclass(frozen=True, slots=True)
class RoomForFiles:
    """How many files a form may bring, how large each may be, and how many bytes that is in all."""

    files: int = 0
    largest: int = 0
    bytes: int = 0


def room_for_files(request: Request) -> RoomForFiles:
    """The room that the questions of a claim leave for files: none where it asks for none."""
    with site_of(request).world.glance() as turn:
        form = opened(turn, request.path_params["token"])
        asked = [each for each in form.questions if each.kind is QuestionKind.FILE] if form else []
    largest = [each.max_mb * MEGABYTE for each in asked]
    whole = sum(each.max_files * each.max_mb * MEGABYTE for each in asked)
    # more than are taken, so that too many and too large ones are told of beside their field
    return RoomForFiles(MANY * len(asked), max(largest, default=0), whole + sum(largest) * 2)


def work(request: Request, told: dict[str, str], files: tuple[Attachment, ...]) -> Response:
    """Hand the input to the desk; show the form again when something is to be mended."""
    site, token = site_of(request), request.path_params["token"]
    with site.world.glance() as turn:
        form = opened(turn, token)
    if form is None:
        return lost(site, request)
    form = as_read(request, form)
    incoming = heard(form, token, told, files)
    if form.claim.state in MENDABLE and incoming.fields:
        receive(site.world, reopening(form, token, told))
    effects = receive(site.world, incoming)
    with site.world.glance() as turn:
        form = as_read(request, claim_form.form_of(turn, turn.db.get_one(Claim, form.claim.id)))
        problems = wrong(turn, form, incoming, effects)
        if problems:
            return show_form(site, request, turn, form, PostedForm(told, problems))
        further = incoming.fields and form.claim.state in ASKING and form.missing
    return site.sent_on(request, f"/claim/{token}?{FURTHER}" if further else f"/claim/{token}")


def opened(turn: Turn, token: str) -> ClaimForm | None:
    """The claim that a secret opens, if it still does."""
    found = tokens.find(turn, token, Purpose.CLAIM)
    if found is None or found.claim_id is None:
        return None
    return claim_form.form_of(turn, turn.db.get_one(Claim, found.claim_id))


def as_read(request: Request, form: ClaimForm) -> ClaimForm:
    """The claim in the language that its reader chose on the page, if the programme speaks it."""
    return replace(form, read_in=chosen_language(request, form.programme.languages))


def heard(
    form: ClaimForm, token: str, told: Mapping[str, str], files: tuple[Attachment, ...] = ()
) -> Incoming:
    """The post as the desk hears it; the same form sent twice is the same input."""
    if "confirm" in told:
        said = read.heard(form.claim.ref, told, token, f"confirm:{form.claim.ref}")
    else:
        said = read.heard(form.claim.ref, told, token, fields=answers(form, told), files=files)
    return replace(said, language=form.read_in)


def reopening(form: ClaimForm, token: str, told: Mapping[str, str]) -> Incoming:
    """A claim that was sent back is taken up again before its answers are mended."""
    first = read.heard(form.claim.ref, told, token, f"again:{form.claim.ref}")
    return replace(first, source_id=f"{first.source_id}:again", language=form.read_in)


def wrong(turn: Turn, form: ClaimForm, incoming: Incoming, effects: Effects) -> dict[str, str]:
    """The sentence for each question to mend; a repeat is told what the first post was told."""
    problems = dict(effects.problems)
    if not incoming.fields or form.claim.state not in ASKING:
        return problems
    if effects.outcome == Outcome.DUPLICATE:
        again = read_answers.read(turn, form, incoming)
        refused = {**again.unsure, **again.problems}
        problems |= {
            name: turn.say(form.locale, each.word, **each.values) for name, each in refused.items()
        }
    for question in form.questions:
        if question.name not in incoming.fields:  # asked only after what was answered now
            continue
        if question.kind is QuestionKind.FILE:
            if form.lacks(question.name) and not question.optional:
                problems.setdefault(question.name, turn.say(form.locale, "page.form_file_missing"))
        elif not question.optional and not incoming.fields[question.name].strip():
            problems.setdefault(question.name, turn.say(form.locale, "page.form_missing"))
        elif form.lacks(question.name):
            problems.setdefault(question.name, to_mend(turn, form))
    return problems
