"""The demo as a newcomer meets it: by itself, through a pipe; and its badges put to the test."""

import re
import struct
import zlib
from pathlib import Path

import pytest
from httpx import AsyncClient

from cocarde.demo.start import stage
from core.badges.picture import bake
from tests.servers.mailbox_reader import until
from tests.world.command import Cocarde


@pytest.fixture(scope="module")
def played(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What `demo --auto` leaves."""
    folder = tmp_path_factory.mktemp("demo")
    Cocarde(folder)("demo", "--auto", str(folder / "out"), COCARDE_PUBLIC_URL="")
    return folder / "out"


@pytest.fixture
def cocarde(tmp_path: Path) -> Cocarde:
    """Another installation, as a fresh clone has it."""
    return Cocarde(tmp_path)


def pictures(played: Path) -> list[Path]:
    return sorted(played.glob("*.png"))


def test_the_first_minute_is_in_the_transcript(played: Path) -> None:
    told = (played / "transcript.txt").read_text(encoding="utf-8")
    for line in (
        "lina > Python avancé",
        "celle du code",
        "sam > 1",
        "~ 1 jour",
        "awa > /reply oui",
        "karim > je n'ai jamais reçu mon badge",
        "elle est revenue de l'adresse k…d@example.org",
    ):
        assert line in told, line
    assert [path.name for path in pictures(played)] == [
        "becode-python-avance.png",
        "service-civique-volontaire-en-service-civique.png",
    ]


def test_every_badge_is_valid_and_for_its_person_only(played: Path, cocarde: Cocarde) -> None:
    for picture, person in zip(
        pictures(played), ("lina@example.org", "awa.diallo@example.org"), strict=True
    ):
        told = cocarde.json("verify", str(picture), "--recipient", person)
        assert told["valid"] is True
        other = cocarde.json("verify", str(picture), "--recipient", "eve@example.org", status=1)
        assert other["reason"] == "other_recipient"


def test_a_flipped_byte_is_noticed(played: Path, cocarde: Cocarde, tmp_path: Path) -> None:
    png = bytearray(pictures(played)[0].read_bytes())
    png[png.index(b"Python avanc") + 3] ^= 1
    broken = tmp_path / "broken.png"
    broken.write_bytes(png)
    assert cocarde.json("verify", str(broken), status=1)["reason"] == "damaged"


def test_a_changed_word_is_noticed_even_with_a_right_checksum(
    played: Path, cocarde: Cocarde, tmp_path: Path
) -> None:
    source = pictures(played)[0].read_bytes()
    texts = bake.unbake(source)
    changed = {key: text.replace("Python", "Cobol!") for key, text in texts.items()}
    forged = tmp_path / "forged.png"
    forged.write_bytes(bake.bake(source, changed))
    assert cocarde.json("verify", str(forged), status=1)["reason"] == "altered"


def test_a_strangers_badge_is_not_ours_even_beside_its_own_site(
    played: Path, cocarde: Cocarde, tmp_path: Path
) -> None:
    """Another installation's badge with its own documents beside it proves nothing."""
    other = Cocarde(tmp_path / "other")
    other.folder.mkdir()
    other("staff", "add", "sam@example.org", "--programme", "becode")
    made = other.json("award", "becode", "git", "eve@example.org", "--by", "sam@example.org")
    export = (
        "from pathlib import Path; from cocarde.installation import open_world;"
        "from core.issuing.static_site import static_site;"
        "static_site(open_world(), Path('site'))"
    )
    import subprocess
    import sys

    subprocess.run([sys.executable, "-c", export], cwd=other.folder, check=True,
                   env=other.environment())  # fmt: skip
    picture = other.folder / "site" / "b" / f"{made['badges'][0]}.png"
    beside = other.folder / "eve.png"
    beside.write_bytes(picture.read_bytes())
    assert other.json("verify", str(beside))["valid"] is True
    told = cocarde.json("verify", str(beside), status=2)
    assert told["reason"] == "register_missing"


def test_a_picture_without_a_badge_is_told_apart(cocarde: Cocarde, tmp_path: Path) -> None:
    def chunk(kind: bytes, data: bytes) -> bytes:
        return (
            struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
        )

    empty = tmp_path / "empty.png"
    header = struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0)
    pixels = zlib.compress(b"\0\0")
    parts = [(b"IHDR", header), (b"IDAT", pixels), (b"IEND", b"")]
    empty.write_bytes(b"\x89PNG\r\n\x1a\n" + b"".join(chunk(*part) for part in parts))
    assert cocarde.json("verify", str(empty), status=1)["reason"] == "not_a_badge"


