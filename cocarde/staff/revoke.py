"""Revoke a badge: `revoke BADGE --reason "…" --by nour@example.org`; what the correcting command
has in common with it."""

from argparse import ArgumentParser, Namespace

from cocarde.installation import open_world
from cocarde.language import text
from cocarde.printing import clock, json_option, now_option, print_effects, refused
from core import staff
from core.badges.openbadges import paths
from core.ground.effects import Effects, Outcome
from core.ground.errors import Refusal, Trouble
from core.ground.sentences import ENGLISH
from core.ground.tables import Badge, Revocation
from core.ground.world import Turn, World
from core.issuing.revoke import RevocationState, carry_out_now
from core.review import revocations
from core.review.revocations import COMMAND, RevocationOrder, form_of

A_DAY = 24 * 60  # minutes


def arguments(parser: ArgumentParser) -> None:
    badge_arguments(parser)
    parser.add_argument("--reason", default="", help=text("help.revoke_reason"))


def badge_arguments(parser: ArgumentParser) -> None:
    """Which badge, who orders it, and until when it can be taken back."""
    parser.add_argument("badge", help=text("help.revoke_badge"))
    parser.add_argument("--by", required=True, metavar="MAIL", help=text("help.revoke_by"))
    parser.add_argument("--undo", action="store_true", help=text("help.revoke_undo"))
    parser.add_argument(
        "--undo-minutes", type=minutes, default=0, metavar="N", help=text("help.revoke_minutes")
    )
    now_option(parser)
    json_option(parser)


def minutes(said: str) -> int:
    """A number of minutes, up to a day; `ValueError` for another."""
    value = int(said)
    if not 0 <= value <= A_DAY:
        raise ValueError(said)
    return value


def main(given: Namespace) -> int:
    if not given.undo and not given.reason.strip():
        raise Trouble("command.revoke_which")
    print_effects(obey(open_world(now=clock(given.now)), given, "command.revoke_done"), given.json)
    return 0


def obey(world: World, given: Namespace, done: str) -> Effects:
    """Order it or take it back in the name of who is named; what can be done at once is done.
    `done` is the word for that."""
    try:
        with world.turn() as turn:
            badge = find(turn, given.badge)
            member = staff.person(turn, given.by)
            if given.undo:
                revocations.undo(turn, badge, member, COMMAND)
                why = text("command.revoke_undone")
            else:
                name = vars(given).get("name", "")
                ordered = revocations.order(
                    turn,
                    badge,
                    RevocationOrder(member, COMMAND, given.reason, name, given.undo_minutes),
                )
                why = became(turn, badge, ordered) or text(done)
    except Refusal as refusal:
        raise refused(world, refusal, ENGLISH) from None
    turn.effects.conclude(Outcome.DECIDED, why)
    return carry_out_now(world, turn.effects)


def became(turn: Turn, badge: Badge, ordered: Revocation) -> str:
    """What an order waits for; empty for one that is carried out at once."""
    if ordered.state == RevocationState.PROPOSED:
        return text("command.revoke_second")
    if ordered.due_at is None or ordered.due_at <= turn.at:
        return ""
    return text("command.revoke_planned", until=form_of(turn, badge).moment(ordered.due_at))


def find(turn: Turn, said: str) -> Badge:
    """The badge of an id, or of the address of its page, picture or documents. Raises `Trouble` for
    none."""
    named = paths.named(said.strip())
    badge = turn.db.get(Badge, named[1] if named else said.strip().rstrip("/").rpartition("/")[2])
    if badge is None:
        raise Trouble("command.no_badge", badge=repr(said))
    return badge
