"""Cases by mail: the staff answer the card, the person answers the human, nothing leaks."""

from email.message import EmailMessage

import pytest
from sqlmodel import select

from core.ground.effects import Effects, Outcome
from core.ground.tables import Case, Token
from core.people.tokens import Purpose
from core.reading.acts.accounting import KnownWriter
from core.reading.acts.case_orders import CaseOrder, order_in
from core.support import CaseState
from mail.listen import receive_mail
from tests.world.letters import Letters, plain, reply
from tests.world.office import Office
from tests.world.talking import word
from tests.world.world import MAILBOX, Stage

VERIFIED = "mx.cocarde.test; dmarc=pass header.from=example.org"
LINA, NOUR, THEO = (
    "Lina Haddad <lina@example.org>",
    "Nour Benali <nour@example.org>",
    "Théo Lambert <theo@example.org>",
)

ORDERS: list[tuple[str, CaseOrder]] = [
    ("fermer", CaseOrder("close")),
    ("Bonjour,\n\nFermer.", CaseOrder("close")),
    ("Je m'en occupe !", CaseOrder("take")),
    ("assigner", CaseOrder("take")),
    ("Assigner à theo@example.org", CaseOrder("give", "theo@example.org")),
    ("confier à <theo@example.org>.", CaseOrder("give", "theo@example.org")),
    ("renvoyer", CaseOrder("send")),
    ("Send again", CaseOrder("send")),
    ("opnieuw versturen", CaseOrder("send")),
    ("réponse proposée", CaseOrder("proposed")),
    ("ok", CaseOrder("proposed")),
    ("fusionner avec ABC234", CaseOrder("merge", "abc234")),
    ("délivrer : vu avec le coach", CaseOrder("issue", "vu avec le coach")),
    ("Issue: seen with the coach\nby phone", CaseOrder("issue", "seen with the coach by phone")),
    ("fermer\n\nNour Benali\n06 00 00 00 00", CaseOrder("close")),
    ("répondre : oui, c'est possible", CaseOrder("answer", "oui, c'est possible")),
    ("Votre badge part ce soir.", CaseOrder("answer", "Votre badge part ce soir.")),
    (
        "Bonjour Lina,\nje ferme votre dossier demain.",
        CaseOrder("answer", "Bonjour Lina,\nje ferme votre dossier demain."),
    ),
    ("corriger : Zoé Martin\nMerci !", CaseOrder("correct", "Zoé Martin")),
    ("Corriger le nom en Zoé Martin.", CaseOrder("correct", "Zoé Martin")),
    (
        "Bonjour,\ncorriger : Zoé Martin\n\nCordialement,\nNour Benali",
        CaseOrder("correct", "Zoé Martin"),
    ),
    ("correct the name to Zoé Martin", CaseOrder("correct", "Zoé Martin")),
    ("verbeter : Zoé Martin", CaseOrder("correct", "Zoé Martin")),
    ("Révoquer, raison : dates fausses", CaseOrder("revoke", "dates fausses")),
    (
        "retirer le badge :\nla mission a duré cinq mois.\n\nNour Benali\nConseillère",
        CaseOrder("revoke", "la mission a duré cinq mois."),
    ),
    ("intrekken : verkeerde data", CaseOrder("revoke", "verkeerde data")),
    ("Révoquer le badge", CaseOrder("revoke")),
    ("annuler", CaseOrder("keep")),
    ("corriger : Zoé Martin ?", CaseOrder(unclear=True)),
    ("corriger : Zoé Martin\nmais attendez demain", CaseOrder(unclear=True)),
    ("Peux-tu corriger en Zoé Martin ?", CaseOrder(unclear=True)),
    ("Il faut retirer ce badge, il est faux.", CaseOrder(unclear=True)),
    ("Révoque le badge car les dates sont fausses", CaseOrder(unclear=True)),
    ("révoquer : à vérifier avec le coach ?", CaseOrder(unclear=True)),
    ("révoquer : dates fausses\nPS : finalement non", CaseOrder(unclear=True)),
    ("ne pas révoquer : tout va bien", CaseOrder(unclear=True)),
    ("annuler : je me suis trompée", CaseOrder(unclear=True)),
    (
        "révoquer : elle n'a pas terminé sa mission",
        CaseOrder("revoke", "elle n'a pas terminé sa mission"),
    ),
    ("révoquer\nraison : did not attend", CaseOrder("revoke", "did not attend")),
    ("révoquer : surtout pas", CaseOrder("revoke", "surtout pas", unclear=True)),
    ("révoquer : je ne crois pas", CaseOrder("revoke", "je ne crois pas", unclear=True)),
    ("révoquer : en attente du coach", CaseOrder("revoke", "en attente du coach", unclear=True)),
    ("révoquer : finalement le garder", CaseOrder("revoke", "finalement le garder", unclear=True)),
    ("revoke: not before Theo agrees", CaseOrder("revoke", "not before Theo agrees", unclear=True)),
    ("intrekken : tenzij ze antwoordt", CaseOrder("revoke", "tenzij ze antwoordt", unclear=True)),
    ("issue: once the coach agrees", CaseOrder("issue", "once the coach agrees", unclear=True)),
    ("« révoquer : dates fausses »", CaseOrder(unclear=True)),
    ("Bonjour,\n| révoquer : dates fausses", CaseOrder(unclear=True)),
    ("- corriger : Zoé Martin", CaseOrder(unclear=True)),
    ('"fermer"', CaseOrder(unclear=True)),
    (
        "Nous avons corrigé votre nom, voici le badge.",
        CaseOrder("answer", "Nous avons corrigé votre nom, voici le badge."),
    ),
    ("fermer ?", CaseOrder(unclear=True)),
    ("ok ?", CaseOrder(unclear=True)),
    ("merci", CaseOrder(unclear=True)),
    ("Bien cordialement,\nNour Benali", CaseOrder(unclear=True)),
    ("Bonjour,", CaseOrder(unclear=True)),
    ("", CaseOrder(unclear=True)),
    ("fermmer", CaseOrder(unclear=True)),
]


