"""Who may read whose report, and the links by which they do.

A learner reads their own; who decides on a programme's claims reads those of its learners, and of
an organisation's reviewers only what that organisation confirms. It is looked at each time: a role
that was taken away, or a link that was withdrawn, opens nothing any more.
"""

from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from sqlalchemy import text
from sqlmodel import col, select

from core.ground.rows.lookup import among
from core.ground.tables import Address, Answer, Badge, Claim, Person, Token
from core.ground.world import Turn
from core.people import people, roles, tokens
from core.people.joined import living, selves
from core.people.roles import Right
from core.people.tokens import Purpose
from core.programmes.catalogue import catalogue
from core.programmes.programme import Programme
from core.reading.text import words
from core.showing import learner_report
from core.showing.learner_report import LearnerReport
from core.support import find_people

MOST, LOOKED_AT = 8, 2000
LATELY = timedelta(days=730)
OPEN = text("claim.state NOT IN ('issued', 'withdrawn')")  # as the index has it


@dataclass(frozen=True, slots=True)
class ReportLink:
    """What a secret opens: the report of one learner, or of all of a programme where `learner` is
    None, for its reader."""

    token: Token
    reader: Person
    programme: Programme
    learner: Person | None


def programmes(turn: Turn, reader: Person) -> list[str]:
    """The programmes of whose learners somebody may read the reports."""
    return list(dict.fromkeys(r.programme for r in roles.roles(turn, reader, Right.SEE_REPORTS)))


def own_programmes(turn: Turn, person: Person) -> list[str]:
    """The programmes in which a person has a badge or a claim, in the order of their folders."""
    mine = selves(turn, person)
    found = {
        slug
        for table in (Claim, Badge)
        for slug in turn.db.exec(
            select(col(table.programme)).where(col(table.person_id).in_(mine)).distinct()
        )
    }
    return [slug for slug in catalogue(turn.settings.programmes_folder).programmes if slug in found]


def give(turn: Turn, address: Address, programme: str, learner: Person | None) -> str:
    """A link for the reader of an address, for thirty days."""
    about = learner.id if learner else None
    secret = tokens.give(turn, Purpose.REPORT, address, about=about, programme=programme)
    return f"{turn.settings.base}/report/{secret}"


def opened(turn: Turn, secret: str) -> ReportLink | None:
    """What a link opens now; None for one that opens nothing, or nothing any more."""
    token = tokens.find(turn, secret, Purpose.REPORT)
    known = catalogue(turn.settings.programmes_folder).programmes
    if token is None or token.programme not in known:
        return None
    reader = living(turn, turn.db.get_one(Person, token.person_id))
    found = turn.db.get(Person, token.about_id) if token.about_id else None
    learner = living(turn, found) if found else None
    if token.about_id and not learner:
        return None
    link = ReportLink(token, reader, known[token.programme], learner)
    return link if may_read(turn, link) else None


def may_read(turn: Turn, link: ReportLink) -> bool:
    """Whether the reader of a link may read what it is for."""
    if link.learner is None:
        return link.programme.slug in programmes(turn, link.reader)
    return may(turn, link.reader, link.learner, link.programme.slug)


def may(turn: Turn, reader: Person, learner: Person, programme: str) -> bool:
    """Whether somebody may read the report of this learner in a programme."""
    return is_own(turn, reader, learner) or bool(claims_seen(turn, reader, learner, programme))


def is_own(turn: Turn, reader: Person, learner: Person) -> bool:
    """Whether a report is of its reader."""
    return learner.id in selves(turn, reader)


def claims_seen(turn: Turn, reader: Person, learner: Person, programme: str) -> set[UUID]:
    """The claims of a learner that the roles of somebody reach."""
    query = select(Claim).where(
        col(Claim.person_id).in_(selves(turn, learner)), Claim.programme == programme
    )
    return seen_among(turn, reader, programme, list(turn.db.exec(query)))


def seen_among(turn: Turn, reader: Person, programme: str, claims: list[Claim]) -> set[UUID]:
    """Those of the claims that the roles of somebody in the programme reach."""
    held = [r for r in roles.roles(turn, reader, Right.SEE_REPORTS) if r.programme == programme]
    return {claim.id for claim in claims if any(roles.covers(turn, role, claim) for role in held)}


def report(turn: Turn, link: ReportLink, language: str) -> LearnerReport:
    """The report of the one learner of a link, as far as its reader may see; raises
    `AssertionError` for the link of a whole programme."""
    learner, slug = link.learner, link.programme.slug
    assert learner is not None
    own = is_own(turn, link.reader, learner)
    within = None if own else claims_seen(turn, link.reader, learner, slug)
    return learner_report.report(turn, link.programme, learner, language, within)


