"""Who is away and says so by a machine is not answered; who talks about it is heard."""

import pytest
from sqlmodel import select

from core.claims.moves import history
from core.ground.effects import Outcome
from core.ground.tables import Claim
from mail.listen import receive_mail
from mail.screening.absences import is_note
from tests.world.letters import Letters, reply
from tests.world.world import Stage


@pytest.fixture
def letters(stage: Stage) -> Letters:
    stage.clock.pass_(days=2)
    return Letters(stage)


NOTES = [
    "Bonjour,\n\nJe suis en déplacement du 3 au 9 mars et ne lis pas mes mails.\n\nAwa",
    "Je suis absente pour congé parental. En mon absence, vous pouvez joindre l'accueil.",
    "Bonjour, merci de votre message.\nJe suis indisponible jusqu'au 4 mai ; je reviendrai vers\n"
    "vous dès mon retour.\n\nBien cordialement,\nAwa Diallo\n06 12 34 56 78",
    "Hi,\n\nI'm away until 6 July and won't have access to my inbox. I'll get back to you then.",
    "I am currently on parental leave. Please contact the front desk for urgent matters.",
    "Dag,\n\nIk ben momenteel niet aanwezig. Ik beantwoord je mail na mijn terugkeer.\n\nGroetjes",
    "Ich bin derzeit im Urlaub und ab dem 4. Mai wieder erreichbar.\n\nViele Grüße",
]
WORDS = [
    "Je suis en congés jusqu'au 15, mais oui tout est exact.",
    "Je suis absente jusqu'au 15, pouvez-vous attendre ?",
    "Je suis en congés et je lis peu mes mails. Mon nom est Awa Diallo.",
    "Je suis en vacances jusqu'au 3 mai, je ne consulte pas mes mails. PS : la date est à corriger",
    "Je suis en formation du 3 mars au 4 juillet à Lille. J'ai encadré des enfants là-bas.",
    "I'm on holiday until Friday, yes everything is fine",
    "Ik ben met verlof maar alles klopt",
    "Ich bin im Urlaub. Die Daten stimmen.",
    "Vacances et Familles",
    "Organisme d'accueil : Vacances pour tous",
    "oui",
    "Je suis en congé jusqu'au 12, je vous réponds à mon retour pour les dates",
    "J'étais en vacances, désolée du retard. Oui.",
    "Mon organisme est fermé du 1er au 15 août, puis-je avoir mon badge avant ?",
    "Je suis en arrêt maladie depuis mars, ma mission a fini plus tôt",
    "Je serai absent jusqu'au 15, envoyez-moi le badge à cette adresse",
    "J'ai fini ma mission le 5 juin. Je suis en vacances et je vous répondrai à mon retour.",
    "Je ne travaille pas le mercredi, mon tuteur vous répondra. Le nom est faux.",
]


MORE_NOTES = [
    "Le bureau est fermé pour congés annuels du 1er au 21 août. Nous traiterons votre demande à la "
    "réouverture.",
    "Je ne travaille pas le mercredi. Je vous répondrai dès jeudi.",
    "Je suis en arrêt maladie, votre mail ne sera pas lu.",
    "I am travelling this week, so replies may be slow.",
    "Bedankt voor uw bericht. Ik ben momenteel met vakantie en lees mijn mails niet.",
    "Ich bin vom 1. bis 15. Juli außer Haus. Ihre Mail wird nach meiner Rückkehr bearbeitet.",
    "Sehr geehrte Damen und Herren,\n\nich befinde mich bis 15.7. in Elternzeit. Bitte wenden Sie "
    "sich an meine Vertretung.",
]


@pytest.mark.parametrize("words", MORE_NOTES)
def test_offices_and_machines_word_it_in_many_ways(words: str) -> None:
    assert is_note(words)


@pytest.mark.parametrize("words", NOTES)
def test_a_note_without_headers_is_noted_and_not_answered(letters: Letters, words: str) -> None:
    done = letters.answer(letters.invited(), words)
    assert (done.outcome, done.outbox) == (Outcome.IGNORED, [])
    with letters.stage.world.glance() as turn:
        last = history(turn, turn.db.exec(select(Claim)).one())[-1]
    assert (last.move, "out-of-office" in last.reason) == ("noted", True)


@pytest.mark.parametrize("words", WORDS)
def test_who_says_anything_else_is_heard(words: str) -> None:
    assert not is_note(words)


def test_a_note_from_a_stranger_gets_no_answer(stage: Stage) -> None:
    raw = f"From: lea@example.org\r\nSubject: Hello\r\n\r\n{NOTES[3]}".encode()
    assert receive_mail(stage.world, raw).outcome == Outcome.IGNORED


@pytest.mark.parametrize(
    "subject",
    [
        "Réponse automatique : Votre badge",
        "[EXT] Automatic reply: x",
        "Absence du bureau",
        "Afwezig: x",
    ],
)
def test_the_subject_of_a_program_is_enough(letters: Letters, subject: str) -> None:
    done = letters.answer(letters.invited(), "Merci de votre message.", Subject=subject)
    assert (done.outcome, done.outbox) == (Outcome.IGNORED, [])


@pytest.mark.parametrize(
    "subject",
    [
        "Re: Absence du bureau ?",
        "Re: Absence du bureau",
        "RE: Automatic reply: Votre badge",
        "TR : Absence du bureau",
        "Absent du bureau ?",
        "Antw: Afwezig",
        "AW: Abwesenheitsnotiz",
    ],
)
def test_a_person_who_answers_or_asks_about_an_absence_is_heard(
    letters: Letters, subject: str
) -> None:
    done = letters.answer(letters.invited(), "oui", Subject=subject)
    assert done.outcome == Outcome.CLAIM_RECORDED


def test_an_answered_note_is_one_by_its_words(letters: Letters) -> None:
    raw = reply(letters.invited(), NOTES[0], Subject="Re: Absence du bureau")
    assert receive_mail(letters.stage.world, raw).outcome == Outcome.IGNORED
