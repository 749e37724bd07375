"""What one of the staff tells us to do with a case: a closed list, on the first own line alone."""

import re
from dataclasses import dataclass

from core.reading.acts.accounting import NOBODY, ClauseKind, KnownWriter, account
from core.reading.acts.decisions import own_lines, parted
from core.reading.acts.reasons import doubtful, halts, puts_off, surely, wavers
from core.reading.languages import compiled, either, folded_rows
from core.reading.text import fold, words

ALONE, WORDS, REASON, NAME, COLLEAGUE, CASE = (
    folded_rows(f"case_orders.{takes}")
    for takes in ("alone", "words", "reason", "name", "colleague", "case")
)  # the phrases of each action, by what an order of it takes
ORDERS = {
    phrase: action
    for rows in (ALONE, WORDS, REASON, NAME, COLLEAGUE, CASE)
    for action, phrases in rows.items()
    for phrase in phrases
}
WORDED = {*WORDS, *REASON, *NAME}  # the words below them go with them
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
# « … », "…", `|`, `#`, `-`: the words of somebody else, or one of several
QUOTED = re.compile(r"[^\w\s]")
HEAD = re.compile(r"(?P<head>[^:;]{1,60}?)\s*[:;]\s*(?P<rest>.*)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class CaseOrder:
    """What to do, and the words that go with it; `unclear` where neither can be told for sure, or
    where the words that say why rather say not to: with its action, it is only asked about."""

    action: str = ""
    rest: str = ""
    unclear: bool = False


def order_in(text: str, known: KnownWriter = NOBODY) -> CaseOrder:
    """The order of a text that says nothing else, else the whole text is the answer to the person.

    A question, a word or two that are no order, words that sound like one, or like a machine's,
    a halt, an order with other words around it are unclear: « répondre : … » says for sure that
    they are for the person.
    """
    lines = list(own_lines(text))
    first = lines[0] if lines else ""
    action = only_order(text, known)
    if order := CaseOrder(action) if action else headed(lines, known) or named(first, lines, known):
        return CaseOrder(unclear=True) if QUOTED.match(first) else order
    said = words(text)
    few = sum(word.isalpha() for word in said) <= FEW
    if few or AUTOMATIC.search(" ".join(said)) or not account(text, (), known).unknown:
        return CaseOrder(unclear=True)
    ordered = orders_something(said, " ".join(words(first))) and not ADDRESSED.match(
        fold(text.lstrip())
    )
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


def with_words(action: str, lines: list[str], known: KnownWriter) -> CaseOrder:
    """An order with the words that it takes: a reason that is one for sure, or a name and no more;
    below them stands only how a letter ends."""
    if action in NAME:
        return with_name(action, [line for line in lines if line.strip()], known)
    said, below = parted(lines, known)
    if "?" in said or account(below, (), known, ended=True).unknown:
        return CaseOrder(unclear=True)
    given = surely(said)
    if said and not given and doubtful(said, known):
        return CaseOrder(unclear=True)
    if not given and said and is_turned(action, said):
        return CaseOrder(action, said, unclear=True)
    return CaseOrder(action, given or said)


def is_turned(action: str, reason: str) -> bool:
    """Whether a reason may say not to do it, or not yet: « surtout pas », « en attente du coach »,
    « finalement le garder »."""
    if action != "revoke":
        return action == "issue" and wavers(reason)
    return (
        wavers(reason)
        or puts_off(reason)
        or any(ORDERS.get(word) == "keep" for word in words(reason))
    )


def with_name(action: str, lines: list[str], known: KnownWriter) -> CaseOrder:
    """An order with the name that it takes, alone in its line, as it is written."""
    name, below = "".join(lines[:1]).strip(), "\n".join(lines[1:])
    if "?" in name or account(below, (), known, ended=True).unknown:
        return CaseOrder(unclear=True)
    return CaseOrder(action, name)


def orders_something(said: list[str], first: str) -> bool:
    """Whether a few words, or the beginning of more, sound like an order to us."""
    begun = " ".join(first.split()[:BEGINNING])
    return bool(ORDERLY.search(" ".join(said) if len(said) <= SHORT else begun))


def headed(lines: list[str], known: KnownWriter) -> CaseOrder | None:
    """« délivrer : la raison », « répondre : les mots »: behind a colon, or on the lines below."""
    first = lines[0] if lines else ""
    found = HEAD.fullmatch(first)
    head, rest = (found["head"], [found["rest"], *lines[1:]]) if found else (first, lines[1:])
    action = ORDERS.get(" ".join(words(head)), "")
    if action in WORDS:
        return CaseOrder(action, "\n".join(rest).strip())
    if action not in WORDED:
        return CaseOrder(unclear=True) if action and (lines[1:] or not found) else None
    return CaseOrder(unclear=True) if "?" in first else with_words(action, rest, known)


def named(first: str, lines: list[str], known: KnownWriter) -> CaseOrder | None:
    """« fusionner avec abc234 », « confier à nour@example.org », « corriger en Zoé Martin »: what
    it is done with stands behind, in the same line."""
    *head, last = first.split() or [""]
    action = ORDERS.get(" ".join(words(" ".join(head))), "")
    order = renamed(first)
    if "@" in last and (action in COLLEAGUE or action == "take"):
        order = CaseOrder("give" if action == "take" else action, last.strip("<>.,;:"))
    elif action in CASE:
        order = CaseOrder(action, fold(last).strip(".,;:"))
    more = order and account("\n".join(lines[1:]), (), known, ended=True).unknown
    return CaseOrder(unclear=True) if more else order


def renamed(first: str) -> CaseOrder | None:
    """« corrige Siobhán O'Connell »: a name, with its capitals, stands behind."""
    spoken = first.split()
    for size in range(len(spoken) - 1, 0, -1):
        action = ORDERS.get(" ".join(words(" ".join(spoken[:size]))), "")
        if action in NAME and all(word[:1].isupper() for word in spoken[size:]):
            return CaseOrder(action, " ".join(spoken[size:]).rstrip(".!;:"))
    return None
