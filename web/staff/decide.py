"""`/decide/{token}`: a reviewer reads a claim and decides. GET only shows it; POST acts, once."""

from collections.abc import Mapping
from datetime import datetime

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from core.claims import claim_form, editions, sending
from core.claims.claim_form import ClaimForm
from core.claims.states import State
from core.desk.casework.amend import AMENDS
from core.desk.incoming import Incoming
from core.desk.receive import receive
from core.desk.review.actions import ACTIONS
from core.ground.effects import Outcome
from core.ground.tables import Address, Claim, Person
from core.ground.world import Turn
from core.people import tokens
from core.people.tokens import Purpose
from core.reading.text import clean
from core.review import decision as decisions
from web import read
from web.public.errors import lost
from web.read import texts
from web.staff.decide_page import Opened, drawn, show_taken_back
from web.write import site_of


def show(request: Request) -> Response:
    """The claim with its evidence, or what became of it; 404 with a way on for a secret that opens
    nothing."""
    site = site_of(request)
    with site.world.glance() as turn:
        seen = opened(turn, request.path_params["token"])
        return drawn(site, request, turn, seen) if seen else lost(site, request, deciding=True)


async def act(request: Request) -> Response:
    """Take the posted decision, and show what became of it."""
    return await run_in_threadpool(work, request, await texts(request))


def work(request: Request, told: dict[str, str]) -> Response:
    """Hand the decision to the desk; ask again for a reason that is missing."""
    site, token = site_of(request), request.path_params["token"]
    with site.world.glance() as turn:
        seen = opened(turn, token)
    if seen is None:
        return lost(site, request, deciding=True)
    if told.get("verdict") not in {*ACTIONS, *AMENDS}:
        return site.sent_on(request, f"/decide/{token}")
    effects = receive(site.world, heard(seen.form, token, told))
    if effects.outcome == Outcome.REJECTED:
        problem, anew = str(effects.replies[-1]["text"]), effects.why == editions.CHANGED
        with site.world.glance() as turn:
            seen = opened(turn, token) or seen
            return drawn(site, request, turn, seen, problem=problem, anew=anew, told=told)
    if told["verdict"] == "undo" and effects.moves:
        return show_taken_back(site, request, seen)
    return site.sent_on(request, f"/decide/{token}")


def opened(turn: Turn, token: str) -> Opened | None:
    """The claim of a secret that lets its holder decide, in its round of review.

    Spent with a decision it still shows that one, until a new round begins.
    """
    found = tokens.find(turn, token, Purpose.DECIDE)
    if found is None or found.claim_id is None or found.address_id is None:
        return None
    claim = turn.db.get_one(Claim, found.claim_id)
    if found.used_at and over(turn, claim, found.used_at):
        return None
    address = turn.db.get_one(Address, found.address_id)
    reviewer = turn.db.get_one(Person, address.person_id)
    form = claim_form.form_of(turn, claim)
    return Opened(form, reviewer, sending.locale_of(turn, reviewer), token)


def over(turn: Turn, claim: Claim, spent: datetime) -> bool:
    """Whether the round of a spent secret is over: another decision is due, or was made since."""
    last = decisions.decision(turn, claim)
    return claim.state == State.IN_REVIEW or (last is not None and spent < last.at)


def heard(form: ClaimForm, token: str, told: Mapping[str, str]) -> Incoming:
    """The post as the desk hears it; the claim is the secret's own, whatever was posted."""
    return read.heard(
        f"{form.claim.ref}:{tokens.digest(token)[:16]}",
        told,
        token,
        choice(form, told),
        {
            "reason": clean(told.get("reason", "")),
            "wrong": told.get("wrong", ""),
            "words": clean(told.get("words", "")),
        },
    )


def choice(form: ClaimForm, told: Mapping[str, str]) -> str:
    """What was pressed; a verdict with the edition that the page showed, or what is done to the
    badge that came of it."""
    verdict, ref = told["verdict"], form.claim.ref
    if verdict in AMENDS:
        return f"amend:{verdict}:{ref}"
    shown = f":{told.get('edition', '')}" if ACTIONS[verdict].guarded else ""
    return f"{verdict}:{ref}{shown}"
