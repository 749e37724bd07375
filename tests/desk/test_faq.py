"""Questions asked often, at the desk: answered at any moment, and nothing under way is lost."""

import pytest
from sqlmodel import select

from core.claims.states import State
from core.desk.incoming import Incoming
from core.desk.receive import receive
from core.ground.effects import Effects, Outcome
from core.ground.paths import TEMPLATES
from core.ground.tables import Answer, Claim
from core.programmes.catalogue import catalogue
from tests.world.talking import Talk, learner, reviewer, texts
from tests.world.world import Stage

FOLDER = TEMPLATES / "programmes"


@pytest.fixture
def lina(stage: Stage) -> Talk:
    return learner(stage, "lina", "Lina Haddad")


def only_claim(stage: Stage) -> Claim:
    with stage.world.glance() as turn:
        return turn.db.exec(select(Claim)).one()


def answers(stage: Stage) -> dict[str, str]:
    with stage.world.glance() as turn:
        return {row.question: row.value for row in turn.db.exec(select(Answer))}


def labels(effects: Effects) -> list[str]:
    return [b["label"] for reply in effects.replies for b in reply["buttons"]]


def test_a_question_during_a_claim_moves_nothing_and_the_claim_asks_again(lina: Talk) -> None:
    before = texts(lina.say("Python avancé"))
    effects = lina.say("c'est payant ?")
    assert "ne coûte rien" in texts(effects)
    assert before.split("1/2")[1] in texts(effects)
    assert effects.moves == []
    assert effects.answers == {}
    assert effects.why == "asked: cost"
    assert len(effects.replies) == 1


def test_a_question_beside_an_answer_gets_its_answer_and_the_answer_is_kept(lina: Talk) -> None:
    lina.say("Python avancé")
    effects = lina.say("https://github.com/lina/meteo\nça expire ?")
    assert effects.answers == {"repository": "https://github.com/lina/meteo"}
    assert "sans date de fin" in texts(effects)
    assert "2/2" in texts(effects)


def test_a_yes_with_a_question_confirms_nothing_yet(stage: Stage, lina: Talk) -> None:
    lina.say("Python avancé")
    lina.say("https://github.com/lina/meteo https://meteo.example.org")
    effects = lina.say("Oui. Combien de temps faut-il attendre ?")
    assert only_claim(stage).state == State.READY
    assert "cinq jours" in texts(effects)
    assert lina.say("oui").moves[0]["to"] == State.IN_REVIEW


def test_a_question_while_the_code_is_awaited_is_answered_and_the_code_still_works(
    stage: Stage,
) -> None:
    tuan = Talk(stage, "tuan")
    tuan.send(choice="badge:biklab:science-et-societe")
    assert "adresse e-mail" in texts(tuan.say("Faut-il un compte ?"))
    mailed = tuan.say("tuan@example.org")
    assert "8 chiffres" in texts(mailed)
    effects = tuan.say("C'est gratuit ?")
    assert "ne coûte rien" in texts(effects)
    assert "tuan@example.org" in texts(effects)


def test_the_readings_of_an_answer_can_still_be_chosen_after_a_question(stage: Stage) -> None:
    moussa = learner(stage, "moussa", "Moussa Traoré")
    moussa.send(choice="badge:normandie:partenaire-communiquer-1")
    moussa.say("Moussa Traoré")
    offered = labels(moussa.say("Atelier de Caen"))
    effects = moussa.say("C'est gratuit ?")
    assert offered[0] in labels(effects)
    assert "Revenons à votre réponse" in texts(effects)
    moussa.press(offered[0])
    assert "organisation" in answers(stage)


def test_a_story_that_holds_a_question_is_kept_whole(stage: Stage) -> None:
    moussa = learner(stage, "moussa", "Moussa Traoré")
    moussa.send(choice="badge:normandie:partenaire-communiquer-1")
    for line in ("Moussa Traoré", "Atelier du Bocage", "du 2 mars au 29 mai 2026"):
        moussa.say(line)
    story = "Chaque matin, les visiteurs me demandaient tout. Combien ça coûte ? Je répondais " * 3
    assert moussa.say(story).answers["situation"] == story.strip()
    assert "ne coûte rien" in texts(moussa.say("C'est gratuit ?"))


