"""A thousand people whose badge went missing ask for it: who gets it, who is told why, and what is
left to a human. The claims are real, the people and the post between them are played."""

import sys
import tempfile
from argparse import ArgumentParser, Namespace
from pathlib import Path

from cocarde.printing import json_option, print_json
from tools.simulate.counting import Result
from tools.simulate.running import simulate


def arguments(parser: ArgumentParser) -> None:
    parser.add_argument("--people", type=int, default=1000, help="how many people (1000)")
    parser.add_argument("--seed", type=int, default=1, help="another town for each number (1)")
    parser.add_argument("--show", metavar="WORDS", help="tell one story whose name has these words")
    json_option(parser)


def main(given: Namespace) -> int:
    def progress(what: str) -> None:
        print(f"\r\033[K{what}", end="", file=sys.stderr, flush=True)

    with tempfile.TemporaryDirectory() as folder:
        result = simulate(Path(folder), given.people, given.seed, progress)
    print("\r\033[K", end="", file=sys.stderr)
    if given.json:
        print_json(result.as_dict())
    elif given.show:
        stories = [s for name, s in result.stories.items() if given.show in name]
        print("\n\n".join(stories) or f"No story is called {given.show!r}.")
    else:
        tell(result)
    return 0 if result.good else 1


def tell(result: Result) -> None:
    """One line a fate, then the sum."""
    print(f"{'':<50} people  badge  case  told")
    for name, one in result.fates.items():
        print(f"{name:<50} {one.people:>6} {one.badges:>6} {one.cases:>5} {one.told:>5}")
    print(
        f"\n{result.served} of {result.entitled} entitled have their badge without a human", end=""
    )
    print(
        f" ({result.share:.1%}); {len(result.wrong)} badges went wrong, {result.twice} came twice."
    )
    for what, found in (("untold", result.untold), ("forgotten", result.forgotten)):
        if found:
            print(f"{what}: {len(found)}, such as {'; '.join(found[:3])}")
    for each in result.wrong[:5]:
        print(f"wrong: {each}")
    print(f"{result.inputs} inputs, {result.messages} messages.")
