"""From a claim to the facts of a badge: what goes where in an Open Badge."""

from collections.abc import Mapping
from datetime import date

from core.badges.openbadges.award import Achievement, Award, Evidence, Issuer, Organisation, Wording
from core.claims import unasked
from core.claims.claim_form import Sheet
from core.ground.world import Turn
from core.programmes import programme as shape
from core.programmes.programme import BadgeClass, Kind, Programme, Question, ReviewBy, said

LINKS = {Kind.REPOSITORY, Kind.SITE, Kind.ACCOUNT, Kind.LINK}


def issuer(programme: Programme, base: str) -> Issuer:
    """The programme as the issuer of its badges, in its first language; `base` is the public root
    of the installation (Open Badges, Profile)."""
    first = programme.languages[0]
    return Issuer(
        programme=programme.slug,
        name=said(programme.name, first),
        description=said(programme.description, first),
        url=programme.url,
        email=programme.email,
        base=base,
    )


def achievement(
    programme: Programme, badge: BadgeClass, drawing: str, criteria: Mapping[str, str]
) -> Achievement:
    """The badge class in every language of the programme (Open Badges 3.0, Achievement).

    `drawing` is the SHA-256 of its pictures; `criteria` stands in place of the usual criteria, by
    language.
    """
    return Achievement(
        badge=badge.slug,
        wordings=tuple(
            wording(programme, badge, language, criteria.get(language, ""))
            for language in programme.languages
        ),
        recognised_by=tuple(Organisation(name) for name in programme.recognised_by),
        degree=badge.level,
        picture=drawing,
    )


def wording(programme: Programme, badge: BadgeClass, language: str, criteria: str) -> Wording:
    """What the badge class says in one language; `criteria` stands in place of the usual ones where
    it is not empty."""
    level = programme.level_name(badge, language)
    return Wording(
        language=language,
        name=said(badge.name, language),
        description=said(badge.description, language),
        criteria=criteria or said(badge.criteria, language),
        tags=tuple(badge.skills.get(language, ())),  # type: ignore[call-overload]
        competence=said(badge.name, language) if level else None,
        level=level or None,
    )


def award(turn: Turn, filled: Sheet, badge_id: str, recipient: str, status: int) -> Award:
    """What this one badge says: the person's own answers as evidence, or who gave it unasked and
    why.

    `recipient` is a mail address; `status` its place in the programme's status lists.
    """
    review, given = filled.form.review, unasked.giving(turn, filled)
    filled = unasked.known(filled) if given else filled
    reason = (unasked.evidence(turn, filled, given),) if given else ()
    confirmed = filled.claim.organisation if review.by is ReviewBy.ORGANISATION else ""
    return Award(
        id=badge_id,
        recipient=recipient,
        salt=turn.chance.salt(),
        issued_at=turn.at.replace(microsecond=0),
        language=filled.language,
        status=status,
        name=answered(filled, shape.Evidence.NAME),
        mission=mission(filled),
        narrative=unasked.narrative(turn, filled, given) if given else None,
        evidence=(*evidence(turn, filled), *reason),
        validated_by=Organisation(confirmed) if confirmed else None,
    )


def answered(filled: Sheet, where: shape.Evidence) -> str | None:
    """The answer that goes to this place of the badge."""
    names = [each.name for each in filled.questions if each.evidence is where]
    return next((filled.values[name] for name in names if name in filled.values), None)


def mission(filled: Sheet) -> tuple[date, date] | None:
    interval = answered(filled, shape.Evidence.DATES)
    if not interval:
        return None
    start, _, end = interval.partition("/")
    return date.fromisoformat(start), date.fromisoformat(end)


def evidence(turn: Turn, filled: Sheet) -> list[Evidence]:
    """One proof an answer that is evidence; the name stands elsewhere."""
    return [
        Evidence(
            genre=question.label_in(filled.language),
            name=question.label_in(filled.language),
            narrative=narrative(turn, filled, question),
            url=filled.values[question.name] if question.kind in LINKS else None,
        )
        for question in filled.questions
        if question.evidence
        and question.evidence is not shape.Evidence.NAME
        and question.name in filled.values
    ]


def narrative(turn: Turn, filled: Sheet, question: Question) -> str:
    """The answer as people read it; for an address, when it was last seen to answer."""
    if question.kind not in LINKS:
        return filled.shown(question.name)
    row = filled.rows[question.name]
    if question.name not in filled.looked_at or row.unchecked:
        return question.label_in(filled.language)
    return turn.say(filled.locale, "badge.seen", day=filled.day(row.answered_at))
