"""Several answers out of one message, and only those that are sure."""

from collections.abc import Sequence
from dataclasses import dataclass

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.programmes.answers.answering import SeveralReadings, show
from core.programmes.answers.free_text import harvest
from core.programmes.form import Question
from tests.world import samples
from tests.world.samples import SOFT_SKILL, TECHNICAL, VOLUNTEER

MISSION = "2025-10-01/2026-05-31"
HOST = "Croix-Rouge de Lille"
CODE, SITE = "https://github.com/lina-dev/portfolio", "https://lina.example.org"
ACCOUNT = "https://github.com/lina-dev"


@dataclass(frozen=True)
class DeliveryNews:
    """One message: what it answers, what is wrong in it, what is left over."""

    questions: Sequence[Question]
    text: str
    answers: dict[str, str]
    wrong: tuple[tuple[str, str], ...] = ()
    rest: str = ""


MESSAGES = {
    "both addresses in one sentence": DeliveryNews(
        TECHNICAL,
        f"Voici mon dépôt {CODE} et mon site {SITE}.",
        {"repository": CODE, "site": SITE},
    ),
    "both addresses, the site first, no scheme": DeliveryNews(
        TECHNICAL,
        "lina.example.org, github.com/lina-dev/portfolio",
        {"repository": CODE, "site": SITE},
    ),
    "one address answers one question": DeliveryNews(TECHNICAL, CODE, {"repository": CODE}),
    "two labels on one line": DeliveryNews(
        TECHNICAL,
        "Code source : github.com/lina-dev/portfolio ; démo : lina.example.org",
        {"repository": CODE, "site": SITE},
    ),
    "a short label and a short name of the repository": DeliveryNews(
        TECHNICAL,
        "github : lina-dev/portfolio\nsite web → lina.example.org/",
        {"repository": CODE, "site": f"{SITE}/"},
    ),
    "an account where the repository should be": DeliveryNews(
        TECHNICAL,
        f"{ACCOUNT} {SITE}",
        {"site": SITE},
        (("repository", "answers.repository_is_account"),),
    ),
    "two repositories": DeliveryNews(
        TECHNICAL,
        "github.com/a/b github.com/c/d",
        {},
        (("repository", "answers.several_links"),),
    ),
    "a repository for the site alone": DeliveryNews(
        TECHNICAL[1:], CODE, {}, (("site", "answers.site_is_code"),)
    ),
    "one account answers both fields": DeliveryNews(
        SOFT_SKILL, f"Mon compte : {ACCOUNT}", {"repository": ACCOUNT, "site": ACCOUNT}
    ),
    "two accounts keep their order": DeliveryNews(
        SOFT_SKILL,
        "github.com/lina-dev et github.com/lina-pro",
        {"repository": ACCOUNT, "site": "https://github.com/lina-pro"},
    ),
    "a repository where the account should be": DeliveryNews(
        SOFT_SKILL, CODE, {}, (("repository", "answers.account_is_repository"),)
    ),
    "name, dates and host in one sentence": DeliveryNews(
        VOLUNTEER,
        "Je m'appelle Lina Haddad, du 1/10/2025 au 31/05/2026 à la Croix-Rouge de Lille",
        {"name": "Lina Haddad", "mission": MISSION, "organisation": HOST},
    ),
    "a whole letter": DeliveryNews(
        VOLUNTEER,
        "Bonjour,\n\nJe m'appelle Lina Haddad. J'étais à la CRF Lille du 1er octobre 2025 au "
        "31 mai 2026, dans le domaine de la santé.\n\nMerci beaucoup !",
        {"name": "Lina Haddad", "mission": MISSION, "organisation": HOST, "domain": "health"},
    ),
    "a question is left over": DeliveryNews(
        VOLUNTEER,
        "Du 1er octobre 2025 au 31 mai 2026. Est-ce que le badge expire ?",
        {"mission": MISSION},
        rest="Est-ce que le badge expire ?",
    ),
    "the form, filled in": DeliveryNews(
        VOLUNTEER,
        "Bonjour,\nPrénom et nom : Lina Haddad\nDates de la mission : du 1er octobre 2025 au "
        "31 mai 2026\nOrganisme d’accueil : croix rouge lille\nDomaine : Santé\nMerci",
        {"name": "Lina Haddad", "mission": MISSION, "organisation": HOST, "domain": "health"},
    ),
    "the form with other signs, bullets and hints": DeliveryNews(
        VOLUNTEER,
        "- Prénom et nom (comme sur le badge) = Lina Haddad\n* Dates de la mission - 01/10/2025 au "
        "31/05/2026\n3. DOMAINE: sante",
        {"name": "Lina Haddad", "mission": MISSION, "domain": "health"},
    ),
    "the form with labels of another language": DeliveryNews(
        VOLUNTEER,
        "First name and surname: Lina Haddad\nDomein: gezondheid",
        {"name": "Lina Haddad", "domain": "health"},
    ),
    "the form sent back empty": DeliveryNews(
        VOLUNTEER, "Prénom et nom : \nDates de la mission : ____\nDomaine : …", {}
    ),
    "one bad line among good ones": DeliveryNews(
        VOLUNTEER,
        "Prénom et nom : Lina Haddad\nDates de la mission : bientôt\nDomaine : cuisine",
        {"name": "Lina Haddad"},
        (("mission", "answers.no_date"), ("domain", "answers.which_option")),
    ),
    "labels in bold, bullets and arrows, shortened or in Dutch": DeliveryNews(
        VOLUNTEER,
        "• **Naam :** Lina Haddad\n☐ Periode = van 1 oktober 2025 tot 31 mei 2026\n"
        "a) Structure → CRF Lille, domaine : sante",
        {"name": "Lina Haddad", "mission": MISSION, "organisation": HOST, "domain": "health"},
    ),
    "first name and surname on two lines": DeliveryNews(
        VOLUNTEER, "Nom : Haddad\nPrénom : Lina", {"name": "Lina Haddad"}
    ),
    "an answer below its label": DeliveryNews(
        VOLUNTEER,
        "Prénom et nom :\nLina Haddad\nDomaine :\nsanté",
        {"name": "Lina Haddad", "domain": "health"},
    ),
    "a signature is no name": DeliveryNews(
        VOLUNTEER, "Oui.\nCordialement,\nLina Haddad", {}, rest="Oui.\nCordialement,\nLina Haddad"
    ),
    "the date of a letter is not the mission": DeliveryNews(
        VOLUNTEER, "Date : 3 juin 2026", {}, rest="Date : 3 juin 2026"
    ),
    "a long answer goes on below its line": DeliveryNews(
        (samples.NAME, samples.STORY),
        "Ce que j'ai fait : J'ai tenu l'accueil.\nPuis j'ai formé Sami.\n"
        "Prénom et nom : Lina Haddad",
        {"story": "J'ai tenu l'accueil.\nPuis j'ai formé Sami.", "name": "Lina Haddad"},
    ),
    "dates that are not sure are asked about": DeliveryNews(
        VOLUNTEER,
        "d'octobre 2025 à mai 2026 à la Croix-Rouge de Lille",
        {"organisation": HOST},
        (("mission", "answers.unsure_dates"),),
        rest="d'octobre 2025 à mai 2026 à la",
    ),
    "a date in passing is not the mission": DeliveryNews(
        VOLUNTEER, "Je vous écris le 28 mai 2026.", {}, rest="Je vous écris le 28 mai 2026."
    ),
    "figures in an address are no dates": DeliveryNews(
        (samples.MISSION, samples.LINK),
        "https://example.org/2025-10-01/2026-05-31",
        {"link": "https://example.org/2025-10-01/2026-05-31"},
    ),
    "a code on the poster": DeliveryNews(
        (samples.CODE, samples.NAME),
        "Le code est FETE2026, je m'appelle Lina Haddad",
        {"code": "FETE2026", "name": "Lina Haddad"},
    ),
    "consent is never taken from a longer message": DeliveryNews(
        (samples.CONSENT, samples.NAME),
        "oui, je suis Lina Haddad",
        {"name": "Lina Haddad"},
    ),
    "a name that could go on is not taken": DeliveryNews(
        VOLUNTEER[:1], "Je suis Lina Haddad de Lille", {}, rest="Je suis Lina Haddad de Lille"
    ),
    "a denial is no answer": DeliveryNews(
        VOLUNTEER[2:3],
        "Je n'étais pas à la Croix-Rouge de Lille",
        {},
        rest="Je n'étais pas à la Croix-Rouge de Lille",
    ),
    "nothing to harvest": DeliveryNews(VOLUNTEER, "Bonjour, merci !", {}),
}


