"""Web addresses out of sentences: repository, site, account, link."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.ground.errors import Refusal
from core.programmes.answers.answering import SeveralReadings, read
from core.programmes.form import Question
from core.reading.addresses import links
from tests.world import samples
from tests.world.samples import rows

QUESTIONS = {
    "repository": samples.REPOSITORY,
    "any-repository": samples.ANY_REPOSITORY,
    "site": samples.SITE,
    "account": samples.ACCOUNT,
    "link": samples.LINK,
}


def told(question: Question, said: str) -> str:
    try:
        return read(question, said, samples.context()).value
    except Refusal as refusal:
        return refusal.word.replace("answers.", "ask ")


@pytest.mark.parametrize(("kind", "said", "expected"), rows("links"))
def test_an_address_is_read_or_asked_for_again(kind: str, said: str, expected: str) -> None:
    assert told(QUESTIONS[kind], said) == expected


@pytest.mark.parametrize("address", [row[2] for row in rows("links") if row[2].startswith("http")])
def test_an_address_in_the_form_that_is_kept_stays_as_it_is(address: str) -> None:
    assert [link.url for link in links.find(address)] == [address]


def test_an_account_where_a_repository_is_wanted_says_what_is_missing() -> None:
    with pytest.raises(Refusal) as refused:
        read(samples.REPOSITORY, "https://github.com/lina-dev", samples.context())

    assert refused.value.values["example"] == "https://github.com/lina-dev/portfolio"


def test_a_repository_where_an_account_is_wanted_offers_its_account() -> None:
    with pytest.raises(SeveralReadings) as unsure:
        read(samples.ACCOUNT, "github.com/lina-dev/portfolio", samples.context())

    assert [choice.value for choice in unsure.value.choices] == ["https://github.com/lina-dev"]


def test_several_addresses_are_offered_to_choose_from() -> None:
    with pytest.raises(SeveralReadings) as unsure:
        read(samples.SITE, "a.example.org ou b.example.org", samples.context())

    values = [choice.value for choice in unsure.value.choices]
    assert values == ["https://a.example.org", "https://b.example.org"]


def test_an_address_is_found_with_its_place_in_the_text() -> None:
    text = "Voici lina.example.org, et voilà."

    (link,) = links.find(text)

    assert text[link.start : link.end] == "lina.example.org"


@pytest.mark.parametrize(
    "said", ["localhost", "10.0.0.1", "1", "0x7f.1", "a..b", "-", "nas.lan", ""]
)
def test_a_name_that_nobody_else_can_open_is_no_public_host(said: str) -> None:
    assert links.public_host(said) == ""


@settings(deadline=None)
@given(text=st.text(max_size=300))
def test_any_text_has_addresses_or_none(text: str) -> None:
    for link in links.find(text):
        assert link.url.startswith(("http://", "https://"))
        assert link.url.isascii()
        assert " " not in link.url


@settings(deadline=None)
@given(text=st.text(alphabet="htps:/.@#?ab1[]%é\\ 。", max_size=60))
def test_odd_addresses_are_refused_without_a_crash(text: str) -> None:
    assert told(samples.SITE, text)
