"""A badge that somebody hands in, judged: first as one of ours, then as one of a partner's."""

from core.badges.verify.verify import Verdict
from core.ground.world import World
from core.issuing import stored_badges
from core.issuing.partner_badges import partners, told_of
from core.programmes.catalogue import catalogue


def judge(world: World, file: bytes, recipient: str | None = None) -> Verdict:
    """The verdict on a picture, a document or an address that somebody hands in; with a mail
    address, whether the badge is theirs. A partner is asked outside of any transaction."""
    with world.glance() as turn:
        own = stored_badges.judge(turn, file, recipient)
    if not own.elsewhere:
        return own
    known = catalogue(world.settings.programmes_folder).programmes
    return told_of(file, recipient, partners(known, world.ask), world.now())
