"""`/show/{token}`: what a person shows of theirs, to be opened and closed. GET shows, POST acts."""

from dataclasses import dataclass

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from core.claims import sending
from core.ground.tables import Consent, Person
from core.ground.world import Turn, runs_again
from core.people import people, tokens
from core.people.consents import Yes
from core.people.joined import living
from core.people.tokens import Purpose
from core.programmes import answers_as_text
from core.programmes.programme import Programme
from core.showing import held_badges, person_page, talents
from core.showing.person_page import PageChange
from web.public.errors import lost
from web.read import texts
from web.write import Site, site_of

JOIN, LEAVE = "join", "leave"


@dataclass(frozen=True, slots=True)
class OfferedFeed:
    """One feed of talents: the question as it would be put, and since when they are in it."""

    slug: str
    title: str
    question: str
    since: str


def show(request: Request) -> Response:
    """What is shown now, with a button for each change; 404 with a way on for another secret."""
    site = site_of(request)
    with site.world.glance() as turn:
        person = holder(turn, request.path_params["token"])
        return drawn(site, request, turn, person) if person else lost(site, request)


async def act(request: Request) -> Response:
    """Make the change that was pressed, and show what is shown then."""
    told = await texts(request)
    return await run_in_threadpool(work, request, told)


@runs_again
def work(request: Request, told: dict[str, str]) -> Response:
    site, token = site_of(request), request.path_params["token"]
    with site.world.turn() as turn:
        person = holder(turn, token)
        if person is None:
            return lost(site, request)
        change(turn, person, told.get("act", ""), told.get("words", ""))
    return site.sent_on(request, f"/show/{token}")


def holder(turn: Turn, token: str) -> Person | None:
    """The person whom the secret was given to."""
    found = tokens.find(turn, token, Purpose.SHOW)
    return living(turn, turn.db.get_one(Person, found.person_id)) if found else None


def change(turn: Turn, person: Person, act: str, read: str) -> None:
    """Do what a button says. A yes to the talents is one only to the question that was `read`."""
    verb, _, slug = act.partition(":")
    locale = sending.locale_of(turn, person)
    if verb in set(PageChange):
        label = turn.say(locale, f"showing.button_{verb}", name=person.name)
        person_page.change(turn, person, PageChange(verb), Yes(label, people.WEB))
    elif verb == LEAVE:
        talents.leave(turn, person, slug)
    elif verb == JOIN:
        for programme in talents.open_to(turn, person):
            asked = question(turn, programme, person)
            if programme.slug == slug and asked == read.replace("\r\n", "\n"):
                talents.join(turn, person, slug, Yes(asked, people.WEB))


def question(turn: Turn, programme: Programme, person: Person) -> str:
    language = sending.locale_of(turn, person).partition("-")[0]
    return talents.question(turn, programme, person, language)


def drawn(site: Site, request: Request, turn: Turn, person: Person) -> Response:
    """The page of all that is shown."""
    locale = sending.locale_of(turn, person)
    page = person_page.standing(turn, person)
    possible = person_page.possible(person, page)
    return site.page(
        request,
        "showing",
        locale,
        page=page,
        url=person_page.url(turn, page) if page else "",
        count=len(held_badges.of_person(turn, person)),
        changes=[
            (str(each), turn.say(locale, f"showing.button_{each}", name=person.name))
            for each in possible
        ],
        feeds=[feed(turn, each, person, locale) for each in offered(turn, person)],
    )


def offered(turn: Turn, person: Person) -> list[Programme]:
    """The programmes whose talents they may join, or are among."""
    open_ones = talents.open_to(turn, person)
    return [
        each
        for each in talents.offered(turn)
        if each in open_ones or talents.standing(turn, person, each.slug)
    ]


def feed(turn: Turn, programme: Programme, person: Person, locale: str) -> OfferedFeed:
    """One feed as the page shows it."""
    row: Consent | None = talents.standing(turn, person, programme.slug)
    day = row.given_at.astimezone(programme.zone).date() if row else None
    return OfferedFeed(
        programme.slug,
        programme.titled(locale.partition("-")[0]),
        question(turn, programme, person),
        answers_as_text.day(day, locale) if day else "",
    )
