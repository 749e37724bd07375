"""The cause where a claim waits for its person: barred, not told of it, not understood, left."""

from core.claims import claim_form, reminders
from core.claims.claim_form import ClaimForm
from core.claims.states import ASKING
from core.ground.effects import Outcome
from core.ground.rows import inbox
from core.ground.tables import Claim
from core.ground.world import Turn
from core.people import people
from core.support.diagnosis import evidence, rule_check
from core.support.diagnosis.causes import Cause, Cure, Diagnosis
from core.support.diagnosis.evidence import came_of, sent_to
from core.support.diagnosis.facts import PersonFacts, SaidRow
from core.support.diagnosis.rule_causes import of_bar


def of_asking(turn: Turn, known: PersonFacts, claim: Claim) -> Diagnosis:
    """The diagnosis of a claim that waits for its person: what the rules say counts most, then what
    the person said last, then whether they were invited."""
    form = known.sheets[claim.id]
    barred = of_rules(turn, known, form)
    if barred is not None:
        return barred
    last = unread(known, form)
    if last is not None:
        return of_unread(claim, last)
    if not answered(form) and known.invitations(claim, known.mission_of(claim)):
        return of_invitation(known, claim)
    return abandoned(known, form)


def answered(form: ClaimForm) -> bool:
    """Whether the person has said anything in this claim."""
    return any(row.source != claim_form.ROSTER for row in form.rows.values())


def of_rules(turn: Turn, known: PersonFacts, form: ClaimForm) -> Diagnosis | None:
    """Barred by the answers as they were given, those that were refused for it as well."""
    claim = form.claim
    barred = rule_check.bar(
        form.programme,
        form.badge,
        {name: row.value for name, row in form.rows.items() if row.value},
        tuple(each for each in known.missions if each.programme == claim.programme),
        turn.at.astimezone(form.programme.zone).date(),
        form.language,
    )
    if barred is None:
        return None
    given = reminders.last_word(form)
    said = answered(form)
    return of_bar(barred, form.programme, claim, known.mission_of(claim), given, said=said)


def of_invitation(known: PersonFacts, claim: Claim) -> Diagnosis:
    """Nothing was said yet: did the invitation arrive?"""
    mission = known.mission_of(claim)
    rows = known.invitations(claim, mission)
    cause, row = came_of(rows)
    return Diagnosis(
        cause,
        Cure.RESUME,
        claim.programme,
        claim.badge,
        claim,
        mission,
        values=sent_to(known, row),
        proof=(*map(evidence.of_put, rows), evidence.of_claim(claim)),
        at=row.sent_at or claim.updated_at,
    )


def unread(known: PersonFacts, form: ClaimForm) -> SaidRow | None:
    """The last words of the person since they last answered, if they held nothing to be read."""
    last = next(iter(known.heard), None)
    newest = next((each for each in known.claims if each.state in ASKING), None)
    if last is None or newest is not form.claim or last.received_at < form.claim.opened_at:
        return None
    given = [row.answered_at for row in form.rows.values() if row.source != claim_form.ROSTER]
    if any(at > last.received_at for at in given):
        return None
    vain = last.outcome in (Outcome.REJECTED, Outcome.QUARANTINED) or last.why == inbox.UNREAD
    return last if vain else None


def of_unread(claim: Claim, last: SaidRow) -> Diagnosis:
    """The diagnosis of a claim whose last answer was not understood, or could not be read at
    all."""
    return Diagnosis(
        Cause.NOT_UNDERSTOOD,
        Cure.RESUME,
        claim.programme,
        claim.badge,
        claim,
        values={"at": last.received_at.isoformat(), "said": last.said or "…"},
        proof=(evidence.of_heard(last), evidence.of_claim(claim)),
        variant="aside" if last.state == inbox.QUARANTINED else "",
        at=last.received_at,
    )


def abandoned(known: PersonFacts, form: ClaimForm) -> Diagnosis:
    """The person stopped at a question, at their address, or at the yes."""
    claim = form.claim
    question = form.question(claim.asked) or next(iter(form.missing), None)
    name = question.name if question else ""
    unmailed = claim.asks_mail and not any(
        each.proven_at for each in known.addresses if each.door == people.MAIL
    )
    return Diagnosis(
        Cause.ABANDONED,
        Cure.RESUME,
        claim.programme,
        claim.badge,
        claim,
        known.mission_of(claim),
        values={"question": name, "at": reminders.last_word(form).isoformat()},
        proof=(evidence.of_claim(claim),),
        variant="mail" if unmailed else "" if name else "yes",
        at=reminders.last_word(form),
    )
