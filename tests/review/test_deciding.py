"""A reviewer decides by answering a mail: only clear words, of a proven sender, once."""

from datetime import timedelta
from email.message import EmailMessage

import pytest
from sqlmodel import select

from core.due import due
from core.ground.effects import Effects, Outcome
from core.ground.message_kinds import MessageKind
from core.ground.messages import Message
from core.ground.rows import outbox
from core.ground.rows.outbox import To
from core.ground.tables import Badge, Claim
from core.reading.acts.accounting import KnownWriter
from core.reading.acts.decisions import undoes, verdict_in
from core.reading.acts.kinds import ReviewVerdict
from mail.screening.brake import MOST_PROVEN
from tests.world.letters import Letters, plain
from tests.world.talking import Talk
from tests.world.world import Stage

REFUSED = ReviewVerdict.REFUSE
WORDS: list[tuple[str, ReviewVerdict | None, str]] = [
    ("oui", ReviewVerdict.APPROVE, ""),
    ("OUI.", ReviewVerdict.APPROVE, ""),
    ("Bonjour,\n\noui, merci !", ReviewVerdict.APPROVE, ""),
    ("Bonjour Cocarde, oui", ReviewVerdict.APPROVE, ""),
    ("ok pour moi, bravo à elle", ReviewVerdict.APPROVE, ""),
    ("Chère équipe,\n\nc'est validé\n\nSam", ReviewVerdict.APPROVE, ""),
    ("approve", ReviewVerdict.APPROVE, ""),
    ("Approved, great work!", ReviewVerdict.APPROVE, ""),
    ("Hi, yes please", ReviewVerdict.APPROVE, ""),
    ("ja", ReviewVerdict.APPROVE, ""),
    ("Ja hoor, prima", ReviewVerdict.APPROVE, ""),
    ("Akkoord", ReviewVerdict.APPROVE, ""),
    ("Oui\n\nSam Okafor\n06 00 00 00 00", ReviewVerdict.APPROVE, ""),
    ("non, le dépôt est vide", REFUSED, "le dépôt est vide"),
    ("Non : vide, et le site est mort.", REFUSED, "vide, et le site est mort."),
    ("non\n\nLe dépôt est vide.\n\nBien à vous,\nSam", REFUSED, "Le dépôt est vide."),
    ("Non.\nLe dépôt\nest vide.", REFUSED, "Le dépôt est vide."),
    ("No - the repository is empty", REFUSED, "the repository is empty"),
    ("Nee, de repo is leeg", REFUSED, "de repo is leeg"),
    ("je ne valide pas, le lien est mort", REFUSED, "le lien est mort"),
    ("Non, le lien n'est pas valide", REFUSED, "le lien n'est pas valide"),
    ("Refused: empty repository", REFUSED, "empty repository"),
    ("non", REFUSED, ""),
    ("à corriger : le site ne répond pas", ReviewVerdict.RETURN, "le site ne répond pas"),
    ("Te verbeteren: de link werkt niet", ReviewVerdict.RETURN, "de link werkt niet"),
    ("je refuse de valider ?", None, ""),
    ("oui ?", None, ""),
    ("oui mais le lien est mort", None, ""),
    ("oui, mais le lien est mort", None, ""),
    ("Oui\nmais le lien est mort", None, ""),
    ("Oui\n\nNon, attendez, le lien est mort", None, ""),
    ("oui, non", None, ""),
    ("Non, oui", None, ""),
    ("Non, aucun problème", None, ""),
    ("Non pas de souci", None, ""),
    ("No, I approve", None, ""),
    ("pas oui", None, ""),
    ("le dépôt est vide", None, ""),
    ("peut-être", None, ""),
    ("merci", None, ""),
    ("Bonjour,", None, ""),
    ("", None, ""),
    ("annuler", None, ""),
    ("Je suis en vacances jusqu'au 3 mai.", None, ""),
    ("Qui est-ce ?\noui", None, ""),
]


@pytest.mark.parametrize(("text", "verdict", "reason"), WORDS, ids=[word for word, *_ in WORDS])
def test_only_clear_words_are_a_verdict(
    text: str, verdict: ReviewVerdict | None, reason: str
) -> None:
    assert verdict_in(text, KnownWriter(("Sam Okafor",))) == (verdict, reason)


