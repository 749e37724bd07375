"""Issue 9, line 21: placeholder contacts warn on a real installation, and there only."""

import json
from dataclasses import replace

import pytest

from cocarde.operate.check_contacts import is_reserved, look
from core.ground.errors import Trouble
from core.ground.paths import ROOT, TEMPLATES
from core.ground.settings import Settings, read_settings
from core.programmes.catalogue import catalogue
from tests.world.issued_badges import partner_badge
from tests.world.talking import Talk, texts
from tests.world.visitors import visitor
from tests.world.world import Stage

BECODE = catalogue(TEMPLATES / "programmes")["becode"]
REAL = Settings(public_url="https://badges.becode.org")
LOCAL = Settings()


def test_a_real_installation_is_told_of_each_placeholder() -> None:
    (found,) = look(REAL, [BECODE])
    assert (found.weight, found.about) == ("beware", "programmes: becode")
    assert "badges@becode.example.org" in found.what
    own = BECODE.model_copy(update={"email": "badges@becode.org"})
    assert list(look(REAL, [own])) == []


def test_the_mend_is_a_setting_that_is_believed_without_touching_the_file() -> None:
    (found,) = look(REAL, [BECODE])
    assert "COCARDE_CONTACTS to becode=" in str(found.mend)
    assert list(look(replace(REAL, contacts="becode=badges@becode.org"), [BECODE])) == []
    assert list(look(replace(REAL, contacts="becode=a@example.com"), [BECODE]))


def test_a_contact_for_no_programme_is_wrong() -> None:
    (found,) = look(replace(LOCAL, contacts="becod=badges@becode.org"), [BECODE])
    assert (found.weight, "becod" in found.what) == ("wrong", True)
    with pytest.raises(Trouble, match="COCARDE_CONTACTS=becode=nobody"):
        read_settings({"COCARDE_CONTACTS": "becode=nobody"})


async def test_the_contact_of_an_installation_stands_wherever_the_programme_s_is_said(
    stage: Stage,
) -> None:
    settings = replace(stage.world.settings, contacts="normandie=openbadge@normandie.fr")
    stage.world = replace(stage.world, settings=settings)
    moussa = Talk(stage, "moussa")
    moussa.say("/faq")
    moussa.press("Région Normandie")
    told = [texts(moussa.say("À qui poser une question ?"))]
    badge = partner_badge(stage, "Atelier du Bocage")
    async with visitor(stage) as client:
        told.append((await client.get("/ask/normandie/region-communiquer-1")).text)
        told.append(json.dumps(json.loads(badge.credential)["issuer"]))
    assert ["openbadge@normandie.fr" in each for each in told] == [True, True, True]
    assert not any("normandie.example.org" in each for each in told)


def test_nobody_says_the_address_of_the_file_but_what_knows_the_setting() -> None:
    wings = [ROOT / wing for wing in ("core", "bot", "mail", "web", "cocarde", "templates/pages")]
    said = {
        path.name
        for wing in wings
        for path in wing.rglob("*")
        if path.suffix in (".py", ".html") and "programme.email" in path.read_text("utf-8")
    }
    assert said == {"contacts.py"}


def test_a_door_to_people_makes_it_real_whatever_the_address_of_the_pages() -> None:
    assert list(look(replace(LOCAL, smtp_url="smtp://127.0.0.1"), [BECODE]))
    assert list(look(replace(LOCAL, telegram_token="1:x"), [BECODE]))


def test_a_first_look_and_the_demo_are_told_nothing() -> None:
    assert list(look(LOCAL, [BECODE])) == []
    demo = replace(REAL, fetch_map="github.com=http://127.0.0.1:9001")
    assert list(look(demo, [BECODE])) == []


def test_a_sender_that_nobody_can_answer_is_told() -> None:
    settings = replace(REAL, mail_address="badges@example.com")
    assert any("no answer can come back" in each.what for each in look(settings, []))


@pytest.mark.parametrize(
    "contact",
    ["a@example.org", "a@EXAMPLE.com.", "a@mail.example.net", "a@x.test", "a@x.invalid",
     "https://example.org/a", "https://a.example", "https://localhost:8000/"],
)  # fmt: skip
def test_what_nobody_can_own_is_reserved(contact: str) -> None:
    assert is_reserved(contact)


@pytest.mark.parametrize(
    "contact",
    ["a@becode.org", "a@myexample.org", "https://test.becode.org/example.org", "a@tes.t", ""],
)
def test_what_somebody_can_own_is_not(contact: str) -> None:
    assert not is_reserved(contact)


def test_a_programme_of_ones_own_is_told_of_its_placeholders_from_the_first_look_on() -> None:
    own = BECODE.model_copy(update={"slug": "jardin"})
    assert ["badges@becode.example.org" in each.what for each in look(LOCAL, [own])] == [True]
