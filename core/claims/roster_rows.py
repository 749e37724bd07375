"""One row of a roster file: which column is what, in French or English, and what it says."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from email_validator import EmailNotValidError, validate_email

from core.ground.errors import CocardeError
from core.programmes.folding import clean, words
from core.programmes.programme import Programme

COLUMNS: dict[str, tuple[str, ...]] = {
    "reference": ("reference", "ref", "id", "numero", "matricule", "contrat"),
    "mail": ("mail", "email", "e mail", "courriel", "adresse mail", "adresse e mail"),
    "name": ("name", "nom complet", "nom et prenom", "prenom et nom", "full name"),
    "given_name": ("prenom", "given name", "first name", "voornaam"),
    "family_name": ("nom", "family name", "last name", "surname", "nom de famille", "naam"),
    "starts_on": ("start", "debut", "date de debut", "starts on", "date debut", "du", "begin"),
    "ends_on": ("end", "fin", "date de fin", "ends on", "date fin", "au", "einde"),
    "interrupted": ("interrupted", "interrompue", "interruption", "rupture"),
    "organisation": ("organisation", "organisme", "organisme d accueil", "structure", "host"),
    "domain": ("domain", "domaine", "thematique"),
    "place": ("place", "lieu", "ville", "city", "commune"),
    "badge": ("badge",),
    "language": ("language", "langue", "taal"),
}
TELLING: dict[str, str] = {
    "mail": "mail",
    "email": "mail",
    "courriel": "mail",
    "prenom": "given_name",
    "debut": "starts_on",
    "start": "starts_on",
    "fin": "ends_on",
    "end": "ends_on",
    "organisme": "organisation",
    "structure": "organisation",
    "organisation": "organisation",
    "organization": "organisation",
    "domaine": "domain",
    "domain": "domain",
    "theme": "domain",
    "lieu": "place",
    "ville": "place",
    "commune": "place",
    "reference": "reference",
    "contrat": "reference",
    "langue": "language",
    "nom": "name",
    "name": "name",
}
FORMATS = (
    "%Y-%m-%d",
    "%d/%m/%Y",
    "%d/%m/%y",
    "%d.%m.%Y",
    "%d-%m-%Y",
    "%Y-%m-%d %H:%M:%S",
    "%Y-%m-%dT%H:%M:%S",
)
TRUE = {"1", "oui", "yes", "true", "vrai", "x", "ja"}


class Unreadable(CocardeError):
    """The row cannot be taken: why, in a sentence for the person who sent the file."""


@dataclass(frozen=True, slots=True)
class Row:
    """A row as read: the key it is known by, and the columns of `Mission`."""

    reference: str
    values: Mapping[str, object]


def columns(header: list[str]) -> dict[str, str]:
    """Column of the file → what it holds; unknown columns are left out.

    A heading that is one of the usual ones comes first, then one that has a telling word.
    """
    names = {alias: name for name, aliases in COLUMNS.items() for alias in aliases}
    folded = {written: words(written) for written in header}
    held = {
        written: names[" ".join(told)]
        for written, told in folded.items()
        if " ".join(told) in names
    }
    for written, told in folded.items():
        found = [name for word, name in TELLING.items() if word in told]
        if written not in held and found and found[0] not in held.values():
            held[written] = found[0]
    return held


def read_row(written: Mapping[str, str], programme: Programme) -> Row:
    """The values of one row, by the names that `columns` gave."""
    mail = read_mail(written.get("mail", ""))
    starts_on = read_day(written.get("starts_on", ""), "début")
    ends_on = read_day(written.get("ends_on", ""), "fin")
    if starts_on and ends_on and ends_on < starts_on:
        raise Unreadable("la fin est avant le début")
    badge = written.get("badge", "").strip()
    if badge and programme.badge_class(badge) is None:
        raise Unreadable(f"le badge {badge} n'existe pas dans ce programme")
    values = {
        "mail": mail,
        "name": read_name(written),
        "starts_on": starts_on,
        "ends_on": ends_on,
        "interrupted": written.get("interrupted", "").strip().lower() in TRUE,
        "organisation": clean(written.get("organisation", ""))[:120],
        "domain": clean(written.get("domain", ""))[:120],
        "place": clean(written.get("place", ""))[:120],
        "badge": badge,
        "language": written.get("language", "").strip().lower()[:2],
    }
    reference = written.get("reference", "").strip() or f"{mail}:{badge}:{starts_on or ''}"
    return Row(reference, values)


def read_mail(written: str) -> str:
    if not written.strip():
        raise Unreadable("il manque l'adresse e-mail")
    try:
        checked = validate_email(written.strip(), check_deliverability=False, test_environment=True)
    except EmailNotValidError:
        raise Unreadable(f"« {written.strip()[:60]} » n'est pas une adresse e-mail") from None
    return checked.normalized.lower()


def read_day(written: str, which: str) -> date | None:
    text = written.strip()
    if not text:
        return None
    for form in FORMATS:
        try:
            return datetime.strptime(text, form).date()  # noqa: DTZ007 - a day has no zone
        except ValueError:
            continue
    raise Unreadable(f"la date de {which} « {text[:30]} » n'est pas lisible (JJ/MM/AAAA)")


def read_name(written: Mapping[str, str]) -> str:
    whole = written.get("name", "")
    if not whole:
        whole = f"{written.get('given_name', '')} {written.get('family_name', '')}"
    return clean(whole)[:120].strip()
