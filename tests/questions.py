"""Questions and contexts as the programmes have them, for the tests of reading."""

from datetime import date

from core.programmes.answers.answering import Context, Place
from core.programmes.programme import Kind, Option, Question

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
    Place("Croix-Rouge de Lille", ("CRF Lille",)),
    Place("Emmaüs Roubaix"),
    Place("Mairie de Lille"),
    Place("Unis-Cité"),
)


def question(name: str, kind: Kind, hosts: tuple[str, ...] = ()) -> Question:
    label = LABELS.get(name, {"fr": name.capitalize()})
    options = [Option(value=each, label=told) for each, told in DOMAINS.items()]  # type: ignore[arg-type]
    return Question(
        name=name,
        kind=kind,
        label=label,  # type: ignore[arg-type]
        ask={"fr": f"{label['fr']} ?"},
        hosts=list(hosts),
        options=options if kind is Kind.CHOICE else [],
    )


def context(language: str = "fr", organisations: tuple[Place, ...] = PLACES) -> Context:
    return Context(language, TODAY, organisations)


GITHUB = ("github.com",)
NAME = question("name", Kind.NAME)
MISSION = question("mission", Kind.DATE_RANGE)
ORGANISATION = question("organisation", Kind.ORGANISATION)
DOMAIN = question("domain", Kind.CHOICE)
STORY = question("story", Kind.TEXT)
CODE = question("code", Kind.CODE)
CONSENT = question("consent", Kind.CONSENT)
DAY = question("day", Kind.DATE)
REPOSITORY = question("repository", Kind.REPOSITORY, GITHUB)
ANY_REPOSITORY = question("repository", Kind.REPOSITORY)
SITE = question("site", Kind.SITE)
ACCOUNT = question("account", Kind.ACCOUNT, GITHUB)
LINK = question("link", Kind.LINK)
VOLUNTEER = (NAME, MISSION, ORGANISATION, DOMAIN)
TECHNICAL = (REPOSITORY, SITE)
SOFT_SKILL = (
    question("repository", Kind.ACCOUNT, GITHUB),
    question("site", Kind.ACCOUNT, GITHUB),
)
