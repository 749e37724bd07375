"""Of two claims of one person for one badge one stays; the other comes back when they part."""

from datetime import datetime
from uuid import UUID

from core.claims import claim_form, eligibility, reminders
from core.claims.evidence import kept_files
from core.claims.moves import COCARDE, move, unfold
from core.claims.states import ASKING, MENDABLE, Move, State
from core.ground.errors import IllegalMove
from core.ground.tables import Address, Answer, Claim, Conversation, Person
from core.ground.world import Turn
from core.joining.journal import (
    CopiedAnswer,
    MergeJournal,
    RedirectedChat,
    ResumePoint,
    WithdrawnDuplicate,
)
from core.people import people
from core.programmes.form import QuestionKind
from core.review import deadlines, decide

JOINED = "joined"
FAR = {State.APPROVED: 3, State.IN_REVIEW: 2, State.READY: 1}  # the others: 0


def withdraw_duplicates(turn: Turn, merged: Person, into: Person, moved: MergeJournal) -> None:
    """Withdraw of two persons' claims for one badge the less advanced one, and a claim of one for
    what the other has."""
    ours = {(claim.programme, claim.badge): claim for claim in people.open_claims(turn, into)}
    for claim in people.open_claims(turn, merged):
        other = ours.get((claim.programme, claim.badge))
        if other is not None:
            kept, folded = sorted((other, claim), key=lambda each: -FAR.get(State(each.state), 0))
            withdraw_duplicate(turn, moved, folded, kept)
    for one, two in ((merged, into), (into, merged)):
        for claim in people.open_claims(turn, one):
            if eligibility.has_badge_of_form(turn, two.id, claim_form.form_of(turn, claim)):
                withdraw_duplicate(turn, moved, claim, None)


def withdraw_duplicate(turn: Turn, moved: MergeJournal, claim: Claim, kept: Claim | None) -> None:
    """The kept claim takes the answers that it lacks, and the chats that were about the other."""
    told = WithdrawnDuplicate(
        str(claim.id), claim.state, claim.updated_at.isoformat(), str(kept.id) if kept else ""
    )
    moved.folded.append(told)
    if kept is not None:
        take_answers(turn, moved, claim, kept)
        turn_chats(turn, moved, claim, kept)
    move(turn, claim, Move.FOLD, COCARDE, JOINED)


def take_answers(turn: Turn, moved: MergeJournal, claim: Claim, kept: Claim) -> None:
    """Answers go over while the kept claim can still be filled."""
    if kept.state not in ASKING | MENDABLE:
        return
    theirs, ours = claim_form.form_of(turn, claim), claim_form.form_of(turn, kept)
    moved.stood.append(ResumePoint(str(kept.id), kept.asked, kept.asks_mail))
    for name, row in theirs.rows.items():
        if row.value and not row.wrong and ours.lacks(name):
            known = ours.rows.get(name)
            before = known.model_dump(mode="json") if known else None
            moved.copied.append(CopiedAnswer(str(claim.id), str(kept.id), name, row.value, before))
            claim_form.copy(turn, row, ours)
            if (asked := ours.question(name)) and asked.kind is QuestionKind.FILE:
                kept_files.copy(turn, claim, ours, name)
    kept.asked, kept.asks_mail = "", kept.asks_mail or claim.asks_mail
    turn.db.add(kept)
    turn.db.flush()


def turn_chats(turn: Turn, moved: MergeJournal, claim: Claim, kept: Claim) -> None:
    """Let the chats that were about the withdrawn claim be about the kept one, and note it in the
    journal."""
    for address in around(turn, claim, kept):
        chat = turn.db.get(Conversation, (address.door, address.value))
        if chat is not None and chat.claim_id == claim.id:
            turned = RedirectedChat(chat.door, chat.place, str(claim.id), str(kept.id))
            moved.turned.append(turned)
            chat.claim_id = kept.id
            turn.db.add(chat)
    turn.db.flush()


def around(turn: Turn, *claims: Claim) -> list[Address]:
    """Where the persons of these claims speak with us."""
    persons = [turn.db.get_one(Person, person_id) for person_id in {c.person_id for c in claims}]
    return [address for person in persons for address in people.addresses(turn, person)]


def restore_duplicates(turn: Turn, told: MergeJournal, at: datetime) -> list[WithdrawnDuplicate]:
    """Restore the duplicates and give back what they lent, as far as the claims are still as they
    were left; gives the duplicates that cannot be restored yet."""
    for copied in told.copied:
        take_back(turn, copied, at)
    for stood in told.stood:
        kept = turn.db.get_one(Claim, UUID(stood.kept))
        if kept.state in ASKING and not kept.asked:
            kept.asked, kept.asks_mail = stood.asked, stood.asks_mail
            turn.db.add(kept)
    turn.db.flush()
    left = [folded for folded in told.folded if not come_back(turn, folded)]
    for turned in told.turned:
        turn_back(turn, turned)
    return left


def take_back(turn: Turn, copied: CopiedAnswer, at: datetime) -> None:
    """The copied answer goes, unless the person has said it anew or confirmed it."""
    kept = turn.db.get_one(Claim, UUID(copied.kept))
    row = turn.db.get(Answer, (kept.id, copied.question))
    same = row is not None and row.value == copied.value and row.answered_at == at
    if row is None or not same or kept.state not in ASKING | MENDABLE:
        return
    if kept.state == State.READY:
        move(turn, kept, Move.AMEND, COCARDE, "parted")
    turn.db.delete(row)
    turn.db.flush()
    if copied.before is not None:
        turn.db.add(Answer.model_validate(copied.before))
        turn.db.flush()
    turn.memo.pop(kept.id, None)


def come_back(turn: Turn, folded: WithdrawnDuplicate) -> bool:
    """The claim stands where it stood; false while its person has the badge or asks for it anew."""
    claim = turn.db.get_one(Claim, UUID(folded.claim))
    person = turn.db.get_one(Person, claim.person_id)
    asked = [(each.programme, each.badge) for each in people.open_claims(turn, person)]
    form = claim_form.form_of(turn, claim)
    if (claim.programme, claim.badge) in asked or eligibility.has_badge(turn, form):
        return False
    try:
        unfold(turn, claim, State(folded.state))
    except IllegalMove:  # it has come back by another way
        return True
    claim.updated_at = datetime.fromisoformat(folded.updated_at)
    turn.db.add(claim)
    turn.db.flush()
    if claim.state == State.APPROVED:
        decide.approved(turn, claim)
    elif claim.state == State.IN_REVIEW:
        deadlines.plan(turn, form)
    else:
        reminders.plan(turn, form)
    return True


def turn_back(turn: Turn, turned: RedirectedChat) -> None:
    chat = turn.db.get(Conversation, (turned.door, turned.place))
    if chat is not None and chat.claim_id == UUID(turned.kept):
        chat.claim_id = UUID(turned.claim)
        turn.db.add(chat)
        turn.db.flush()
