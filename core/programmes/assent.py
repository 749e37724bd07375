"""Yes and no in a person's own words: a closed list, the first line only, nothing guessed."""

import re

from core.programmes.folding import fold

YES_WORDS = """
oui / ok / okay / d'accord / exact / parfait / confirme / valide / je confirme / je valide
c'est exact / c'est bon / c'est juste / tout est juste / tout est bon / tout est exact / j'accepte
yes / yes please / correct / right / confirmed / i confirm / i accept / all good / that's right
ja / ja graag / klopt / dat klopt / akkoord / juist / ik aanvaard / ik bevestig
"""
NO_WORDS = "non / no / nee / pas d'accord / niet akkoord"
GREETINGS = r"(?:bonjour|bonsoir|salut|hello|hi|hallo|dag|goeiedag|beste)"
THANKS = r"(?: (?:et )?(?:merci(?: beaucoup| bien)?|thanks|thank you|bedankt|dank u|dank je))"


def phrases(written: str) -> frozenset[str]:
    return frozenset(phrase.strip() for phrase in re.split(r"[/\n]", written) if phrase.strip())


YES, NO = phrases(YES_WORDS), phrases(NO_WORDS)


def assents(text: str) -> bool:
    """Whether the first line says yes, once or twice over (« oui, c'est exact »), and no more."""
    line = first_line(text)
    head, _, rest = line.partition(" ")
    return line in YES or (head in YES and rest in YES)


def refuses(text: str) -> bool:
    """Whether the first line says no and nothing else."""
    return first_line(text) in NO


def first_line(text: str) -> str:
    """The first line that says more than a greeting: folded, without marks and thanks.

    A question mark stays: « oui ? » is not a yes.
    """
    for line in text.splitlines():
        plain = re.sub(r"[.!,;:…*_]+", " ", fold(line))
        plain = re.sub(r"\s+", " ", plain).strip()
        plain = re.sub(rf"^{GREETINGS}\b ?", "", plain)
        plain = re.sub(rf"{THANKS}$", "", plain)
        if plain:
            return plain
    return ""
