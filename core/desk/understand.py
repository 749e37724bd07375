"""Looking at evidence on the network before the turn opens, so that no transaction waits for it."""

from collections.abc import Mapping

from sqlmodel import col, select

from core.claims import claim_form
from core.claims.life import ASKING, MENDABLE
from core.desk.claim import read_answers
from core.desk.incoming import Incoming
from core.ground.tables import Claim, Conversation
from core.ground.world import Turn, World
from core.people import people, tokens
from core.programmes.rules import LinkCheck
from core.reading.addresses import code_hosts


def look_ahead(world: World, incoming: Incoming) -> Mapping[str, LinkCheck]:
    """What is found at each address that this input gives as evidence: URL → look."""
    if incoming.choice or incoming.text.startswith("/") or not (incoming.text or incoming.fields):
        return {}
    with world.glance() as turn:
        claim = claim_of(turn, incoming)
        urls = wanted(turn, claim, incoming) if claim else []
    return {url: world.fetch(code_hosts.checked(url)) for url in urls}


def claim_of(turn: Turn, incoming: Incoming) -> Claim | None:
    """The claim that an input is about, if it is known before the speaker is."""
    token = tokens.find(turn, incoming.token) if incoming.token else None
    if token is not None and token.claim_id:
        return turn.db.get(Claim, token.claim_id)
    value = people.fold(incoming.door, incoming.value)
    query = select(Claim).join(Conversation, col(Conversation.claim_id) == Claim.id)
    query = query.where(Conversation.door == incoming.door, Conversation.place == value)
    return turn.db.exec(query).first()


def wanted(turn: Turn, claim: Claim, incoming: Incoming) -> list[str]:
    """The addresses among the answers that a rule wants to reach."""
    if claim.state not in ASKING | MENDABLE:
        return []
    form = claim_form.form_of(turn, claim)
    heard = (
        read_answers.hear(turn, form, incoming) if form.looked_at else read_answers.ReadAnswers()
    )
    given = [heard.answers[name].value for name in heard.answers if name in form.looked_at]
    return list(dict.fromkeys(filter(None, given)))
