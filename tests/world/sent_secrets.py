"""Whether secrets that left the house are still in its database."""

from dataclasses import dataclass, field

from sqlalchemy import inspect, text

from core.ground.messages import Message
from core.ground.tables import Outbox
from tests.world.story import SECRET, Story
from tests.world.world import Stage


@dataclass(slots=True)
class RecordedStory(Story):
    """A story that writes down every secret that leaves it."""

    sent: set[str] = field(default_factory=set)

    def deliver(self, row: Outbox, who: str) -> None:
        message = Message.from_json(row.message)
        shown = row.message
        for named in filter(None, (message.badge, message.retires)):  # ids of badges
            shown = shown.replace(named, "")
        public = {found for found in SECRET.findall(shown) if shows_itself(found, shown)}
        self.sent |= set(SECRET.findall(shown)) - public
        if code := message.values.get("code", ""):
            self.sent |= {code, code.replace(" ", "")}
        Story.deliver(self, row, who)

    def kept(self) -> set[str]:
        """The secrets that were sent and are in the database still."""
        held = stored(self.stage)
        return {secret for secret in self.sent if secret in held}


def shows_itself(found: str, shown: str) -> bool:
    """Whether letters are the address of a page that its holder gives away: a badge, all badges."""
    return any(f"/{path}/{found}" in shown for path in ("b", "p"))


def stored(stage: Stage) -> str:
    """All that stands in the database, but for what people wrote to us."""
    found = []
    with stage.world.glance() as turn:
        for table in inspect(turn.db.connection()).get_table_names():
            if table != "inbox":
                found += [str(tuple(row)) for row in turn.db.connection().execute(
                    text(f'SELECT * FROM "{table}"')
                )]  # fmt: skip
    return "\n".join(found)
