"""See the claims that wait for a decision, and decide: `cocarde review approve abcd2345 --by …`."""

from argparse import ArgumentParser, Namespace
from typing import Any

from sqlmodel import col, select

from cocarde.installation import open_world
from cocarde.language import say, text
from cocarde.printing import clock, json_option, now_option, print_effects, print_json, refused
from core import staff
from core.claims import changes, claim_form
from core.claims.claim_form import ClaimForm
from core.claims.states import State
from core.desk.review.actions import ACTIONS, Said
from core.desk.review.outcome_reply import OutcomeReply
from core.ground.errors import Refusal, Trouble
from core.ground.sentences import Sentence
from core.ground.tables import Claim, Person
from core.ground.world import Turn, World
from core.issuing.issue import issue_approved
from core.review import assignments, cards, decision
from core.support.staff_action import StaffAtWork


def arguments(parser: ArgumentParser) -> None:
    parser.add_argument("action", choices=["list", "show", *ACTIONS])
    parser.add_argument("ref", nargs="?", default="", help=text("help.review_ref"))
    parser.add_argument("--by", metavar="MAIL", default="", help=text("help.review_by"))
    parser.add_argument("--reason", default="", help=text("help.review_reason"))
    parser.add_argument(
        "--wrong",
        action="append",
        default=[],
        metavar="QUESTION",
        help=text("help.review_wrong"),
    )
    now_option(parser)
    json_option(parser)


def main(given: Namespace) -> int:
    world = open_world(now=clock(given.now))
    if given.action == "list":
        return show(waiting(world), given.json)
    if given.action == "show":
        return show_one(one(world, given.ref), given.json)
    return act(world, given)


def waiting(world: World) -> list[dict[str, Any]]:
    """Every claim in review, the oldest first."""
    with world.glance() as turn:
        query = select(Claim).where(Claim.state == State.IN_REVIEW).order_by(col(Claim.id))
        return [
            claim_as_json(turn, claim_form.form_of(turn, claim)) for claim in turn.db.exec(query)
        ]


def one(world: World, ref: str) -> dict[str, Any]:
    """A claim with what became of it, and once it is decided what each voter said."""
    with world.glance() as turn:
        claim = find(turn, ref)
        last = decision.decision(turn, claim)
        return {
            **claim_as_json(turn, claim_form.form_of(turn, claim)),
            "state": claim.state,
            "decision": last
            and {"verdict": last.move, "reason": last.reason, "at": last.at.isoformat()},
            "seats": seats_of(turn, claim, secret=claim.state == State.IN_REVIEW),
        }


def claim_as_json(turn: Turn, form: ClaimForm) -> dict[str, Any]:
    """What a claim is, and what has changed in it since it was sent back."""
    claim = form.claim
    before = {each.name: changes.before(form, each) for each in form.questions}
    return {
        "claim": claim.ref,
        "programme": claim.programme,
        "badge": claim.badge,
        "claimant": cards.claimant(turn, form),
        "answers": form.values,
        "before": {name: value for name, value in before.items() if value is not None},
        "due": claim.review_due_at and claim.review_due_at.isoformat(),
    }


def seats_of(turn: Turn, claim: Claim, *, secret: bool) -> list[dict[str, Any]]:
    """Who has the claim and who has spoken; what they said only once it is no secret."""
    return [
        {
            "name": turn.db.get_one(Person, seat.person_id).name,
            "advises": seat.advises is not None,
            "said": bool(seat.verdict),
            "verdict": "" if secret else seat.verdict,
            "reason": "" if secret else seat.reason,
        }
        for seat in assignments.seated(turn, claim)
    ]


def show(claims: list[dict[str, Any]], as_json: bool) -> int:
    if as_json:
        print_json(claims)
        return 0
    for claim in claims:
        print_claim(claim)
    if not claims:
        say("command.no_claim_waits")
    return 0


def show_one(claim: dict[str, Any], as_json: bool) -> int:
    if as_json:
        print_json(claim)
    else:
        print_claim(claim)
    return 0


def print_claim(claim: dict[str, Any]) -> None:
    badge = f"{claim['programme']}/{claim['badge']}"
    what = text("command.claim_of", badge=badge, claimant=claim["claimant"])
    print(f"{claim['claim']}  {what}, {until(claim)}")
    for question, value in claim["answers"].items():
        old = claim["before"].get(question)
        told = old or Sentence("command.no_answer")
        changed = "" if old is None else f"  ({text('command.before', answer=told)})"
        print(f"    {question}: {value}{changed}")
    for seat in claim.get("seats", []):
        role = f" ({text('command.second_opinion')})" if seat["advises"] else ""
        print(f"    {seat['name']}{role}: {spoken(seat)}")


def spoken(seat: dict[str, Any]) -> str:
    if not seat["said"]:
        return text("command.not_spoken")
    return " · ".join(filter(None, (seat["verdict"], seat["reason"]))) or text("command.spoken")


def until(claim: dict[str, Any]) -> str:
    if claim["due"]:
        return text("command.until", when=claim["due"])
    return str(claim.get("state", ""))


def act(world: World, given: Namespace) -> int:
    """Do it in one turn, issue what it approved, and print what it caused."""
    action = ACTIONS[given.action]
    try:
        with world.turn() as turn:
            claim, person = find(turn, given.ref), staff.person(turn, given.by)
            wrong = marks(turn, claim, given.wrong) if action.guarded else ()
            member = StaffAtWork(turn, person, "command")
            answer = action.effect(member, claim, Said(given.reason, wrong))
    except Refusal as refusal:
        raise refused(world, refusal) from None
    turn.effects.why = became(given.action, answer)
    print_effects(issue_approved(world, turn.effects), given.json)
    return 0


def became(name: str, answer: OutcomeReply) -> str:
    """Why the outcome is what it is; a verdict says so itself."""
    if name == "second":
        return text("command.second_asked", name=answer.values["who"])
    return answer.word if name == "undo" else ""


def find(turn: Turn, ref: str) -> Claim:
    claim = turn.db.exec(select(Claim).where(Claim.ref == ref)).first()
    if claim is None:
        raise Trouble("command.no_claim", ref=repr(ref))
    return claim


def marks(turn: Turn, claim: Claim, wrong: list[str]) -> tuple[str, ...]:
    """The questions to be asked again; raises `Trouble` where the claim has no such question."""
    known = claim_form.form_of(turn, claim).rows
    if strange := [name for name in wrong if name not in known]:
        listed, wrong_ones = ", ".join(known), ", ".join(strange)
        raise Trouble("command.no_question", ref=claim.ref, names=wrong_ones, known=listed)
    return tuple(wrong)
