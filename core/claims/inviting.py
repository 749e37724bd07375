"""The invitation: the mail that goes out once a mission has ended, filled with what is known."""

from core.claims import filling, judging, people, post, recap, roster
from core.claims.filling import Sheet
from core.claims.life import ASKING, Move, State
from core.claims.moving import move
from core.claims.opening import open_claim
from core.claims.roster import invited_at
from core.ground import timers
from core.ground.messages import Message
from core.ground.tables import Address, Mission
from core.ground.world import Turn
from core.programmes.catalogue import catalogue
from core.programmes.rules import Barred, Mend

INVITATION = "invitation"


def invite(turn: Turn, mission_id: str) -> None:
    """Send the invitation of a mission, if by now it is still right to."""
    mission = roster.mission(turn, mission_id)
    if mission is None or mission.ends_on is None or mission.interrupted:
        return
    programme = catalogue(turn.settings.programmes_folder)[mission.programme]
    if programme.invitation is None:
        return
    due = invited_at(programme, mission.ends_on)
    if due > turn.at:
        timers.put(turn, roster.INVITE, mission_id, due)
        return
    address = people.meet(
        turn, people.MAIL, mission.mail, name=mission.name, language=mission.language
    )
    invite_address(turn, mission, address, programme.invitation.badge)


def invite_address(turn: Turn, mission: Mission, address: Address, badge: str) -> None:
    """Open the claim with what the roster says; where the rules refuse it, nothing is sent."""
    person = people.person_of(turn, address)
    person.name = person.name or mission.name
    claim = open_claim(turn, person, mission.programme, badge, mission=mission)
    filled = filling.sheet(turn, claim)
    if claim.opened_at == turn.at and barred(turn, filled):
        move(turn, claim, Move.WITHDRAW, reason="the rules refuse it")
    elif claim.state in ASKING:
        if not filled.missing and claim.state == State.DRAFT:
            move(turn, claim, Move.COMPLETE)
        message = letter(turn, filled, person.name, address.value)
        post.send(turn, address, claim, INVITATION, str(mission.id), message)


def barred(turn: Turn, filled: Sheet) -> bool:
    """Whether a rule already refuses what the roster says: too short, held already …"""
    return any(isinstance(verdict, Barred | Mend) for _, verdict in judging.judge(turn, filled, {}))


def letter(turn: Turn, filled: Sheet, name: str, recipient: str) -> Message:
    """Everything known: the exact text, and a yes is enough. Else: the lines that are missing."""
    complete = not filled.missing
    values = {
        **recap.recap(turn, filled).values,
        "name": name,
        "recipient": recipient,
        "lines": recap.missing(turn, filled),
    }
    kind = "invitation" if complete else "invitation-incomplete"
    text = turn.say(filled.locale, f"invite.{'complete' if complete else 'incomplete'}", **values)
    return Message(text, filled.locale, letter=kind, values=values)
