"""What the staff do from a case to a badge that is out: correct its name, or revoke it."""

from core.claims import sending, standing
from core.claims.claim_form import form_of
from core.desk.casework import dialogues, remedies
from core.desk.casework.case_action import CaseAction, Dialogue
from core.desk.expecting import ExpectingCaseReason
from core.desk.known_writer import known_of
from core.desk.speaker import Speaker
from core.ground.effects import Outcome
from core.ground.errors import Refusal
from core.ground.messages import Button
from core.ground.tables import Badge, Case, Claim, Person
from core.ground.world import Turn
from core.issuing.revoke import RevocationState, named
from core.reading.acts.yes_no import assents
from core.reading.names.correction import corrected
from core.reading.names.plain_name import plain_name
from core.review import revocations
from core.review.revocations import RevocationOrder
from core.support import cards, case_diagnosis, case_life, case_log
from core.support.case import CaseState
from core.support.case_log import EntryKind
from core.support.staff_action import StaffAtWork


def name_on(turn: Turn, badge: Badge) -> str:
    """The name that a badge bears; empty where it bears none."""
    borne = named(form_of(turn, turn.db.get_one(Claim, badge.claim_id)))
    return borne.value if borne else ""


def is_revocable(turn: Turn, case: Case) -> bool:
    """Whether the case is about somebody who holds a badge."""
    return case.person_id is not None and remedies.held_badge(turn, case) is not None


def is_correctable(turn: Turn, case: Case) -> bool:
    """Whether that badge is ours and bears a name."""
    badge = remedies.held_badge(turn, case) if case.person_id else None
    return badge is not None and bool(badge.credential and name_on(turn, badge))


def wished(turn: Turn, case: Case) -> str:
    """The name that the person asks for in the case's own words; empty where none can be read."""
    badge = remedies.held_badge(turn, case)
    if badge is None:
        return ""
    said = [case.why.rpartition("»")[0].strip("« ")]
    said += [each.text for each in case_log.of(turn, case, EntryKind.SAID)]
    stands = name_on(turn, badge)
    return next(filter(None, (corrected(each, stands) for each in reversed(said))), "")


def correct(member: StaffAtWork, case: Case, name: str, _: int | None) -> None:
    """Put a badge with this name in the place of the one that is out, or with the name that the
    person asks for. Raises `Refusal` where that cannot be."""
    name = name.strip() or wished(member.turn, case)
    if not name:
        raise Refusal("revoke.which_name")
    order(member, case, RevocationOrder(member.person, member.door, name=name))
    case_life.rests(member.turn, case, CaseState.ANSWERED)
    leave(member, case, EntryKind.CORRECTED, name)


def revoke(member: StaffAtWork, case: Case, reason: str, _: int | None) -> None:
    """Revoke the badge, or agree to it where a colleague has ordered it, whose reason stands."""
    ordered = revocations.open_order(member.turn, badge_of(member, case))
    if ordered is not None and ordered.state == RevocationState.PROPOSED:
        reason = ordered.reason
    order(member, case, RevocationOrder(member.person, member.door, reason))
    if case.state != CaseState.CLOSED:
        case_life.rests(member.turn, case, CaseState.ANSWERED)
    leave(member, case, EntryKind.REVOKED, reason)


def keep(member: StaffAtWork, case: Case, _: str, __: int | None) -> None:
    """Take back what is ordered for the badge; the case waits for the staff again. Raises `Refusal`
    once it is too late."""
    claim = case_diagnosis.claim_of(member.turn, case)
    gone = standing.badge_of(member.turn, claim) if claim else None
    if gone is not None and gone.revoked_at:
        raise Refusal("revoke.undo_late", badge=gone.name)
    revocations.undo(member.turn, badge_of(member, case), member.person, member.door)
    if case.state != CaseState.CLOSED:
        case_life.waits(member.turn, case)
    leave(member, case, EntryKind.KEPT, "")


def let_fall(member: StaffAtWork, case: Case) -> None:
    """The second person does not agree: nothing is ordered any more."""
    badge = remedies.held_badge(member.turn, case)
    ordered = revocations.open_order(member.turn, badge) if badge else None
    if ordered is not None and ordered.state == RevocationState.PROPOSED:
        revocations.drop(member.turn, ordered)
        first = member.turn.db.get_one(Person, ordered.by_id)
        not_agreed = member.turn.say(
            sending.locale_of(member.turn, first), "revoke.not_agreed", who=member.person.name
        )
        cards.tell(member.turn, case, first, news=not_agreed)
        case_log.add(member.turn, case, EntryKind.KEPT, member.person, "", member.door)


