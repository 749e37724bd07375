"""A badge that bears a signature of ours though it was not issued here: somebody has the key."""

from collections.abc import Sequence

from core.badges.openbadges.paths import programme_and_organisation
from core.badges.verify.verdict import Verdict
from core.ground.world import World
from core.issuing import judged_badges
from core.issuing.witnesses import HandedIn
from core.support import CaseSubject, Occasion, open_case


def judged(world: World, file: bytes, recipient: str | None = None) -> Verdict:
    """The verdict on a file that somebody hands in; the staff are told where it alarms."""
    verdict = judged_badges.judge(world, file, recipient)
    if verdict.alarms:
        report(world, verdict)
    return verdict


def handed_in(world: World, file: bytes, mails: Sequence[str]) -> HandedIn:
    """A badge that a person with these addresses hands in, judged; the staff are told where it
    alarms."""
    handed = judged_badges.hand_in(world, file, mails)
    if handed.verdict.alarms:
        report(world, handed.verdict)
    return handed


def report(world: World, verdict: Verdict) -> str:
    """Open the case of such a badge, once for each badge id; gives the case's reference."""
    did, _, key = (verdict.key or "").partition("#")
    issuer = did.rpartition(":")[2]
    programme, _ = programme_and_organisation(issuer)
    with world.turn() as turn:
        why = turn.say(
            turn.world.words.first,
            f"case.misused_{verdict.reason}",
            id=verdict.id or "?",
            badge=verdict.badge or "?",
            key=key,
            issuer=issuer,
        )
        about = CaseSubject(Occasion.MISUSED, verdict.id or did, why, programme)
        return open_case(turn, about).ref
