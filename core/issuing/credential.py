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
    signable,
)
from core.claims import unasked
from core.claims.claim_form import ClaimForm
from core.claims.gathering.progress import progress
from core.ground.tables import Badge, Person
from core.ground.words import Words
from core.ground.world import Turn
from core.programmes import answers_as_text, frameworks, validity
from core.programmes.badge_class import BadgeClass, FrameworkEntry
from core.programmes.file_values import said
from core.programmes.form import EvidenceField, Question, QuestionKind, ReviewBy
from core.programmes.programme import Programme
from core.programmes.programme_parts import KnownOrganisation

LINKS = {QuestionKind.REPOSITORY, QuestionKind.SITE, QuestionKind.ACCOUNT, QuestionKind.LINK}


def issuer(words: Words, programme: Programme, email: str, base: str, logo: str) -> Issuer:
    """The programme as the issuer of its badges, in its languages (Open Badges, Profile); `email`
    is where a person answers, `base` the public root of the installation, `logo` a path below
    it."""
    first, *others = (introduced(words, programme, language) for language in programme.languages)
    return Issuer(
        slug=programme.slug,
        name=first.name,
        description=first.description,
        url=programme.url,
        email=email,
        base=base,
        logo=logo,
        others=tuple(others),
    )


def organisation_issuer(
    words: Words,
    programme: Programme,
    organisation: KnownOrganisation,
    email: str,
    base: str,
    logo: str,
    *,
    left: bool,
) -> Issuer:
    """An organisation as the issuer of its own badges, in the programme's languages, also once it
    has `left` the programme.

    Open Badges 2.0 wants an address on the web and one for mail of each issuer: where it has
    none, its page here and the programme's `email`. An address that could not be signed is left
    out too: a badge that was approved does not wait for somebody to mend it.
    """
    slug = paths.issuer_slug(programme.slug, organisation.slug)
    word = "badge.issued_within" if left else "badge.issues_within"
    told = {
        language: words.say(
            language,
            word,
            title=programme.titled(language),
            programme=programme.named(language),
        )
        for language in programme.languages
    }
    first, *others = (
        IssuerWording(language, organisation.name, description)
        for language, description in told.items()
    )
    return Issuer(
        slug=slug,
        name=first.name,
        description=first.description,
        url=signable(organisation.url) or paths.issuer_page(base, slug),
        email=organisation.email or email,
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
    programme: Programme,
    badge: BadgeClass,
    issuer: Issuer,
    drawing: str,
    criteria: Mapping[str, str],
) -> Achievement:
    """The badge class of an issuer in every language of the programme (Open Badges 3.0,
    Achievement).

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
        creator=creator(programme, badge, issuer),
        code=badge.code,
        credits=badge.credits,
    )


def creator(programme: Programme, badge: BadgeClass, issuer: Issuer) -> Organisation | None:
    """Who made a badge class, where that is not its issuer: whom the programme's file names, else
    the programme whose words an organisation issues in its own name."""
    if badge.creator:
        return Organisation(badge.creator.name, badge.creator.url)
    if issuer.slug == programme.slug:
        return None
    name = said(programme.name, programme.languages[0])
    return Organisation(name, programme.url, paths.did(issuer.base, programme.slug))


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
    issuer: Issuer,
    badge_id: str,
    recipient: str,
    status: int,
    replaced: Badge | None = None,
) -> Award:
    """What this one badge says: the person's own answers as evidence, or who gave it unasked and
    why; which organisation confirmed it, where another issues it; and which badge it has
    `replaced`.

    `recipient` is a mail address; `status` its place in the issuer's status lists.
    """
    review, given = form.definition.review, unasked.giving(turn, form)
    form = unasked.known(form) if given else form
    reason = (unasked.evidence(turn, form, given),) if given else ()
    before = (replacement(turn, form, replaced),) if replaced else ()
    by_organisation = review.by is ReviewBy.ORGANISATION and issuer.slug == form.programme.slug
    confirmed = form.claim.organisation if by_organisation else ""
    return Award(
        id=badge_id,
        recipient=recipient,
        salt=turn.chance.salt(),
        issued_at=turn.at.replace(microsecond=0),
        language=form.language,
        status=status,
        name=answered(form, EvidenceField.NAME),
        mission=mission(form),
        narrative=unasked.narrative(turn, form, given) if given else None,
        evidence=(*evidence(turn, form), *gathered_from(turn, form, replaced), *reason, *before),
        validated_by=Organisation(confirmed) if confirmed else None,
        expires_at=replaced.expires_at
        if replaced
        else validity.end(form.badge.expires, turn.at, form.programme.zone),
    )


def gathered_from(turn: Turn, form: ClaimForm, replaced: Badge | None) -> list[Evidence]:
    """One proof for each badge that this one was gathered from, on the day of the badge that it has
    `replaced` or now: its name, who gave it and when; nothing that those say of their holder."""
    if form.badge.milestone is None:
        return []
    person = turn.db.get_one(Person, form.claim.person_id)
    at = replaced.issued_at if replaced else None
    far = progress(turn, person, form.programme.slug, form.badge, at)
    label, house = turn.say(form.language, "gathering.evidence"), form.programme.name
    return [
        Evidence(
            genre=label,
            name=label,
            narrative=turn.say(
                form.language,
                "gathering.evidence_from",
                badge=each.name,
                organisation=each.organisation or said(house, form.language),
                day=form.day(each.given_at, form.language),
            ),
            url=None,
        )
        for each in (far.badges if far else ())
    ]


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


def answered(form: ClaimForm, where: EvidenceField) -> str | None:
    """The answer that goes to this place of the badge."""
    names = [each.name for each in form.questions if each.evidence is where]
    return next((form.values[name] for name in names if name in form.values), None)


def mission(form: ClaimForm) -> tuple[date, date] | None:
    interval = answered(form, EvidenceField.DATES)
    if not interval:
        return None
    start, _, end = interval.partition("/")
    return date.fromisoformat(start), date.fromisoformat(end)


def evidence(turn: Turn, form: ClaimForm) -> list[Evidence]:
    """One proof an answer that is evidence, named for the fields that it fills; the holder's name
    stands elsewhere."""
    return [
        Evidence(
            genre=question.fields_in(form.language),
            name=question.fields_in(form.language),
            narrative=narrative(turn, form, question),
            url=form.values[question.name] if question.kind in LINKS else None,
        )
        for question in form.questions
        if question.evidence
        and question.evidence is not EvidenceField.NAME
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
