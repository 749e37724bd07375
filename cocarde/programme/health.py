"""How the rules of a programme did, told: which never had an objection, which always did."""

from cocarde.installation import open_world
from cocarde.language import say, text
from cocarde.printing import moment, print_json
from core.audit.replay.health import ProgrammeHealth, RuleHealth, health
from core.programmes.catalogue import catalogue


def main(slug: str, since: str, *, as_json: bool) -> int:
    """Tell of each rule; exit status 0 whatever there is to say."""
    world = open_world()
    programme = catalogue(world.settings.programmes_folder)[slug]
    with world.glance() as turn:
        found = health(turn, programme, moment(since) if since else None)
    if as_json:
        print_json(
            {
                "programme": slug,
                "since": found.since.isoformat(),
                "kept_since": found.kept_since and found.kept_since.isoformat(),
                "rules": [each.as_json() for each in found.rules],
            }
        )
    else:
        tell(found)
    return 0


def tell(found: ProgrammeHealth) -> None:
    """Each rule with its numbers, and below what may be wrong with it."""
    if found.kept_since is None:
        say("tried.health_none", day=found.since.date().isoformat())
        return
    say("tried.health_since", day=max(found.since, found.kept_since).date().isoformat())
    for each in found.rules:
        print(f"{each.form}: {each.rule}")
        print(f"    {numbers(each)}")
        for ailment in each.ailments:
            print(f"    ! {text(f'tried.ailment_{ailment}', **counts(each))}")


def numbers(each: RuleHealth) -> str:
    """How often it judged, and what it said."""
    return text("tried.numbers", **counts(each))


def counts(each: RuleHealth) -> dict[str, int]:
    return {
        "judged": each.judged,
        "passed": each.passed,
        "away": each.turned,
        "unchecked": each.unchecked,
        "accepted": each.accepted,
        "overruled": each.overruled,
    }
