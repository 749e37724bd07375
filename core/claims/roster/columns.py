"""Which column of a roster is what, under anybody's headings, in French, English or Dutch."""

from collections.abc import Sequence

from core.programmes.folding import words

COLUMNS: dict[str, tuple[str, ...]] = {
    "reference": ("reference", "ref", "id", "numero", "matricule", "contrat", "referentie"),
    "mail": ("mail", "email", "e mail", "courriel", "mel", "adresse mail", "adresse e mail"),
    "name": ("name", "nom complet", "nom et prenom", "prenom et nom", "nom prenom", "prenom nom",
             "full name", "volledige naam"),
    "given_name": ("prenom", "given name", "first name", "voornaam"),
    "family_name": ("nom", "family name", "last name", "surname", "nom de famille", "naam",
                    "achternaam", "nom d usage"),
    "starts_on": ("start", "debut", "date de debut", "starts on", "date debut", "du", "begin"),
    "ends_on": ("end", "fin", "date de fin", "ends on", "date fin", "au", "einde"),
    "interrupted": ("interrupted", "interrompue", "interruption", "rupture"),
    "organisation": ("organisation", "organisme", "organisme d accueil", "structure", "host"),
    "domain": ("domain", "domaine", "thematique", "domein"),
    "place": ("place", "lieu", "ville", "city", "commune", "plaats"),
    "badge": ("badge",),
    "language": ("language", "langue", "taal"),
}  # fmt: skip
TELLING: dict[str, str] = {
    "mail": "mail",
    "email": "mail",
    "courriel": "mail",
    "messagerie": "mail",
    "electronique": "mail",
    "prenom": "given_name",
    "voornaam": "given_name",
    "interruption": "interrupted",
    "rupture": "interrupted",
    "debut": "starts_on",
    "start": "starts_on",
    "begin": "starts_on",
    "fin": "ends_on",
    "end": "ends_on",
    "einde": "ends_on",
    "organisme": "organisation",
    "structure": "organisation",
    "organisation": "organisation",
    "organization": "organisation",
    "organisatie": "organisation",
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
    "naam": "name",
    "name": "name",
}
OTHERS = frozenset({
    "tuteur", "tutrice", "tutor", "contact", "contactpersoon", "referent", "referente",
    "responsable", "parent", "conseiller", "conseillere", "naissance", "birth", "geboorte",
})  # fmt: skip
PERSONAL = frozenset({"mail", "given_name", "name"})
HOSTS = frozenset({"organisation", "domain", "place"})
NAMES = {alias: name for name, aliases in COLUMNS.items() for alias in aliases}


def columns(header: Sequence[str]) -> list[str]:
    """What each column holds, by its place; empty for one that says nothing to us.

    A heading that is one of the usual ones comes first, then one that has a telling word. What is
    about a tutor, a birth or the mail of the organisation is nobody's we look for.
    """
    told = [words(written) for written in header]
    held = [""] * len(told)
    for place, heading in enumerate(told):
        name = NAMES.get(" ".join(heading), "")
        held[place] = "" if name in held else name
    for place, heading in enumerate(told):
        name = telling(heading)
        if not held[place] and name not in held:
            held[place] = name
    if "given_name" in held and "family_name" not in held:
        held = ["family_name" if by_word(n, told[i]) else n for i, n in enumerate(held)]
    return held


def telling(heading: Sequence[str]) -> str:
    """What a heading of several words is about, by the first telling one of our list."""
    found = [name for word, name in TELLING.items() if word in heading]
    if not found or OTHERS.intersection(heading):
        return ""
    hosts = [name for name in found if name in HOSTS]
    if found[0] in PERSONAL and hosts:
        return hosts[0] if found[0] == "name" else ""
    return found[0]


def by_word(name: str, heading: Sequence[str]) -> bool:
    """« Nom du volontaire » beside « Prénom du volontaire » is the family name alone."""
    return name == "name" and " ".join(heading) not in NAMES


def joined(above: Sequence[str], below: Sequence[str]) -> list[str]:
    """Two rows of headings as one: a group's name goes on over the empty cells to its right."""
    made, group = [], ""
    for place in range(max(len(above), len(below))):
        top = above[place].strip() if place < len(above) else ""
        sub = below[place].strip() if place < len(below) else ""
        group = top or (group if sub else "")
        usual = " ".join(words(sub)) in NAMES
        made.append(sub if usual else f"{group} {sub}".strip())
    return made