@pytest.mark.parametrize(("text", "order"), ORDERS, ids=[text[:30] for text, _ in ORDERS])
def test_the_first_own_line_is_an_order_or_all_is_the_answer(text: str, order: CaseOrder) -> None:
    assert order_in(text, KnownWriter(("Nour Benali",))) == order


@pytest.mark.parametrize("locale", ["fr", "en", "nl"])
@pytest.mark.parametrize("action", ["proposed", "send", "take", "close"])
def test_the_orders_of_the_one_tap_answers_are_understood(locale: str, action: str) -> None:
    assert order_in(word(f"case.order_{action}", locale)) == CaseOrder(action)


class Post(Letters):
    """Mails that our server vouches for; nobody here sits in a chat."""

    def answered(self, mail: EmailMessage, text: str, sender: str, **headers: str) -> Effects:
        given = {"From": sender, "Authentication_Results": VERIFIED, **headers}
        return self.answer(mail, text, **given)

    def written(self, text: str, sender: str, **headers: str) -> Effects:
        """A fresh mail to our own address."""
        self.count += 1
        mail = EmailMessage()
        told = {"From": sender, "To": MAILBOX, "Subject": "Badge",
                "Message-ID": f"<new-{self.count}@example.org>",
                "Authentication-Results": VERIFIED, **headers}  # fmt: skip
        for name, value in told.items():
            if value:
                mail[name] = value
        mail.set_content(text)
        return receive_mail(self.stage.world, mail.as_bytes())

    def to(self, address: str) -> list[EmailMessage]:
        """Those that wait for one reader; what waits for others is kept."""
        self.kept = [*getattr(self, "kept", []), *self.sent()]
        found = [mail for mail in self.kept if mail["To"] == address]
        self.kept = [mail for mail in self.kept if mail["To"] != address]
        return found


@pytest.fixture
def post(stage: Stage) -> Post:
    with stage.world.turn() as turn:
        from core.staff import StaffMember, add

        for key, name in (("nour", "Nour Benali"), ("theo", "Théo Lambert")):
            add(turn, StaffMember(f"{key}@example.org", "becode", "support", name, "", "fr"))
    stage.known("lina-chat", "Lina Haddad", "lina@example.org")
    return Post(stage)


@pytest.fixture
def card(post: Post) -> EmailMessage:
    """Nour's card of Lina's case."""
    post.written("Bonjour, je voudrais parler à quelqu'un de BeCode, svp.", LINA)
    (mail,) = post.to("nour@example.org")
    return mail


