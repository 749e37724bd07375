"""The organisation that a press, words below a case, or a letter about it lets join."""

from core.desk.expecting import ExpectingCaseOrder
from core.desk.incoming import Incoming
from core.desk.speaker import Speaker
from core.ground.tables import Case
from core.people import tokens
from core.people.tokens import Purpose
from core.programmes.members.join_request import JoinRequest
from core.reading.acts.case_orders import order_in
from core.support import join_requests


def presses_join(incoming: Incoming) -> bool:
    """Whether an input is the button that lets an organisation join."""
    return incoming.choice.startswith("case:enrol:")


def request_joining(speaker: Speaker) -> tuple[str, JoinRequest] | None:
    """What the organisation told that the speaker lets join, with the programme: by the button of
    its case, by words below its card, or by a letter that answers it."""
    incoming, ref = speaker.incoming, ""
    if presses_join(incoming):
        ref = incoming.choice.split(":")[2]
    elif (below := case_below(speaker)) and order_in(incoming.text).action == "enrol":
        ref = below
    return join_requests.to_look_at(speaker.turn, speaker.person, ref) if ref else None


def case_below(speaker: Speaker) -> str:
    """The reference of the case whose card is answered; empty for none."""
    if isinstance(speaker.awaited, ExpectingCaseOrder):
        return speaker.awaited.ref
    secret = speaker.incoming.token
    token = tokens.find(speaker.turn, secret, Purpose.SUPPORT) if secret else None
    case = speaker.turn.db.get(Case, token.about_id) if token and token.about_id else None
    return case.ref if case else ""
