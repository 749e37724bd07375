"""What a decision on a claim rests on, as it is written down with it."""

from collections.abc import Iterable, Sequence

from core.audit import versions
from core.claims import eligibility
from core.claims.claim_form import ClaimForm
from core.ground.rows import events
from core.ground.rows.event_kinds import EventKind
from core.ground.rows.events import Basis, Happened
from core.ground.tables import Answer
from core.ground.world import Turn
from core.programmes import rules
from core.programmes.link_check import LinkCheck

SAID = {
    rules.Pass: "pass",
    rules.Mend: "mend",
    rules.Barred: "barred",
    rules.Unchecked: "unchecked",
}


def of_claim(form: ClaimForm) -> Basis:
    """The version of the rules and the answers that somebody decides on."""
    return Basis(versions.version(form.programme, form.badge), answers=form.values)


def judged(turn: Turn, form: ClaimForm) -> Basis:
    """The version of the rules, the answers, and what each rule says of them now."""
    verdicts = eligibility.judge(turn, form, looks(form))
    return Basis(versions.version(form.programme, form.badge), told(verdicts), form.values)


def told(verdicts: Iterable[tuple[rules.Rule, rules.Verdict]]) -> str:
    """What each rule said, as an event has it: « lasted:mission=pass ended:mission=pass »."""
    return " ".join(f"{rule_key(each)}={SAID[type(verdict)]}" for each, verdict in verdicts)


def rule_key(rule: rules.Rule) -> str:
    """A rule in one word: its kind and the questions that it is about."""
    return f"{rule.kind}:{','.join(rule.of)}"


def turned_away(
    turn: Turn, form: ClaimForm, verdicts: Sequence[tuple[rules.Rule, rules.Verdict]]
) -> None:
    """Write down that rules refused an answer or bar the claim, with what each of them said."""
    claim, version = form.claim, versions.version(form.programme, form.badge)
    happened = Happened(
        EventKind.TURNED_AWAY,
        claim_id=claim.id,
        person_id=claim.person_id,
        programme=claim.programme,
        subject=claim.badge,
        basis=Basis(version, told(verdicts)),
    )
    events.write(turn, happened)


def looks(form: ClaimForm) -> dict[str, LinkCheck]:
    """What was found at the addresses of a claim when it was looked at them: kept with each answer,
    so that nobody asks again."""
    asked = [form.rows[name] for name in form.looked_at if name in form.rows]
    return {row.value: found(row) for row in asked if row.value}


def found(row: Answer) -> LinkCheck:
    if row.wrong:
        return LinkCheck("missing")
    if row.unchecked:
        return LinkCheck("unchecked")
    return LinkCheck("found")
