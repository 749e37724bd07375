"""What goes wrong in a transcript: mails that come back, keys that are away, badges taken back."""

from typing import TYPE_CHECKING

from sqlmodel import col, select

from core.ground.paths import ROOT
from core.ground.tables import Badge, Outbox
from mail.listen import receive_mail
from mail.row_tags import bounce_address
from tests.world.query_plans import unheard
from tests.world.world import MAILBOX, Stage

if TYPE_CHECKING:
    from tests.world.story import Story

REPORT = ROOT / "tests" / "inbox" / "bounce-unknown-user.eml"


def bounced(stage: Stage, place: str) -> bytes:
    """What a mail server sends back for the latest mail to an address."""
    with stage.world.glance() as turn:
        query = select(Outbox).where(Outbox.place == place, Outbox.door == "mail")
        row = turn.db.exec(query.order_by(col(Outbox.id).desc())).first()
    assert row is not None
    verp = bounce_address(MAILBOX, row.id).encode()
    raw = REPORT.read_bytes()
    return raw.replace(b"badges+b-aaaaaaaaaaaaaaaaaaaaaaaabm@cocarde.test", verp)


def bounce(story: "Story", who: str) -> None:
    """`@ bounce awa`: the last mail to this mailbox comes back, its user is unknown."""
    story.note(receive_mail(story.stage.world, bounced(story.stage, story.mailboxes[who])), "")


def keyless(story: "Story", _: str) -> None:
    """`@ keyless`: no badge can be signed, for the file of the keys is away."""
    path = story.stage.world.settings.key_path
    path.rename(path.with_suffix(".away"))


def keyed(story: "Story", _: str) -> None:
    """`@ keyed`: the keys are back."""
    path = story.stage.world.settings.key_path
    path.with_suffix(".away").rename(path)


def revoked(story: "Story", reason: str) -> None:
    """`@ revoked Les dates étaient fausses`: the one badge that there is."""
    with story.stage.world.turn() as turn:
        badge = turn.db.exec(unheard(select(Badge))).one()
        badge.revoked_at, badge.revoked_reason = turn.at, reason
        turn.db.add(badge)


MISHAPS = {"bounce": bounce, "keyless": keyless, "keyed": keyed, "revoked": revoked}
