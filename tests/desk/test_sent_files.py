"""A file that a claim asks for, sent in a chat: kept without its metadata, said back, replaced."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlmodel import select

from core.desk.incoming import Incoming
from core.desk.receive import receive
from core.due import due
from core.ground.effects import Effects
from core.ground.tables import EvidenceFile
from core.programmes.evidence.prepare_file import Attachment
from tests.world import evening_school
from tests.world import sent_pictures as sent
from tests.world.talking import Talk, learner, ref, reviewer, texts
from tests.world.world import Stage, make_stage


def school_of(root: Path, **changed: str) -> Stage:
    """The evening school, with lines of its file changed."""
    written = evening_school.programme()
    for before, after in changed.items():
        written = written.replace(f"{before} =", f"{after}\n{before} =", 1)
    return make_stage(root, programmes=evening_school.programmes(root, written))


@pytest.fixture
def school(tmp_path: Path) -> Iterator[Stage]:
    made = school_of(tmp_path)
    yield made
    made.world.store.close()


def send(talk: Talk, *files: Attachment, text: str = "", beside: bool = False) -> Effects:
    """Files sent in the chat, with words below them."""
    talk.count += 1
    source_id = f"{talk.who}:{talk.count}"
    incoming = Incoming(
        "terminal", "terminal", source_id, talk.who, text=text, files=files, beside=beside
    )
    talk.last = receive(talk.stage.world, incoming)
    return talk.last


def at_the_file(school: Stage) -> Talk:
    """Somebody who is asked for their certificate."""
    lea = learner(school, "lea", "Léa Roche")
    lea.send(choice="badge:veillee:tuteur")
    lea.say("Léa Roche")
    lea.press("Mathématiques")
    assert "photo de votre attestation" in texts(lea.say("20"))
    return lea


def kept(school: Stage) -> list[EvidenceFile]:
    with school.world.glance() as turn:
        return list(turn.db.exec(select(EvidenceFile)))


PHOTO = Attachment("IMG_1.JPG", sent.tagged_photo())
PAPER = Attachment("attestation.pdf", sent.PDF)


def test_a_photo_is_kept_bare_and_read_back_in_the_recap(school: Stage) -> None:
    lea = at_the_file(school)
    assert "Un lien" in texts(send(lea, PHOTO))
    (file,) = kept(school)
    assert sent.SECRET.encode() not in file.content
    recap = texts(lea.say("pas de lien")).replace("\xa0", " ")
    assert "Attestation : IMG_1.jpg (" in recap
    assert "jamais le public" in recap
    assert "20 heures" in recap


def test_another_file_takes_its_place(school: Stage) -> None:
    lea = at_the_file(school)
    send(lea, PHOTO)
    lea.say("aucun")
    assert "attestation.pdf" in texts(send(lea, PAPER))
    assert [each.kind for each in kept(school)] == ["application/pdf"]


def test_words_where_a_file_is_asked_say_what_to_send(school: Stage) -> None:
    lea = at_the_file(school)
    assert "envoyez une photo ou un PDF (5 Mo au plus)" in texts(lea.say("je l'ai")).replace(
        "\xa0", " "
    )
    assert "HEIC" in texts(send(lea, Attachment("IMG_2.HEIC", sent.HEIC)))
    assert kept(school) == []


def test_a_caption_is_words(school: Stage) -> None:
    lea = learner(school, "lea", "Léa Roche")
    lea.send(choice="badge:veillee:tuteur")
    lea.say("Léa Roche")
    lea.press("Mathématiques")
    assert "Un lien" in texts(send(lea, PHOTO, text="j'ai fait 20 heures"))


def test_a_file_before_its_turn_is_kept_for_it(school: Stage) -> None:
    lea = learner(school, "lea", "Léa Roche")
    lea.send(choice="badge:veillee:tuteur")
    lea.say("Léa Roche")
    told = texts(send(lea, PHOTO))
    assert "IMG_1.jpg" in told
    assert "Quelle matière" in told


def test_the_same_update_twice_is_one_file(school: Stage) -> None:
    lea = at_the_file(school)
    send(lea, PHOTO)
    lea.count -= 1
    assert send(lea, PHOTO).outcome == "duplicate"
    assert len(kept(school)) == 1


def test_several_files_one_after_the_other_until_that_is_all(tmp_path: Path) -> None:
    school = school_of(tmp_path, max_mb="max_files = 3")
    lea = at_the_file(school)
    assert "C'est tout" in str(send(lea, PHOTO).replies)
    told = texts(send(lea, PAPER, beside=True))
    assert "IMG_1.jpg" in told
    assert "attestation.pdf" in told
    assert "Un lien" in texts(lea.say("c'est tout"))
    assert len(kept(school)) == 2
    school.world.store.close()


def test_of_an_album_only_the_first_is_kept_where_one_is_enough(school: Stage) -> None:
    lea = at_the_file(school)
    send(lea, PHOTO)
    assert "la première" in texts(send(lea, PAPER, beside=True))
    assert len(kept(school)) == 1


def sent_in(school: Stage, lea: Talk) -> str:
    send(lea, PHOTO)
    lea.say("passer")
    lea.say("oui")
    return ref(school)


def test_the_reviewer_reads_its_name_and_the_badge_bears_nothing_of_it(school: Stage) -> None:
    ana, lea = reviewer(school, "ana", "veillee"), at_the_file(school)
    send(lea, PHOTO)
    lea.say("passer")
    card = texts(lea.say("oui"), to="ana")
    assert "IMG_1.jpg" in card
    ana.say("/queue")
    done = ana.press("Valider")
    assert len(done.badges) == 1
    with school.world.glance() as turn:
        stored = str(turn.db.connection().exec_driver_sql("select * from badge").all())
    assert "IMG_1" not in stored
    assert kept(school)[0].digest not in stored


def test_a_claim_that_is_withdrawn_keeps_no_file(school: Stage) -> None:
    lea = at_the_file(school)
    send(lea, PHOTO)
    lea.say("annuler")
    lea.press("Annuler la demande")
    assert kept(school) == []


def test_files_go_so_many_days_after_the_decision(tmp_path: Path) -> None:
    school = school_of(tmp_path, palette="delays = { file_days = 30 }")
    ana, lea = reviewer(school, "ana", "veillee"), at_the_file(school)
    sent_in(school, lea)
    ana.say("/queue")
    ana.press("Valider")
    school.clock.pass_(days=29)
    due(school.world)
    assert len(kept(school)) == 1
    school.clock.pass_(days=1, minutes=1)
    due(school.world)
    assert kept(school) == []
    school.world.store.close()


@pytest.mark.parametrize(
    "said",
    ["passer", "aucun", "pas de lien", "-", "none", "geen", "rien", "non", "—", "aucun lien",
     "je n'en ai pas", "j'ai pas de lien", "no link", "geen link", "n/a", "rien à mettre", "skip"],
)  # fmt: skip
def test_what_may_be_left_out_is_left_out_in_any_words(school: Stage, said: str) -> None:
    lea = at_the_file(school)
    send(lea, PHOTO)
    assert "Tout est-il exact" in texts(lea.say(said))


@pytest.mark.parametrize("said", ["je sais pas", "c'est quoi ?", "mon site est en travaux"])
def test_other_words_leave_nothing_out(school: Stage, said: str) -> None:
    lea = at_the_file(school)
    send(lea, PHOTO)
    assert "Tout est-il exact" not in texts(lea.say(said))
