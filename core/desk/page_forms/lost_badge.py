"""« Where is my badge? » asked on a page: at most three answers a day to one mailbox."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta

from sqlalchemy import func
from sqlmodel import col, select

from core.desk.expecting import LostBadgeFacts
from core.desk.lost_badge import answer as lost_badge
from core.desk.lost_badge import ask_address, facts_told, find_mailbox
from core.desk.speaker import Speaker
from core.ground.effects import Outcome
from core.ground.tables import Inbox
from core.ground.world import Turn

SOURCE, A_DAY, DAY = "lost", 3, timedelta(days=1)
FIELDS = ("mail", "name", "dates", "place", "language")


def in_words(turn: Turn, asked: Mapping[str, str]) -> str:
    """What was filled in, a line each."""
    lines = (f"{facts_told.labels(turn, name)['fr']} : {asked[name]}" for name in facts_told.FIELDS)
    return "\n".join(lines)


def answer(speaker: Speaker, _: Mapping[str, str]) -> None:
    """Tell a known mailbox why its badge is missing, and ask any other one what to look for.

    Nothing that was typed on the page stands in the mail: somebody else may have typed it.
    """
    told = facts_told.read(speaker, LostBadgeFacts(), speaker.incoming.text)
    if asked_lately(speaker) > A_DAY:
        speaker.turn.effects.conclude(Outcome.IGNORED, "asked three times today")
    elif find_mailbox.known_at(speaker, speaker.address):
        lost_badge.answer(speaker)
    else:
        ask_address.ask_lines(speaker, replace(told, mail=""))


def asked_lately(speaker: Speaker) -> int:
    """How often the page was asked for this person within a day, this time included."""
    turn = speaker.turn
    query = select(func.count()).select_from(Inbox).where(Inbox.person_id == speaker.person.id)
    lately = query.where(Inbox.source == SOURCE, col(Inbox.received_at) > turn.at - DAY)
    return turn.db.exec(lately).one()
