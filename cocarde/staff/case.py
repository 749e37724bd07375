"""Cases: list them, show one with its timeline, and do what the staff do in a chat:
`cocarde case answer abc234 "Bonjour …" --by nour@example.org`."""

from argparse import ArgumentParser, Namespace
from typing import Any

from cocarde.installation import open_world
from cocarde.language import language, say, text
from cocarde.printing import clock, json_option, now_option, print_effects, print_json, refused
from core import staff
from core.desk.casework.actions import ACTIONS, perform
from core.ground.effects import Effects
from core.ground.errors import Refusal, Trouble
from core.ground.rows.ends import in_words
from core.ground.tables import Case, Person
from core.ground.world import Turn, World
from core.issuing.issue import issue_approved
from core.issuing.revoke import carry_out_now
from core.people import people
from core.programmes.members import membership
from core.programmes.members.issuer_documents import Published
from core.reading.text import clean
from core.support import case_life, find_people, join_requests, open_cases
from core.support.diagnosis.diagnose import diagnose
from core.support.staff_action import StaffAtWork
from core.support.timeline import timeline

LISTED = {
    "ref", "occasion", "programme", "why", "opened_at", "state", "cause", "due_at", "escalated_at",
}  # fmt: skip


def arguments(parser: ArgumentParser) -> None:
    lines = [action.command for action in ACTIONS.values() if action.command]
    verbs = dict.fromkeys(line.verb for line in lines)
    parser.add_argument("action", choices=["list", "show", "find", *verbs])
    parser.add_argument("ref", nargs="?", default="", help=text("help.case_ref"))
    parser.add_argument("--by", metavar="MAIL", default="", help=text("help.case_by"))
    for line in {line.option: line for line in lines}.values():
        if line.option.startswith("--"):
            parser.add_argument(line.option, metavar=line.metavar, default="", help=text(line.help))
        elif line.option:
            parser.add_argument(line.option, nargs="?", default="", help=text(line.help))
    parser.add_argument("--programme", metavar="SLUG", default="")
    now_option(parser)
    json_option(parser)


def main(given: Namespace) -> int:
    world = open_world(now=clock(given.now))
    if given.action == "list":
        return show_list(listed(world, given.programme), given.json)
    if given.action == "show":
        return show_one(case_as_json(world, given.ref), given.json)
    if given.action == "find":
        return show_found(found(world, given), given.json)
    print_effects(obey(world, given), given.json)
    return 0


def listed(world: World, programme: str) -> list[dict[str, Any]]:
    """The cases that wait for the staff, the oldest first."""
    with world.glance() as turn:
        return [row(turn, case) for case in open_cases(turn, programme)]


def row(turn: Turn, case: Case) -> dict[str, Any]:
    """A case as programs read it."""
    person = turn.db.get(Person, case.person_id) if case.person_id else None
    follower = turn.db.get(Person, case.assignee_id) if case.assignee_id else None
    return {
        **case.model_dump(mode="json", include=LISTED),
        "assignee": follower.name if follower else "",
        "person": person.name if person else "",
    }


def show_list(cases: list[dict[str, Any]], as_json: bool) -> int:
    if as_json:
        print_json(cases)
        return 0

    for case in cases:
        due = text("command.until", when=case["due_at"][:10]) if case["due_at"] else ""
        told = f"{case['cause']:<18} {due:<16} {case['assignee']:<16} {clean(case['why'])}"
        print(f"{case['ref']}  {case['opened_at'][:16]}  {case['occasion']:<12} {told}")
    if not cases:
        say("command.no_case_waits")
    return 0


def case_as_json(world: World, ref: str) -> dict[str, Any]:
    """One case with its timeline, first to last."""
    with world.turn() as turn:
        case = case_of(turn, ref)
        lines = [
            {"at": each.at.isoformat(), "who": each.who, "kind": each.kind, "door": each.door,
             "text": each.text, "became": in_words(world.words, language(), each.became)
             if each.became else ""}
            for each in timeline(turn, case)
        ]  # fmt: skip
        return {**row(turn, case), "timeline": lines}


