"""What the holder takes along: LinkedIn, a CV, a site of their own."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from html.parser import HTMLParser
from urllib.parse import parse_qs, urlsplit

import pytest

from core.badges.publish import share
from core.badges.publish.share import Shared

PAGE = "https://badges.example.org/b/5kq3w7rgx2mzt4ybnv6hcd8fpa"
SHARED = Shared(
    "Engagé·e & « fiable » #1",
    "École du Code",
    PAGE,
    PAGE + ".png",
    datetime(2026, 3, 1, 9, 30, tzinfo=UTC),
    "5kq3w7rgx2mzt4ybnv6hcd8fpa",
)


def asked(link: str) -> dict[str, str]:
    return {name: values[0] for name, values in parse_qs(urlsplit(link).query).items()}


def test_the_linkedin_form_is_filled_in() -> None:
    link = share.linkedin_profile(SHARED)
    assert link.startswith("https://www.linkedin.com/profile/add?startTask=CERTIFICATION_NAME&")
    assert asked(link) == {
        "startTask": "CERTIFICATION_NAME",
        "name": SHARED.badge,
        "organizationName": "École du Code",
        "issueYear": "2026",
        "issueMonth": "3",
        "certUrl": PAGE,
        "certId": SHARED.id,
    }


@pytest.mark.parametrize("month", range(1, 13))
def test_the_month_is_counted_from_one(month: int) -> None:
    shared = replace(SHARED, issued=datetime(2026, month, 28, tzinfo=UTC))
    assert asked(share.linkedin_profile(shared))["issueMonth"] == str(month)


def test_a_badge_that_never_ends_bears_no_expiration() -> None:
    assert "expiration" not in share.linkedin_profile(SHARED).lower()


def test_a_known_linkedin_page_is_named_by_its_number() -> None:
    found = asked(share.linkedin_profile(replace(SHARED, organisation=1234)))
    assert found["organizationId"] == "1234"
    assert "organizationName" not in found


def test_every_character_is_percent_encoded() -> None:
    link = share.linkedin_profile(SHARED)
    assert link.isascii()
    assert "+" not in link
    assert "%26" in link
    assert share.linkedin_post(SHARED) == (
        "https://www.linkedin.com/sharing/share-offsite/?url="
        "https%3A%2F%2Fbadges.example.org%2Fb%2F5kq3w7rgx2mzt4ybnv6hcd8fpa"
    )


def test_the_fields_to_copy_fit_a_telegram_button() -> None:
    found = share.fields(replace(SHARED, badge="é" * 400))
    assert list(found) == [
        "name",
        "organisation",
        "issue_month",
        "issue_year",
        "credential_id",
        "credential_url",
    ]
    assert all(0 < len(value) <= 256 for value in found.values())
    assert found["name"].endswith("…")
    assert found["credential_url"] == PAGE


def test_the_cv_line_says_what_who_when_and_where_to_check() -> None:
    line = share.cv_line(SHARED, "mars 2026")
    assert line == f"Engagé·e & « fiable » #1 — École du Code, mars 2026 — {PAGE}"


class Tags(HTMLParser):
    """The tags of a piece of HTML with their attributes."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))


def test_the_embedded_picture_leads_to_the_proof_and_cannot_break_out() -> None:
    alt = 'Badge "x"><script>alert(1)</script>'
    tags = Tags()
    tags.feed(share.as_html(SHARED, alt))
    assert tags.found == [
        ("a", {"href": PAGE}),
        ("img", {"src": PAGE + ".png", "alt": alt, "width": "200", "height": "200"}),
    ]
