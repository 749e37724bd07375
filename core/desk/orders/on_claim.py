"""An order about one claim: a decision is asked about first, the rest is done."""

from core.claims import claim_form
from core.desk.expecting import ExpectingWhichClaim
from core.desk.orders import card_meant, confirm, look_up, to_whom
from core.desk.orders.card_meant import ShownCard
from core.desk.orders.order import StaffOrder
from core.desk.review import by_chat, by_mail
from core.desk.speaker import Speaker
from core.ground.effects import Outcome
from core.ground.messages import Button
from core.ground.tables import Claim
from core.programmes.file_values import said
from core.reading.acts.kinds import ActKind

OFFERED = 6


def work(speaker: Speaker, order: StaffOrder, card: ShownCard | None) -> None:
    """The order on the claim of the card, else on the one that waits; of several, ask which."""
    if not speaker.chatting:
        by_letter(speaker)
        return
    claims = card_meant.waiting(speaker) if card is None else []
    if card is not None:
        with_claim(speaker, order, card)
    elif len(claims) == 1:
        with_claim(speaker, order, card_meant.of_claim(speaker, claims[0]))
    elif claims:
        ask_which(speaker, order, claims)
    elif order.kind is ActKind.ASSIGN and look_up.known(speaker):
        look_up.hear(speaker)  # « je prends le dossier de Samir », which is before somebody else
    else:
        speaker.turn.effects.conclude(Outcome.ASKED, "nothing waits")
        speaker.reply(speaker.word("review.queue", count="0"))


def with_claim(speaker: Speaker, order: StaffOrder, card: ShownCard) -> None:
    """Do it with this claim, or ask."""
    if order.kind is ActKind.ASSIGN:
        to_whom.hear(speaker, card.claim, doubted=order.doubted)
    elif order.kind is ActKind.SECOND and not order.doubted:
        by_chat.second(speaker, card.claim)
    else:
        confirm.ask(speaker, order, card)


def ask_which(speaker: Speaker, order: StaffOrder, claims: list[Claim]) -> None:
    """Name those that wait, each with a button."""
    rows = []
    for each in claims[:OFFERED]:
        form = claim_form.form_of(speaker.turn, each)
        name = f"{confirm.who(speaker, form)} · {said(form.badge.name, speaker.language)}"
        rows.append((Button(name, f"orderon:{each.ref}"),))
    speaker.expect(ExpectingWhichClaim(order.kind, order.reason))
    speaker.turn.effects.conclude(Outcome.ASKED, "which claim?")
    speaker.reply(speaker.word("order.which"), tuple(rows), awaits=True)


def chosen(speaker: Speaker, ref: str) -> None:
    """The claim that was meant by the order, by its button."""
    awaited, claim = speaker.awaited, by_chat.find(speaker, ref)
    if not isinstance(awaited, ExpectingWhichClaim) or claim is None:
        speaker.reply(speaker.word("menu.gone"))
        return
    speaker.expect()
    order = StaffOrder(awaited.order, awaited.reason)
    with_claim(speaker, order, card_meant.of_claim(speaker, claim))


def hear_which(speaker: Speaker, _: ExpectingWhichClaim) -> None:
    """The claim that was meant, by a name or its reference."""
    chosen(speaker, card_meant.waiting(speaker)[0].ref)


def by_letter(speaker: Speaker) -> None:
    """A letter that answers no card decides nothing: the cards come, each to be answered."""
    for claim in card_meant.waiting(speaker)[: by_chat.SHOWN]:
        by_mail.ask_to_confirm(speaker, claim, "order.by_letter")
    speaker.turn.effects.conclude(Outcome.NEEDS_CONFIRMATION, "which claim?")
