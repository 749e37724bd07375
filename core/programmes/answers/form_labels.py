"""Which question a line's label means: in any language, shortened, or in the person's words."""

import re
from collections.abc import Sequence
from functools import lru_cache

from core.programmes.programme import Question, QuestionKind
from core.reading.organisation_words import same
from core.reading.text import words

ARTICLES = frozenset(
    ("de", "du", "des", "d", "la", "le", "les", "l", "et", "of", "the", "and", "my", "mon", "ma",
     "mes", "votre", "vos", "your", "van", "het", "een", "en", "uw", "mijn", "n", "s")
)  # fmt: skip
OWN_WORDS = {
    QuestionKind.NAME: "nom et prenom / prenom nom / nom complet / nom / prenom / full name / "
    "name / naam / "
    "first name / last name / surname / family name / voornaam / voornaam naam / achternaam / "
    "nom de famille / "
    "volledige naam / naam en voornaam",
    QuestionKind.DATE_RANGE: "dates / periode / period / mission du / data / dates de mission / "
    "dates de service / dates du service civique / periode de mission / debut et fin",
    QuestionKind.ORGANISATION: "organisme / organisation / organization / structure / structure d "
    "accueil / "
    "association / asso / organisatie / host / vereniging / lieu de mission",
    QuestionKind.CHOICE: "domaine / theme / thematique / field / domain / domein / "
    "sector / secteur",
    QuestionKind.REPOSITORY: "depot / repo / repository / code source / source code / github / "
    "gitlab / "
    "lien github / github link / lien du depot / lien du code",
    QuestionKind.SITE: "site / site web / website / web / demo / lien du site / url du site / app",
    QuestionKind.ACCOUNT: "github / compte / compte github / account / github account / "
    "profil / profile",
    QuestionKind.CODE: "code / mot de passe / wachtwoord",
}
FIRST_NAMES = frozenset(("prenom", "prenoms", "first name", "given name", "voornaam"))
SURNAMES = frozenset(
    ("nom", "nom de famille", "surname", "last name", "family name", "achternaam", "naam")
)
BRACKETS = re.compile(r"[([].*?[)\]]")

Labels = dict[str, Question]


@lru_cache(maxsize=4096)
def plain(label: str) -> str:
    """The label's words, folded, with one space between."""
    return " ".join(words(label))


def exact(questions: Sequence[Question]) -> Labels:
    """Every label in every language, whole and without what it has in brackets."""
    return {
        label: question
        for question in questions
        for written in question.label.values()
        for label in (plain(written), plain(BRACKETS.sub(" ", written)))
        if label
    }


def meant(
    label: str, questions: Sequence[Question], known: Labels, *, whole: bool = False
) -> Question | None:
    """The only question that a label can stand for; `whole` wants the label as it is written."""
    bare = plain(BRACKETS.sub(" ", label))
    if found := known.get(plain(label)) or known.get(bare):
        return found
    short = [word for word in bare.split() if word not in ARTICLES]
    if whole or not short or len(short) > 6:
        return None
    begun = {question.name: question for told, question in known.items() if _shortens(short, told)}
    near = list(begun.values()) or [
        each for each in questions if {bare, " ".join(short)} & _own(each.kind)
    ]
    return near[0] if len(near) == 1 else None


def _shortens(short: Sequence[str], told: str) -> bool:
    """« Dates », « Organisme » or « Dates misson »; one « Date » is more often a letter's head."""
    own = [word for word in told.split() if word not in ARTICLES]
    if list(short) == ["date"] != own[:1]:
        return False
    return same(short[0], own[0] if own else "") and all(
        any(same(word, other) for other in own) for word in short
    )


def _own(kind: QuestionKind) -> frozenset[str]:
    return _OWN.get(kind, frozenset())


_OWN = {
    kind: frozenset(phrase.strip() for phrase in told.split("/"))
    for kind, told in OWN_WORDS.items()
}


def part_of_name(label: str) -> str:
    """« Prénom » alone is "first", « Nom » alone "last"; anything else is ""."""
    told = plain(label)
    return "first" if told in FIRST_NAMES else "last" if told in SURNAMES else ""
