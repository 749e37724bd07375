"""The table of handlers: each input has one row, each row an input, and takes what it is given."""

import inspect
import re
from typing import get_args

import pytest

from core.desk import buttons, classify, commands
from core.desk.any_moment import acts, strangers
from core.desk.casework import by_chat
from core.desk.claim import typed
from core.desk.expecting import (
    ExpectingAnswerYes,
    ExpectingErasureCode,
    ExpectingOrderYes,
    ExpectingWhichClaim,
    LostBadgeStep,
)
from core.desk.handlers import HANDLERS
from core.desk.handling import GONE, IN_PRIVATE, NOT_FOR_US, Handling
from core.desk.orders import hear, hint
from core.desk.showing import report
from core.reading.acts.wishes import Wish
from core.reading.form_steps import Step
from tests.world.talking import Talk, texts, word
from tests.world.world import Stage

FOUND_IN = (classify, hear, hint, report, strangers, typed)
FIXED = {
    name
    for each in FOUND_IN
    for name in re.findall(r'Handling\("([^"{]+)"', inspect.getsource(each))
}
TYPED = ExpectingOrderYes | ExpectingWhichClaim | ExpectingAnswerYes | ExpectingErasureCode
AWAITED = {
    *(f"awaited address {each}" for each in classify.ADDRESSES),
    *(f"awaited code {each}" for each in classify.CODES),
    *(f"awaited {each.name}" for each in get_args(classify.PLAIN | by_chat.ForACase | TYPED)),
}
SEARCHED = {
    *LostBadgeStep,
    "address lost",
    "address reads",
    "code",
    "doubt",
    "unproven",
}
NAMED = {
    *(f"lost badge {step}" for step in SEARCHED),
    *(f"button {verb}" for verb in buttons.ARGUMENTS),
    *(f"command {name}" for name in commands.COMMANDS),
    *(f"wish {wish}" for wish in Wish),
    *(f"act {kind}" for kind in acts.WORKS),
    *(f"step {step}" for step in set(Step) - {Step.EDIT}),
    "command unknown",
    GONE.name,
    IN_PRIVATE.name,
    NOT_FOR_US.name,
    "event code",
    "badge name wrong",
}


def test_each_input_has_one_handler_and_each_handler_an_input() -> None:
    assert set(HANDLERS) == FIXED | AWAITED | NAMED


@pytest.mark.parametrize("verb", sorted(buttons.ARGUMENTS))
def test_a_handler_takes_the_arguments_of_its_button(verb: str) -> None:
    given = [object()] * buttons.ARGUMENTS[verb]
    inspect.signature(HANDLERS[f"button {verb}"]).bind(object(), *given)


@pytest.mark.parametrize("name", sorted(commands.COMMANDS))
def test_a_handler_takes_the_words_after_its_command(name: str) -> None:
    inspect.signature(HANDLERS[f"command {name}"]).bind(object(), "words")


@pytest.mark.parametrize(
    ("choice", "handling"),
    [
        ("menu", Handling("button menu")),
        ("edit:abc234:site", Handling("button edit", ("abc234", "site"))),
        ("approve:abc234", Handling("button approve", ("abc234", ""))),
        ("case:take:abc234:0", Handling("button case", ("take", "abc234", "0"))),
        ("edit:abc234", GONE),
        ("menu:too:much", GONE),
        ("never-was-one", GONE),
        (":", GONE),
        ("", GONE),
    ],
)
def test_a_choice_is_read_for_its_shape_alone(choice: str, handling: Handling) -> None:
    assert buttons.read(choice, in_group=False) == handling


def test_in_a_group_only_its_own_buttons_and_commands_are_heard() -> None:
    assert buttons.read("confirm:abc234", in_group=True) == IN_PRIVATE
    assert buttons.read("undo:abc234", in_group=True) == Handling("button undo", ("abc234",))
    assert commands.read("/status", in_group=True) == IN_PRIVATE
    assert commands.read("/weather Lille", in_group=True) == NOT_FOR_US
    assert commands.read("/here@our_bot becode", in_group=True) == Handling(
        "command here", ("becode",)
    )


@pytest.mark.parametrize("choice", ["confirm:nobody", "badge:becode:none", "faqs:nowhere:0"])
def test_a_button_of_what_is_not_there_is_gone(stage: Stage, choice: str) -> None:
    talk = Talk(stage, "lina")
    assert word("menu.gone") in texts(talk.send(choice=choice))
