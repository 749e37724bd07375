"""Do what is due at this moment (or at --now): invitations, badges to issue; then say it."""

from argparse import ArgumentParser, Namespace

from cocarde.installation import open_world
from cocarde.language import say
from cocarde.printing import clock, json_option, now_option, print_effects
from core.desk.page_forms.asked import answer_waiting
from core.due import due
from core.ground.effects import Outcome
from core.ground.rows import bodies
from core.roster.invitations.letter import write_out_first


def arguments(parser: ArgumentParser) -> None:
    now_option(parser)
    json_option(parser)


def main(given: Namespace) -> int:
    world = open_world(now=clock(given.now))
    effects = answer_waiting(world).joined(due(world)).joined(write_out_first(world))
    bodies.forget(world)
    effects.conclude(Outcome.ASKED if effects.outbox else Outcome.IGNORED)
    if effects.outbox or effects.moves or effects.revoked or given.json:
        print_effects(effects, given.json)
    else:
        say("command.nothing_due")
    return 0
