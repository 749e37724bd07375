"""See the claims that wait for a decision, and decide: `cocarde review approve abcd2345 --by …`."""

from argparse import ArgumentParser, Namespace
from typing import TYPE_CHECKING, Any

from cocarde.printing import clock, json_option, now_option, print_effects, print_json

if TYPE_CHECKING:
    from core.ground.world import World


def arguments(parser: ArgumentParser) -> None:
    parser.add_argument("action", choices=["list", "approve", "return", "refuse"])
    parser.add_argument("ref", nargs="?", default="", help="the reference of the claim")
    parser.add_argument("--by", metavar="MAIL", default="", help="who decides: a reviewer")
    parser.add_argument("--reason", default="", help="told to the learner as it stands")
    parser.add_argument("--wrong", default="", metavar="QUESTION", help="to be asked again")
    now_option(parser)
    json_option(parser)


def main(given: Namespace) -> int:
    from cocarde.installation import open_world

    world = open_world(now=clock(given.now))
    if given.action == "list":
        return show(waiting(world), given.json)
    return decide(world, given)


def waiting(world: "World") -> list[dict[str, Any]]:
    """Every claim in review, the oldest first."""
    from sqlmodel import col, select

    from core.claims import cards, filling
    from core.claims.life import State
    from core.ground.tables import Claim

    with world.glance() as turn:
        query = select(Claim).where(Claim.state == State.IN_REVIEW)
        sheets = [filling.sheet(turn, c) for c in turn.db.exec(query.order_by(col(Claim.id)))]
        return [
            {
                "claim": each.claim.ref,
                "programme": each.claim.programme,
                "badge": each.claim.badge,
                "claimant": cards.claimant(turn, each),
                "answers": each.values,
                "due": each.claim.review_due_at and each.claim.review_due_at.isoformat(),
            }
            for each in sheets
        ]


def show(claims: list[dict[str, Any]], as_json: bool) -> int:
    if as_json:
        print_json(claims)
        return 0
    for claim in claims:
        told = f"{claim['programme']}/{claim['badge']} of {claim['claimant']}"
        print(f"{claim['claim']}  {told}, until {claim['due']}")
        for question, value in claim["answers"].items():
            print(f"    {question}: {value}")
    if not claims:
        print("No claim waits for a decision.")
    return 0


def decide(world: "World", given: Namespace) -> int:
    from sqlmodel import select

    from core.claims import review, staff
    from core.claims.issuing import issue_approved
    from core.ground.effects import Outcome
    from core.ground.errors import Refusal, Trouble
    from core.ground.tables import Claim

    try:
        with world.turn() as turn:
            claim = turn.db.exec(select(Claim).where(Claim.ref == given.ref)).first()
            if claim is None:
                raise Trouble(f"There is no claim {given.ref!r}.", mend="See: cocarde review list")
            reviewer, verdict = staff.person(turn, given.by), review.Verdict(given.action)
            decision = review.Decision(reviewer, verdict, given.reason, "command", given.wrong)
            review.decide(turn, claim, decision)
            turn.effects.told(Outcome.DECIDED)
    except Refusal as refusal:
        raise Trouble(world.words.say("fr", refusal.word, **refusal.values)) from None
    print_effects(issue_approved(world, turn.effects), given.json)
    return 0
