"""What is not to come back: the missions and addresses of people who had their data erased, as
digests that only this installation can make."""

import hmac
from collections.abc import Collection, Mapping
from datetime import date, datetime

from sqlmodel import col, select

from core.ground.rows.insert import put_all
from core.ground.rows.lookup import among
from core.ground.tables import Gone
from core.ground.world import Turn


def mission_digest(turn: Turn, programme: str, reference: str) -> str:
    """The digest of a row of a roster."""
    return digest(turn, f"mission:{programme}:{reference}")


def mail_digest(turn: Turn, mail: str) -> str:
    """The digest of a mail address."""
    return digest(turn, f"mail:{mail.strip().lower()}")


def digest(turn: Turn, told: str) -> str:
    return hmac.new(b"gone:" + turn.world.audit_key, told.encode(), "sha256").hexdigest()


def remember(turn: Turn, digests: Collection[str], at: datetime) -> None:
    """Note that these are gone."""
    rows = [{"digest": each, "gone_at": at} for each in sorted(set(digests))]
    put_all(turn, Gone, rows, ("digest",))


def among_gone(turn: Turn, digests: Collection[str]) -> Mapping[str, datetime]:
    """Those of the digests that are gone, and since when."""
    query = select(Gone.digest, Gone.gone_at).where(among(turn, col(Gone.digest), list(digests)))
    return dict(turn.db.exec(query).all())


def is_gone(
    turn: Turn, programme: str, missions: Collection[tuple[str, str, date | None]]
) -> set[str]:
    """The references of those missions (reference, address, last day) that somebody had erased: the
    row itself, or one of theirs that had ended by then. A mission that ends later is a new one."""
    if turn.db.exec(select(Gone.digest).limit(1)).first() is None:
        return set()
    ends = {mission_digest(turn, programme, reference): reference for reference, _, _ in missions}
    mails = {mail_digest(turn, mail): mail for _, mail, _ in missions}
    known = among_gone(turn, [*ends, *mails])
    since = {mails[each]: at for each, at in known.items() if each in mails}
    found = {ends[each] for each in known if each in ends}
    return found | {
        reference
        for reference, mail, last in missions
        if mail in since and (last is None or last <= since[mail].date())
    }
