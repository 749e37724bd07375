"""Whether texts speak to people as the programme says: formal (vous, u, Sie) or informal (tu, je,
du)."""

import re
from collections.abc import Iterator, Mapping

from core.ground.findings import Weight
from core.ground.sentences import Sentence
from core.programmes.mistakes.mistake import Place, Wrong
from core.programmes.mistakes.texts import texts_of_forms
from core.programmes.programme import Programme
from core.reading.languages import each

WORD = re.compile(r"[^\W\d_]+(?:['’](?=\w))?|[.!?…:]")
QUOTED = re.compile(r"«[^»]*»|“[^”]*”|\"[^\"]*\"")
REGISTERS = {"formal": "informal", "informal": "formal"}


def wrong_registers(programme: Programme) -> Iterator[Wrong]:
    """The texts of the forms that speak to people otherwise than the programme says."""
    for place, text, _ in texts_of_forms(programme):
        plain = {code: told for code, told in text.items() if isinstance(told, str)}
        yield from wrong_register(place, plain, programme.register_)


def wrong_register(place: Place, text: Mapping[str, str], register: str) -> Iterator[Wrong]:
    """The first word of a text, in each language, that is of the other register."""
    for language, told in text.items():
        if word := word_of(told, language, REGISTERS[register]):
            values = {"word": word, "language": language, "register": register}
            values |= {"other": REGISTERS[register]}
            yield Wrong(place, Sentence("programme.register", **values), Weight.BEWARE)


def word_of(text: str, language: str, register: str) -> str:
    """The first word by which a text is of this register; empty where none is.

    What stands in quotes is somebody else's; a word that a list writes with a capital, as the
    German « Sie », counts only within a sentence.
    """
    code = language.partition("-")[0]
    listed = set(each(f"register.{register}").get(code, "").split())
    own = QUOTED.sub(" ", text)
    for phrase in each("register.neither").get(code, "").splitlines():
        own = re.sub(rf"\b{re.escape(phrase)}\b", " ", own, flags=re.I) if phrase else own
    before = "."
    for word in WORD.findall(own.replace("’", "'")):
        begins = before in ".!?…:"
        before = word
        if word in listed if word[0].isupper() and not begins else word.lower() in listed:
            return str(word)
    return ""
