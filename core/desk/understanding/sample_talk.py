"""A conversation that stands where one wishes, in an empty store of its own, so that words can be
read in it as they would be read in a real one. Nothing of it is kept."""

from dataclasses import dataclass, field, replace
from pathlib import Path

from core.claims import claim_form
from core.claims.claim_form import PERSON
from core.claims.opening import open_claim
from core.claims.states import State
from core.desk.expecting import (
    NOTHING,
    AddressAsked,
    Expecting,
    ExpectingAddress,
    ExpectingCaseOrder,
    ExpectingCode,
    ExpectingQuestion,
    ExpectingReason,
)
from core.desk.incoming import Incoming
from core.desk.speaker import meet
from core.desk.staff_actions import STAFF_ACTIONS
from core.desk.understanding.understand import look_ahead
from core.desk.understood import Understood
from core.followers import FOLLOWERS
from core.ground.database.store import Store
from core.ground.settings import Settings
from core.ground.tables import Assignment, Claim, Person, Role
from core.ground.words import Words
from core.ground.world import Turn, World
from core.people import people
from core.programmes.answers.answering import CheckedAnswer
from core.programmes.badge_class import BadgeClass
from core.programmes.catalogue import Catalogue, catalogue
from core.programmes.form import Question, QuestionKind
from core.programmes.link_check import LinkCheck
from core.programmes.programme import Programme
from core.reading.acts.kinds import ReviewVerdict
from core.reading.acts.situation import Asked, SpeaksAs

REF = "abcd2345"
MAILBOX = "sample@example.org"
# What stands in the claim; none of it is anybody's.
ANSWERS = {
    QuestionKind.NAME: "",  # nobody's, so that any name signs
    QuestionKind.DATE: "2026-01-13",
    QuestionKind.DATE_RANGE: "2025-09-08/2026-03-27",
    QuestionKind.ORGANISATION: "Association Exemple",
    QuestionKind.REPOSITORY: "https://github.com/camille-exemple/projet",
    QuestionKind.ACCOUNT: "https://github.com/camille-exemple",
    QuestionKind.SITE: "https://camille-exemple.example.org",
    QuestionKind.LINK: "https://camille-exemple.example.org/page",
    QuestionKind.TEXT: "J'ai animé un atelier toutes les semaines.",
    QuestionKind.CONSENT: "yes",
}
STATES = {
    Asked.RECAP: State.READY,
    Asked.IN_REVIEW: State.IN_REVIEW,
    Asked.ISSUED: State.ISSUED,
}
AWAITED: dict[Asked, Expecting] = {
    Asked.MAIL: ExpectingAddress(),
    Asked.CODE: ExpectingCode(AddressAsked(), MAILBOX),
    Asked.REASON: ExpectingReason(ReviewVerdict.RETURN, REF),
    Asked.CASE: ExpectingCaseOrder(REF),
}
OF_STAFF = (Asked.CARD, Asked.REASON, Asked.CASE)


@dataclass(frozen=True, slots=True)
class SampleTalk:
    """Where a conversation stands: what was asked (`question` names which), who speaks, where."""

    asked: Asked = Asked.NONE
    question: str = ""
    role: SpeaksAs = SpeaksAs.LEARNER
    programme: str = ""
    language: str = ""
    door: str = "telegram"


@dataclass(slots=True)
class SampleRoom:
    """A world in which each such conversation is set up once."""

    world: World
    places: dict[SampleTalk, Incoming] = field(default_factory=dict)

    def understood(self, text: str, talk: SampleTalk) -> Understood:
        """What a text is understood to mean there; `Trouble` for an unknown programme."""
        if talk not in self.places:
            self.places[talk] = set_up(self.world, talk, len(self.places))
        place = self.places[talk]
        said = Incoming(
            place.door, "read", "read", place.value, place.value, text, language=talk.language
        )
        return look_ahead(self.world, said)


