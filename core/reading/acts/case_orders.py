"""What one of the staff tells us to do with a case: a closed list, on the first own line alone."""

import re
from dataclasses import dataclass

from core.reading.acts.accounting import NOBODY, ClauseKind, KnownWriter, account
from core.reading.acts.decisions import own_lines
from core.reading.acts.reasons import doubtful, halts, surely
from core.reading.languages import compiled, either, folded_rows
from core.reading.text import fold, words

ALONE, WORDS, REASON, COLLEAGUE, CASE = (
    folded_rows(f"case_orders.{takes}")
    for takes in ("alone", "words", "reason", "colleague", "case")
)  # the phrases of each action, by what an order of it takes
ORDERS = {
    phrase: action
    for rows in (ALONE, WORDS, REASON, COLLEAGUE, CASE)
    for action, phrases in rows.items()
    for phrase in phrases
}
WORDED = {*WORDS, *REASON}  # the words below them go with them
RENAMING = [phrase for phrase, action in ORDERS.items() if action == "correct"]
FEW = 2  # words that are no answer to anybody
SHORT, BEGINNING = 8, 4
ORDERLY = compiled(rf"\b(?:{either('case_orders.orderly')})\b")
# « Bonjour Lina, » on a line of its own: the words below are for a person.
GREETING = (
    rf"(?:{either('case_orders.addressing')})\s+"
    rf"(?!(?:{either('case_orders.us')}|cocarde)\b)[^\n,.!:]{{2,40}}"
)
ADDRESSED = compiled(GREETING + r"[,.!:]*\s*\n")
GREETED = compiled(GREETING + r"(?:[,.!:]|\s*\n)")
AUTOMATIC = compiled(rf"\b(?:{either('case_orders.automatic')})\b")
HEAD = re.compile(r"(?P<head>[^:;]{1,60}?)\s*[:;]\s*(?P<rest>.*)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class CaseOrder:
    """What to do, and the words that go with it; `unclear` where neither can be told for sure."""

    action: str = ""
    rest: str = ""
    unclear: bool = False


def order_in(text: str, known: KnownWriter = NOBODY) -> CaseOrder:
    """The order of a text that says nothing else, else the whole text is the answer to the person.

    A question, a word or two that are no order, words that sound like one, or like a machine's,
    a halt, an order with other words around it are unclear: « répondre : … » says for sure that
    they are for the person.
    """
    if action := only_order(text, known):
        return CaseOrder(action)
    lines = list(own_lines(text))
    first = lines[0] if lines else ""
    plain = " ".join(words(first))
    if plain in ORDERS:
        return with_words(ORDERS[plain], first, below(lines), known)
    if order := named(first) or headed(text, first) or renames(first):
        alone = order.action in WORDED or not account(below(lines), (), known, ended=True).unknown
        return order if alone else CaseOrder(unclear=True)
    said = words(text)
    if sum(word.isalpha() for word in said) <= FEW or AUTOMATIC.search(" ".join(said)):
        return CaseOrder(unclear=True)
    ordered = orders_something(said, plain) and not ADDRESSED.match(fold(text.lstrip()))
    if ordered or (halts(text) and not addressed(text)):
        return CaseOrder(unclear=True)
    return CaseOrder("answer", text.strip())


def addressed(text: str) -> bool:
    """Whether the words begin with a greeting for somebody by name."""
    return bool(GREETED.match(fold(text.lstrip())))


def only_order(text: str, known: KnownWriter) -> str:
    """The one order of a text whose every other clause is courtesy or signature; else nothing."""
    told = account(text, is_order, known)
    actions = {
        ORDERS[" ".join(words(clause))] for clause, part in told.told if part is ClauseKind.ACT
    }
    return actions.pop() if told.acts and len(actions) == 1 else ""


def is_order(clause: str) -> bool:
    return "?" not in clause and " ".join(words(clause)) in ORDERS


def with_words(action: str, first: str, rest: str, known: KnownWriter) -> CaseOrder:
    """An order that takes the words below it: an answer, or a reason that is one for sure."""
    given = surely(rest)
    if "?" in first or action not in WORDED:
        return CaseOrder(unclear=True)
    if action in REASON and not given and doubtful(rest, known):
        return CaseOrder(unclear=True)
    return CaseOrder(action, given or rest)


def orders_something(said: list[str], first: str) -> bool:
    """Whether a few words, or the beginning of more, sound like an order to us."""
    begun = " ".join(first.split()[:BEGINNING])
    return bool(ORDERLY.search(" ".join(said) if len(said) <= SHORT else begun))


def named(first: str) -> CaseOrder | None:
    """« fusionner avec abc234 », « confier à nour@example.org »."""
    *head, last = first.split() or [""]
    action = ORDERS.get(" ".join(words(" ".join(head))), "")
    if "@" in last and (action in COLLEAGUE or action == "take"):
        return CaseOrder("give" if action == "take" else action, last.strip("<>.,;:"))
    return CaseOrder(action, fold(last).strip(".,;:")) if action in CASE else None


def headed(text: str, first: str) -> CaseOrder | None:
    """« délivrer : la raison », « répondre : les mots »; the words may go on below."""
    found = HEAD.fullmatch(first)
    action = ORDERS.get(" ".join(words(found["head"])), "") if found else ""
    if action not in WORDED:
        return None
    return CaseOrder(action, text.partition(":" if ":" in first else ";")[2].strip())


def renames(first: str) -> CaseOrder | None:
    """« corrige Siobhán O'Connell »: a name, with its capitals, stands behind."""
    for phrase in sorted(RENAMING, key=len, reverse=True):
        count = len(phrase.split())
        head, rest = first.split()[:count], first.split()[count:]
        if (
            " ".join(words(" ".join(head))) == phrase
            and rest
            and all(w[:1].isupper() for w in rest)
        ):
            return CaseOrder("correct", " ".join(rest).strip(".!;:"))
    return None


def below(lines: list[str]) -> str:
    """The lines under an order: a reason for issuing, else nothing that is sent."""
    return "\n".join(lines[1:]).strip()