@pytest.mark.parametrize("text", ["annuler", "Bonjour,\nAnnuler.", "Undo!", "ongedaan maken"])
def test_a_decision_is_taken_back_in_one_word(text: str) -> None:
    assert undoes(text)


@pytest.mark.parametrize("text", ["", "oui", "ne pas annuler", "annuler ?\nnon", "undo that one"])
def test_other_words_take_nothing_back(text: str) -> None:
    assert not undoes(text)


PASSED = {"Authentication_Results": "mx.cocarde.test; dmarc=pass header.from=example.org"}


class Review:
    """Lina's claim in review, and Sam who reads mail only."""

    def __init__(self, stage: Stage) -> None:
        self.stage = stage
        stage.reviewer("sam", "Sam Okafor", "becode")
        stage.known("lina", "Lina Haddad", "lina@example.org")
        self.lina = Talk(stage, "lina")
        self.lina.say("/start becode_python-avance")
        self.lina.say("https://github.com/lina/app https://lina.example.org")
        self.lina.say("oui")
        self.letters = Letters(stage)
        self.card = self.mail_to_sam()

    def mail_to_sam(self) -> EmailMessage:
        return [mail for mail in self.letters.sent() if mail["To"] == "sam@example.org"][-1]

    def sam_writes(self, text: str, mail: EmailMessage | None = None, **headers: str) -> Effects:
        told = {"From": "Sam <sam@example.org>", **PASSED, **headers}
        return self.letters.answer(mail or self.card, text, **told)

    def state(self) -> str:
        with self.stage.world.glance() as turn:
            return turn.db.exec(select(Claim.state)).one()

    def badges(self) -> int:
        with self.stage.world.glance() as turn:
            return len(list(turn.db.exec(select(Badge))))

    def later(self) -> Effects:
        self.stage.clock.pass_(minutes=11)
        return due(self.stage.world)


@pytest.fixture
def case(stage: Stage) -> Review:
    return Review(stage)


def test_a_yes_approves_and_the_badge_follows_when_it_can_no_longer_be_undone(
    case: Review,
) -> None:
    done = case.sam_writes("Oui, bravo")
    assert (done.outcome, case.state(), case.badges()) == (Outcome.DECIDED, "approved", 0)
    assert done.decisions[0]["verdict"] == "approve"
    told = plain(case.mail_to_sam())
    assert "validée" in told
    assert "10:10" in told
    assert "annuler" in told
    assert len(case.later().badges) == 1
    assert case.state() == "issued"


def test_a_refusal_is_told_in_the_reviewers_own_sentence(case: Review) -> None:
    done = case.sam_writes("Non, le dépôt est vide")
    assert (done.outcome, case.state()) == (Outcome.DECIDED, "refused")
    assert all("lina" not in row["to"] for row in done.outbox)
    told = case.later()
    assert "« le dépôt est vide »" in "".join(str(reply["text"]) for reply in told.replies)


def test_the_question_that_the_reason_names_is_the_one_asked_again(case: Review) -> None:
    case.sam_writes("Non, le dépôt est vide")
    case.later()
    again = case.lina.say("/start becode_python-avance")
    assert "1/2" in str(again.replies[-1]["text"])


@pytest.mark.parametrize("said", ["Oui", "Non, le dépôt est vide", "À corriger : le site est mort"])
def test_a_decision_can_be_taken_back_for_ten_minutes(case: Review, said: str) -> None:
    case.sam_writes(said)
    receipt = case.mail_to_sam()
    case.stage.clock.pass_(minutes=9)
    done = case.sam_writes("Annuler", receipt)
    assert (done.outcome, case.state()) == (Outcome.DECIDED, "in_review")
    assert case.later().replies == []
    assert case.badges() == 0
    fresh = case.mail_to_sam()
    assert case.sam_writes("oui", fresh).outcome == Outcome.DECIDED


def test_after_ten_minutes_nothing_is_taken_back(case: Review) -> None:
    case.sam_writes("Oui")
    receipt = case.mail_to_sam()
    case.later()
    done = case.sam_writes("Annuler", receipt)
    assert (done.outcome, case.state()) == (Outcome.IGNORED, "issued")
    assert "trop tard" in plain(case.mail_to_sam())


UNPROVEN: list[dict[str, str]] = [
    {"Authentication_Results": ""},
    {"Authentication_Results": "mx.elsewhere.test; dmarc=pass header.from=example.org"},
    {"Authentication_Results": "mx.cocarde.test; dmarc=fail header.from=example.org"},
    {"Authentication_Results": "mx.cocarde.test; dmarc=pass header.from=example.net"},
    {"From": "mallory@example.org"},
    {"From": "sam@example.org, mallory@example.org"},
]


