"""Cases that wait for somebody of the staff: what happened, to whom, since when."""

from argparse import ArgumentParser, Namespace

from cocarde.printing import json_option, print_json


def arguments(parser: ArgumentParser) -> None:
    parser.add_argument("action", choices=["list"])
    parser.add_argument("--programme", metavar="SLUG", default="")
    json_option(parser)


def main(given: Namespace) -> int:
    from cocarde.installation import open_world
    from core.claims.cases import open_cases

    with open_world().glance() as turn:
        found = open_cases(turn, given.programme)
    if given.json:
        fields = {"ref", "occasion", "programme", "why", "opened_at"}
        print_json([case.model_dump(mode="json", include=fields) for case in found])
        return 0
    for case in found:
        print(f"{case.ref}  {case.opened_at:%Y-%m-%d %H:%M}  {case.occasion:<12} {case.why}")
    if not found:
        print("No case waits.")
    return 0
