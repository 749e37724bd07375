"""« Where is my badge? » asked on a page without an account: answered to that mailbox only.

The page keeps what was asked and says the same to everybody; what is known of the address is
looked up later, by the worker, so that neither words nor time tell anything.
"""

import json
import logging
from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta

from sqlalchemy import func
from sqlmodel import col, select

from core.desk.expecting import LostBadgeFacts
from core.desk.incoming import Incoming
from core.desk.lost_badge import answer as lost_badge
from core.desk.lost_badge import ask_address, facts_told, find_mailbox
from core.desk.speaker import Speaker, conversation
from core.ground.effects import Effects, Outcome
from core.ground.rows import inbox
from core.ground.tables import Inbox
from core.ground.world import Turn, World, runs_again
from core.issuing.issue import issue_approved
from core.people import people

SOURCE, A_DAY, DAY = "lost", 3, timedelta(days=1)
FIELDS = ("mail", "name", "dates", "place", "language")
LONGEST = 200

log = logging.getLogger(__name__)


def ask(world: World, source_id: str, asked: Mapping[str, str]) -> None:
    """Keep what was asked; a repeat is kept once."""
    kept = {name: asked.get(name, "")[:LONGEST] for name in FIELDS}
    inbox.keep(world, SOURCE, source_id, json.dumps(kept, ensure_ascii=False).encode())


def answer_waiting(world: World) -> Effects:
    """Answer everything that waits, each in its own turn; what fails three times is set aside."""
    done = Effects()
    for row in inbox.waiting(world, SOURCE):
        try:
            done.joined(answer(world, row))
        except Exception as error:
            log.exception("A question asked on the page must wait.")
            inbox.strike(world, SOURCE, row.source_id, str(error))
    return done


def answer(world: World, row: Inbox) -> Effects:
    """One question, answered by mail: a diagnosis with its cure, else what to do."""
    return issue_approved(world, work(world, row))


@runs_again
def work(world: World, row: Inbox) -> Effects:
    """The turn of one question."""
    with world.turn() as turn:
        if inbox.first_time(turn, SOURCE, row.source_id):
            speaker, told = heard(turn, row)
            if asked_lately(turn, speaker) > A_DAY:
                turn.effects.conclude(Outcome.IGNORED, "asked three times today")
            else:
                tell(speaker, told)
            said = speaker.incoming.text
            inbox.heard(turn, SOURCE, row.source_id, speaker.person.id, said)
    return turn.effects


def heard(turn: Turn, row: Inbox) -> tuple[Speaker, LostBadgeFacts]:
    """Who is asked about, as somebody of whom nothing proves that they ask."""
    asked = json.loads(row.raw)
    address = people.meet(turn, people.MAIL, asked["mail"], language=asked["language"])
    lines = (f"{facts_told.labels(turn, name)['fr']} : {asked[name]}" for name in facts_told.FIELDS)
    incoming = Incoming(
        door=people.MAIL,
        source=SOURCE,
        source_id=row.source_id,
        value=address.value,
        text="\n".join(lines),
        authentic=False,
    )
    chat = conversation(turn, address, address.value)
    speaker = Speaker(turn, incoming, address, people.person_of(turn, address), chat)
    inbox.heard(turn, SOURCE, row.source_id, speaker.person.id, "")
    return speaker, facts_told.read(speaker, LostBadgeFacts(), incoming.text)


def asked_lately(turn: Turn, speaker: Speaker) -> int:
    """How often the page was asked for this person within a day, this time included."""
    query = select(func.count()).select_from(Inbox).where(Inbox.person_id == speaker.person.id)
    lately = query.where(Inbox.source == SOURCE, col(Inbox.received_at) > turn.at - DAY)
    return turn.db.exec(lately).one()


def tell(speaker: Speaker, told: LostBadgeFacts) -> None:
    """Nothing that was typed on the page stands in the mail: somebody else may have typed it."""
    if find_mailbox.known_at(speaker, speaker.address):
        lost_badge.answer(speaker)
    else:
        ask_address.ask_lines(speaker, replace(told, mail=""))
