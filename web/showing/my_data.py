"""`/data/{token}`: a copy of one's data, and its erasure. GET shows, POST acts; what is final takes
a code sent to the mailbox."""

from dataclasses import dataclass
from datetime import timedelta

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from core.claims import sending
from core.ground.errors import Refusal
from core.ground.tables import Person
from core.ground.world import Turn, runs_again
from core.people import people, tokens
from core.people.joined import living
from core.people.people import masked
from core.people.tokens import Purpose
from core.rights import belongings, copy_of_data, erasing, proof
from core.rights.retention import jobs
from core.rights.retention.periods import periods
from core.showing import held_badges
from web.public.errors import lost
from web.read import texts
from web.write import Site, site_of

PRIVATE = {"Cache-Control": "no-store", "X-Robots-Tag": "noindex"}
CHOICES = ("keep", "revoke")


@dataclass(frozen=True, slots=True)
class ShownAbove:
    """What is said above the page, and whether the code is awaited."""

    text: str = ""
    awaits_code: bool = False


def show(request: Request) -> Response:
    """What can be had and done, and whether an erasure is planned; 404 with a way on for another
    secret."""
    site = site_of(request)
    with site.world.glance() as turn:
        person = holder(turn, request.path_params["token"])
        return drawn(site, request, turn, person, ShownAbove()) if person else lost(site, request)


async def act(request: Request) -> Response:
    """Give the copy, send the code, plan the erasure or take it back."""
    told = await texts(request)
    return await run_in_threadpool(work, request, told)


@runs_again
def work(request: Request, told: dict[str, str]) -> Response:
    site, token = site_of(request), request.path_params["token"]
    with site.world.turn() as turn:
        person = holder(turn, token)
        if person is None:
            return lost(site, request)
        if told.get("act") == "get":
            return handed(turn, person)
        said = done(turn, person, told)
        return drawn(site, request, turn, person, said)


def holder(turn: Turn, token: str) -> Person | None:
    """The person whom the secret was given to; None once they are erased."""
    found = tokens.find(turn, token, Purpose.DATA)
    return living(turn, turn.db.get_one(Person, found.person_id)) if found else None


def handed(turn: Turn, person: Person) -> Response:
    """The ZIP, to be saved."""
    named = f'attachment; filename="{copy_of_data.NAME}"'
    return Response(
        copy_of_data.packed(turn, person),
        media_type="application/zip",
        headers={**PRIVATE, "Content-Disposition": named},
    )


def done(turn: Turn, person: Person, told: dict[str, str]) -> ShownAbove:
    """Do what was pressed; gives what is said of it."""
    locale = sending.locale_of(turn, person)
    act = ACTS.get(told.get("act", ""))
    try:
        return act(turn, person, told, locale) if act else ShownAbove()
    except Refusal as refusal:
        return ShownAbove(turn.say(locale, refusal.word, **refusal.values))


def code(turn: Turn, person: Person, _: dict[str, str], locale: str) -> ShownAbove:
    """Send the code to their mailbox."""
    mailbox = proof.send_code(turn, person)
    if mailbox is None:
        return ShownAbove(turn.say(locale, "rights.web_no_mailbox"))
    mail = masked(mailbox.value)
    return ShownAbove(turn.say(locale, "rights.web_code_sent", mail=mail), awaits_code=True)


def erase(turn: Turn, person: Person, told: dict[str, str], locale: str) -> ShownAbove:
    """Plan the erasure where the choice is made and the code is right."""
    choice = told.get("choice")
    if choice not in CHOICES or not proof.is_code(turn, person, told.get("code", "")):
        return ShownAbove(turn.say(locale, "rights.web_code_wrong"), awaits_code=True)
    keep = choice == "keep"
    planned = erasing.plan(turn, person, keep_badges=keep, door=people.WEB)
    proof.tell_planned(turn, person, planned, None)
    return ShownAbove()


def keep(turn: Turn, person: Person, told: dict[str, str], locale: str) -> ShownAbove:
    """Keep what was to be deleted."""
    what, _, subject = told.get("what", "").partition(":")
    kept = jobs.keep(turn, what, subject, belongings.of(turn, person))
    return ShownAbove(
        turn.say(locale, "rights.retention_kept" if kept else "rights.retention_late")
    )


def undo(turn: Turn, person: Person, _: dict[str, str], locale: str) -> ShownAbove:
    """Take a planned erasure back."""
    undone = erasing.take_back(turn, person)
    return ShownAbove(turn.say(locale, "rights.undone" if undone else "rights.nothing_planned"))


ACTS = {"code": code, "erase": erase, "keep": keep, "undo": undo}


def drawn(site: Site, request: Request, turn: Turn, person: Person, said: ShownAbove) -> Response:
    """The page of one's data."""
    locale = sending.locale_of(turn, person)
    planned = erasing.standing(turn, person)
    answer = site.page(
        request,
        "my_data",
        locale,
        said=said.text,
        awaits_code=said.awaits_code,
        planned=proof.said_planned(turn, locale, planned) if planned else "",
        notices=notices(turn, person, locale),
        badges=bool(held_badges.of_person(turn, person)),
    )
    answer.headers.update(PRIVATE)
    return answer


def notices(turn: Turn, person: Person, locale: str) -> list[tuple[str, str]]:
    """What will be deleted unless it is kept: what the button says, and in words."""
    found = []
    for each in jobs.waiting(turn, belongings.of(turn, person)):
        when = each.told_at + timedelta(days=periods()[each.what].notice_days)
        found.append((f"{each.what}:{each.subject}", jobs.said(turn, locale, each, when)))
    return found