def test_a_reason_that_is_awaited_is_never_taken_for_a_question(stage: Stage, lina: Talk) -> None:
    sam = reviewer(stage, "sam", "becode")
    lina.say("Python avancé")
    lina.say("https://github.com/lina/meteo https://meteo.example.org")
    lina.say("oui")
    sam.send(choice=f"refuse:{only_claim(stage).ref}")
    effects = sam.say("Pourquoi le dépôt est-il privé ?")
    assert "« Pourquoi le dépôt est-il privé ? »" in texts(effects)  # shown, never answered
    assert effects.outcome is Outcome.NEEDS_CONFIRMATION
    effects = sam.say("raison : Pourquoi le dépôt est-il privé ?")
    assert effects.outcome is Outcome.DECIDED
    assert only_claim(stage).reason == "Pourquoi le dépôt est-il privé ?"


def test_without_a_programme_at_hand_it_is_asked_which(lina: Talk) -> None:
    effects = lina.say("ça expire ?")
    assert "BeCode" in labels(effects)
    assert "Service Civique" in labels(effects)
    assert "valable à vie" in texts(lina.press("Service Civique"))
    assert "agréé par France Travail" in texts(lina.say("c'est officiel ?"))


def test_a_question_that_names_its_programme_is_answered_at_once(lina: Talk) -> None:
    assert "cinq jours" in texts(lina.say("BeCode : dans combien de jours aurai-je une réponse ?"))


def test_a_few_words_without_a_mark_are_a_question_where_no_badge_has_that_name(
    lina: Talk,
) -> None:
    lina.say("/faq")
    lina.press("BeCode")
    assert "sans date de fin" in texts(lina.say("durée de validité"))


def test_a_name_below_a_question_is_no_badge_that_was_not_found(lina: Talk) -> None:
    effects = lina.say("Combien coûte un badge BeCode ?\nLina Haddad")
    assert "ne coûte rien" in texts(effects)
    assert "Je n'ai pas trouvé" not in texts(effects)


def test_a_badge_named_beside_a_question_is_begun_with_the_answer(lina: Talk) -> None:
    effects = lina.say("Python avancé. Un badge BeCode, c'est gratuit ?")
    assert "ne coûte rien" in texts(effects)
    assert "1/2 · Dépôt GitHub" in texts(effects)


def test_what_is_a_badge_is_answered_from_the_programme_at_hand_in_chat_spelling(
    stage: Stage, lina: Talk
) -> None:
    lina.say("Python avancé")
    assert "BeCode y certifie" in texts(lina.say("c koi 1 badge"))
    awa = learner(stage, "awa", "Awa Diallo")
    awa.send(choice="badge:service-civique:volontaire")
    assert "certification numérique" in texts(awa.say("c koi 1 badge"))


def test_a_question_that_only_another_programme_answers_says_whose_the_answer_is(
    lina: Talk,
) -> None:
    lina.say("Python avancé")
    told = texts(lina.say("Qu'est-ce que la reconnaissance ouverte ?"))
    assert "Pour Maillage :" in told
    assert "éducation populaire" in told
    assert "1/2 · Dépôt GitHub" in told
    assert "Pour" not in texts(lina.say("c'est gratuit ?"))


def test_with_no_programme_at_hand_a_question_of_one_alone_is_answered_and_says_whose(
    lina: Talk,
) -> None:
    told = texts(lina.say("C'est quoi la plateforme Talents ?"))
    assert told.startswith("Pour BeCode :")
    assert "Juniors" in told


@pytest.mark.parametrize(
    ("asked", "first"),
    [
        ("Was kostet das Badge?", "Deutsch verstehe ich"),
        ("¿Cuánto cuesta el badge?", "Entiendo el español"),
        ("Скільки це коштує?", "Українську я розумію"),
        ("كم تكلف الشارة؟", "أفهم العربية"),
        ("Quanto costa il badge?", "Capisco l'italiano"),
    ],
)
def test_what_the_programme_does_not_speak_is_answered_in_english_after_a_word_in_it(
    lina: Talk, asked: str, first: str
) -> None:
    lina.say("Python avancé")
    told = texts(lina.say(asked))
    assert first in told
    assert "costs nothing" in told


@pytest.mark.parametrize(
    "said",
    [
        "non",
        "je veux mon badge",
        "est-ce que je peux avoir le badge Git ?",
        "bonjour, voici mon code : LABO47KX",
        "mon badge de parking ne marche plus",
        "quelle heure est-il ?",
        "combien de temps dure un Service Civique ?",
    ],
)
def test_a_no_a_wish_a_code_and_other_matters_get_no_answer_to_a_question(
    stage: Stage, said: str
) -> None:
    awa = learner(stage, "awa", "Awa Diallo")
    awa.send(choice="badge:service-civique:volontaire")
    assert "asked:" not in awa.say(said).why


