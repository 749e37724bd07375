"""A changed programme tried on the last decisions: nothing is written, nobody is asked."""

from pathlib import Path
from typing import Any

from cocarde.installation import open_world
from cocarde.language import language, say, text
from cocarde.printing import print_json
from core.audit.replay import changed_programme, dry_run
from core.audit.replay.changed_programme import ChangedProgramme
from core.audit.replay.differences import FormDifference, differences
from core.audit.replay.dry_run import DryRun, RuleChange, TurnedDecision
from core.ground.world import World

NO_RULE = "none"


def main(file: str, last: int, *, names: bool, as_json: bool) -> int:
    """Try the file on so many decisions; exit status 1 where it has mistakes."""
    world = open_world()
    with changed_programme.changed(world.settings, Path(file)) as change:
        if change.then is None:
            return tell_mistakes(change, as_json=as_json)
        return tell(world, change, last, names=names, as_json=as_json)


def tell_mistakes(change: ChangedProgramme, *, as_json: bool) -> int:
    """What is wrong with the file, as `check` says it."""
    found = [each.in_words(language()) for each in change.mistakes]
    if as_json:
        print_json({"ok": False, "programme": change.now.slug, "mistakes": found})
    else:
        print("\n".join(found))
        say("tried.mistakes")
    return 1


def tell(world: World, change: ChangedProgramme, last: int, *, names: bool, as_json: bool) -> int:
    """What is otherwise in the file, and what it would have done."""
    assert change.then is not None
    otherwise = list(differences(change.now, change.then))
    found = dry_run.try_on(world, change, last, language())
    beware = [each.in_words(language()) for each in change.mistakes]
    if as_json:
        print_json(
            {
                "ok": True,
                "programme": change.now.slug,
                "looked_at": found.looked_at,
                "turned": [each.as_json(names=names) for each in found.turned],
                "changes": [
                    {"change": each.difference, "form": each.form, "what": each.what}
                    for each in otherwise
                ],
                "unanswered": unanswered(found),
                "mistakes": beware,
            }
        )
        return 0
    for line in beware:
        print(line)
    for each in otherwise:
        print(f"  {in_words(each)}")
    for told in unanswered(found):
        say("tried.unanswered", **told)
    say("tried.turned", turned=len(found.turned), count=found.looked_at)
    for decision in found.turned:
        print_turned(decision, names=names)
    return 0


def unanswered(found: DryRun) -> list[dict[str, Any]]:
    """How many of those claims have no answer to a question that would be asked."""
    return [
        {"badge": badge, "question": question, "claims": number}
        for (badge, question), number in sorted(found.unanswered.items())
    ]


def in_words(each: FormDifference) -> str:
    """One thing that is otherwise in the file."""
    return text(f"tried.change_{each.difference}", form=each.form, what=each.what)


def print_turned(decision: TurnedDecision, *, names: bool) -> None:
    """One decision that would have been another, and why."""
    who = f" ({decision.person})" if names and decision.person else ""
    day = decision.at.date().isoformat()
    told = {"claim": f"{decision.ref}{who}", "badge": decision.badge, "day": day}
    print(f"- {text(f'tried.turned_{decision.turned}', **told)}")
    for each in decision.why:
        print(f"    {rule_words(each)}")


def rule_words(each: RuleChange) -> str:
    """What a rule said and would say, with what the person would read."""
    verdicts = {
        name: text(f"tried.said_{verdict or NO_RULE}")
        for name, verdict in (("before", each.before), ("after", each.after))
    }
    rule = f"{each.kind}({', '.join(each.of)})"
    told = text("tried.rule", rule=rule, **verdicts)
    return f"{told} {text('tried.words', words=each.words)}" if each.words else told
