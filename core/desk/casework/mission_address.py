"""Changing the address of a mission on the roster, once a human has confirmed the match."""

from core.desk.casework.case_action import CaseAction, Dialogue
from core.desk.speaker import Speaker
from core.ground.effects import Outcome
from core.ground.errors import Refusal
from core.ground.messages import Button
from core.ground.tables import Address, Case, Mission
from core.ground.world import Turn
from core.people import people
from core.support import card_text, cards, case_diagnosis, case_life, case_log
from core.support.case_log import EntryKind
from core.support.mission_address import readdress
from core.support.staff_action import StaffAtWork


def is_elsewhere(turn: Turn, case: Case) -> bool:
    """Whether the mission that the case is about has an address that is not the person's."""
    mission = turn.db.get(Mission, case.mission_id) if case.mission_id else None
    person = case_diagnosis.person_of(turn, case)
    if mission is None or person is None:
        return False
    return mission.mail not in {each.value for each in people.addresses(turn, person)}


def ask(speaker: Speaker, case: Case, _: CaseAction, __: str) -> None:
    """Show the match: what the roster has, what the person told, where mails would go."""
    mission, address = matched(speaker.turn, case)
    seen = len(case_log.of(speaker.turn, case, EntryKind.READDRESSED))
    yes = Button(speaker.word("case.button_readdress"), f"case:readdress:{case.ref}:{seen}")
    days = " – ".join(f"{day:%d/%m/%Y}" for day in (mission.starts_on, mission.ends_on) if day)
    listed = " · ".join(filter(None, (mission.name, days, mission.organisation, mission.place)))
    text = speaker.word(
        "case.ask_readdress", listed=listed, old=mission.mail, told=case.why, new=address.value
    )
    speaker.reply(text, ((yes,),))


def matched(turn: Turn, case: Case) -> tuple[Mission, Address]:
    """The mission of the case, and the mail of its person that it would get; raises `Refusal` where
    either is missing."""
    mission = turn.db.get(Mission, case.mission_id) if case.mission_id else None
    person = case_diagnosis.person_of(turn, case)
    if mission is None or person is None:
        raise Refusal("case.no_match", ref=case.ref)
    mails = [each for each in people.addresses(turn, person) if each.door == people.MAIL]
    new = [each for each in mails if each.value != mission.mail]
    proven = [each for each in new if each.proven_at]
    if not new:
        raise Refusal("case.no_new_address", ref=case.ref)
    return mission, (proven or new)[0]


def confirm(speaker: Speaker, case: Case, action: CaseAction, seen: str) -> None:
    """A human has looked, and says yes."""
    action.effect(speaker.at_work, case, "", int(seen) if seen.isdecimal() else None)
    speaker.reply(card_text.last_done(speaker.turn, case, speaker.locale))


def change(member: StaffAtWork, case: Case, _: str, seen: int | None) -> None:
    """Give the mission the address of the person, where its invitation goes from now on."""
    turn = member.turn
    case_log.check_first(turn, case, EntryKind.READDRESSED, seen)
    mission, address = matched(turn, case)
    claim = readdress(turn, mission, address, member.person, member.door)
    case.claim_id = claim.id if claim else case.claim_id
    case_life.adopt(turn, case, member.person)
    case_log.add(turn, case, EntryKind.READDRESSED, member.person, address.value, member.door)
    cards.refresh(turn, case)
    turn.effects.conclude(Outcome.CASE, "readdressed")


MATCH = Dialogue(ask, {"readdress": confirm})