def test_the_answer_comes_in_the_language_of_the_question(lina: Talk) -> None:
    lina.say("Python avancé")
    assert "Nee, hij blijft geldig" in texts(lina.say("vervalt mijn badge?"))


def test_doubtful_words_offer_the_questions_that_are_near(lina: Talk) -> None:
    lina.say("Python avancé")
    effects = lina.say("J'ai pas de projet et pas de site, je fais quoi ?")
    assert "Quels liens faut-il envoyer ?" in labels(effects)
    assert "dépôt GitHub" in texts(lina.press("Quels liens faut-il envoyer ?"))


def test_the_list_has_eight_questions_a_page_and_every_one_answers(lina: Talk) -> None:
    lina.say("/faq")
    effects, seen = lina.press("Service Civique"), list[str]()
    for _ in range(-(-len(catalogue(FOLDER).faq["service-civique"]) // 8)):
        page = [b for r in effects.replies for b in r["buttons"] if b["choice"].startswith("faq:")]
        assert 0 < len(page) <= 8
        seen += [b["choice"] for b in page]
        effects = lina.press("D'autres questions")
    assert len(seen) == len(set(seen)) == len(catalogue(FOLDER).faq["service-civique"])
    for choice in seen:
        entry = catalogue(FOLDER).entry("service-civique", choice.split(":")[2])
        assert entry is not None
        assert entry.answer["fr"] in texts(lina.send(choice=choice))


@pytest.mark.parametrize(
    "choice", ["faq:becode:absent", "faq:absent:cost", "faqs:absent:0", "human:absent", "faq:x"]
)
def test_a_button_of_a_question_that_is_gone_says_so(lina: Talk, choice: str) -> None:
    assert "plus valable" in texts(lina.send(choice=choice))


def test_after_an_answer_a_person_can_be_reached(lina: Talk) -> None:
    lina.say("Combien coûte un badge BeCode ?")
    assert "badges@becode.example.org" in texts(lina.press("Parler à quelqu'un"))


def test_every_button_of_the_questions_fits_what_telegram_allows() -> None:
    for slug, entries in catalogue(FOLDER).faq.items():
        for entry in entries:
            assert len(f"faq:{slug}:{entry.slug}".encode()) <= 64


def letter(stage: Stage, text: str, *, proven: bool) -> Effects:
    """A letter of Awa's without a secret, its sender proven or not."""
    incoming = Incoming(
        door="mail",
        source="mail",
        source_id=text,
        value="awa@example.org",
        text=text,
        authentic=proven,
    )
    return receive(stage.world, incoming)


@pytest.mark.parametrize("proven", [True, False])
def test_a_letter_is_answered_once_and_only_a_proven_one_also_answers(
    stage: Stage, proven: bool
) -> None:
    awa = learner(stage, "awa", "Awa Diallo")
    awa.send(choice="badge:service-civique:volontaire")
    effects = letter(stage, "Est-ce gratuit ?\nDomaine de la mission : Sport", proven=proven)
    assert effects.answers == ({"domain": "sport"} if proven else {})
    assert "rien à payer" in texts(effects)
    assert len(effects.outbox) == 1


def test_a_letter_that_only_asks_leaves_a_refused_claim_refused(stage: Stage) -> None:
    awa, sam = learner(stage, "awa", "Awa Diallo"), reviewer(stage, "sam", "becode")
    awa.say("Python avancé")
    awa.say("https://github.com/awa/meteo https://meteo.example.org")
    awa.say("oui")
    ref = only_claim(stage).ref
    sam.send(choice=f"refuse:{ref}")
    sam.say("Le dépôt est vide.")
    effects = letter(stage, "Combien de temps le badge est-il valable ?", proven=True)
    assert effects.moves == []
    assert "sans date de fin" in texts(effects)
    assert "Le dépôt est vide." in texts(effects)


def test_an_answer_leads_to_the_page_that_says_more(lina: Talk) -> None:
    lina.say("Maillage")
    told = texts(lina.say("c'est quoi le module sur mdehdf ?"))
    assert "En savoir plus : https://www.mdehdf.hautsdefrance.fr/" in told
    assert "En savoir plus" not in texts(lina.say("c'est payant ?"))
