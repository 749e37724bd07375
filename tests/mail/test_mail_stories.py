"""Whole stories by mail, without servers: asked, answered, mended, forged, bounced, stopped."""

import time

import pytest
from sqlmodel import select

from core.ground.effects import Outcome
from core.ground.paths import ROOT
from core.ground.rows import inbox
from core.ground.tables import Claim, Inbox
from core.people import people
from mail.listen import receive_mail, work
from tests.world.letters import Letters, plain, reply
from tests.world.talking import Talk
from tests.world.world import MAILBOX, Stage

INBOX = ROOT / "tests" / "inbox"


@pytest.fixture
def letters(stage: Stage) -> Letters:
    stage.clock.pass_(days=2)
    return Letters(stage)


def state(stage: Stage) -> str:
    with stage.world.glance() as turn:
        return turn.db.exec(select(Claim.state)).one()


OUR_PASS = "mx.cocarde.test; dmarc=pass header.from=example.org"
FORGED = {"To": MAILBOX, "In_Reply_To": "", "References": ""}


def test_a_yes_is_enough_when_all_is_known(letters: Letters) -> None:
    done = letters.answer(letters.invited(), "Oui, merci !")
    assert done.outcome == Outcome.CLAIM_RECORDED
    assert done.new_text == "Oui, merci !"
    assert len(done.badges) == 1
    assert state(letters.stage) == "issued"


@pytest.mark.parametrize(
    ("signed", "state_after"),
    [("Zoé MARTEN", "ready"), ("Zoé MARTIN", "issued"), ("Zoe M.", "issued")],
)
def test_a_signature_with_another_spelling_of_the_name_is_asked_about(
    letters: Letters, signed: str, state_after: str
) -> None:
    letters.answer(letters.invited(name="Zoé Martin"), f"Oui.\n\n-- \n{signed}\n06 12 34 56 78")
    assert state(letters.stage) == state_after


def test_lines_that_are_missing_are_filled_by_mail(letters: Letters) -> None:
    done = letters.answer(
        letters.invited(organisation="", domain=""),
        "Organisme d'accueil : Emmaüs\nDomaine de la mission : santé",
    )
    assert done.answers == {"organisation": "Emmaüs", "domain": "sante"}
    recap = letters.sent()[0]
    assert "tout est-il exact" in recap["Subject"]
    assert letters.answer(recap, "oui").outcome == Outcome.CLAIM_RECORDED


def test_a_wrong_line_gets_one_mail_that_names_only_that_line(letters: Letters) -> None:
    invitation = letters.invited(organisation="", domain="")
    done = letters.answer(
        invitation, "Organisme d'accueil : Emmaüs\nDomaine de la mission : jardin"
    )
    assert done.outcome == Outcome.REJECTED
    asked = letters.sent()[0]
    assert "\n  Domaine de la mission :\n" in plain(asked)
    assert "\n  Organisme d'accueil : Emmaüs" in plain(asked)
    assert letters.answer(asked, "Santé").answers == {"domain": "sante"}


def test_an_empty_mail_is_asked_once_more(letters: Letters) -> None:
    invitation = letters.invited()
    done = letters.answer(invitation, "Envoyé de mon iPhone")
    assert (done.new_text, state(letters.stage)) == ("", "ready")
    assert len(letters.sent()) == 1


def test_the_same_mail_twice_has_one_effect(letters: Letters) -> None:
    raw = reply(letters.invited(), "oui")
    first = receive_mail(letters.stage.world, raw)
    again = receive_mail(letters.stage.world, b"Received: by another way; now\r\n" + raw)
    assert (first.outcome, again.outcome) == (Outcome.CLAIM_RECORDED, Outcome.DUPLICATE)
    assert len(letters.sent()) == 2


def test_a_message_id_used_first_by_a_stranger_blocks_nobody(letters: Letters) -> None:
    invitation = letters.invited()
    stranger = reply(invitation, "Bonjour", 1, From="mallory@example.net", **FORGED)
    receive_mail(letters.stage.world, stranger)
    assert letters.answer(invitation, "oui").outcome == Outcome.CLAIM_RECORDED


def test_an_answer_from_another_address_decides_nothing(letters: Letters) -> None:
    """The address that was invited is told, and asked once more."""
    done = letters.answer(letters.invited(), "oui", From="awa.work@example.com")
    assert (done.outcome, state(letters.stage)) == (Outcome.NEEDS_CONFIRMATION, "ready")
    (asked,) = letters.sent()
    assert asked["To"] == "awa@example.org"
    assert "d'une autre adresse" in plain(asked)
    assert letters.answer(asked, "oui").outcome == Outcome.CLAIM_RECORDED


def test_a_forged_sender_without_a_secret_confirms_nothing(letters: Letters) -> None:
    done = letters.answer(letters.invited(), "oui", **FORGED)
    assert done.outcome == Outcome.NEEDS_CONFIRMATION
    assert state(letters.stage) == "ready"
    again = letters.sent()[0]
    assert again["To"] == "awa@example.org"
    assert letters.answer(again, "oui").outcome == Outcome.CLAIM_RECORDED


def test_a_proven_sender_without_a_secret_is_heard(letters: Letters) -> None:
    done = letters.answer(letters.invited(), "oui", **FORGED, Authentication_Results=OUR_PASS)
    assert done.authentication["aligned"] is True
    assert done.outcome == Outcome.CLAIM_RECORDED


