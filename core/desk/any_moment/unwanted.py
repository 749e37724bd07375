"""« Supprimez mon badge »: who holds one is told what it is to others, and who can revoke it."""

from core.claims.states import CLOSED
from core.desk import at_hand, menu
from core.desk.any_moment.misspelt import named_badge
from core.desk.speaker import Speaker
from core.ground.effects import Outcome
from core.ground.messages import Button
from core.ground.tables import Badge
from core.programmes.catalogue import catalogue
from core.reading.acts.hold_back import HELD
from core.reading.acts.kinds import ActKind

NO_MORE = (ActKind.ERASE, ActKind.WITHDRAW)


def found(speaker: Speaker) -> Badge | None:
    """The badge that its holder wants no more; None for other words, and where a claim is under
    way, which is what can be stopped then."""
    acts = speaker.understood.reading.acts
    meant = any(act.kind in NO_MORE and act.certainty >= HELD for act in acts)
    if not meant or speaker.incoming.fields or not speaker.proven:
        return None
    claim = at_hand.under_way(speaker)
    if claim is not None and claim.state not in CLOSED:
        return None
    return named_badge(speaker) if menu.speaks_of_badges(speaker.incoming.text) else None


def tell(speaker: Speaker, badge: Badge) -> None:
    """That nobody sees it unless it is shown to them, and that the staff can revoke it."""
    programme = catalogue(speaker.turn.settings.programmes_folder)[badge.programme]
    speaker.turn.effects.conclude(Outcome.ASKED, "a badge that is not wanted")
    text = speaker.word(
        "badge.unwanted", badge=badge.name, programme=programme.named(speaker.language)
    )
    human = Button(speaker.word("act.offer_human"), f"human:{badge.programme}")
    speaker.reply(text, ((human,),) if speaker.chatting else ())
