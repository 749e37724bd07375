"""A claim that somebody begins on a page with nothing but a mail address.

What they typed proves nothing, so the form of the claim goes to that mailbox: who opens its link,
or answers it, shows that they read there. Until they do, no further letter follows within a day,
then two, four and more.
"""

from collections.abc import Mapping
from datetime import timedelta
from itertools import takewhile
from uuid import UUID

from sqlmodel import col, select

from core.claims import opening
from core.claims.moves import Actor
from core.claims.states import ASKING
from core.desk import menu
from core.desk.claim import beginning, status
from core.desk.page_forms import lost_badge
from core.desk.speaker import SaidFirst, Speaker
from core.ground.effects import Outcome
from core.ground.tables import Address, Claim, Inbox, Mission
from core.ground.world import Turn
from core.people import people
from core.people.opt_outs import stopped
from core.programmes.catalogue import catalogue

SOURCE, DAY = "ask", timedelta(days=1)
MOST = 6  # letters in a row without an answer: then a month passes until the next
FIELDS = ("mail", "language", "programme", "badge", "code")


def in_words(_: Turn, __: Mapping[str, str]) -> str:
    """Nothing: which badge is wanted says nothing of the person."""
    return ""


def answer(speaker: Speaker, asked: Mapping[str, str]) -> None:
    """Send the claim's form to the mailbox, or where the claim stands; nothing to one that has not
    answered the last letter, or wants none."""
    turn, programme, badge = speaker.turn, asked["programme"], asked["badge"]
    if not catalogue(turn.settings.programmes_folder).has(programme, badge):
        turn.effects.conclude(Outcome.IGNORED, "no such badge any more")
    elif stopped(turn, speaker.address, programme):
        turn.effects.conclude(Outcome.IGNORED, "wants no letters")
    elif unanswered(speaker):
        turn.effects.conclude(Outcome.IGNORED, "the last letter is not answered yet")
    else:
        begin(speaker, programme, badge, asked.get("code", ""))
        turn.effects.conclude(Outcome.ASKED)


def begin(speaker: Speaker, programme: str, badge: str, code: str = "") -> None:
    """Open the claim by the page's door, and put its form; of one that is with those who decide, or
    was sent back, only where it stands."""
    word = "claim.asked_on_page"
    speaker.aside = SaidFirst(menu.word(speaker, programme, speaker.language, word))
    open_one = claim_of(speaker, programme, badge)
    if open_one is not None and open_one.state not in ASKING:
        speaker.about(open_one)
        status.tell(speaker, open_one)
        return
    known = catalogue(speaker.turn.settings.programmes_folder)
    if beginning.claimable(speaker, known[programme], known.badge(programme, badge)):
        opening.open_claim(
            speaker.turn,
            speaker.person,
            programme,
            badge,
            language=speaker.person.language,
            mission=mission_of(speaker, programme, badge),
            actor=Actor(None, people.WEB),
        )
    beginning.start(speaker, programme, badge, code=code)


def mission_of(speaker: Speaker, programme: str, badge: str) -> Mission | None:
    """The latest mission on the roster for this very mailbox, as an invitation would be about: the
    letter goes nowhere else."""
    query = select(Mission).where(Mission.programme == programme)
    query = query.where(Mission.mail == speaker.address.value)
    found = speaker.turn.db.exec(query.order_by(col(Mission.ends_on).desc()))
    return next((each for each in found if each.badge in ("", badge)), None)


def claim_of(speaker: Speaker, programme: str, badge: str) -> Claim | None:
    """The open claim of the person for this badge."""
    own = people.open_claims(speaker.turn, speaker.person)
    return next((each for each in own if (each.programme, each.badge) == (programme, badge)), None)


def unanswered(speaker: Speaker) -> bool:
    """Whether the letters that somebody asked for on this page have moved nobody of late: the
    mailbox has not been heard since, at any door."""
    lately = select(Inbox).where(col(Inbox.person_id).in_(of_mailbox(speaker)))
    lately = lately.where(Inbox.source_id != speaker.incoming.source_id)
    lately = lately.where(Inbox.source != lost_badge.SOURCE, Inbox.outcome != Outcome.IGNORED)
    rows = list(speaker.turn.db.exec(lately.order_by(col(Inbox.id).desc()).limit(MOST)))
    silent = list(takewhile(lambda row: row.source == SOURCE, rows))
    wait = DAY * 2 ** (len(silent) - 1) if silent else DAY
    return bool(silent) and silent[0].received_at > speaker.turn.at - wait


def of_mailbox(speaker: Speaker) -> set[UUID]:
    """The person, and those whose address leads to the same mailbox by another detail behind a
    plus (RFC 5233): « zoe+1@example.org », « zoe+2@example.org »."""
    local, at, domain = speaker.address.value.rpartition("@")
    if "+" not in local:
        return {speaker.person.id}
    begins = f"{local.partition('+')[0]}+"
    query = select(Address.person_id).where(
        col(Address.value).startswith(begins, autoescape=True),
        col(Address.value).endswith(f"{at}{domain}", autoescape=True),
    )
    return {speaker.person.id, *speaker.turn.db.exec(query)}