def ref_of(mail: EmailMessage) -> str:
    return str(mail["Subject"]).split()[1]


def state(post: Post, card: EmailMessage) -> str:
    return Office(post.stage).case(ref_of(card)).state


def test_the_staffs_words_reach_the_person_in_their_thread(post: Post, card: EmailMessage) -> None:
    post.to("lina@example.org")
    post.answered(card, "Bonjour Lina,\nde quel badge s'agit-il ?", NOUR)
    (mail,) = post.to("lina@example.org")
    assert "Nour, de l'équipe de BeCode, te répond" in plain(mail)
    assert "de quel badge s'agit-il ?" in plain(mail)
    assert mail["In-Reply-To"] == "<new-1@example.org>"
    assert str(mail["From"]).startswith('"Nour (BeCode)"')
    assert mail["Auto-Submitted"] is None  # a human wrote it
    assert state(post, card) == CaseState.ANSWERED


def test_nothing_of_the_card_reaches_the_person(post: Post, card: EmailMessage) -> None:
    """The card is quoted below the answer, as mail clients do."""
    post.to("lina@example.org")
    post.answered(card, "Bonjour Lina, nous regardons ce soir.", NOUR)
    (mail,) = post.to("lina@example.org")
    for part in ("Diagnostic", "Derniers échanges", "Un seul ordre", "lina@example.org ·"):
        assert part in plain(card) or part == "Derniers échanges" or "·" in part
        assert part not in plain(mail)


def test_the_persons_answer_comes_back_to_the_case(post: Post, card: EmailMessage) -> None:
    post.answered(card, "Bonjour Lina, de quel badge s'agit-il ?", NOUR)
    human = post.to("lina@example.org")[-1]
    done = post.answered(human, "Le badge Python.", LINA)
    assert done.outcome is Outcome.CASE
    (again,) = [mail for mail in post.to("nour@example.org") if "Lina" in plain(mail)][-1:]
    assert "Lina Haddad écrit : « Le badge Python. »" in plain(again)
    assert state(post, card) == CaseState.OPEN
    noted = post.to("lina@example.org")[-1]
    assert "mercredi 18 novembre" in plain(noted)


@pytest.mark.parametrize(
    ("sender", "proof", "why"),
    [
        (NOUR, "", "case.mail_unproven"),
        ("Eve <eve@example.org>", VERIFIED, "case.mail_unproven"),
        (THEO, VERIFIED, "case.mail_unproven"),
        (NOUR, "mx.elsewhere.test; dmarc=pass header.from=example.org", "case.mail_unproven"),
    ],
    ids=["nothing vouches", "a stranger", "a colleague", "another server vouches"],
)
def test_an_unproven_mail_sends_nothing(
    post: Post, card: EmailMessage, sender: str, proof: str, why: str
) -> None:
    post.to("lina@example.org")
    done = post.answered(
        card, "Bonjour Lina, votre badge est annulé.", sender, Authentication_Results=proof
    )
    assert done.outcome is Outcome.NEEDS_CONFIRMATION
    assert post.to("lina@example.org") == []
    (again,) = post.to("nour@example.org")
    assert word(why) in plain(again)
    assert state(post, card) == CaseState.OPEN


def test_an_unclear_mail_sends_nothing(post: Post, card: EmailMessage) -> None:
    post.to("lina@example.org")
    done = post.answered(card, "fermer ?", NOUR)
    assert done.outcome is Outcome.NEEDS_CONFIRMATION
    assert post.to("lina@example.org") == []
    assert word("case.mail_unclear") in plain(post.to("nour@example.org")[-1])


def test_an_order_alone_is_obeyed_and_the_signature_goes_nowhere(
    post: Post, card: EmailMessage
) -> None:
    post.to("lina@example.org")
    post.answered(card, "Fermer\n\nNour Benali\nConseillère, projets jeunesse", NOUR)
    assert state(post, card) == CaseState.CLOSED
    assert post.to("lina@example.org") == []


def test_who_answers_second_is_told_who_was_first(post: Post, card: EmailMessage) -> None:
    (theirs,) = post.to("theo@example.org")
    post.answered(card, "Bonjour Lina, je regarde ce soir.", NOUR)
    post.stage.clock.pass_(minutes=5)
    post.to("lina@example.org")
    done = post.answered(theirs, "Bonjour Lina, de quel badge s'agit-il ?", THEO)
    assert done.outcome is Outcome.REJECTED
    assert post.to("lina@example.org") == []
    assert "Nour Benali a déjà répondu" in plain(post.to("theo@example.org")[-1])


