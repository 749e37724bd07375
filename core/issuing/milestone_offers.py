"""A badge that others add up to is offered as soon as it is reached, for the person to accept."""

from uuid import UUID

from sqlmodel import col, select

from core.claims import claim_form, opening, recap
from core.claims.gathering import in_words
from core.claims.gathering.gathered import GatheredBadge, gathered
from core.claims.gathering.progress import MilestoneProgress, open_to
from core.claims.moves import move
from core.claims.sending import locale_of, send
from core.claims.states import ASKING, MENDABLE, Move, State
from core.ground.message_kinds import MessageKind
from core.ground.messages import Message
from core.ground.tables import (
    Claim,
    Conversation,
    CountedClass,
    JoinedOrganisation,
    Person,
    Witness,
)
from core.ground.world import Turn
from core.people import people
from core.people.joined import alone, living
from core.programmes.catalogue import catalogue
from core.programmes.file_values import variant


def offer_all(turn: Turn, person: Person, language: str = "") -> list[Claim]:
    """Offer the person what they have reached in any programme."""
    known = catalogue(turn.settings.programmes_folder).programmes
    return [claim for slug in known for claim in offer(turn, person, slug, language)]


def offer(turn: Turn, person: Person, programme: str, language: str = "") -> list[Claim]:
    """Open the claim of each milestone of a programme that the person has reached and not been
    given, and send it to be accepted; gives those offered now. One that waits is not offered twice.
    """
    classes = catalogue(turn.settings.programmes_folder)[programme].badge
    if not any(badge.milestone for badge in classes):
        return []
    alone(turn, person)  # two badges that come at once see each other
    there = {
        claim.badge: claim
        for claim in people.open_claims(turn, person)
        if claim.programme == programme
    }
    opened = []
    for far in open_to(turn, person, programme):  # what is held is looked up after what is open
        waits = there.get(far.badge.slug)
        if far.reached and (waits is None or waits.state == State.DRAFT):
            opened.append(offer_one(turn, person, programme, far, language))
    if opened:
        let_answer(turn, person, opened[-1])
    return opened


def offer_one(
    turn: Turn, person: Person, programme: str, far: MilestoneProgress, language: str
) -> Claim:
    """Open the claim of one milestone and send what the badge will say."""
    claim = opening.open_claim(turn, person, programme, far.badge.slug, language=language)
    form = claim_form.form_of(turn, claim)
    if claim.state == State.DRAFT and not form.missing:
        move(turn, claim, Move.COMPLETE)
    address = people.reach(turn, person)
    if address is not None:
        subject = f"{claim.id}" if claim.opened_at == turn.at else f"{claim.id}:{turn.at}"
        send(turn, address, claim, MessageKind.OFFER, subject, recap.recap(turn, form))
    return claim


def let_answer(turn: Turn, person: Person, claim: Claim) -> None:
    """Let plain words answer the offer that was shown last, in a chat where nothing else is under
    way."""
    address = people.reach(turn, person)
    chat = turn.db.get(Conversation, (address.door, address.value)) if address else None
    if chat is None or chat.expecting:
        return
    now = turn.db.get(Claim, chat.claim_id) if chat.claim_id else None
    if now is None or now.state not in ASKING | MENDABLE or is_offer(turn, now):
        chat.claim_id, chat.updated_at = claim.id, turn.at
        turn.db.add(chat)
        turn.db.flush()


def is_offer(turn: Turn, claim: Claim) -> bool:
    """Whether a claim asks nothing but to be accepted."""
    form = claim_form.form_of(turn, claim)
    return bool(form.badge.milestone) and not form.questions


def next_offer(turn: Turn, person: Person) -> Claim | None:
    """The latest offer that the person has not answered."""
    ready = (each for each in people.open_claims(turn, person) if each.state == State.READY)
    return next((each for each in ready if is_offer(turn, each)), None)


def recount(turn: Turn, organisation_id: str) -> None:
    """Tell everybody whose badge, handed in before, counts from now on that it does, as its class
    has been registered; what they reach with it is offered."""
    organisation = turn.db.get(JoinedOrganisation, UUID(organisation_id))
    if organisation is None:
        return
    classes = select(CountedClass.achievement)
    classes = classes.where(CountedClass.organisation_id == organisation.id)
    query = select(Witness).where(
        col(Witness.issuer).in_(organisation.issuers.splitlines()),
        col(Witness.achievement).in_(list(turn.db.exec(classes))),
        Witness.note != "",
        col(Witness.revoked_at).is_(None),
    )
    for row in turn.db.exec(query.order_by(col(Witness.made_at), col(Witness.id))).all():
        person = living(turn, turn.db.get_one(Person, row.person_id))
        found = gathered(turn, person, organisation.programme)
        for badge in (each for each in found if each.id == str(row.id)):
            tell_counted(turn, person, organisation.programme, badge)
        offer(turn, person, organisation.programme)


def tell_counted(turn: Turn, person: Person, programme: str, badge: GatheredBadge) -> None:
    """Tell a person, once for what it counts for, that a badge of theirs counts from now on."""
    known = catalogue(turn.settings.programmes_folder)[programme]
    locale = variant(opening.speakable(turn, programme, locale_of(turn, person)), known.register_)
    far = open_to(turn, person, programme)
    text = in_words.counted(turn, known, locale, badge, far, "gathering.counts_now")
    address = people.reach(turn, person)
    if text and address is not None:
        message = Message(text, locale, values={"text": text})
        subject = f"{badge.id}:{badge.competence}:{badge.level}"
        send(turn, address, None, MessageKind.COUNTED, subject, message)
