"""From a claim to the facts of a badge: what goes where in an Open Badge."""

from collections.abc import Mapping
from datetime import date

from core.badges.openbadges import paths
from core.badges.openbadges.award import (
    Achievement,
    Alignment,
    Award,
    Evidence,
    Issuer,
    IssuerWording,
    Organisation,
    Wording,
)
from core.claims import unasked
from core.claims.claim_form import ClaimForm
from core.ground.tables import Badge
from core.ground.words import Words
from core.ground.world import Turn
from core.programmes import answers_as_text, frameworks, validity
from core.programmes import programme as shape
from core.programmes.programme import (
    BadgeClass,
    FrameworkEntry,
    Programme,
    Question,
    QuestionKind,
    ReviewBy,
    said,
)

LINKS = {QuestionKind.REPOSITORY, QuestionKind.SITE, QuestionKind.ACCOUNT, QuestionKind.LINK}


def issuer(words: Words, programme: Programme, base: str, logo: str) -> Issuer:
    """The programme as the issuer of its badges, in its languages (Open Badges, Profile); `base` is
    the public root of the installation, `logo` a path below it."""
    first, *others = (introduced(words, programme, language) for language in programme.languages)
    return Issuer(
        programme=programme.slug,
        name=first.name,
        description=first.description,
        url=programme.url,
        email=programme.email,
        base=base,
        logo=logo,
        others=tuple(others),
    )


def introduced(words: Words, programme: Programme, language: str) -> IssuerWording:
    """What the issuer says of itself in a language, and who recognises it: Open Badges has no
    member for that but an endorsement, which only the recogniser can give."""
    description = said(programme.description, language)
    if programme.recognised_by:
        names = answers_as_text.listed([each.name for each in programme.recognised_by], language)
        recognised = words.say(language, "badge.recognised_by", names=names)
        description = f"{description} {recognised}"
    return IssuerWording(language, said(programme.name, language), description)


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
        degree=badge.level,
        picture=drawing,
        creator=Organisation(badge.creator.name, badge.creator.url) if badge.creator else None,
        code=badge.code,
        credits=badge.credits,
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
        tags=tuple(badge.skills.get(language, ())),
        competence=said(badge.name, language) if level else None,
        level=level or None,
        alignments=tuple(alignment(entry, language) for entry in badge.alignment),
    )


def alignment(entry: FrameworkEntry, language: str) -> Alignment:
    """An entry of a skill framework as the badge names it in a language."""
    return Alignment(
        name=said(entry.name, language),
        url=entry.url,
        framework=entry.framework,
        code=entry.code,
        description=said(entry.description, language),
        kind=frameworks.kind_of(entry),
    )


def award(
    turn: Turn,
    form: ClaimForm,
    badge_id: str,
    recipient: str,
    status: int,
    replaced: Badge | None = None,
) -> Award:
    """What this one badge says: the person's own answers as evidence, or who gave it unasked and
    why; and which badge it has `replaced`.

    `recipient` is a mail address; `status` its place in the programme's status lists.
    """
    review, given = form.definition.review, unasked.giving(turn, form)
    form = unasked.known(form) if given else form
    reason = (unasked.evidence(turn, form, given),) if given else ()
    before = (replacement(turn, form, replaced),) if replaced else ()
    confirmed = form.claim.organisation if review.by is ReviewBy.ORGANISATION else ""
    return Award(
        id=badge_id,
        recipient=recipient,
        salt=turn.chance.salt(),
        issued_at=turn.at.replace(microsecond=0),
        language=form.language,
        status=status,
        name=answered(form, shape.EvidenceField.NAME),
        mission=mission(form),
        narrative=unasked.narrative(turn, form, given) if given else None,
        evidence=(*evidence(turn, form), *reason, *before),
        validated_by=Organisation(confirmed) if confirmed else None,
        expires_at=replaced.expires_at
        if replaced
        else validity.end(form.badge.expires, turn.at, form.programme.zone),
    )


def replacement(turn: Turn, form: ClaimForm, replaced: Badge) -> Evidence:
    """The evidence by which a badge names the one whose place it has taken, at that one's page."""
    label = turn.say(form.language, "badge.replaces_label")
    return Evidence(
        genre=label,
        name=label,
        narrative=turn.say(
            form.language, "badge.replaces", day=form.day(replaced.issued_at, form.language)
        ),
        url=paths.badge_page(turn.settings.base, replaced.id),
    )


def answered(form: ClaimForm, where: shape.EvidenceField) -> str | None:
    """The answer that goes to this place of the badge."""
    names = [each.name for each in form.questions if each.evidence is where]
    return next((form.values[name] for name in names if name in form.values), None)


def mission(form: ClaimForm) -> tuple[date, date] | None:
    interval = answered(form, shape.EvidenceField.DATES)
    if not interval:
        return None
    start, _, end = interval.partition("/")
    return date.fromisoformat(start), date.fromisoformat(end)


def evidence(turn: Turn, form: ClaimForm) -> list[Evidence]:
    """One proof an answer that is evidence; the name stands elsewhere."""
    return [
        Evidence(
            genre=question.label_in(form.language),
            name=question.label_in(form.language),
            narrative=narrative(turn, form, question),
            url=form.values[question.name] if question.kind in LINKS else None,
        )
        for question in form.questions
        if question.evidence
        and question.evidence is not shape.EvidenceField.NAME
        and question.name in form.values
    ]


def narrative(turn: Turn, form: ClaimForm, question: Question) -> str:
    """The answer as people read it; for an address, when it was last seen to answer."""
    if question.kind not in LINKS:
        return form.shown(question.name)
    row = form.rows[question.name]
    if question.name not in form.looked_at or row.unchecked:
        return question.label_in(form.language)
    return turn.say(form.locale, "badge.seen", day=form.day(row.answered_at))
