"""A person's name out of what they say: kept as written, never put in another case."""

import re
import unicodedata

from core.programmes.folding import clean, fold, words

LONGEST = 120
INTRODUCTION = re.compile(
    r"(?:(?:bonjour|bonsoir|salut|hello|hi|dag|hallo|oui|yes|ja)[\s,!.]+)*"
    r"(?:moi,? c'est|je m'appelle|je me nomme|mon nom (?:complet )?est|nom(?: et prenom)? ?:|"
    r"prenom(?: et nom)? ?:|my (?:full )?name is|the name is|i am|i'm|ik heet|ik ben|"
    r"mijn naam is|naam ?:|name ?:|c'est|je suis|it's|it is|het is)\s+"
)
CALLED = (
    r"je m'appelle|je me nomme|mon nom (?:complet )?est|my (?:full )?name is|ik heet|mijn naam is"
)
SURE = re.compile(rf"\b(?:(?P<called>{CALLED})|je suis|i am|i'm|ik ben|moi,? c'est)\s+")
STOPS = re.compile(
    r"[.,;!?\n]|$|\b(?:et|and|en|j|je|i|ik|ai|du|from|van|at|in|bij|a|chez|depuis|pour|mission|"
    r"volontaire|volunteer)\b"
)
ARTICLES = frozenset(("le", "la", "les", "un", "une", "the", "een"))
PARTICLES = frozenset(
    ("de", "du", "des", "la", "le", "el", "al", "bin", "ben", "van", "von", "der", "den", "da",
     "dos", "di", "ter", "ten", "te", "d", "e", "y", "op", "het", "st", "zu")
)  # fmt: skip
_NOT_NAMES = (
    "sais veux voudrais peux pourquoi comment quand bonjour bonsoir merci oui ok okay badge badges "
    "mission want would please hello thanks yes why how what when weet graag waarom bedankt "
    "hoi ja nee svp stop aide help annuler cancel pas not niet mail adresse question rien "
    "http https www madame monsieur mme mlle mr mrs ms dr mevrouw meneer disponible volontaire "
    "volunteer vrijwilliger service civique tuteur tutrice coach etudiant etudiante available "
    "toujours encore tres still very nog souvent chef responsable directeur directrice president "
    "presidente secretaire benevole stagiaire conseiller conseillere apprenant apprenante"
)
NOT_NAMES = frozenset(_NOT_NAMES.split())
WHOLE_ALONE = ("CJK", "HIRAGANA", "KATAKANA", "HANGUL", "THAI")


def read(text: str) -> str:
    """The name in an answer; empty if none can be told from it."""
    spoken = clean(text)
    spoken = spoken[_introduction(spoken) :]
    line = re.split(r"\n|[!?;]|\.\s|, (?=et |and |en |je |i |ik )", spoken, maxsplit=1)[0]
    line = " ".join(line.strip(" ,.:\"«»'“”").split())
    return line if _sound(line) else ""


def alone(name: str) -> bool:
    """Only one word, where surname and first name are usual."""
    first = unicodedata.name(name[0], "") if name else ""
    return len(name.split()) < 2 and not first.startswith(WHOLE_ALONE)


def mentioned(text: str) -> tuple[str, int, int] | None:
    """« Je m'appelle Lina Haddad, du… »: a name that says it is one, and where it is said."""
    for found in SURE.finditer(fold(text)):
        said = re.match(r"(?:[^\W\d_][\w'’.-]*\s?){2,6}", text[found.end() :])
        name = _proper(said.group().split()) if said else ""
        if not name and said and found["called"]:
            name = _small(said.group())
        if name and _sound(name):
            return name, found.start(), text.index(name, found.end()) + len(name)
    return None


def _small(said: str) -> str:
    """« awa diallo » after « je m'appelle »: two or three words before the sentence goes on."""
    end = STOPS.search(fold(said))
    name = said[: end.start()].strip() if end else said.strip()
    if ARTICLES.intersection(words(name)):
        return ""
    return name if len(name.split()) in (2, 3) and said.startswith(name) else ""


def _introduction(line: str) -> int:
    found = INTRODUCTION.match(fold(line))
    return found.end() if found else 0


def _proper(spoken: list[str]) -> str:
    """The words that begin like names; none for « Lina Haddad de Lille », which could be either."""
    kept: list[str] = []
    for word in spoken:
        if not word[0].isupper() and (not kept or fold(word) not in PARTICLES):
            break
        if not word[0].isupper() and len(kept) > 1 and kept[-1][0].isupper():
            return ""
        kept.append(word.rstrip(".,"))
        if word.endswith((".", ",")) and len(word) > 2:
            break
    while kept and fold(kept[-1]) in PARTICLES and not kept[-1][0].isupper():
        kept.pop()
    return " ".join(kept) if len(kept) > 1 else ""


def _sound(name: str) -> bool:
    spoken = words(name)
    letters = any(letter.isalpha() for letter in name)
    strange = re.search(r"[\d@/\\<>{}\[\]|=+*#%$€_~^]", name)
    return (
        letters
        and not strange
        and len(name) <= LONGEST
        and len(name.split()) <= 8
        and not NOT_NAMES.intersection(spoken)
    )
