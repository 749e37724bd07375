"""How a badge was come by, as its chip says it: declared, validated, given, or by the rules."""

from core.badges.openbadges.shape import Node
from core.claims import claim_form, unasked
from core.claims.moves import history
from core.claims.states import Move, State
from core.ground.tables import Badge, Claim
from core.ground.world import Turn
from core.programmes.file_values import said
from core.programmes.form import ReviewBy
from core.programmes.members import organisations
from core.programmes.programme import Programme


def come_by(
    turn: Turn, badge: Badge, subject: Node, programme: Programme | None, language: str
) -> str:
    """One short phrase: « Déclaré », « Validé par Atelier du Bocage »; empty where it cannot be
    told any more, for its programme or its claim has gone."""
    named = str(subject.get("source", {}).get("name", ""))
    validated = named or organisations.organisation_on(badge)
    claim = turn.db.get(Claim, badge.claim_id)
    if claim is None or programme is None or programme.badge_class(badge.badge) is None:
        return turn.say(language, "page.by_validated", who=validated) if validated else ""
    form = claim_form.form_of(turn, claim)
    given, review = unasked.giving(turn, form, language), form.definition.review
    if given:
        return turn.say(language, "page.by_given", who=given.who)
    if validated:
        return turn.say(language, "page.by_validated", who=validated)
    if approvals(turn, claim)[-1:] == [Move.QUALIFY]:
        declared = review.by is ReviewBy.DECLARED
        return turn.say(language, "page.by_declared" if declared else "page.by_rules")
    word = "page.by_jury" if review.by is ReviewBy.JURY else "page.by_validated"
    return turn.say(language, word, who=said(programme.name, language))


def approvals(turn: Turn, claim: Claim) -> list[str]:
    """The moves by which a claim was said yes to, first to last."""
    return [each.move for each in history(turn, claim) if each.to_state == State.APPROVED]
