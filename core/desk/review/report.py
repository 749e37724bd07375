"""`/stats`: how it goes, as a picture; in private also the link to the page with all of it."""

from sqlmodel import select

from core.desk.speaker import Speaker
from core.ground.effects import Outcome
from core.ground.messages import Message
from core.ground.tables import StaffGroup
from core.reports import access
from core.reports.charts import Reader
from core.reports.picture import Picture, summary


def tell(speaker: Speaker, asked: str) -> None:
    """Send the figures of a programme: the one named, else the group's, else all that they may
    see."""
    seen = access.seen_by(speaker.turn, speaker.person) if speaker.proven else []
    programme = asked.lower() or of_room(speaker) or next(iter(seen), "")
    if not seen or programme not in seen:
        speaker.turn.effects.conclude(Outcome.REJECTED, "may not see the figures")
        speaker.reply(speaker.word("figures.refused"))
        return
    turn, reader = speaker.turn, Reader(speaker.locale, speaker.turn.say)
    drawing = Picture(programme, speaker.language)
    texts = [summary(turn, reader, drawing)]
    if not speaker.incoming.group:
        link = access.link(turn, speaker.address)
        texts.append(speaker.word("figures.chat_link", link=link))
    turn.effects.conclude(Outcome.ASKED)
    speaker.put(Message("\n\n".join(texts), speaker.locale, picture=str(drawing)))


def of_room(speaker: Speaker) -> str:
    """The programme whose staff group this is; empty for another group."""
    if not speaker.incoming.group:
        return ""
    here = select(StaffGroup).where(StaffGroup.door == speaker.incoming.door)
    rooms = speaker.turn.db.exec(here.where(StaffGroup.place == speaker.incoming.place))
    room = next(iter(sorted(rooms, key=lambda each: each.what != "support")), None)
    return room.programme if room else ""
