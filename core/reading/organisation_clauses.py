"""Which part of what was said names an organisation: not what was taken back, nor what is only
said about the name."""

from core.reading import languages
from core.reading.languages import compiled, either
from core.reading.text import fold, words

PEOPLE = languages.words("organisations.people")
# « Peut-être Demain (c'est le nom de notre asso) »: what stands before is a name, whatever it says.
INSISTED = compiled(rf"(?<=\w)\W+(?:{either('organisations.insisted')})\b[^,;]*$")
# « ANCV, pardon, ACVN », « …, mettez Club de handball de Vernon »: what stands behind is meant.
RATHER = compiled(rf"(?:^|[\s,;.!?(]+)(?:{either('organisations.rather')})(?:\s*[,:]\s*|\s+)")
# « C'était pas une asso c'était la préfecture de l'Eure ».
NOT_THIS = compiled(rf"^(?:{either('organisations.not_this')})\s*")
# « Un tiers-lieu qui s'appelle Le 108 ».
CALLED = compiled(rf"\b(?:{either('organisations.called')})\s*:?\s+(?=\S)")
# « Mon organisme d'accueil était … », « nom de l'asso : … ».
LABELLED = compiled(rf"^.{{0,12}}?\b(?:{either('organisations.named')})\s*(?=\S)")
ASKED_BESIDE = compiled(rf"\s*[,;.]?\s*\b(?:{either('organisations.asked_beside')})\b[^?]*\?.*$")


def insisted(text: str) -> str:
    """What somebody says to be a name, however it sounds; empty where nobody insists."""
    found = INSISTED.search(fold(text))
    return text[: found.start()].strip(" \n,;:.!?(«»\"'") if found else ""


def meant(text: str) -> list[str]:
    """The pieces of a text that may name what is meant, the likeliest first: the last of those of
    which one takes back another."""
    folded = fold(text)
    cuts = [(0, 0), *(found.span() for found in RATHER.finditer(folded)), (len(text), len(text))]
    pieces = [text[end : cuts[at + 1][0]] for at, (_, end) in enumerate(cuts[:-1])]
    return [piece for piece in reversed(pieces) if words(piece)]


def told_of(sentence: str) -> str:
    """A sentence without what it is said not to be, and without a question beside it."""
    beside = ASKED_BESIDE.search(fold(sentence))
    kept = sentence[: beside.start()] if beside else sentence
    denied = NOT_THIS.match(fold(kept))
    return kept[denied.end() :] if denied else kept


def called(sentence: str) -> str:
    """What stands behind « qui s'appelle » or « mon organisme est »; empty where nothing is called
    so, or a person is."""
    found = CALLED.search(fold(sentence)) or LABELLED.match(fold(sentence))
    if found is None or PEOPLE.intersection(words(sentence[: found.start()])):
        return ""
    return sentence[found.end() :]
