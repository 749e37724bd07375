"""Somebody asks for their data, or wants it gone: in a chat and by mail, in any words; nothing is
erased without the code and a clear yes."""

import io
import json
import re
import zipfile

import pytest
from sqlmodel import col, select

from core.ground.tables import Erasure, Outbox
from core.people import people
from core.rights.handed_out import fetched
from tests.rights.erased import MAIL, NAME, canary
from tests.world.talking import Talk, texts, word
from tests.world.world import Stage


def planned(stage: Stage) -> list[bool]:
    """What becomes of the badges in each erasure that is planned."""
    with stage.world.glance() as turn:
        open_ones = select(Erasure).where(col(Erasure.undone_at).is_(None))
        return [each.keeps_badges for each in turn.db.exec(open_ones)]


def last_mail(stage: Stage, letter: str) -> str:
    """The message of the last mail to her with this letter."""
    with stage.world.glance() as turn:
        rows = turn.db.exec(select(Outbox).where(Outbox.place == MAIL).order_by(col(Outbox.id)))
        return [each.message for each in rows if f'"letter": "{letter}"' in each.message][-1]


def code(stage: Stage) -> str:
    found = re.search(r"\d{4} \d{4}", last_mail(stage, "code"))
    assert found
    return found[0]


@pytest.fixture
def lina(stage: Stage) -> Talk:
    canary(stage)
    talk = Talk(stage, "siobhan")
    talk.count = 50
    return talk


@pytest.mark.parametrize(
    "said",
    ["mes données", "delete my data", "supprimez mes données", "oubliez-moi",
     "I want a copy of everything you have on me", "je veux effacer mes données"],
)  # fmt: skip
def test_any_words_lead_there_and_nothing_is_done_yet(lina: Talk, said: str) -> None:
    done = lina.say(said)
    choices = {b["choice"] for reply in done.replies for b in reply["buttons"]}
    assert choices & {"mydata:get", "mydata:keep"}, texts(done)
    assert planned(lina.stage) == []


@pytest.mark.parametrize(
    "said",
    ["n'effacez surtout pas mes données", "don't delete my data",
     "mon amie a écrit « effacez mes données »", "oui", "12345678"],
)  # fmt: skip
def test_a_no_and_somebody_elses_words_erase_nothing(lina: Talk, said: str) -> None:
    lina.say(said)
    assert planned(lina.stage) == []


def test_the_copy_comes_as_a_file_with_all_there_is(lina: Talk) -> None:
    lina.say("mes données")
    lina.press(word("rights.button_get"))
    with lina.stage.world.glance() as turn:
        row = turn.db.exec(select(Outbox).order_by(col(Outbox.id).desc())).first()
        assert row is not None
        reference = json.loads(row.message)["files"][0]
    file = fetched(lina.stage.world, reference)
    assert file is not None
    with zipfile.ZipFile(io.BytesIO(file.content)) as pack:
        held = json.loads(pack.read("data.json"))
        page = pack.read("index.html").decode()
        assert any(name.startswith("badges/") for name in pack.namelist())
    assert {"person", "address", "mission", "badge", "claim", "event", "inbox"} <= set(held)
    assert NAME in page
    assert "digest" not in held.get("token", [{}])[0], "no secret is handed out"


def test_an_erasure_takes_the_choice_the_code_and_a_yes(lina: Talk) -> None:
    lina.say("effacez mes données")
    lina.press(word("rights.button_keep"))
    lina.say("1234 0000")
    assert planned(lina.stage) == []
    lina.say(code(lina.stage))
    assert planned(lina.stage) == [], "the yes is still to come"
    lina.press(word("rights.button_yes"))
    assert planned(lina.stage) == [True]
    assert "/data/" in last_mail(lina.stage, "my-data"), "her mailbox is told"
    lina.press(word("rights.button_undo"))
    assert planned(lina.stage) == []


def test_a_yes_comes_too_late_after_an_hour(lina: Talk) -> None:
    lina.say("effacez mes données")
    lina.press(word("rights.button_revoke"))
    lina.say(code(lina.stage))
    lina.stage.clock.pass_(hours=2)
    lina.say("oui")
    assert planned(lina.stage) == []


def test_who_has_no_mailbox_is_asked_for_the_yes_in_their_chat(stage: Stage) -> None:
    talk = Talk(stage, "nobody")
    talk.say("effacez mes données")
    talk.press(word("rights.button_all"))
    talk.say("oui")
    assert planned(stage) == [False]


def test_staff_are_told_to_give_up_their_role(stage: Stage) -> None:
    stage.reviewer("sam", "Sam Okafor", "becode")
    said = texts(Talk(stage, "sam").say("effacez mes données"))
    assert word("rights.is_staff") in said
    with stage.world.glance() as turn:
        assert people.find(turn, people.MAIL, "sam@example.org") is not None
