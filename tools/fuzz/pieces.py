"""Pieces that mails are made of (headers, parts, quotes, words), and changes that put them in."""

import random
import re
from collections.abc import Callable
from functools import cache

from core.ground.paths import ROOT

INBOX = ROOT / "tests" / "inbox"
PHRASES = ROOT / "tests" / "phrases"
HEADERS = rb"""
Content-Type: text/plain; charset=utf-7
Content-Type: text/plain; charset="iso-8859-1"; format=flowed; delsp=yes
Content-Type: text/html; charset=windows-1252
Content-Type: text/html; charset=utf-16
Content-Type: multipart/mixed; boundary="=x="
Content-Type: multipart/alternative; boundary=x
Content-Type: multipart/report; report-type=delivery-status; boundary=x
Content-Type: message/rfc822
Content-Type: message/delivery-status
Content-Type: application/ms-tnef
Content-Type: image/png; name*=utf-8''%F0%9F%A6
Content-Transfer-Encoding: base64
Content-Transfer-Encoding: quoted-printable
Content-Transfer-Encoding: x-uuencode
Content-Disposition: attachment; filename="=?utf-8?q?=00?="
Subject: =?utf-8?b?AAAA?= =?x-unknown?q?=ff?=
From: =?utf-8?q?=22?= <a@example.org>, b@example.org
From: <>
To: badges+aaaaaaaaaaaaaaaaaaaaaaaaaa@cocarde.test
References: <a@b>,<c@d> <badges+aaaaaaaaaaaaaaaaaaaaaaaaaa@cocarde.test>
Auto-Submitted: auto-replied
Auto-Submitted: no
Return-Path: <>
Precedence: bulk
List-Id: <x>
Date: Thu, 99 Foo 20260 99:99:99 +9999
Message-ID: <
Authentication-Results: mx.cocarde.test; dmarc=pass (((p=none) header.from=example.org
Authentication-Results: mx.cocarde.test; dkim=pass header.d=org
X-Failed-Recipients: awa@example.org
"""
WORDS = """
> \n>> \n-- \n________________________________\n
Le lun. 8 juin 2026 à 10:00, Service Civique <badges@cocarde.test> a écrit :\n
On Mon, Jun 8, 2026 at 10:00 AM X <x@example.org> wrote:\n
Op ma 8 jun 2026 om 10:00 schreef X:\n
Am 08.06.2026 um 10:00 schrieb X:\n
De : x\nEnvoyé : y\nÀ : z\nObjet : w\n
-----Message d'origine-----\n
Envoyé de mon iPhone\n
<div class="gmail_quote">
</div></div></blockquote>
<blockquote type="cite">
<table><tr><td>
<!--[if mso]>
<style>
<div id="appendonsend"></div>
<span style="display:none">
&nbsp;&#0;&#x110000;&zwj;
\u202e\u200b\ufeff
du 1er octobre 2024 au 31 mai 2025
8 mois à partir d'octobre 2024
Dates de la mission : 01/10/24-31/05/25
https://github.com/lina/app).
oui
STOP
"""
Change = Callable[[bytes, random.Random], bytes]


def mutated(mail: bytes, chance: random.Random) -> bytes:
    """The mail with one to four changes."""
    for _ in range(chance.randint(1, 4)):
        mail = chance.choice(CHANGES)(mail, chance)
    return mail


def with_header(mail: bytes, chance: random.Random) -> bytes:
    """One more header, at some line of the head or of a part."""
    lines = mail.split(b"\n")
    at = chance.randrange(min(len(lines), 40) + 1)
    return b"\n".join([*lines[:at], chance.choice(headers()), *lines[at:]])


def without_line(mail: bytes, chance: random.Random) -> bytes:
    lines = mail.split(b"\n")
    del lines[chance.randrange(len(lines))]
    return b"\n".join(lines)


def repeated(mail: bytes, chance: random.Random) -> bytes:
    """A stretch of lines, several times over."""
    lines = mail.split(b"\n")
    at = chance.randrange(len(lines))
    stretch = lines[at : at + chance.randint(1, 20)]
    return b"\n".join(lines[:at] + stretch * chance.randint(2, 9) + lines[at:])


def with_words(mail: bytes, chance: random.Random) -> bytes:
    at = chance.randrange(len(mail) + 1)
    charset = chance.choice(["utf-8", "cp1252", "utf-16", "utf-8"])
    return mail[:at] + chance.choice(sentences()).encode(charset, "replace") + mail[at:]


def crossed(mail: bytes, chance: random.Random) -> bytes:
    """The beginning of one mail and the end of another."""
    other = chance.choice(mails())
    return mail[: chance.randrange(len(mail) + 1)] + other[chance.randrange(len(other) + 1) :]


def within(mail: bytes, chance: random.Random) -> bytes:
    """The mail as a part of another."""
    kind = chance.choice([b"message/rfc822", b"text/html", b"text/plain", b"message/partial"])
    head = b"From: a@example.org\nContent-Type: multipart/mixed; boundary=q\n\n--q\nContent-Type: "
    return head + kind + b"\n\n" + mail + b"\n--q--\n"


CHANGES: list[Change] = [with_header, without_line, repeated, with_words, crossed, within]


@cache
def headers() -> list[bytes]:
    return [line for line in HEADERS.split(b"\n") if line]


@cache
def sentences() -> list[str]:
    told = [line.replace("\\n", "\n") for line in WORDS.split("\n") if line]
    phrases = [line for path in PHRASES.glob("*.txt") for line in path.read_text().splitlines()]
    return told + [re.split(r"\s[|=]\s|\t", line)[0] for line in phrases if line]


@cache
def mails() -> list[bytes]:
    """The raw mails of `tests/inbox/`, in the order of their names."""
    return [path.read_bytes() for path in sorted(INBOX.glob("*.eml"))]
