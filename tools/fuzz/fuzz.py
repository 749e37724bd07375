"""Feed the reader of mails with broken ones for a while, and keep those that it cannot bear.

Coverage-guided, beginning with the mails of tests/inbox. What is found lies in var/fuzz/.
"""

from argparse import ArgumentParser, Namespace
from importlib.util import find_spec

from cocarde.printing import json_option, print_json
from core.ground.errors import Trouble
from tools.fuzz.running import Run, run


def arguments(parser: ArgumentParser) -> None:
    parser.add_argument("what", nargs="?", choices=["mail"], default="mail")
    parser.add_argument("--minutes", type=float, default=10, help="how long (10)")
    parser.add_argument("--seed", type=int, default=0, help="repeat a run; 0 is another each time")
    json_option(parser)


def main(given: Namespace) -> int:
    if find_spec("atheris") is None:
        raise Trouble("tool.no_atheris")

    def show(so_far: Run) -> None:
        if not given.json:
            print(f"\r{so_far}", end="", flush=True)

    ended = run(given.minutes * 60, given.seed, show)
    if given.json:
        print_json(ended.as_dict())
    else:
        print(f"\r{ended}")
        for path in ended.found:
            print(f"found: {path}\n{ended.why}")
    return 1 if ended.failed else 0