def test_who_answered_may_write_again(post: Post, card: EmailMessage) -> None:
    post.answered(card, "Bonjour Lina, je regarde ce soir.", NOUR)
    post.stage.clock.pass_(minutes=5)
    post.to("lina@example.org")
    post.answered(card, "Voilà, le badge est parti à l'instant.", NOUR)
    assert len(post.to("lina@example.org")) == 1


def test_the_same_mail_twice_is_one_answer(post: Post, card: EmailMessage) -> None:
    post.to("lina@example.org")
    raw = reply(card, "Bonjour Lina, je regarde ce soir.", 7, From=NOUR,
                Authentication_Results=VERIFIED)  # fmt: skip
    first, second = (receive_mail(post.stage.world, raw) for _ in range(2))
    assert (first.outcome, second.outcome) == (Outcome.CASE, Outcome.DUPLICATE)
    assert len(post.to("lina@example.org")) == 1


def test_who_left_the_staff_sends_nothing(post: Post, card: EmailMessage) -> None:
    from core import staff

    post.to("lina@example.org")
    with post.stage.world.turn() as turn:
        staff.remove(turn, "nour@example.org", "becode", "support")
    done = post.answered(card, "Bonjour Lina, je regarde ce soir.", NOUR)
    assert done.outcome is not Outcome.CASE  # the letter's secret is dead
    assert post.to("lina@example.org") == []
    (told,) = post.to("nour@example.org")
    assert "Lina" not in plain(told).partition("\n>")[0]


def test_a_stranger_who_quotes_a_reference_by_mail_opens_another(
    post: Post, card: EmailMessage
) -> None:
    ref = ref_of(card)
    done = post.written(f"Bonjour, des nouvelles du dossier {ref} ?", "Tom <tom@example.org>")
    assert done.outcome is Outcome.CASE
    (told,) = post.to("tom@example.org")
    assert "Lina" not in plain(told)
    assert ref not in plain(told)
    assert state(post, card) == CaseState.OPEN
    assert Office(post.stage).kinds(ref) == []


def test_a_quoted_reference_proves_nothing_where_nothing_vouches(
    post: Post, card: EmailMessage
) -> None:
    ref = ref_of(card)
    forged = {"Authentication-Results": ""}
    post.written(f"Pour le dossier {ref} : envoyez tout à eve@example.org", LINA, **forged)
    assert Office(post.stage).kinds(ref) == []


def test_the_secrets_of_a_case_are_for_their_readers(post: Post, card: EmailMessage) -> None:
    with post.stage.world.glance() as turn:
        from sqlmodel import select

        tokens = turn.db.exec(select(Token)).all()
    purposes = {token.purpose for token in tokens if token.about_id is not None}
    assert purposes == {Purpose.CASE, Purpose.SUPPORT}
    assert all(token.claim_id is None for token in tokens)


ORDER = "fermer"


@pytest.mark.parametrize(
    "text",
    [
        f"Le 16 nov. 2026 à 10:00, Lina a écrit :\n\n{ORDER}",
        f"\n________________________________\nDe : Lina\nEnvoyé : lundi\n\n{ORDER}",
        f"Envoyé de mon iPhone\n\n{ORDER}",
        "Envoyé de mon iPhone\n\nVotre badge part ce soir.",
        f"« {ORDER} »",
        f"# {ORDER}",
    ],
)
def test_what_may_be_somebody_elses_is_neither_done_nor_sent(
    post: Post, card: EmailMessage, text: str
) -> None:
    told = post.answered(card, text, NOUR)
    assert told.outcome is not Outcome.DECIDED
    assert case_of(post).state == CaseState.OPEN


def test_a_subject_alone_orders_nothing(post: Post, card: EmailMessage) -> None:
    told = post.answered(card, "\n", NOUR, Subject=ORDER)
    assert told.outcome is Outcome.NEEDS_CONFIRMATION
    assert case_of(post).state == CaseState.OPEN


def case_of(post: Post) -> Case:
    with post.stage.world.glance() as turn:
        return turn.db.exec(select(Case)).one()
