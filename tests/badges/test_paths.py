"""Web addresses in one form, and the place of every document."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.badges.openbadges import paths, plain_urls
from core.ground.errors import Refusal, Trouble
from tests.verifiers.samples import (
    BASE,
)


@pytest.mark.parametrize(
    ("link", "written"),
    [
        ("https://github.com/Lina/Projet", "https://github.com/Lina/Projet"),
        ("  HTTPS://GitHub.COM:443/a ", "https://github.com/a"),
        ("http://example.org:80", "http://example.org/"),
        ("http://example.org:8080?q=1", "http://example.org:8080/?q=1"),
        ("https://école.example.org/été", "https://xn--cole-9oa.example.org/%C3%A9t%C3%A9"),
        ("https://example.org/a b?c=d e#f g", "https://example.org/a%20b?c=d%20e#f%20g"),
        ("https://example.org/%c3%a9 100%", "https://example.org/%C3%A9%20100%25"),
        ('https://example.org/a\\b<c>"d"', "https://example.org/a%5Cb%3Cc%3E%22d%22"),
        ("https://example.org/~lina/?a=b&c=d", "https://example.org/~lina/?a=b&c=d"),
    ],
)
def test_links_have_one_form(link: str, written: str) -> None:
    assert plain_urls.normal(link) == written
    assert plain_urls.is_normal(written)


@pytest.mark.parametrize(
    "link",
    [
        "",
        "github.com/lina",
        "ftp://example.org/",
        "mailto:lina@example.org",
        "javascript:alert(1)",
        "https://",
        "https:///path",
        "https://lina:secret@example.org/",
        "https://example.org:99999/",
        "https://exa mple.org/",
        "https://[::1/",
        "https://example.org/\x00",
        "https://example.org/a\u0085b",
        "https://-.example.org/",
        "https://example.org/" + "a" * 3000,
    ],
)
def test_what_is_no_web_address_is_refused(link: str) -> None:
    with pytest.raises(Refusal) as refused:
        plain_urls.normal(link)
    assert refused.value.word == "not_a_link"


@given(st.text(max_size=40))
def test_a_normal_link_is_ascii_and_stays_as_it_is(rest: str) -> None:
    try:
        link = plain_urls.normal("https://example.org/" + rest)
    except Refusal:
        return
    assert plain_urls.WEB.fullmatch(link)
    assert plain_urls.normal(link) == link


@pytest.mark.parametrize(
    ("address", "root", "did"),
    [
        ("https://badges.example.org/", BASE, "did:web:badges.example.org:i:becode"),
        (
            "http://127.0.0.1:8000",
            "http://127.0.0.1:8000",
            "did:web:127.0.0.1%3A8000:i:becode",
        ),
        ("HTTPS://Badges.Example.ORG:443", BASE, "did:web:badges.example.org:i:becode"),
    ],
)
def test_the_public_root_gives_the_did(address: str, root: str, did: str) -> None:
    assert paths.root(address) == root
    assert paths.did(paths.root(address), "becode") == did


@pytest.mark.parametrize("address", ["badges.example.org", "https://example.org/badges", "", "x"])
def test_a_root_that_is_not_one_is_told_to_the_operator(address: str) -> None:
    with pytest.raises(Trouble, match="root of a site"):
        paths.root(address)


def test_every_place_has_its_own_path() -> None:
    places = [
        paths.did_document("", "p"),
        paths.issuer_page("", "p"),
        paths.badge_page("", "b"),
        paths.badge_picture("", "b"),
        paths.badge_data("", "b"),
        paths.assertion("", "b"),
        paths.credential("", "b"),
        paths.issuer_2("", "p"),
        paths.issuer_3("", "p"),
        paths.revocations("", "p"),
        paths.badge_class("", "p", "c", "fr", "0"),
        paths.class_picture("", "p", "c", "fr", "0"),
        paths.achievement("", "p", "c", "fr", "0"),
        paths.status_list("", "p", 1),
    ]
    assert len(set(places)) == len(places)
    assert all(place.startswith(("/b/", "/i/", "/ob2/", "/ob3/")) for place in places)
