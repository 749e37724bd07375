"""Yes and no in a person's own words, and everything that is neither."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.reading.acts.accounting import KnownWriter
from core.reading.acts.yes_no import assents, refuses
from core.reading.languages import spelt_out
from tests.world.samples import rows

SAID = rows("assent")
KNOWN = KnownWriter(names=("Awa Diallo", "Lina Haddad", "Jan Peeters"))


@pytest.mark.parametrize(("meant", "text"), SAID)
def test_only_a_plain_yes_is_a_yes(meant: str, text: str) -> None:
    assert assents(text, KNOWN) == (meant == "yes")


@pytest.mark.parametrize(("meant", "text"), SAID)
def test_only_a_plain_no_is_a_no(meant: str, text: str) -> None:
    assert refuses(text, KNOWN) == (meant == "no")


YES, NO = spelt_out("said.yes"), spelt_out("said.no")
KIND = ["Bonjour,", "merci beaucoup", "please", "s'il vous plaît", "bedankt", "!", "."]


@settings(deadline=None)
@given(yes=st.sampled_from(YES), around=st.lists(st.sampled_from(KIND), max_size=4))
def test_politeness_around_it_changes_nothing(yes: str, around: list[str]) -> None:
    assert assents(" ".join([*around[:2], yes, *around[2:]]))
    assert not refuses(yes)


@settings(deadline=None)
@given(
    yes=st.sampled_from(YES),
    doubt=st.sampled_from(["mais", "but", "maar", "sauf la date", "pas", "?", *NO]),
)
def test_a_doubt_after_it_takes_it_back(yes: str, doubt: str) -> None:
    assert not assents(f"{yes} {doubt}")
    assert not assents(f"{yes}\n{doubt} demain")


@settings(deadline=None)
@given(text=st.text(max_size=200))
def test_no_text_says_yes_and_no(text: str) -> None:
    assert not (assents(text) and refuses(text))
