"""Line 7: a message that was sent keeps its words and no secret."""

import json
from pathlib import Path

import pytest
from sqlalchemy import inspect, text

from core.ground.blanking import CODE, SECRET, without_secrets
from core.ground.messages import Button, Message
from core.ground.tables import Outbox
from mail.quoting.sent_words import Parents
from tests.story import SECRET as SECRETS
from tests.story import Story
from tests.worlds import Stage

STORIES = sorted((Path(__file__).parent / "conversations").glob("*.txt"))
SEED = "abcdefghijklmnopqrstuvwxyz"


class Listening(Story):
    """A story that writes down every secret that leaves it."""

    def deliver(self, row: Outbox, who: str) -> None:
        message = Message.from_json(row.message)
        shown = row.message.replace(message.badge, "") if message.badge else row.message
        self.sent |= {found for found in SECRETS.findall(shown) if f"/b/{found}" not in shown}
        if code := message.values.get("code", ""):
            self.sent |= {code, code.replace(" ", "")}
        super().deliver(row, who)

    sent: set[str]


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


@pytest.mark.parametrize("path", STORIES, ids=lambda path: path.stem)
def test_after_a_story_the_database_holds_no_secret_that_was_sent(path: Path, stage: Stage) -> None:
    story = Listening(stage)
    story.sent = set()
    story.play(path.read_text(encoding="utf-8"))
    held = stored(stage)
    assert not {secret for secret in story.sent if secret in held}


def test_the_words_and_the_badge_stay() -> None:
    values = {"link": f"https://cocarde.test/claim/{SEED}", "code": "1234 5678"}
    button = Button("Oui", url=f"https://t.me/bot?start={SEED}")
    message = Message(
        f"Code 1234 5678 ou https://cocarde.test/b/{SEED}",
        "fr", ((button,),), values=values, badge=SEED, token=SEED,
    )  # fmt: skip
    kept = Message.from_json(without_secrets(message.as_json()))
    assert kept.text == f"Code {CODE} ou https://cocarde.test/b/{SEED}"
    assert (kept.badge, kept.token) == (SEED, SECRET)
    assert SEED not in json.dumps([kept.values["link"], kept.buttons[0][0].url])
    assert without_secrets(kept.as_json()) == kept.as_json()
    assert without_secrets("") == ""


def test_a_quoted_link_is_known_as_ours_though_its_secret_is_gone() -> None:
    kept = Parents([f"Répondez ici : https://cocarde.test/claim/{SECRET}", f"Le code : {CODE}"])
    assert kept.said(f"Répondez ici : https://cocarde.test/claim/{SEED}")
    assert kept.said("Le code : 1234 5678")
    assert not kept.said("1234 5678")
    assert not kept.said(SEED)
