"""What was told goes to a human, with the match or without one; the person hears the same."""

from core.desk import menu
from core.desk.expecting import LostBadgeFacts
from core.desk.lost_badge import facts_told
from core.desk.lost_badge.compare_with_roster import laid_out
from core.desk.speaker import Speaker
from core.ground.effects import Outcome
from core.people import people
from core.roster import matching
from core.support import CaseSubject, Occasion, answer_due, open_case


def hand(speaker: Speaker, told: LostBadgeFacts) -> None:
    """Open this person's case of the day; nothing that is said or due depends on a match."""
    turn = speaker.turn
    mail = people.proven_mail(turn, speaker.person) or speaker.address
    every = [each.slug for each in menu.programmes(speaker)]
    found = matching.matches(
        turn, [told.programme] if told.programme else every, facts_told.said(told)
    )
    best = matching.clear(found)
    matter = CaseSubject(
        Occasion.MATCH,
        f"{speaker.person.id}:{turn.at:%Y-%m-%d}",
        laid_out(turn, told, found, mail.value),
        told.programme,
        speaker.person,
        mission=best.mission if best else None,
    )
    case = open_case(turn, matter)
    speaker.expect()
    turn.effects.conclude(Outcome.CASE, "a human compares with the roster")
    due = case.due_at or answer_due.due(turn, told.programme)
    until = answer_due.until(turn, told.programme, due, speaker.locale)
    word = "proving.handed" if speaker.chatting else "proving.handed_letter"
    speaker.reply(speaker.word(word, ref=case.ref, until=until, mail=mail.value))
