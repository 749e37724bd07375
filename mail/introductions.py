"""Where an older mail begins: introduction lines, header blocks and separators, fr/en/nl/de.

Everything is looked for in folded text: lower case, no accents, plain dashes and quotes.
"""

import re
from collections.abc import Sequence

JOINED = 4  # a client breaks an introduction into up to four lines
LONGEST = 500
BLOCK = 7  # lines within which the labels of a header block stand

_TIME = re.compile(r"\b\d{1,2} ?[:h.] ?\d{2}\b")
_DATED = re.compile(
    r"(?:le|en date d[eu]) .{4,300}\ba ecrit ?:"
    r"|on .{4,300}\bwrote ?:"
    r"|op .{4,300}\bschreef\b.{0,200}:"
    r"|op .{4,300}\bheeft\b.{0,200}\bgeschreven ?:"
    r"|am .{4,300}\bschrieb\b.{0,200}:"
    r"|\d{4}-\d\d-\d\d,? \d\d?:\d\d .{0,200}<\S+@\S+> ?:"
)
_NAMED = re.compile(
    r"[^.!?]{0,80}<?\S+@\S+>?,? (?:a ecrit|wrote|schreef|schrieb) ?:"
    r"|.{2,160}\ba ecrit (?:le|a|ce) .{4,80}:"
    r"|.{2,160}\bwrote on .{4,80}:"
    r"|.{2,160}\bschreef op .{4,80}:"
    r"|.{2,160}\bschrieb am .{4,80}:"
)
_LABELS = {
    "from": r"de|from|van|von|expediteur",
    "sent": r"envoye|envoye le|date|sent|verzonden|datum|gesendet|message du",
    "to": r"a|to|aan|an|destinataire|pour",
    "subject": r"objet|subject|onderwerp|betreff|sujet",
    "copy": r"cc|copie a|copie|kopie",
}
_LABEL = re.compile(
    r"\W{0,3}(?:" + "|".join(rf"(?P<{name}>{words})" for name, words in _LABELS.items()) + r")"
    r"\W{0,2} ?:.*"
)
_SENT_BY_ORANGE = re.compile(r"\W{0,3}message du \d\d/\d\d/\d\d(?:\d\d)? .{0,12}")
_RULE = re.compile(r"[-_=*]{5,}")
_SEPARATOR = re.compile(
    r"[-_=*>\s]{2,}(?:original message|message d'origine|message original|mail original"
    r"|e-?mail d'origine|message transfere|message reexpedie|mail transfere|forwarded message"
    r"|oorspronkelijk bericht|origineel bericht|doorgestuurd bericht|ursprungliche nachricht"
    r"|originalnachricht|weitergeleitete nachricht)\s*[-_=*\s]*"
    r"|(?:debut du message (?:transfere|reexpedie)|begin forwarded message"
    r"|begin doorgestuurd bericht|anfang der weitergeleiteten nachricht) ?:"
)
_ABOVE = re.compile(
    r"[-#=_*\s]{3,}.{0,40}\b(?:repon\w+|reply|antwoord\w*|antwort\w*)\b.{0,40}"
    r"\b(?:au-dessus|ci-dessus|above|boven|bovenaan|oberhalb|uber)\b.{0,60}"
)


def introduction(lines: Sequence[str], end: int) -> int:
    """How many lines up to `end` say who wrote what follows; 0 when they do not."""
    if not lines[end].endswith(":"):
        return 0
    for count in range(1, min(JOINED, end + 1) + 1):
        whole = joined(lines[end - count + 1 : end + 1])
        if len(whole) > LONGEST:
            return 0
        if _DATED.fullmatch(whole) and is_a_mail(whole, count):
            return count
    for count in (1, 2):
        if count <= end + 1 and _NAMED.fullmatch(joined(lines[end - count + 1 : end + 1])):
            return count
    return 0


def is_a_mail(introduced: str, lines: int) -> bool:
    """A person may write « le 3 mai, elle a écrit : »; a client adds the hour or the address."""
    timed = _TIME.search(introduced) is not None
    return timed or (lines == 1 and "@" in introduced)


def joined(lines: Sequence[str]) -> str:
    return re.sub(r"\s+", " ", " ".join(lines)).strip()


def starts_older_mail(lines: Sequence[str], at: int) -> bool:
    """Whether a separator, a header block or a « reply above » mark stands at this line."""
    line = lines[at].strip()
    if _SEPARATOR.fullmatch(line) or _ABOVE.fullmatch(line) or _SENT_BY_ORANGE.fullmatch(line):
        return True
    if _RULE.fullmatch(line):
        below = (place for place in range(at + 1, min(at + 4, len(lines))) if lines[place].strip())
        return header_block(lines, next(below, at))
    return header_block(lines, at)


def is_header(line: str) -> bool:
    """Whether a line could be one of a header block."""
    return _LABEL.fullmatch(line.strip()) is not None


def header_block(lines: Sequence[str], at: int) -> bool:
    """Three or more different labels, a sender among them, within seven lines from here."""
    if not _LABEL.fullmatch(lines[at].strip()):
        return False
    found = (_LABEL.fullmatch(line.strip()) for line in lines[at : at + BLOCK])
    names = {each.lastgroup for each in found if each}
    return "from" in names and len(names) >= 3
