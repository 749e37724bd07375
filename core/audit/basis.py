"""What a decision on a claim rests on, as it is written down with it."""

from core.audit import versions
from core.claims import eligibility
from core.claims.claim_form import ClaimForm
from core.ground.rows.events import Basis
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
    told = " ".join(f"{each.kind}={SAID[type(verdict)]}" for each, verdict in verdicts)
    return Basis(versions.version(form.programme, form.badge), told, form.values)


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
