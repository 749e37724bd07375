"""What somebody asks on a page without an account: answered by mail, to that mailbox only.

The page keeps what was asked and says the same to everybody; what is known of the address is
looked up later, by the worker, so that neither words nor time tell anything.
"""

import json
import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from core.desk.incoming import Incoming
from core.desk.page_forms import begin_claim, lost_badge
from core.desk.speaker import Speaker, conversation
from core.ground.database.store import is_away
from core.ground.effects import Effects
from core.ground.rows import inbox
from core.ground.tables import Inbox
from core.ground.watched import committed
from core.ground.watched.about import about, input_name
from core.ground.world import Turn, World, runs_again
from core.issuing.issue import issue_approved
from core.people import people

LOST, BEGIN = lost_badge.SOURCE, begin_claim.SOURCE
LONGEST = 200

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class PageForm:
    """A form that anybody may post: its fields, of which `mail` and `language` are two; what they
    say of the person, as a text; and what answers them."""

    fields: tuple[str, ...]
    words: Callable[[Turn, Mapping[str, str]], str]
    answer: Callable[[Speaker, Mapping[str, str]], None]


FORMS = {
    LOST: PageForm(lost_badge.FIELDS, lost_badge.in_words, lost_badge.answer),
    BEGIN: PageForm(begin_claim.FIELDS, begin_claim.in_words, begin_claim.answer),
}


def ask(world: World, source: str, source_id: str, asked: Mapping[str, str]) -> None:
    """Keep what was asked with a form; a repeat is kept once."""
    kept = {name: asked.get(name, "")[:LONGEST] for name in FORMS[source].fields}
    inbox.keep(world, source, source_id, json.dumps(kept, ensure_ascii=False).encode())


def answer_waiting(world: World) -> Effects:
    """Answer everything that waits, each in its own turn; what fails three times is set aside."""
    done = Effects()
    for row in (row for source in FORMS for row in inbox.waiting(world, source)):
        with about(input=input_name(row.source, row.source_id)):
            try:
                done.joined(answer(world, row))
            except Exception as error:
                log.exception("A question asked on the page must wait.")
                if not is_away(error):
                    inbox.strike(world, row.source, row.source_id, str(error))
    return done


def answer(world: World, row: Inbox) -> Effects:
    """One question, answered by mail: a diagnosis with its cure, a claim, else what to do."""
    effects = work(world, row)
    committed.worked(row.source, effects)
    return issue_approved(world, effects)


@runs_again
def work(world: World, row: Inbox) -> Effects:
    """The turn of one question."""
    with world.turn() as turn:
        if inbox.first_time(turn, row.source, row.source_id):
            asked = json.loads(row.raw)
            speaker = asker(turn, row, asked)
            inbox.heard(turn, row.source, row.source_id, speaker.person.id, "")
            FORMS[row.source].answer(speaker, asked)
            said = speaker.incoming.text
            inbox.heard(turn, row.source, row.source_id, speaker.person.id, said)
    return turn.effects


def asker(turn: Turn, row: Inbox, asked: Mapping[str, str]) -> Speaker:
    """Who is asked about, as somebody of whom nothing proves that they ask."""
    address = people.meet(turn, people.MAIL, asked["mail"], language=asked["language"])
    incoming = Incoming(
        door=people.MAIL,
        source=row.source,
        source_id=row.source_id,
        value=address.value,
        text=FORMS[row.source].words(turn, asked),
        authentic=False,
    )
    chat = conversation(turn, address, address.value)
    return Speaker(turn, incoming, address, people.person_of(turn, address), chat)
