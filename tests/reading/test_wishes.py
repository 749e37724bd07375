"""What a letter asks for in plain words, and all that must not be taken for it."""

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.reading.acts.accounting import KnownWriter
from core.reading.acts.commands import COMMAND, command_in
from core.reading.acts.wishes import Wish, wish_in
from tests.world.samples import rows

SAID = rows("wishes")
WISHES = [row for row in SAID if row[0] != "none"]
NONE = [text for wish, text in SAID if wish == "none"]


@pytest.mark.parametrize(("wish", "text"), WISHES)
def test_a_wish_is_understood(wish: str, text: str) -> None:
    assert wish_in(text) is Wish(wish)


@pytest.mark.parametrize("text", NONE)
def test_an_answer_a_reason_or_thanks_is_no_wish(text: str) -> None:
    assert wish_in(text) is None


def test_the_table_holds_enough_of_both() -> None:
    assert len(WISHES) >= 80
    assert len(NONE) >= 80
    assert {wish for wish, _ in WISHES} == set(Wish)


TABLES = [(table, row) for table in ("answers", "links", "places_written") for row in rows(table)]
ANSWERS = [row[1] if table != "places_written" else row[0] for table, row in TABLES]


@pytest.mark.parametrize("answer", ANSWERS)
def test_no_answer_of_the_other_tables_is_a_wish(answer: str) -> None:
    assert wish_in(answer) is None


POLITE = st.sampled_from(["Bonjour,", "Hello,", "Madame, Monsieur,", "Dag,", ""])
THANKS = st.sampled_from(["Merci !", "Thanks.", "Cordialement,\nAwa Diallo", "Bedankt", ""])


@settings(deadline=None)
@given(row=st.sampled_from(WISHES), before=POLITE, after=THANKS)
def test_greetings_and_thanks_change_nothing(row: tuple[str, str], before: str, after: str) -> None:
    known = KnownWriter(("Awa Diallo",))
    assert wish_in(f"{before}\n{row[1]}\n{after}", known) is Wish(row[0])


@pytest.mark.parametrize(
    "text",
    ["je " * 1300, "n ai " * 1000, "j ai toujours pas " * 300, "je ne veux plus, " * 400,
     "stop " * 800, "bonjour " * 600, "." * 4000, "pas encore " * 500, "i have have " * 400],
)  # fmt: skip
def test_a_hostile_text_takes_no_longer_than_its_length(text: str) -> None:
    before = time.process_time()
    wish_in(text)
    assert time.process_time() - before < 0.5


@settings(deadline=None)
@given(text=st.text(max_size=300))
def test_any_text_has_one_wish_or_none(text: str) -> None:
    assert wish_in(text) in {None, *Wish}


@pytest.mark.parametrize("phrase", COMMAND)
def test_the_closed_list_of_commands_stays_as_it_is(phrase: str) -> None:
    assert command_in(phrase) == COMMAND[phrase]