@pytest.mark.parametrize("headers", UNPROVEN, ids=[str(each) for each in UNPROVEN])
def test_without_proof_a_page_asks_first(case: Review, headers: dict[str, str]) -> None:
    done = case.sam_writes("oui", case.card, **headers)
    assert (done.outcome, case.state()) == (Outcome.NEEDS_CONFIRMATION, "in_review")
    card = case.mail_to_sam()
    assert "Rien ne prouve" in plain(card)
    assert "/decide/" in plain(card)


@pytest.mark.parametrize("said", ["je refuse de valider ?", "oui, mais le lien est mort", "non"])
def test_unclear_words_decide_nothing(case: Review, said: str) -> None:
    done = case.sam_writes(said)
    assert (done.outcome, case.state()) == (Outcome.NEEDS_CONFIRMATION, "in_review")
    assert "rien n'est décidé" in plain(case.mail_to_sam())


def test_a_yes_in_the_quote_counts_for_nothing(case: Review) -> None:
    """The card itself says « oui » in its explanation."""
    done = case.sam_writes("Je regarde demain.")
    assert (done.outcome, case.state()) == (Outcome.NEEDS_CONFIRMATION, "in_review")


def test_a_secret_decides_once_even_when_the_claim_comes_again(case: Review) -> None:
    case.sam_writes("À corriger : le site est mort")
    case.later()
    case.lina.say("/start becode_python-avance")
    case.lina.say("https://lina.example.com")
    case.lina.say("oui")
    assert case.state() == "in_review"
    done = case.sam_writes("oui", Message_ID="<replayed@example.org>")
    assert (done.outcome, case.state()) == (Outcome.NEEDS_CONFIRMATION, "in_review")
    assert "a changé depuis" in plain(case.mail_to_sam())


def test_the_second_reviewer_is_told_who_was_first(stage: Stage) -> None:
    case = Review(stage)
    stage.reviewer("ana", "Ana Lima", "becode")
    sams = [case.card]
    with stage.world.glance() as turn:
        claim = turn.db.exec(select(Claim)).one()
    Talk(stage, "ana").send(choice=f"approve:{claim.ref}")
    done = case.sam_writes("non, trop court", sams[0])
    assert (done.outcome, case.state()) == (Outcome.IGNORED, "issued")
    assert "Ana Lima" in plain(case.mail_to_sam())


def test_a_claim_that_moved_on_is_not_taken_back(case: Review) -> None:
    """The badge of an approval leaves on time even if the store was asleep for a while."""
    case.sam_writes("Oui")
    receipt = case.mail_to_sam()
    case.stage.clock.at += timedelta(hours=2)
    assert case.sam_writes("annuler", receipt).outcome == Outcome.IGNORED
    assert len(due(case.stage.world).badges) == 1


def test_the_new_answer_may_come_at_once_in_the_chat(case: Review) -> None:
    """No button has to be pressed first, and the new address is looked at."""
    case.sam_writes("À corriger : le dépôt est vide")
    case.later()
    case.stage.web.asked.clear()
    done = case.lina.say("https://github.com/lina/better")
    assert done.answers == {"repository": "https://github.com/lina/better"}
    assert case.stage.web.asked == ["https://github.com/lina/better"]
    assert case.lina.say("oui").moves[-1]["to"] == "in_review"


def test_other_words_do_not_reopen_a_claim_in_the_chat(case: Review) -> None:
    case.sam_writes("À corriger : le dépôt est vide")
    case.later()
    case.lina.say("bonjour")
    assert case.state() == "returned"


def test_a_reviewer_with_a_pile_of_letters_is_heard_every_time(stage: Stage) -> None:
    """More than forty decisions an hour from one mailbox, each with its own secret."""
    review = Review(stage)
    with stage.world.turn() as turn:
        for number in range(MOST_PROVEN + 1):
            note = Message(f"{number}", "fr")
            outbox.put(
                turn, To("mail", "sam@example.org"), MessageKind.REPLY, f"pile-{number}", note
            )
    assert review.sam_writes("oui").outcome == Outcome.DECIDED
    assert review.sam_writes("oui", From="Eve <eve@example.org>").outcome != Outcome.DECIDED
