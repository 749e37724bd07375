"""A badge that somebody hands in, judged: first as one of ours, then as one of a partner's."""

from collections.abc import Callable, Sequence

from core.badges.verify.partners import https_host
from core.badges.verify.verify import Verdict, address, is_badge
from core.ground.world import Turn, World
from core.issuing import stored_badges
from core.issuing.partner_badges import partners, told_of
from core.issuing.witnesses import SILENT, HandedIn, recalled
from core.programmes.members.organisations import all_partners

Judge = Callable[[str | None], Verdict]


def judge(world: World, file: bytes, recipient: str | None = None) -> Verdict:
    """The verdict on a picture, a document or an address that somebody hands in; with a mail
    address, whether the badge is theirs."""
    return judging(world, file)[0](recipient)


def hand_in(world: World, file: bytes, mails: Sequence[str]) -> HandedIn:
    """A badge of a person who has these mail addresses, judged whoever it is for, and whether it
    was issued to one of them."""
    judged, seen = judging(world, file)
    told = judged(None)
    theirs = (mail for mail in mails if told.valid and judged(mail).valid)
    return HandedIn(told, next(theirs, ""), seen, file)


def judging(world: World, file: bytes) -> tuple[Judge, dict[str, bytes]]:
    """How a file is judged for an address, and what a partner's hosts have told so far. They are
    asked outside of any transaction, and none twice."""
    with world.glance() as turn:
        register = partners(all_partners(turn), world.ask)

    def judged(recipient: str | None) -> Verdict:
        with world.glance() as turn:
            told = stored_badges.judge(turn, file, recipient)
        if told.elsewhere:
            told = told_of(file, recipient, register, world.now())
        if told.reason not in SILENT:
            return told
        with world.glance() as turn:
            return recalled(turn, file, told, recipient)

    return judged, register.seen


def is_badge_text(turn: Turn, text: str) -> bool:
    """Whether words are a signed token, or the address of a badge of ours or of a partner and
    nothing else."""
    told = text.strip()
    if not address(told.encode()):
        return is_badge(told.encode())
    asked = partners(all_partners(turn), turn.world.ask).hosts_asked
    page = told if told.endswith((".json", ".png")) else f"{told.rstrip('/')}.json"
    return https_host(told) in asked or stored_badges.register(turn).hosts(page)
