"""Issue 9, line 21: placeholder contacts warn on a real installation, and there only."""

from dataclasses import replace

import pytest

from cocarde.operate.check_contacts import is_reserved, look
from core.ground.paths import TEMPLATES
from core.ground.settings import Settings
from core.programmes.catalogue import catalogue

BECODE = catalogue(TEMPLATES / "programmes")["becode"]
REAL = Settings(public_url="https://badges.becode.org")
LOCAL = Settings()


def test_a_real_installation_is_told_of_each_placeholder() -> None:
    (found,) = look(REAL, [BECODE])
    assert (found.weight, found.about) == ("beware", "programmes: becode")
    assert "badges@becode.example.org" in found.what
    own = BECODE.model_copy(update={"email": "badges@becode.org"})
    assert list(look(REAL, [own])) == []


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
