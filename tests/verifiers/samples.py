"""Badges to try things on: one generous, one bare, and all that stands behind them."""

from __future__ import annotations

import struct
import zlib
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import cache
from pathlib import Path

from core.badges.openbadges import ob2, ob3, paths, status_list
from core.badges.openbadges.award import (
    Achievement,
    Alignment,
    Award,
    Evidence,
    Issuer,
    IssuerWording,
    Organisation,
    Wording,
)
from core.badges.picture import bake
from core.badges.publish import documents as hosted
from core.badges.signing import sign
from core.badges.signing.key_file import Keyring

BASE = "https://badges.example.org"
NOW = datetime(2026, 3, 1, 9, 30, tzinfo=UTC)
SEED = bytes(range(32))
MAIL = "lina@example.org"


def issuer(base: str = BASE, programme: str = "becode") -> Issuer:
    return Issuer(
        programme,
        "École du Code",
        "Une école qui apprend à programmer.",
        "https://école.example.org",
        "badges@example.org",
        base,
        logo=paths.logo("", programme, "0123456789ab"),
        others=(IssuerWording("en", "School of Code", "A school that teaches programming."),),
    )


SKILLS = "http://data.europa.eu/esco/skill/ccd0a1d9-afda-43d9-b901-96344886e14d"


def achievement() -> Achievement:
    return Achievement(
        "python",
        (
            Wording(
                "fr",
                "Python avancé",
                "Écrit des programmes « propres ».",
                "Un dépôt relu par un coach.\nUn site qui fonctionne.",
                ("python", "tests"),
                "Programmer",
                "Je maîtrise",
                (
                    Alignment(
                        "Python (programmation)", SKILLS, "ESCO", "ccd0a1d9", "", "ceasn:Competency"
                    ),
                    Alignment("Niveau 4", "https://cadre.example.org/4", "CEC", "4", "Autonome."),
                ),
            ),
            Wording(
                "en",
                "Advanced Python",
                'Writes "clean" programs.',
                "A repository read by a coach.",
                ("python", "tests"),
                "Programming",
                "I master it",
                (Alignment("Python (programming)", SKILLS, "ESCO"),),
            ),
        ),
        degree=2,
        picture="0" * 64,
        creator=Organisation("Atelier des badges", "https://atelier.example.org"),
        code="PY-2",
        credits=2.5,
    )


def award(badge: str = "5kq3w7rgx2mzt4ybnv6hcd8fpa", *, place: int = 94_567) -> Award:
    return Award(
        badge,
        MAIL,
        bytes(16),
        NOW,
        "fr",
        place,
        name="Lina O’Brien-Łuk",
        narrative="Mission menée du 5 janvier au 5 juillet 2025.",
        mission=(date(2025, 1, 5), date(2025, 7, 5)),
        evidence=(
            Evidence("Dépôt", "Le code", "Relu par un coach.", "https://github.com/lina/projet"),
            Evidence("Site", "Le site", "Essayé en ligne.", "https://lina.example.org/été?q=1 2"),
            Evidence("Mission", "Lycée Zola", "Du 5 janvier au 5 juillet 2025, éducation."),
        ),
        validated_by=Organisation("Maison des associations", "https://maison.example.org"),
    )


def bare_award() -> Award:
    return Award("aaaaaaaaaaaaaaaaaaaaaaaaaa", MAIL, b"\1" * 16, NOW, "en", 3)


@cache
def keyring(seed: bytes = SEED) -> Keyring:
    return Keyring().create("becode", seed, NOW)


def picture(side: int = 8, shade: int = 0x80) -> bytes:
    """A plain grey PNG, written by hand."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        checksum = zlib.crc32(kind + data)
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", checksum)

    rows = (b"\0" + bytes([shade]) * side) * side
    header = struct.pack(">IIBBBBB", side, side, 8, 0, 0, 0, 0)
    body = chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")
    return bake.SIGNATURE + body


@dataclass(frozen=True, slots=True)
class Issued:
    """One award as it is after issuing: documents by path, the signed bytes, the baked PNG."""

    documents: dict[str, hosted.HostedDocument]
    signed: bytes
    png: bytes
    pictures: tuple[str, str]
    logo: str


def issue(
    given: Award, *, by: Issuer | None = None, keys: Keyring | None = None, revoked: bool = False
) -> Issued:
    """Everything that issuing leaves behind."""
    by, keys = by or issuer(), keys or keyring()
    signer = keys.signer(by.slug, by.base)
    what = achievement()
    signed = sign.sign(ob3.credential(by, what, given), signer, given.issued_at)
    number, _ = status_list.place(given.status)
    gone = [given.status] if revoked else []
    listed = sign.sign(status_list.credential(by, number, gone, NOW), signer, NOW)
    documents = (
        hosted.of_award(by, what, given, signed)
        | hosted.of_issuer(by, keys, [(given.id, "")] if revoked else [])
        | {paths.status_list("", by.slug, number): hosted.HostedDocument(listed, hosted.OB3_TYPE)}
    )
    assertion = paths.assertion("", given.id)
    texts = {
        bake.KEYWORD_3: signed.decode(),
        bake.KEYWORD_2: documents[assertion].body.decode(),
    }
    if revoked:
        stub = sign.written(ob2.stub(by.base, given.id))
        documents[assertion] = hosted.HostedDocument(stub, hosted.OB2_TYPE)
    plain = hosted.plain_picture(by, what, what.wording(given.language).language)
    png = bake.bake(picture(), texts)
    return Issued(documents, signed, png, (plain, paths.badge_picture("", given.id)), by.logo)


def export(site: Path, *issued: Issued) -> Path:
    """Write the documents and pictures as a static site."""
    for one in issued:
        plain, baked = one.pictures
        files = {path: document.body for path, document in one.documents.items()}
        for path, body in (files | {plain: picture(), one.logo: picture(), baked: one.png}).items():
            file = site / path.lstrip("/")
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(body)
    return site
