"""What staff do for somebody else: the badge or a fresh link once more, a decision, an address."""

from sqlmodel import col, select

from core.claims import claim_form, notices, reminders, sending
from core.claims.states import ASKING, MENDABLE, State
from core.ground.errors import Refusal
from core.ground.message_kinds import MessageKind
from core.ground.tables import Address, Assignment, Badge, Case, Claim, Person
from core.ground.world import Turn
from core.people import people
from core.people.roles import Right, may
from core.programmes.catalogue import catalogue
from core.reading.acts.kinds import ReviewVerdict
from core.review import decide as review
from core.review import decision
from core.review.decision import Decision
from core.support import answer_person, cards, case_diagnosis, case_life, case_log
from core.support.case_log import EntryKind


def has_something_to_send(turn: Turn, case: Case) -> bool:
    """Whether the case is about a person's claim, or a badge that they hold."""
    found = case_diagnosis.diagnosis(turn, case)
    return case.person_id is not None and (case.claim_id is not None or bool(found and found.held))


def is_issuable(turn: Turn, case: Case) -> bool:
    """Whether the case is about a person's claim that only waits for a yes, or for its badge."""
    claim = case_diagnosis.claim_of(turn, case) if case.person_id else None
    return claim is not None and claim.state in (State.IN_REVIEW, State.APPROVED)


def send_again(turn: Turn, case: Case, member: Person, door: str, seen: int | None = None) -> str:
    """Send the badge once more, else the claim where it stands; gives which of the two went out.
    Raises `Refusal` where there is neither."""
    case_log.check_first(turn, case, EntryKind.SENT, seen)
    address = answer_person.place(turn, case)
    badge = held_badge(turn, case)
    claim = case_diagnosis.claim_of(turn, case)
    if badge is None and (claim is None or claim.state not in ASKING | MENDABLE):
        raise Refusal("case.nothing_to_send", ref=case.ref)
    what = "badge" if badge else "claim"
    case_life.adopt(turn, case, member)
    entry = case_log.add(turn, case, EntryKind.SENT, member, what, door)
    if badge is not None:
        send_badge(turn, case, badge, address, str(entry.id))
    elif claim is not None:
        send_claim(turn, claim, address, str(entry.id))
    cards.refresh(turn, case)
    return what


def held_badge(turn: Turn, case: Case) -> Badge | None:
    """The badge that the case is about: of its claim, of the diagnosis, else the person's last."""
    query = select(Badge).where(Badge.person_id == case.person_id, col(Badge.revoked_at).is_(None))
    if case.claim_id is not None:
        return turn.db.exec(query.where(Badge.claim_id == case.claim_id)).first()
    found = case_diagnosis.diagnosis(turn, case)
    if found is not None and found.held is not None and not found.held.revoked_at:
        return found.held
    if case.programme:
        query = query.where(Badge.programme == case.programme)
    return turn.db.exec(query.order_by(col(Badge.issued_at).desc())).first()


def send_badge(turn: Turn, case: Case, badge: Badge, address: Address, subject: str) -> None:
    """Where the person is heard; by mail only to the address that the badge bears, or a proven."""
    programme = catalogue(turn.settings.programmes_folder)[badge.programme]
    borne = turn.db.get_one(Address, badge.address_id)
    if address.door == people.MAIL and not address.proven_at:
        address = borne
    locale = case_diagnosis.locale_of(turn, case)
    claim = turn.db.get_one(Claim, badge.claim_id)
    message = notices.handed(turn, programme, badge, locale, borne.value, again=True)
    sending.send(turn, address, claim, MessageKind.AGAIN, subject, message)


def send_claim(turn: Turn, claim: Claim, address: Address, subject: str) -> None:
    """The claim as it stands, with a fresh link by mail."""
    form = claim_form.form_of(turn, claim)
    before = turn.say(form.locale, "case.claim_again")
    message = reminders.message(turn, form, 0, before)
    sending.send(turn, address, claim, MessageKind.AGAIN, subject, message)


def issue(turn: Turn, case: Case, member: Person, reason: str, door: str) -> None:
    """Issue what is approved, or decide what is in review in the staff's name, with a reason.

    Raises `Refusal` where there is nothing to issue, or somebody did it before.
    """
    claim = case_diagnosis.claim_of(turn, case)
    if claim is None or not may(turn, member, Right.ISSUE, claim.programme, claim):
        raise Refusal("case.not_yours", ref=case.ref)
    if claim.state == State.IN_REVIEW:
        decide(turn, claim, member, reason.strip(), door)
    elif claim.state == State.APPROVED:
        review.approved(turn, claim)
    else:
        done = case_log.of(turn, case, EntryKind.ISSUED)
        raise case_log.already(turn, case, done[-1]) if done else stands(turn, claim)
    case_life.adopt(turn, case, member)
    case_log.add(turn, case, EntryKind.ISSUED, member, reason.strip(), door)
    cards.refresh(turn, case)


def decide(turn: Turn, claim: Claim, member: Person, reason: str, door: str) -> None:
    """Put the staff's own decision in place of the reviewer's, whose cards say so. Raises `Refusal`
    to who has voted on the claim, without a reason, and where it was decided meanwhile."""
    seat = turn.db.get(Assignment, (claim.id, member.id))
    if seat is not None and seat.verdict:
        raise Refusal("review.voted")
    if not reason:
        raise Refusal("case.reason_missing", ref=claim.ref)
    turn.db.refresh(claim, with_for_update=True)
    if claim.state != State.IN_REVIEW:
        raise decision.already_decided(turn, claim)
    said = Decision(member, ReviewVerdict.APPROVE, reason, door)
    review.settle(turn, claim_form.form_of(turn, claim), said)


def stands(turn: Turn, claim: Claim) -> Refusal:
    """The claim waits for nothing that the staff could decide."""
    if decision.decision(turn, claim) is not None:
        return decision.already_decided(turn, claim)
    return Refusal("case.not_issuable", ref=claim.ref)
