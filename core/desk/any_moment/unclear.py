"""Words that nobody understood: a guess at a question, then offers, then a human."""

from core.desk import at_hand, menu
from core.desk.any_moment import acts, offers
from core.desk.chat import misfits
from core.desk.faq import answer as faq
from core.desk.identity import addresses_said
from core.desk.speaker import Speaker
from core.reading.acts.kinds import ActKind

MOST_TIMES = 2  # the second time in a row that nothing fits a human is called


def unclear(speaker: Speaker) -> None:
    """Offer what the words may mean; where nothing fits, what most people want at this point."""
    if faq.last(speaker):
        return
    if speaker.chatting and addresses_said.address_in(speaker.incoming.text):
        acts.claim(speaker)  # an address that nobody asked for yet: a badge is wanted, but which?
        return
    reading = speaker.understood.reading
    times = 0 if reading.fits else 1 + misfits.so_far(speaker)
    if times >= MOST_TIMES:
        speaker.expect()
        faq.human(speaker, at_hand.about(speaker), speaker.word("act.calls_human"))
        return
    if not speaker.chatting and (not reading.fits or reading.has(ActKind.COURTESY)):
        menu.show(speaker, speaker.word("act.nothing_fits_letter"))
        return
    word = "act.unsure" if reading.fits else "act.nothing_fits"
    offers.offer(speaker, reading.offers, speaker.word(word), times)
