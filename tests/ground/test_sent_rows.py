"""A message that was sent keeps its words and no secret; each conversation is held to it too."""

import json

from core.ground.blanking import CODE, SECRET, without_secrets
from core.ground.messages import Button, Message
from mail.quoting.sent_words import Parents

SEED = "abcdefghijklmnopqrstuvwxyz"


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
