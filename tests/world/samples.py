"""Questions and contexts as the programmes have them, for the tests of reading."""

from datetime import date

from core.ground.paths import ROOT
from core.programmes.answers.answering import Context, NamedOrganisation
from core.programmes.form import Question, QuestionKind
from core.programmes.question_parts import Option

TODAY = date(2026, 6, 1)
LABELS = {
    "name": {"fr": "Prénom et nom", "en": "First name and surname", "nl": "Voornaam en naam"},
    "mission": {"fr": "Dates de la mission", "en": "Dates of the mission", "nl": "Data"},
    "organisation": {"fr": "Organisme d'accueil", "en": "Host organisation", "nl": "Organisatie"},
    "domain": {"fr": "Domaine", "en": "Domain", "nl": "Domein"},
    "repository": {"fr": "Dépôt GitHub", "en": "GitHub repository", "nl": "GitHub-repository"},
    "site": {"fr": "Site du projet", "en": "Project site", "nl": "Projectsite"},
    "story": {"fr": "Ce que j'ai fait", "en": "What I did", "nl": "Wat ik deed"},
}
DOMAINS = {
    "solidarity": {"fr": "Solidarité", "en": "Solidarity", "nl": "Solidariteit"},
    "health": {"fr": "Santé", "en": "Health", "nl": "Gezondheid"},
    "culture": {"fr": "Culture et loisirs", "en": "Culture and leisure", "nl": "Cultuur"},
}
PLACES = (
    NamedOrganisation("Croix-Rouge de Lille", ("CRF Lille",)),
    NamedOrganisation("Emmaüs Roubaix"),
    NamedOrganisation("Mairie de Lille"),
    NamedOrganisation("Unis-Cité"),
)


def question(name: str, kind: QuestionKind, hosts: tuple[str, ...] = ()) -> Question:
    label = LABELS.get(name, {"fr": name.capitalize()})
    options = [Option(value=each, label=told) for each, told in DOMAINS.items()]
    return Question(
        name=name,
        kind=kind,
        label=label,
        ask={"fr": f"{label['fr']} ?"},
        hosts=list(hosts),
        options=options if kind is QuestionKind.CHOICE else [],
    )


def context(language: str = "fr", organisations: tuple[NamedOrganisation, ...] = PLACES) -> Context:
    return Context(language, TODAY, organisations)


GITHUB = ("github.com",)
NAME = question("name", QuestionKind.NAME)
MISSION = question("mission", QuestionKind.DATE_RANGE)
ORGANISATION = question("organisation", QuestionKind.ORGANISATION)
DOMAIN = question("domain", QuestionKind.CHOICE)
STORY = question("story", QuestionKind.TEXT)
CODE = question("code", QuestionKind.CODE)
CONSENT = question("consent", QuestionKind.CONSENT)
DAY = question("day", QuestionKind.DATE)
REPOSITORY = question("repository", QuestionKind.REPOSITORY, GITHUB)
ANY_REPOSITORY = question("repository", QuestionKind.REPOSITORY)
SITE = question("site", QuestionKind.SITE)
ACCOUNT = question("account", QuestionKind.ACCOUNT, GITHUB)
LINK = question("link", QuestionKind.LINK)
HOURS = Question(
    name="hours",
    kind=QuestionKind.NUMBER,
    label={"fr": "Heures"},
    ask={"fr": "Combien d'heures ?"},
    unit={"fr": ["heure", "heures"], "en": ["hour", "hours"], "nl": ["uur", "uur"]},
    max=2000,
    decimals=1,
)
PROOF = question("proof", QuestionKind.FILE)
VOLUNTEER = (NAME, MISSION, ORGANISATION, DOMAIN)
TECHNICAL = (REPOSITORY, SITE)
SOFT_SKILL = (
    question("repository", QuestionKind.ACCOUNT, GITHUB),
    question("site", QuestionKind.ACCOUNT, GITHUB),
)


FOLDER = ROOT / "tests" / "phrases"


def rows(name: str) -> list[tuple[str, ...]]:
    """The rows of `tests/phrases/<name>.txt`; lines of `#` are comments."""
    lines = (FOLDER / f"{name}.txt").read_text(encoding="utf-8").splitlines()
    return [columns(line) for line in lines if line.strip() and not line.startswith("#")]


def columns(line: str) -> tuple[str, ...]:
    return tuple(column.strip(" ").replace("\\n", "\n") for column in line.split("|"))
