"""What a holder takes along: LinkedIn links, fields to copy, a CV line, a picture to embed."""

from __future__ import annotations

import html
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import quote, urlencode

# Telegram refuses a copy button with more than 256 characters (Bot API, CopyTextButton).
LONGEST_FIELD = 256


@dataclass(frozen=True, slots=True)
class Shared:
    """One badge as its holder shows it; `issued` is in the programme's own zone, `organisation`
    is LinkedIn's number of the issuer's page when it has one."""

    badge: str
    issuer: str
    page: str
    picture: str
    issued: datetime
    id: str
    organisation: int | None = None
    expires: datetime | None = None


def linkedin_profile(shared: Shared) -> str:
    """The link that adds the badge to a LinkedIn profile, with its expiration where it has one."""
    issuer: dict[str, str | int] = (
        {"organizationId": shared.organisation}
        if shared.organisation
        else {"organizationName": shared.issuer}
    )
    asked: dict[str, str | int] = {
        "startTask": "CERTIFICATION_NAME",
        "name": shared.badge,
        **issuer,
        "issueYear": shared.issued.year,
        "issueMonth": shared.issued.month,
        "certUrl": shared.page,
        "certId": shared.id,
    }
    if shared.expires:
        asked |= {"expirationYear": shared.expires.year, "expirationMonth": shared.expires.month}
    return "https://www.linkedin.com/profile/add?" + urlencode(asked, quote_via=quote, safe="")


def linkedin_post(shared: Shared) -> str:
    """The link that shares the badge's page on LinkedIn."""
    asked = urlencode({"url": shared.page}, quote_via=quote, safe="")
    return f"https://www.linkedin.com/sharing/share-offsite/?{asked}"


def mail(subject: str, text: str) -> str:
    """The link that opens a mail with a subject and a text, to nobody yet (RFC 6068)."""
    return "mailto:?" + urlencode({"subject": subject, "body": text}, quote_via=quote, safe="")


def fields(shared: Shared) -> Mapping[str, str]:
    """What the holder copies, by the key of its label in the words files, in the order of
    LinkedIn's form.

    Each value fits a copy button (Bot API: CopyTextButton, 256 characters).
    """
    values = {
        "name": shared.badge,
        "organisation": shared.issuer,
        "issue_month": f"{shared.issued.month}",
        "issue_year": f"{shared.issued.year}",
        "credential_id": shared.id,
        "credential_url": shared.page,
    }
    return {label: _fitting(value) for label, value in values.items()}


def cv_line(shared: Shared, date: str) -> str:
    """One line for a CV; the date comes written in the holder's language."""
    return f"{shared.badge} — {shared.issuer}, {date} — {shared.page}"


def as_html(shared: Shared, alt: str, width: int = 200) -> str:
    """An HTML picture of a badge that leads to the proof; `alt` says what it shows, `width` is in
    pixels."""
    return as_picture(shared.page, shared.picture, alt, (width, width))


def as_picture(page: str, picture: str, alt: str, size: tuple[int, int]) -> str:
    """An HTML picture that leads to a page, width and height in pixels: no script and no style, so
    that sites and mails of others take it."""
    to, of, told = (html.escape(each) for each in (page, picture, alt))
    width, height = size
    return f'<a href="{to}"><img src="{of}" alt="{told}" width="{width}" height="{height}"></a>'


def _fitting(value: str) -> str:
    return value if len(value) <= LONGEST_FIELD else value[: LONGEST_FIELD - 1].rstrip() + "…"
