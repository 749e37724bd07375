"""A reviewer's verdict in their own words: the first own line, a closed list, nothing guessed."""

import re
from collections.abc import Iterator

from core.claims.verdict import Verdict
from core.programmes.folding import clean, fold, words

APPROVE = """
oui / ok / okay / d accord / accord / accorde / accepte / j accepte / valide / je valide / validee
approuve / approuvee / j approuve / c est bon / c est valide / bon pour moi / ok pour moi
yes / approve / approved / i approve / accept / accepted / granted / confirmed
ja / akkoord / goedgekeurd / ik keur goed / in orde / genehmigt / einverstanden
"""
REFUSE = """
non / refuse / refusee / je refuse / je ne valide pas / refus
no / reject / rejected / refused / i refuse / declined
nee / afgewezen / geweigerd / ik weiger / nein / abgelehnt
"""
RETURN = """
a corriger / corriger / correction / a revoir / a modifier / a completer
return / returned / to correct / changes needed / please correct / please fix
aanpassen / aan te passen / te verbeteren / verbeteren / nachbessern
"""
UNDO = """
annuler / annule / j annule / annulez / undo / cancel / annuleren / ongedaan maken / rückgängig
"""
SECOND = """
second avis / un second avis / deuxième avis / un deuxième avis / demander un second avis
je demande un second avis / je voudrais un second avis / avis d un collègue / autre avis
second opinion / a second opinion / ask a second opinion / i would like a second opinion
tweede mening / een tweede mening / tweede oordeel / zweite meinung / eine zweite meinung
"""
POLITE = """
merci / beaucoup / bravo / bonne journee / cordialement / bien a vous / parfait / tres / bien / bon
super / beau / travail / a elle / a lui / tout est / pour moi / thanks / thank you / great / good
job / work / well done / nice / please / bedankt / dank je / dank u / goed / gedaan / mooi / werk
groeten / hoor / prima / danke / gut / gemacht / bitte
"""
GREETING = re.compile(
    r"(?:bonjour|bonsoir|salut|hello|hi|hey|dear|hallo|dag|goeiedag|beste|cher|chere|guten tag)\b"
    r"(?:[^,.!:\n]{0,40}(?:[,.!:]+|$)|[,.!:]* ?)"
)
CLOSING = re.compile(
    r"(?:bien )?(?:cordialement|a vous|a toi|merci|salutations|best|kind|regards|met vriendelijke"
    r"|vriendelijke|groet|groeten|mvg|mit freundlichen|--)\b.*"
)
BOTH = re.compile(r"\b(?:oui|yes|ja|je valide|approved?|j approuve|approuvee?)\b")
BUT = re.compile(r"(?:mais|but|maar|aber|sauf|except|non|no|nee|nein)\b")
FINE = re.compile(
    r"\b(?:soucis?|problemes?|problems?|probleem|objections?|bezwaar|worries|redire)\b"
)


def phrases(written: str) -> list[str]:
    """The longest first, so that « je valide » is one phrase."""
    found = {" ".join(words(each)) for each in re.split(r"[/\n]", written) if each.strip()}
    return sorted(found, key=lambda each: -len(each))


def any_of(*written: str) -> str:
    return "|".join(phrase for each in written for phrase in phrases(each))


APPROVAL = re.compile(rf"(?:(?:{any_of(APPROVE, POLITE)})(?: |$))+")
ONE_APPROVAL = re.compile(rf"\b(?:{any_of(APPROVE)})\b")
HEAD = re.compile(r"(?P<head>[^,;:.!\n-]{1,40}?)\s*(?:[,;:.!]+|\s-+\s|-+$|$)\s*(?P<rest>.*)")
OTHERS = {
    **dict.fromkeys(phrases(REFUSE), Verdict.REFUSE),
    **dict.fromkeys(phrases(RETURN), Verdict.RETURN),
}
UNDOING = frozenset(phrases(UNDO))
CONSULTING = frozenset(phrases(SECOND))


def verdict_in(text: str) -> tuple[Verdict | None, str]:
    """The verdict of the first own line and the reviewer's reason; none where it is not clear.

    A question, a yes and a no, a yes with a « mais » below: nothing is decided. The reason stands
    as it was written.
    """
    lines = own_lines(text)
    first = next(lines, "")
    plain = " ".join(words(first))
    if not plain or "?" in first:
        return None, ""
    if APPROVAL.fullmatch(plain) and ONE_APPROVAL.search(plain):
        return (None if any(map(BUT.match, map(fold, lines))) else Verdict.APPROVE), ""
    found = HEAD.fullmatch(first)
    verdict = OTHERS.get(" ".join(words(found["head"]))) if found else None
    if found is None or verdict is None:
        return None, ""
    reason = found["rest"].strip() or paragraph(lines)
    said = " ".join(words(reason))
    if BOTH.search(said) or (FINE.search(said) and verdict is Verdict.REFUSE):
        return None, ""
    return verdict, reason


def undoes(text: str) -> bool:
    """Whether the first own line takes the decision back, and says no more."""
    return first_line_is(text, UNDOING)


def consults(text: str) -> bool:
    """Whether the first own line asks for a second opinion, and says no more."""
    return first_line_is(text, CONSULTING)


def first_line_is(text: str, said: frozenset[str]) -> bool:
    first = next(own_lines(text), "")
    return "?" not in first and " ".join(words(first)) in said


def own_lines(text: str) -> Iterator[str]:
    """The lines from the first that says more than a greeting, without it."""
    said = False
    for line in clean(text).split("\n"):
        greeting = None if said else GREETING.match(fold(line.lstrip()))
        rest = line.lstrip()[greeting.end() :].strip() if greeting else line.strip()
        said = said or bool(rest)
        if said:
            yield rest


def paragraph(lines: Iterator[str]) -> str:
    """The words below a verdict that stands alone, up to a closing."""
    told: list[str] = []
    for line in lines:
        if CLOSING.fullmatch(fold(line)) or (told and not line):
            break
        told += [line] if line else []
    return " ".join(told)
