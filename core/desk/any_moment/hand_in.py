"""A badge is handed in: what it is, whose, whether it was noted, and what it counts for."""

from core.badges.verify.verdict import MARKS
from core.desk.claim import gathered
from core.desk.expecting import ExpectingAddress, ExpectingNothing
from core.desk.identity.add_address import ADDING
from core.desk.speaker import Speaker
from core.ground.effects import Outcome
from core.issuing import asked_again, milestone_offers, witnesses
from core.issuing.witnesses import HandedIn
from core.people import people
from core.people.joined import alone

UNKNOWN = ("not_ours", "another_issuer")


def answer(speaker: Speaker) -> None:
    """Say the verdict on the badge that came along, in the colours of the page; a partner's badge
    that is true and theirs is noted with today's date, and counts. What is reached is offered."""
    handed = speaker.understood.handed_in
    if handed is None:
        return
    told = handed.verdict
    values = {**witnesses.values_in(told, speaker.language), "mail": handed.mail}
    sentences = [speaker.word(told.word(handed.mail), **values)]
    own = told.valid and speaker.proven
    if own:
        sentences += theirs(speaker, handed) if handed.mail else nobodys(speaker, handed)
    if told.reason in UNKNOWN:
        sentences += gathered.may_join(speaker)
    asked_again.hear(speaker.turn, handed)
    speaker.turn.effects.conclude(Outcome.BADGE_JUDGED, told.reason)
    speaker.reply(f"{MARKS[told.tone]} {' '.join(sentences)}")
    if own:
        milestone_offers.offer_all(speaker.turn, speaker.person, speaker.language)


def theirs(speaker: Speaker, handed: HandedIn) -> list[str]:
    """What is said of a badge that is the speaker's own: what it counts for, else that it was
    noted."""
    alone(speaker.turn, speaker.person)  # two that come at once see each other
    if speaker.address.door == people.MAIL and speaker.themselves:
        people.confirm(speaker.turn, speaker.address)
    if not handed.verdict.partner:
        return gathered.of_ours(speaker, handed.verdict)
    noted = witnesses.witness(speaker.turn, speaker.person, handed)
    row = noted or witnesses.own(speaker.turn, speaker.person, handed.verdict)
    if row is not None and (counts := gathered.counting(speaker, row, "gathering.yours_counts")):
        return counts
    if noted is None and witnesses.counts_for_another(speaker.turn, speaker.person, handed):
        return [speaker.word("gathering.counts_for_another")]
    return [speaker.word("badge.handed_noted")] if noted else []


def nobodys(speaker: Speaker, handed: HandedIn) -> list[str]:
    """What is said of a badge that was issued to an address which the speaker has not proven: that
    address is asked for, and the badge is kept until then."""
    held = witnesses.hold(speaker.turn, speaker.person, handed)
    free = speaker.claim is None and isinstance(speaker.awaited, ExpectingNothing)
    if held and speaker.themselves and free:
        speaker.expect(ExpectingAddress(ADDING))
        return [speaker.word("gathering.which_address")]
    return [speaker.word("badge.handed_to_another")]