@pytest.mark.parametrize("told", MESSAGES.values(), ids=MESSAGES.keys())
def test_a_message_gives_what_is_sure(told: DeliveryNews) -> None:
    found = harvest(told.questions, told.text, samples.context())

    assert {name: answer.value for name, answer in found.answers.items()} == told.answers
    assert tuple((name, wrong.word) for name, wrong in found.wrong.items()) == told.wrong
    assert found.rest == told.rest


def test_an_unsure_line_brings_its_choices() -> None:
    text = "Dates de la mission : octobre 2025 à mai 2026"

    found = harvest(VOLUNTEER, text, samples.context())

    wrong = found.wrong["mission"]
    assert isinstance(wrong, SeveralReadings)
    assert [choice.value for choice in wrong.choices] == [MISSION]


@pytest.mark.parametrize("language", ["fr", "en", "nl"])
def test_a_form_written_by_us_and_filled_in_is_read_back(language: str) -> None:
    values = {"name": "Lina Haddad", "mission": MISSION, "organisation": HOST, "domain": "health"}
    lines = [
        f"{question.label_in(language)} : {show(question, values[question.name], language)}"
        for question in VOLUNTEER
    ]

    found = harvest(VOLUNTEER, "\n".join(lines), samples.context(language))

    assert {name: answer.value for name, answer in found.answers.items()} == values
    assert not found.wrong
    assert found.rest == ""


ALL = [
    *VOLUNTEER,
    *TECHNICAL,
    samples.LINK,
    samples.CODE,
    samples.DAY,
    samples.CONSENT,
    samples.STORY,
]


@settings(deadline=None)
@given(text=st.text(max_size=400))
def test_any_text_is_harvested_without_a_crash(text: str) -> None:
    found = harvest(ALL, text, samples.context())

    assert not found.answers.keys() & found.wrong.keys()
    assert set(found.answers) <= {question.name for question in ALL}