def open_room(settings: Settings, folder: Path) -> SampleRoom:
    """A room with the programmes of these settings and a store of its own in a folder."""
    own = replace(settings, database_url=f"sqlite:///{folder / 'sample.db'}")
    store = Store(own.database_url)
    store.create()
    world = World(
        store,
        Words.read(),
        own,
        lambda _: LinkCheck("found", 200),
        followers=FOLLOWERS,
        staff_actions=STAFF_ACTIONS,
    )
    return SampleRoom(world)


def set_up(world: World, talk: SampleTalk, number: int) -> Incoming:
    """Write the rows of a conversation; what comes next in it."""
    value = f"reader-{number}@example.org" if talk.door == people.MAIL else f"70{number}"
    incoming = Incoming(talk.door, "set up", value, value, value, language=talk.language)
    known = catalogue(world.settings.programmes_folder)
    with world.turn() as turn:
        speaker = meet(turn, incoming)
        people.prove(turn, speaker.address)
        speaker.person.language = talk.language
        claim = None
        if talk.role is SpeaksAs.LEARNER and talk.programme:
            claim = open_at(turn, speaker.person, talk, known)
        if talk.role is not SpeaksAs.LEARNER:
            engage(turn, speaker.person, talk, known)
        awaited = AWAITED.get(talk.asked, NOTHING)
        if talk.asked is Asked.NONE and talk.programme and talk.role is SpeaksAs.LEARNER:
            awaited = ExpectingQuestion(talk.programme)
        speaker.about(claim, awaited)
    return incoming


def open_at(turn: Turn, person: Person, talk: SampleTalk, known: Catalogue) -> Claim | None:
    """A claim that stands where the talk does; none where nothing is under way."""
    if talk.asked is Asked.NONE:
        return None
    programme = known[talk.programme]
    badge = asking_for(programme, talk.question)
    claim = open_claim(turn, person, programme.slug, badge.slug, language=talk.language)
    form = claim_form.form_of(turn, claim)
    for question in form.questions:
        if talk.asked is Asked.QUESTION and question.name == talk.question:
            break
        if talk.asked in STATES or talk.asked is Asked.QUESTION:
            value = sample_answer(programme, question)
            claim_form.record(turn, form, question.name, CheckedAnswer(value, value), PERSON)
    claim.state = STATES.get(talk.asked, State.DRAFT)
    claim.asked = talk.question if talk.asked is Asked.QUESTION else ""
    turn.db.add(claim)
    return claim


def asking_for(programme: Programme, question: str) -> BadgeClass:
    """The first badge that can be claimed, of those whose form has the question where there are."""
    asking = (
        badge
        for badge in programme.claimable
        if any(each.name == question for each in programme.form_of(badge).question)
    )
    return next(asking, programme.claimable[0])


def sample_answer(programme: Programme, question: Question) -> str:
    """What stands as the answer to a question."""
    if question.kind is QuestionKind.CHOICE:
        return question.options[0].value
    if question.kind is QuestionKind.CODE:
        return programme.event[0].code if programme.event else "SAMPLE23"
    return ANSWERS[question.kind]


def engage(turn: Turn, person: Person, talk: SampleTalk, known: Catalogue) -> None:
    """Make somebody one of the staff, with a claim before them where a card stands."""
    slug = talk.programme or next(iter(known.programmes))
    turn.db.add(
        Role(id=turn.chance.uuid(), programme=slug, person_id=person.id, role=talk.role.value)
    )
    if talk.asked not in (Asked.CARD, Asked.REASON):
        return
    learner = Person(id=turn.chance.uuid(), created_at=turn.at)
    turn.db.add(learner)
    turn.db.flush()
    claim = open_at(turn, learner, SampleTalk(Asked.IN_REVIEW, programme=slug), known)
    assert claim is not None
    turn.db.add(Assignment(claim_id=claim.id, person_id=person.id, given_at=turn.at))
