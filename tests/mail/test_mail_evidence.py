"""A file that a claim asks for, attached to a mail; and the same in the mail of who decides."""

from collections.abc import Iterator
from email.message import EmailMessage
from pathlib import Path

import pytest
from sqlmodel import select

from core.ground.effects import Effects
from core.ground.tables import EvidenceFile, Inbox
from mail.listen import receive_mail
from tests.world import evening_school
from tests.world import sent_pictures as sent
from tests.world.letters import Letters, parsed, plain, reply
from tests.world.mail_clients import letter
from tests.world.world import Stage, make_stage

LEA = "Léa Roche <lea@example.org>"
LINES = "Prénom et nom : Léa Roche\nMatière : Mathématiques\nHeures : 20"
PHOTO = sent.tagged_photo()


@pytest.fixture
def letters(tmp_path: Path) -> Iterator[Letters]:
    made = make_stage(tmp_path, programmes=evening_school.programmes(tmp_path))
    made.known("lea", "Léa Roche", "lea@example.org")
    made.reviewer("ana", "Ana", "veillee")
    with_mail_only(made)
    yield Letters(made)
    made.world.store.close()


def with_mail_only(stage: Stage) -> None:
    """Léa asks for the badge by mail."""
    wish = letter(LEA, "Je voudrais le badge Tuteur du soir", "first", None, "Badge")
    receive_mail(stage.world, wish.as_bytes())


def answer(letters: Letters, text: str, *files: tuple[str, bytes]) -> Effects:
    """Léa answers the last mail that she got, with files attached."""
    asked = letters.sent()[-1]
    letters.count += 1
    mail = parsed(reply(asked, text, letters.count, From=LEA))
    for name, content in files:
        kind = ("application", "pdf") if name.endswith("pdf") else ("image", "jpeg")
        mail.add_attachment(content, maintype=kind[0], subtype=kind[1], filename=name)
    return receive_mail(letters.stage.world, mail.as_bytes())


def kept(stage: Stage) -> list[EvidenceFile]:
    with stage.world.glance() as turn:
        return list(turn.db.exec(select(EvidenceFile)))


def test_a_letter_answers_all_of_it_with_the_file_attached(letters: Letters) -> None:
    answer(letters, LINES, ("IMG_0042.jpg", PHOTO))
    (file,) = kept(letters.stage)
    assert sent.SECRET.encode() not in file.content
    recap = plain(letters.sent()[-1]).replace("\xa0", " ")
    assert "Attestation : IMG_0042.jpg (" in recap
    assert "20 heures" in recap


def test_nothing_of_the_file_stays_in_the_mail_that_is_kept(letters: Letters) -> None:
    answer(letters, LINES, ("IMG_0042.jpg", PHOTO))
    with letters.stage.world.glance() as turn:
        raws = [row.raw for row in turn.db.exec(select(Inbox).where(Inbox.source == "mail"))]
    assert kept(letters.stage)
    assert all(b"/9j/" not in raw for raw in raws)  # a JPEG in base64
    assert any(b"Heures" in raw for raw in raws)


def test_a_file_alone_answers_what_is_missing_alone(letters: Letters) -> None:
    answer(letters, f"{LINES}\nLien : aucun")
    answer(letters, "Voici.", ("attestation.pdf", sent.PDF))
    assert [each.kind for each in kept(letters.stage)] == ["application/pdf"]


def test_a_mail_without_a_word_brings_its_file(letters: Letters) -> None:
    answer(letters, f"{LINES}\nLien : aucun")
    answer(letters, "", ("attestation.pdf", sent.PDF))
    assert len(kept(letters.stage)) == 1


def test_a_logo_in_the_signature_is_no_evidence(letters: Letters) -> None:
    asked = letters.sent()[-1]
    mail = parsed(reply(asked, LINES, 7, From=LEA))
    mail.add_alternative(
        f"<p>{LINES}</p><p>Léa<br><img src='cid:logo@x'></p>".replace("\n", "<br>"), subtype="html"
    )
    page = mail.get_body(("html",))
    assert isinstance(page, EmailMessage)
    page.add_related(
        sent.picture(), maintype="image", subtype="jpeg", cid="<logo@x>", filename="logo.jpg",
        disposition="inline",
    )  # fmt: skip
    receive_mail(letters.stage.world, mail.as_bytes())
    assert kept(letters.stage) == []
    told = plain(letters.sent()[-1])
    assert "Joignez votre document comme pièce jointe" in told
    assert "Mathématiques" in told


def test_what_is_wrong_with_a_file_is_told_with_what_to_send(letters: Letters) -> None:
    told = answer(letters, LINES, ("IMG_1.HEIC", sent.HEIC)).problems["proof"]
    assert "HEIC" in told
    assert "enregistrez-la en JPEG" in told
    three = ("a.jpg", PHOTO), ("b.jpg", sent.picture()), ("c.pdf", sent.PDF)
    assert "3 fichiers" in answer(letters, "", *three).problems["proof"]
    assert kept(letters.stage) == []


def test_who_decides_by_mail_gets_the_file_attached(letters: Letters) -> None:
    answer(letters, f"{LINES}\nLien : aucun", ("attestation été.pdf", sent.PDF))
    answer(letters, "oui")
    card = next(mail for mail in letters.sent() if mail["To"] == "ana@example.org")
    (file,) = card.iter_attachments()
    assert file.get_content() == sent.PDF
    assert file.get_filename() == "attestation été.pdf"
    assert file.get_content_type() == "application/pdf"


def test_the_letter_asks_only_what_applies_and_then_what_follows(letters: Letters) -> None:
    asked = plain(letters.sent()[-1])
    assert "Instrument" not in asked
    letters.stage.clock.pass_(minutes=1)
    wish = letter(LEA, "Matière : Musique", "second", None, "Badge")
    receive_mail(letters.stage.world, wish.as_bytes())
    assert "Instrument" in plain(letters.sent()[-1])