def everybody(
    turn: Turn, programme: Programme, reader: Person, language: str, campus: str = ""
) -> list[LearnerReport]:
    """The reports of all learners of a programme that somebody may read, by name; of one campus
    where it is named."""
    claims = told_claims(turn, programme)
    seen = seen_among(turn, reader, programme.slug, claims)
    if campus:
        seen = of_campus(turn, programme, seen, campus)
    return of_claims(turn, programme, claims, seen, language)


def all_of(
    turn: Turn, programme: Programme, language: str, campus: str = ""
) -> list[LearnerReport]:
    """The reports of all learners of a programme, or of one campus, for who has the machine."""
    claims = told_claims(turn, programme)
    within = {claim.id for claim in claims}
    if campus:
        within = of_campus(turn, programme, within, campus)
    return of_claims(turn, programme, claims, within, language)


def told_claims(turn: Turn, programme: Programme) -> list[Claim]:
    """The claims of a programme that are open, or whose badge was issued."""
    badges = select(Badge.claim_id).where(Badge.programme == programme.slug)
    issued = select(Claim).where(col(Claim.id).in_(badges))
    under_way = select(Claim).where(Claim.programme == programme.slug, OPEN)
    return [*turn.db.exec(issued), *turn.db.exec(under_way)]


def of_campus(turn: Turn, programme: Programme, claims: set[UUID], campus: str) -> set[UUID]:
    """Those of the claims whose answer says that their person learns at this campus."""
    names = {form.review.campus for form in programme.form.values() if form.review.campus}
    query = select(Answer).where(
        among(turn, col(Answer.claim_id), claims), col(Answer.question).in_(names)
    )
    found = turn.db.exec(query) if claims else ()
    return {each.claim_id for each in found if words(each.value) == words(campus)}


def of_claims(
    turn: Turn, programme: Programme, claims: list[Claim], within: set[UUID], language: str
) -> list[LearnerReport]:
    """The reports of those who have one of these claims."""
    persons = {claim.person_id for claim in claims if claim.id in within}
    if not persons:
        return []
    found = learner_report.learner_rows(turn, programme, persons, within)
    known = turn.db.exec(select(Person).where(among(turn, col(Person.id), persons)))
    made = [
        learner_report.written(turn, programme, each, language, found.of(each.id)) for each in known
    ]
    begun = [each for each in made if not each.empty]
    return sorted(begun, key=lambda each: (each.name, each.person_id))


def end(turn: Turn, link: ReportLink) -> None:
    """End one link."""
    link.token.expires_at = turn.at
    turn.db.add(link.token)
    turn.db.flush()


def withdraw(turn: Turn, reader: Person, about: UUID | None) -> int:
    """End all links of a reader to one report; gives how many there were."""
    return tokens.end(turn, Purpose.REPORT, reader, about)


def find(turn: Turn, reader: Person, told: str) -> list[tuple[str, Person]]:
    """The learners whom words mean, by address, reference or name, whose report somebody may
    read, each with the programme; eight at most."""
    mine, said = programmes(turn, reader), told.strip().strip("<>.,;?! ")
    if not mine or not said:
        return []
    if "@" in said:
        found = find_people.by_mails(turn, [people.fold(people.MAIL, said)])
    else:
        found = find_people.by_ref(turn, said.lower()) or by_name(turn, mine, said)
    persons = {each.id: each for each in found}
    pairs = [(slug, each) for each in persons.values() for slug in mine]
    seen = [(slug, each) for slug, each in pairs if may(turn, reader, each, slug)]
    return sorted(seen, key=lambda pair: (pair[1].name, pair[0], pair[1].id))[:MOST]


def by_name(turn: Turn, mine: list[str], said: str) -> list[Person]:
    """Those of that name; else, of the people who asked for a badge lately, those whose name has
    all the words, however they are written."""
    if found := find_people.by_name(turn, set(mine), said):
        return found
    wanted = set(words(said))
    query = select(Person, Claim).join(Claim, col(Claim.person_id) == Person.id)
    lately = query.where(Claim.opened_at > turn.at - LATELY).order_by(col(Claim.opened_at).desc())
    known = turn.db.exec(lately.limit(LOOKED_AT))
    return [
        each
        for each, claim in known
        if claim.programme in mine and wanted and wanted.issubset(words(each.name))
    ]
