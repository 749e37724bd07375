"""Values for the slots of phrases: `{name}`, `{badge}`, `{dates}` … as people write them."""

import re
from random import Random

SLOT = re.compile(r"\{([a-z]+)\}")
FIRST = ["Awa", "Léo", "Lina", "Karim", "Jan", "Zoé", "Sophie", "Mohamed", "Inès", "Tom", "Fatou", "Louis", "Emma", "Yanis", "Camille", "Noor", "Bram", "Lotte", "Jonas", "Lena", "Mehmet", "Aïcha", "Théo", "Manon", "Lucas", "Sarah", "Nathan", "Chloé", "Hugo", "Rayan", "Maëlys", "Alex", "Thuy", "Ngoc", "Pieter", "Anke", "Finn", "Marieke", "Oumar", "Salma", "Gabriel", "Jade", "Ibrahim", "Eva", "Max", "Ola", "Priya", "John"]
LAST = ["Diallo", "Martin", "Peeters", "Haddad", "Benali", "Nguyen", "Dupont", "De Smet", "Janssens", "Le Goff", "Müller", "Schmidt", "Van den Berg", "Traoré", "Moreau", "Lefèvre", "Bernard", "O'Connor", "Da Silva", "Kaya", "El Amrani", "Rousseau", "Petit", "Lambert", "Fontaine", "Willems", "Maes", "Weber", "Schneider", "Smith", "Brown", "Ndiaye", "Camara", "Roux", "Garnier", "Faure"]
BADGES = ["Python avancé", "python", "JavaScript", "HTML", "HTML/CSS", "CSS", "SQL", "Git", "API", "DevOps", "accessibilité", "hackathon", "travail d'équipe", "prise de parole", "COMMUNIQUER", "ORGANISER niveau 2", "ADAPTER", "S'INTÉGRER", "communiquer 1", "mission de service civique", "service civique", "engagement", "bénévole", "porteur de projet", "BikLab", "advanced Python", "teamwork", "teamwerk", "web", "React", "volunteer"]
ORGANISATIONS = ["Croix-Rouge de Lille", "Emmaüs Roubaix", "Unis-Cité", "la mairie de Rouen", "MJC du Plateau", "Les Restos du Cœur", "Secours populaire", "BeCode Charleroi", "BeCode Gent", "l'école Jean Moulin", "Maison des jeunes", "Stadt Köln", "het OCMW", "le CCAS de Caen", "Ligue de l'enseignement", "Concordia", "Animafac", "musée des Beaux-Arts", "l'EHPAD Les Tilleuls", "Red Cross", "Scouts", "Konekt", "la mission locale", "AFEV"]
MONTHS = ["janvier", "février", "mars", "avril", "mai", "juin", "juillet", "septembre", "octobre", "january", "march", "may", "june", "october", "januari", "maart", "mei", "oktober", "Januar", "März", "Mai", "Oktober"]
JOINTS = ["du {} au {}", "de {} à {}", "{} - {}", "from {} to {}", "{} until {}", "van {} tot {}", "{} tot en met {}", "vom {} bis {}", "{} bis {}", "entre le {} et le {}", "{} au {}"]
HOSTS = ["Gmail", "Outlook", "GitHub", "GitLab", "LinkedIn", "Hotmail", "orange.fr", "moodle", "Facebook", "Parcoursup"]


def filled(text: str, chance: Random) -> str:
    """The phrase with a value in each of its slots; a slot that is unknown is left out."""
    return SLOT.sub(lambda slot: _value(slot[1], chance), text)


def _value(slot: str, chance: Random) -> str:
    made = VALUES.get(slot)
    return made(chance) if made else ""


def _first(chance: Random) -> str:
    return chance.choice(FIRST)


def _name(chance: Random) -> str:
    name = f"{chance.choice(FIRST)} {chance.choice(LAST)}"
    return chance.choice((name, name, name.lower(), name.upper()))


def _date(chance: Random) -> str:
    day, month, year = chance.randint(1, 28), chance.randint(1, 12), chance.randint(2023, 2026)
    named = chance.choice(MONTHS)
    return chance.choice(
        (
            f"{day:02}/{month:02}/{year}",
            f"{day}.{month}.{year}",
            f"{day} {named} {year}",
            f"{day} {named}",
            f"{named} {year}",
            f"{year}-{month:02}-{day:02}",
        )
    )


def _dates(chance: Random) -> str:
    return chance.choice(JOINTS).format(_date(chance), _date(chance))


def _mail(chance: Random) -> str:
    host = chance.choice(("example.org", "mail.test", "school.test", "gmail.test"))
    return f"{chance.choice(FIRST)}.{chance.choice(LAST).split()[-1]}@{host}".lower()


def _address(chance: Random) -> str:
    who, what = chance.choice(FIRST).lower(), chance.choice(("portfolio", "projet", "app", "api"))
    return chance.choice((f"https://github.com/{who}/{what}", f"https://{what}-{who}.example.org"))


def _code(chance: Random) -> str:
    digits = f"{chance.randrange(10**8):08}"
    return chance.choice((digits, digits, f"{digits[:4]} {digits[4:]}"))


def _reference(chance: Random) -> str:
    return "".join(chance.choice("abcdefghjkmnpqrstuvwxyz23456789") for _ in range(8))


VALUES = {
    "badge": lambda chance: chance.choice(BADGES),
    "organisation": lambda chance: chance.choice(ORGANISATIONS),
    "name": _name,
    "first": _first,
    "date": _date,
    "dates": _dates,
    "mail": _mail,
    "address": _address,
    "code": _code,
    "host": lambda chance: chance.choice(HOSTS),
    "number": lambda chance: str(chance.randint(1, 30)),
    "ref": _reference,
}