def case_of(turn: Turn, ref: str) -> Case:
    case = case_life.locked_case(turn, ref)
    if case is None:
        raise Trouble("command.no_case", ref=repr(ref))
    return case


def show_one(case: dict[str, Any], as_json: bool) -> int:
    if as_json:
        print_json(case)
        return 0
    about = " · ".join(filter(None, (case["person"], case["cause"], case["why"])))
    print(f"{case['ref']}  {case['state']}  {case['occasion']}\n    {clean(about)}")
    for line in case["timeline"]:
        words = clean(line["text"]).replace("\n", "\n      ")
        kind = ", ".join(filter(None, (line["kind"], line["door"], line["became"])))
        print(f"  {line['at'][:16]}  {line['who']} ({kind})\n      {words}")
    return 0


def found(world: World, given: Namespace) -> list[dict[str, Any]]:
    """The people whom a text may mean, with what each of their badges lacks."""
    if not given.by:
        raise Trouble("command.case_by", action="find")
    with world.glance() as turn:
        member = staff.person(turn, given.by)
        mine = find_people.programmes(turn, member)
        return [
            person_as_json(turn, each, mine) for each in find_people.find(turn, member, given.ref)
        ]


def person_as_json(turn: Turn, person: Person, mine: set[str]) -> dict[str, Any]:
    causes = [each for slug in sorted(mine) for each in diagnose(turn, person, slug)]
    return {
        "person": person.name,
        "addresses": [a.value for a in people.addresses(turn, person) if a.door == people.MAIL],
        "causes": [
            {"programme": each.programme, "badge": each.badge, "cause": str(each.cause),
             "claim": each.claim.ref if each.claim else "", "proof": list(map(str, each.proof))}
            for each in causes
        ],
        "cases": [each.ref for each in case_life.of_person(turn, person) if each.programme in mine],
    }  # fmt: skip


def show_found(people: list[dict[str, Any]], as_json: bool) -> int:
    if as_json:
        print_json(people)
        return 0
    for each in people:
        listed = ", ".join(each["cases"])
        cases = f"   {text('command.cases', cases=listed)}" if listed else ""
        print(f"{each['person']}  {', '.join(each['addresses'])}{cases}")
        for cause in each["causes"]:
            print(f"    {cause['programme']}/{cause['badge']}: {cause['cause']} {cause['claim']}")
    if not people:
        say("command.nobody_found")
    return 0


def obey(world: World, given: Namespace) -> Effects:
    """Do what is ordered, as a button would; what that approves is issued at once."""
    if not given.by:
        raise Trouble("command.case_by", action=given.action)
    name, words = ordered(given)
    published = look(world, given) if name == "enrol" else None
    try:
        with world.turn() as turn:
            case = case_of(turn, given.ref)
            member = StaffAtWork(turn, staff.person(turn, given.by), "command", published)
            perform(member, case, name, words)
    except Refusal as refusal:
        raise refused(world, refusal) from None
    return carry_out_now(world, issue_approved(world, turn.effects))


def look(world: World, given: Namespace) -> Published | None:
    """What stands at the addresses of the organisation that a case is about, before its turn."""
    with world.glance() as turn:
        member = staff.person(turn, given.by)
        request = join_requests.to_look_at(turn, member, given.ref.strip().lower())
    return membership.looked(world, *request) if request else None


def ordered(given: Namespace) -> tuple[str, str]:
    """The action that a line orders, and what it tells beside the case.

    Of two that share a verb it is the one whose option is given: `assign --to` is not `assign`.
    """
    lines = [(name, action.command) for name, action in ACTIONS.items()]
    named = {name: line.option for name, line in lines if line and line.verb == given.action}
    told = {name: str(vars(given).get(key.lstrip("-"), "")) for name, key in named.items()}
    return next((each for each in told.items() if each[1]), next(iter(told.items())))