def order(member: StaffAtWork, case: Case, wanted: RevocationOrder) -> None:
    """Order it for the badge of a case."""
    revocations.order(member.turn, badge_of(member, case), wanted)


def badge_of(member: StaffAtWork, case: Case) -> Badge:
    """The badge that a case is about; raises `Refusal` where there is none that stands."""
    badge = remedies.held_badge(member.turn, case)
    if badge is None:
        raise Refusal("case.no_badge", ref=case.ref)
    return badge


def leave(member: StaffAtWork, case: Case, kind: EntryKind, text: str) -> None:
    """Write onto the timeline what was ordered."""
    case_life.adopt(member.turn, case, member.person)
    case_log.add(member.turn, case, kind, member.person, text, member.door)
    cards.refresh(member.turn, case)
    member.turn.effects.conclude(Outcome.DECIDED, kind)


def ask_name(speaker: Speaker, case: Case, _: CaseAction, __: str) -> None:
    """Which name? The one that the person asks for is one press away."""
    badge = badge_of(speaker.at_work, case)
    speaker.expect(ExpectingCaseReason(case.ref, "correct"))
    speaker.turn.effects.conclude(Outcome.ASKED)
    name, borne = wished(speaker.turn, case), name_on(speaker.turn, badge)
    if not name:
        text = speaker.word("revoke.ask_name", name=borne, badge=badge.name)
        speaker.reply(text, awaits=True)
        return
    show_name(
        speaker,
        case,
        name,
        speaker.word("revoke.ask_wished", name=borne, wished=name, badge=badge.name),
    )


def hear_name(speaker: Speaker, case: Case, awaited: ExpectingCaseReason) -> None:
    """Correct the name to what the staff write where that is a name and no more, or with a yes to
    the one that was shown; else show what was read of it."""
    text, stands = speaker.incoming.text, name_on(speaker.turn, badge_of(speaker.at_work, case))
    name = awaited.shown if assents(text, known_of(speaker)) else plain_name(text)
    if name:
        correct(speaker.at_work, case, name, None)
        dialogues.done(speaker, case)
        return
    name = corrected(text, stands) or " ".join(text.split())
    show_name(speaker, case, name, speaker.word("revoke.ask_sure", said=name))


def show_name(speaker: Speaker, case: Case, name: str, text: str) -> None:
    """Show a name as it would stand on the badge: one press or a yes makes it so."""
    speaker.expect(ExpectingCaseReason(case.ref, "correct", name))
    speaker.turn.effects.conclude(Outcome.NEEDS_CONFIRMATION, "name?")
    yes = Button(speaker.word("revoke.button_correct", name=name), f"case:rename:{case.ref}:0")
    speaker.reply(text, ((yes,),), awaits=True)


def rename(speaker: Speaker, case: Case, action: CaseAction, _: str) -> None:
    """The name that was shown is the right one. Raises `Refusal` where another is shown now."""
    awaited = speaker.awaited
    if not isinstance(awaited, ExpectingCaseReason) or awaited.ref != case.ref or not awaited.shown:
        raise Refusal("case.gone", ref=case.ref)
    action.effect(speaker.at_work, case, awaited.shown, None)
    done(speaker, case)


def ask_reason(speaker: Speaker, case: Case, action: CaseAction, _: str) -> None:
    """Why? Everybody will read it; who only agrees to a colleague's order needs none."""
    badge = badge_of(speaker.at_work, case)
    ordered = revocations.open_order(speaker.turn, badge)
    if ordered is not None and ordered.state != RevocationState.WANTED:
        action.effect(speaker.at_work, case, ordered.reason, None)
        done(speaker, case)
        return
    speaker.expect(ExpectingCaseReason(case.ref, "revoke"))
    speaker.turn.effects.conclude(Outcome.ASKED)
    speaker.reply(speaker.word("revoke.ask_reason", badge=badge.name), awaits=True)


def done(speaker: Speaker, case: Case) -> None:
    """Say what was ordered, with the way to take it back."""
    dialogues.done(speaker, case)


NAME = Dialogue(ask_name, {"rename": rename}, in_words=True)
WHY = Dialogue(ask_reason, in_words=True)