def test_a_server_without_plus_addresses_still_finds_the_claim(letters: Letters) -> None:
    done = letters.answer(letters.invited(), "oui", To=MAILBOX, References="")
    assert done.outcome == Outcome.CLAIM_RECORDED


def test_an_out_of_office_moves_nothing_and_is_not_answered(letters: Letters) -> None:
    invitation = letters.invited()
    away = "Je suis absente du 1er octobre 2024 au 31 mai 2025."
    done = letters.answer(invitation, away, Auto_Submitted="auto-replied")
    assert done.outcome == Outcome.IGNORED
    assert "Auto-Submitted" in done.why
    assert (done.moves, done.answers, letters.sent()) == ([], {}, [])


def test_a_stranger_is_told_which_badges_there_are(letters: Letters) -> None:
    done = letters.answer(letters.invited(), "Bonjour ?", From="nora@example.net", **FORGED)
    assert done.outcome == Outcome.ASKED
    menu = letters.sent()[0]
    assert "Python" in plain(menu)
    assert menu["Reply-To"] == f"Cocarde <{MAILBOX}>"


def test_a_refused_claim_is_mended_by_mail(stage: Stage) -> None:
    """The line that answers the reviewer's words is kept, the rest stays."""
    stage.reviewer("sam", "Sam Okafor", "becode")
    stage.known("lina", "Lina Haddad", "lina@example.org")
    learner = Talk(stage, "lina")
    learner.say("/start becode_python-avance")
    learner.say("https://github.com/lina/app https://lina.example.org")
    done = learner.say("oui")
    coach = Talk(stage, "sam")
    coach.send(choice=f"refuse:{done.moves[0]['claim']}")
    with stage.world.turn() as turn:
        address = people.find(turn, people.TERMINAL, "lina")
        assert address is not None
        address.unreachable_at = turn.at
        turn.db.add(address)
    coach.say("Le dépôt est vide.")
    letters = Letters(stage)
    back = next(mail for mail in letters.sent() if "à reprendre" in mail["Subject"])
    assert "« Le dépôt est vide. »" in plain(back)
    heard = letters.answer(
        back, "Dépôt GitHub : https://github.com/lina/better", From="lina@example.org"
    )
    assert heard.answers == {"repository": "https://github.com/lina/better"}
    assert "tout est-il exact" in letters.sent()[-1]["Subject"]


def test_of_a_mail_that_was_too_large_the_words_are_read_and_that_is_said(
    letters: Letters,
) -> None:
    raw = reply(letters.invited(domain=""), "Domaine de la mission : santé")
    assert receive_mail(letters.stage.world, raw, cut=True).answers == {"domain": "sante"}
    assert "trop lourd" in plain(letters.sent()[-1])


def test_a_stranger_whose_mail_was_too_large_is_told_so_too(letters: Letters) -> None:
    raw = reply(letters.invited(), "Bonjour à tous", 1, From="nora@example.net", **FORGED)
    assert receive_mail(letters.stage.world, raw, cut=True).outcome == Outcome.ASKED
    assert "trop lourd" in plain(letters.sent()[-1])


def test_an_answer_by_mail_leads_to_the_page_that_says_more(letters: Letters) -> None:
    done = letters.answer(letters.invited(), "À quoi sert Open Badge Passport ?")
    told = "\n".join(plain(each) for each in letters.sent())
    assert "En savoir plus : https://openbadgepassport.com/" in told
    assert done.moves == []


def test_each_line_of_a_mail_says_whether_it_was_kept(letters: Letters) -> None:
    done = letters.answer(letters.invited(), "oui\n\nEnvoyé de mon iPhone")
    told = {line["line"]: (line["kept"], line["why"]) for line in done.reading if line["line"]}
    assert told["oui"] == (True, "")
    assert told["Envoyé de mon iPhone"][0] is False
    assert {kept for line, (kept, _) in told.items() if "Bonjour Awa" in line} == {False}
    assert done.as_json()["reading"]


def test_a_tangled_mail_is_set_aside_at_once_and_kept(letters: Letters) -> None:
    nested = b"".join(
        b"Content-Type: multipart/mixed; boundary=b%d\r\n\r\n--b%d\r\n" % (at, at)
        for at in range(500)
    )
    begun = time.perf_counter()
    assert work(letters.stage.world, b"From: a@example.org\r\n" + nested) == Outcome.QUARANTINED
    assert time.perf_counter() - begun < 2
    with letters.stage.world.glance() as turn:
        kept = turn.db.exec(select(Inbox)).one()
    assert (kept.state, kept.raw[:5]) == (inbox.QUARANTINED, b"From:")


def test_three_failures_set_a_mail_aside(letters: Letters, monkeypatch: pytest.MonkeyPatch) -> None:
    raw = reply(letters.invited(), "oui")

    def broken(*_: object) -> None:
        raise RuntimeError("a mistake of ours")

    monkeypatch.setattr("mail.listen.receive", broken)
    found = [work(letters.stage.world, raw) for _ in range(3)]
    assert found == [None, None, Outcome.QUARANTINED]


def test_a_claim_by_mail_goes_the_same_way_on_both_stores(either: Stage) -> None:
    either.clock.pass_(days=2)
    letters = Letters(either)
    assert letters.answer(letters.invited(), "oui").outcome == Outcome.CLAIM_RECORDED
    confirmed, badge = letters.sent()
    assert confirmed["In-Reply-To"] == "<answer-1@example.org>"
    assert len(list(badge.iter_attachments())) == 1
