"""Yes and no in a person's own words: whole phrases of a closed list, and nothing guessed."""

import re
from collections.abc import Mapping

from core.programmes.folding import fold, words

YES_WORDS = """
oui / ouais / ok / okay / oki / d'accord / exact / exactement / parfait / correct / confirme
valide / je confirme / je valide / j'accepte / je suis d'accord / entendu / c'est entendu / bien sur
absolument / tout va bien / c'est confirmé / c'est validé / c'est bien moi / tout est parfait
tout me va / je confirme tout est exact / je confirme tout est juste
c'est tout à fait exact / c'est tout à fait ça / je le confirme / je veux bien
c'est exact / c'est bon / c'est juste / c'est correct / c'est parfait / c'est ça / c'est bien ça
tout est juste / tout est bon / tout est exact / tout est correct / tout est ok / tout est en ordre
c'est tout bon / tout bon / tout à fait / ça me va / ça me convient / ça marche / bon pour accord
je confirme que tout est exact / je confirme que tout est juste / je confirme que c'est exact
je confirme les informations / je confirme tout / vous pouvez valider / vous pouvez y aller
allez y / vas y / tu peux valider / tu peux y aller / les informations sont exactes
je veux bien le badge / je veux bien recevoir mon badge / je veux bien recevoir le badge
yes / yep / yeah / sure / right / confirmed / i confirm / i accept / i agree / agreed / all good
that's right / that's correct / it's correct / it's right / that is right / that is correct
it is correct / it is right / that's all correct / that's all right / all correct / all right
everything is right / everything is correct / perfect
everything looks good / looks good / that's fine / it's fine / go ahead / please go ahead
you can go ahead / of course / absolutely
ja / klopt / dat klopt / dit klopt / het klopt / alles klopt / akkoord / juist / dat is juist
alles is juist / alles in orde / in orde / dat is goed / prima / perfect / ik aanvaard / ik bevestig
ik ga akkoord / zeker / dat klopt helemaal / helemaal akkoord / ga je gang / doe maar
jawohl / genau / richtig / stimmt / das stimmt / alles richtig / alles korrekt / einverstanden
ich bestätige / passt / in ordnung / korrekt / alles stimmt / stimmt so / stimmt alles / alles gut
alles in ordnung / alles passt
"""
KIND_WORDS = """
bonjour / bonsoir / salut / coucou / madame / monsieur / hello / hi / hey / dear / hallo / hoi / dag
goeiedag / goedemorgen / beste / guten tag / merci / merci beaucoup / merci bien / merci d'avance
merci de votre aide / merci pour votre aide / merci pour tout / à bientôt / avec plaisir
merci de m'envoyer le badge / merci de m'envoyer mon badge / envoyez moi mon badge / avec du retard
avec un peu de retard / avec retard / désolé du retard / désolée du retard / désolé pour le retard
désolée pour le retard
merci à vous / merci à toi / un grand merci / et / s'il vous plaît / s'il te plaît / svp / stp
bonne journée / bonne soirée / bonne semaine / bonne fin de journée / belle journée / bien
pour moi / de mon côté / très bien / super / génial / top / vous pouvez m'envoyer le badge
vous pouvez envoyer le badge / envoyez le badge / envoyez moi le badge
thanks / thank you / thank you very much / thanks a lot / many thanks / please / to me / for me
and / great / have a nice day / see you / cheers / sorry for the delay / sorry i'm late
you can send the badge
bedankt / dank u / dank u wel / dank je / dank je wel / dankjewel / hartelijk dank / graag / hoor
alstublieft / alsjeblieft / aub / voor mij / en / fijne dag / nog een fijne dag
bitte ausstellen / bitte schicken / bis bald / tot binnenkort
danke / danke schön / vielen dank / bitte / für mich / schönen tag / und
"""
NO_WORDS = "non / no / nope / nee / neen / nein / pas d'accord / niet akkoord / nicht einverstanden"
CLOSING = re.compile(
    r"^(?:(?:bien |tres )?(?:cordialement|amicalement|respectueusement)|cdlt|bien a (?:vous|toi)|"
    r"(?:kind|best|warm) regards|regards|cheers|sincerely|met vriendelijke groeten?|mvg|groetjes|"
    r"groeten|mit freundlichen gru(?:ss|ß)en|viele gru(?:ss|ß)e|lg|sent from|"
    r"envoye d|verzonden|gesendet)\b"
)
# After a yes, any of these in the lines below takes it back until the person is asked.
RESERVES = frozenset(
    ("non", "no", "nope", "nee", "neen", "nein", "mais", "but", "maar", "aber", "sauf", "except",
     "behalve", "ausser", "hormis", "pas", "not",
     "niet", "nicht", "faux", "fausse", "wrong", "fout", "fouten", "falsch", "erreur", "erreurs",
     "error", "mistake", "fehler", "changer", "changez", "change", "modifier", "modifiez",
     "corriger", "corrigez", "wijzig", "wijzigen", "plutot", "rather", "liever", "stop", "si",
     "ecrit", "spelled", "dont", "cependant", "however", "echter", "attendez", "wait", "wacht")
)  # fmt: skip
CUT = re.compile(r"(?<=[.!,;:])\s+|\n")
MARKS = str.maketrans(dict.fromkeys("👍👌✅✔☑", " oui "))


def phrases(written: str) -> frozenset[tuple[str, ...]]:
    """The phrases of a list, as folded words."""
    return frozenset(
        tuple(words(phrase)) for phrase in re.split(r"[/\n]", written) if phrase.strip()
    )


YES, NO = phrases(YES_WORDS), phrases(NO_WORDS)
KIND = dict.fromkeys(phrases(KIND_WORDS), False)
SAYS_YES = {**KIND, **dict.fromkeys(YES, True)}
SAYS_NO = {**KIND, **dict.fromkeys(NO, True)}


def assents(text: str) -> bool:
    """Whether the first line says yes and no more, and nothing below takes it back."""
    line, rest = parted(text)
    unsure = "?" in text or RESERVES.intersection(words(rest.translate(MARKS)))
    return not unsure and only_says(line, SAYS_YES)


def refuses(text: str) -> bool:
    """Whether the first line says no and nothing else."""
    line, _ = parted(text)
    return "?" not in line and only_says(line, SAYS_NO)


def only_says(line: str, known: Mapping[tuple[str, ...], bool]) -> bool:
    """Whether a line is made of known phrases alone, one that counts (True) among them."""
    spoken, counts = words(re.sub(r"([^\W\d])\1{2,}", r"\1", line.translate(MARKS))), False
    while spoken:
        size = next((n for n in range(6, 0, -1) if tuple(spoken[:n]) in known), 0)
        if not size:
            return False
        counts = counts or known[tuple(spoken[:size])]
        spoken = spoken[size:]
    return counts


def parted(text: str) -> tuple[str, str]:
    """The first line that says more than a greeting, without its closing words; and the rest."""
    lines = [line for line in text.split("\n") if line.strip()]
    for at, line in enumerate(lines):
        own, closing = unsigned(line)
        if words(own.translate(MARKS)) and not only_says(own, dict.fromkeys(KIND, True)):
            return own, "" if closing else "\n".join(lines[at + 1 :])
    return "", ""


def unsigned(line: str) -> tuple[str, bool]:
    """The line up to « Cordialement, … », and whether there is such a closing."""
    parts = CUT.split(line)
    for at, part in enumerate(parts):
        if CLOSING.match(fold(part)):
            return " ".join(parts[:at]), True
    return line, False