@pytest.fixture(scope="module")
def piped(tmp_path_factory: pytest.TempPathFactory) -> str:
    """What one demo says to a pipe full of nonsense and of two people's words."""
    nonsense = ["/as nobody", "99", "/reply hello", "/nothing", "\x00\x1b[A", "é" * 5000, ""]
    links = "https://github.com/lina/meteo https://meteo.example.org"
    lina = ["Python avancé", links, "oui", "/status"]
    karim = ["/as karim", "je n'ai jamais reçu mon badge", "1"]
    lines = "\n".join([*nonsense, *lina, *karim, ""])
    return Cocarde(tmp_path_factory.mktemp("piped")).process("demo", given=lines)


@pytest.fixture(scope="module")
def at_work(tmp_path_factory: pytest.TempPathFactory) -> str:
    """What one demo says while Nour answers the cases of two people."""
    linh = ["/as linh", "je n'ai jamais reçu mon badge", "un humain", "/as nour", "1", "/queue"]
    human = "je voudrais parler à quelqu'un"
    both = ["/as lina", human, "/as linh", human, "/as nour", "/queue"]
    lines = "\n".join([*linh, *both, ""])
    return Cocarde(tmp_path_factory.mktemp("at-work")).process("demo", given=lines)


def test_the_demo_survives_whatever_is_typed_and_reads_a_pipe(piped: str) -> None:
    assert "1/2 · Dépôt GitHub" in piped
    assert "envoyée à Sam Okafor" in piped


def test_a_lost_invitation_becomes_a_badge_in_the_demo(piped: str) -> None:
    assert "elle est revenue de l'adresse k…d@example.org" in piped
    assert "(picture " in piped.partition("karim > 1")[2]


def test_nour_answers_a_diagnosed_case_of_the_demo_in_one_tap(at_work: str) -> None:
    card, _, after = at_work.partition("cocarde to nour < ")[2].partition("lina > ")
    assert "a duré 5 mois et 30 jours" in card.partition("La personne :")[0]
    assert "[1] Envoyer la réponse proposée" in card
    assert "cocarde to linh < Nour, de l'équipe du Service Civique, vous répond :" in card
    assert "Donnez-nous les bonnes" in card.partition("nour > 1")[2]
    assert "Dossiers : 1." in card, "the lost invitation waits from the beginning"
    assert after


def test_the_buttons_of_several_messages_have_numbers_of_their_own(at_work: str) -> None:
    queue = at_work.rpartition("nour > /queue")[2]
    assert "[1] Voir" in queue
    assert "[5] Voir" in queue


async def test_who_asks_on_the_page_gets_a_mail_though_nobody_types(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COCARDE_HOME", str(tmp_path))
    async with stage(live=True) as on, AsyncClient() as visitor:
        page = f"{on.world.settings.base}/ask/maillage/benevole-engage"
        nonce = re.search(r'name="nonce" value="([^"]+)"', (await visitor.get(page)).text)
        told = {"nonce": nonce[1] if nonce else "", "mail": "ines@example.org"}
        await visitor.post(page, data=told, follow_redirects=True)
        await until(lambda: bool(on.letters("ines@example.org")))
