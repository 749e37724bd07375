"""The address in a roster's cell: the verdict of the library, reached faster."""

import pytest
from email_validator import EmailNotValidError, validate_email
from hypothesis import example, given
from hypothesis import strategies as st

from core.roster.mail_addresses import read_mail, unwrapped, usual

PIECES = ("awa", "a", "A.b", "x-", "-x", "_", "+tag", "..", ".", "@", "example.org", "example",
          "org", "test", "local", "xn--", "é", "1", "a" * 64, "b" * 63, "--", " ", "co.uk",
          "museum", "'", "!", "%", "\u200b", "[127.0.0.1]", '"a b"', "invalid")  # fmt: skip
NEARLY = st.lists(st.sampled_from(PIECES), min_size=1, max_size=8).map("".join)
SPLIT = st.tuples(NEARLY, NEARLY).map("@".join)


def by_library(address: str) -> str | None:
    try:
        checked = validate_email(address, check_deliverability=False, test_environment=True)
    except EmailNotValidError:
        return None
    return checked.normalized.lower()


@given(st.one_of(NEARLY, SPLIT, st.emails()))
@example("a" * 64 + "@example.org")
@example("a" * 65 + "@example.org")
@example("a@" + ".".join(["b" * 63] * 4) + ".org")
@example("awa@xn--caf-dma.example")
@example("awa@ab--cd.example.org")
@example("awa@example.1a")
def test_the_short_way_says_what_the_library_says(address: str) -> None:
    if usual(address):
        assert by_library(address) == address.lower()


@given(st.emails())
def test_every_address_has_the_verdict_of_the_library(address: str) -> None:
    if unwrapped(address) == address:
        assert read_mail(address) == by_library(address)


def test_the_usual_addresses_take_the_short_way() -> None:
    assert usual("Prenom.Nom-2@mail.example.org")
    assert not any(map(usual, ("awa@localhost", "awa@example.local", "é@example.org", "a@b")))


@pytest.mark.parametrize(
    "cell",
    [
        "awa@example.org",
        " AWA@Example.ORG ",
        "mailto:awa@example.org",
        "Mailto: awa@example.org",
        "Awa DIALLO <awa@example.org>",
        '"Diallo, Awa" <awa@example.org>',
        "<mailto:awa@example.org>",
        "awa@example.org;",
    ],
)
def test_an_address_is_found_however_it_was_pasted(cell: str) -> None:
    assert read_mail(cell) == "awa@example.org"


@pytest.mark.parametrize(
    "cell", ["awa", "awa@", "awa@example", "a@example.org, b@example.org", "a@x.org <b@x.org", "-"]
)
def test_what_is_not_one_address_is_none(cell: str) -> None:
    assert read_mail(cell) is None
